/** Each check has cases that are well and cases that are not, against the stand-ins and small servers of its own. */
package org.sentinelbridge.operate.doctor;
