/**
 * Elastic's side: the way into Elasticsearch, item by item, and what sets Elasticsearch and Kibana up for the bridge.
 *
 * <p>May not be here: what a document holds, which the mappings say, and which failures are waited for, which the routes say. Uses
 * {@code base} and {@code component}, never the other side.
 *
 * <p>Begin reading at {@link org.sentinelbridge.elastic.elasticsearch.Indexing}; for Kibana at
 * {@link org.sentinelbridge.elastic.kibana.KibanaProvisioning}.
 */
package org.sentinelbridge.elastic;
