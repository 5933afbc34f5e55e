/**
 * Reading Sentinel's REST API again and again without losing or doubling anything: where a poll has come to, whose turn it is
 * among several processes, and how fast it may go. What an incident means is said in the routes and mappings; nothing in here
 * knows Elasticsearch.
 */
package org.sentinelbridge.component.polling;
