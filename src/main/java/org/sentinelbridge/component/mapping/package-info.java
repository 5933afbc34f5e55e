/**
 * JSLT mapping: the {@code mapping:} component, the live library of the files in {@code routes/mappings}, and the
 * functions that those files may call. Knows nothing of what is mapped.
 */
package org.sentinelbridge.component.mapping;
