/**
 * Enough of Bicep to make ARM JSON of our one file, and enough of ARM's template language to see what a deployment of it would
 * send to Azure. Anything else is refused, so that nothing is passed over. Bicep's own compiler is not at hand where tests run.
 */
package org.sentinelbridge.bicep;
