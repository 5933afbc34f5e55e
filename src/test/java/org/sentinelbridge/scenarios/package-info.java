/** Runs the folders of src/test/scenarios; the README there says what they hold. */
package org.sentinelbridge.scenarios;
