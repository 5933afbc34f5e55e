/**
 * The sandbox's stand-in for Azure Event Hubs: an AMQP 1.0 server in memory, which the Azure SDK's own clients work with. One
 * thread owns everything ({@link org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn} is the way in from other threads); links and
 * transfers become readers, publishers and requests to nodes, and those work on the logs of the partitions.
 */
package org.sentinelbridge.sandbox.eventhubs;
