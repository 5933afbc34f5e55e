/**
 * Says how each side of the bridge is: {@code bridge doctor}, and the connections view of the running bridge. A check is one class
 * that looks at one thing; it uses what the packages of the capabilities offer and is used by nobody there.
 */
package org.sentinelbridge.operate.doctor;
