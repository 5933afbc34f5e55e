/**
 * Receives from Azure Event Hubs in batches, without losing any: the Camel component {@code eventhubs-batch}, the places where it
 * keeps how far it has come (our store, or Blob storage), and what it shows of itself in metrics and health. What the events mean
 * is not known in here.
 */
package org.sentinelbridge.component.eventhubs;
