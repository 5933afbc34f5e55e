/**
 * Puts documents into Elasticsearch's data streams, by camel-elasticsearch and the {@code _bulk} API, and reads item by item what
 * became of each. Which failures are waited for, halved or parked is decided in {@code routes/documents/send-documents.camel.yaml}; here are
 * the mechanisms: the client, what its answers mean, the waiting, the installation of index templates, health and meters.
 *
 * <p>Works with Elasticsearch 8 and 9. OpenSearch is recognized and refused.
 */
package org.sentinelbridge.elastic.elasticsearch;
