/** Takes request bodies to pieces: the JSON documents in them, in whatever way they were put together. */
package org.sentinelbridge.component.documents;
