package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The newest documents, whole, as long as they have no more bytes together than allowed. */
final class Kept {

    /** @param stream the name of the data stream */
    record Document(String stream, String index, String id, byte[] source) {

        ObjectNode tree() {
            return Tree.object(source);
        }
    }

    private static final int OVERHEAD = 200;

    private final long mostBytes;
    private final Deque<Document> documents = new ArrayDeque<>();
    private long bytes;

    Kept(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(Document document) {
        documents.addLast(document);
        bytes += document.source().length + OVERHEAD;
        while (bytes > mostBytes) {
            bytes -= documents.removeFirst().source().length + OVERHEAD;
        }
    }

    /** The newest first. */
    Stream<Document> all() {
        Iterable<Document> newestFirst = documents::descendingIterator;
        return StreamSupport.stream(newestFirst.spliterator(), false);
    }

    int size() {
        return documents.size();
    }

    void clear() {
        documents.clear();
        bytes = 0;
    }
}
