/**
 * Kibana's side: what its connectors and rules must be set to so that they reach the bridge. Knows Kibana's screens and settings, and
 * nothing of what the routes do with what comes.
 */
package org.sentinelbridge.elastic.kibana;
