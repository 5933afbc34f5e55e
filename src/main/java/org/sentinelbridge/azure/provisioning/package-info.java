/**
 * What a person, or a pipeline with rights that the bridge has not, does in Azure before the bridge can work there: commands for
 * the template in {@code src/main/azure}, and the settings that come of it. Nothing here calls Azure.
 */
package org.sentinelbridge.azure.provisioning;
