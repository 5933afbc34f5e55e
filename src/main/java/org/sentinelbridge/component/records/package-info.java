/**
 * Records of Microsoft Sentinel as they come: in envelopes from an Event Hub, or in pages of its REST API. Nothing in here
 * knows Elasticsearch, Camel or what a record means.
 */
package org.sentinelbridge.component.records;
