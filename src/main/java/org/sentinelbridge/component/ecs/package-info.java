/**
 * Documents in the Elastic Common Schema, made of Sentinel's records by the mappings in {@code routes/mappings}. What a
 * field means is said there; here are only the mechanisms that a mapping cannot have: ids, dates, and the Camel component
 * that applies it to a batch. Nothing in here talks to Elasticsearch.
 */
package org.sentinelbridge.component.ecs;
