/** The way into Elasticsearch, against the sandbox's stand-in. Runs the folders of src/test/indexing; the README there says what they hold. */
package org.sentinelbridge.elastic.elasticsearch;
