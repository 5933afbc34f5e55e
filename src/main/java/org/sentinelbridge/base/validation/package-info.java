/** Turns what a JSON Schema or a JSON parser objects to into messages that name the field. */
package org.sentinelbridge.base.validation;
