package org.sentinelbridge.elastic.elasticsearch;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.HttpAsyncContentProducer;

/** A body in very many small pieces that goes to the connection in few large ones, and says beforehand how long it is. */
final class Gathered extends HttpEntityWrapper implements HttpAsyncContentProducer {

    private static final int ROOM = 64 * 1024;

    private final HttpAsyncContentProducer pieces;
    private final long length;
    private final Collector collector = new Collector();

    private Gathered(HttpEntity entity, HttpAsyncContentProducer pieces) throws IOException {
        super(entity);
        this.pieces = pieces;
        this.length = length(pieces);
    }

    /** The same body; unchanged if it does not come in pieces. */
    static HttpEntity of(HttpEntity entity) throws IOException {
        return entity instanceof HttpAsyncContentProducer pieces ? new Gathered(entity, pieces) : entity;
    }

    private static long length(HttpAsyncContentProducer pieces) throws IOException {
        var meter = new Meter();
        while (!meter.isCompleted()) {
            pieces.produceContent(meter, null);
        }
        pieces.close();
        return meter.length;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public void produceContent(ContentEncoder connection, IOControl control) throws IOException {
        while (collector.wantsMore()) {
            pieces.produceContent(collector, control);
        }
        if (collector.empty(connection)) {
            connection.complete();
        }
    }

    @Override
    public void close() throws IOException {
        collector.begin();
        pieces.close();
    }

    /** Stands in the connection's place and knows when all has come. */
    private abstract static class Receiver implements ContentEncoder {

        private boolean complete;

        @Override
        public void complete() {
            complete = true;
        }

        @Override
        public boolean isCompleted() {
            return complete;
        }

        void begin() {
            complete = false;
        }
    }

    /** Keeps nothing, but knows how much it was. */
    private static final class Meter extends Receiver {

        private long length;

        @Override
        public int write(ByteBuffer piece) {
            var bytes = piece.remaining();
            piece.position(piece.limit());
            length += bytes;
            return bytes;
        }
    }

    /** Takes as much as it has room for. */
    private static final class Collector extends Receiver {

        private final ByteBuffer room = ByteBuffer.allocate(ROOM);

        @Override
        public int write(ByteBuffer piece) {
            var bytes = Math.min(piece.remaining(), room.remaining());
            room.put(room.position(), piece, piece.position(), bytes);
            room.position(room.position() + bytes);
            piece.position(piece.position() + bytes);
            return bytes;
        }

        boolean wantsMore() {
            return !isCompleted() && room.hasRemaining();
        }

        /** True if the connection has taken all, and no more will come. */
        boolean empty(ContentEncoder connection) throws IOException {
            room.flip();
            connection.write(room);
            room.compact();
            return isCompleted() && room.position() == 0;
        }

        @Override
        void begin() {
            super.begin();
            room.clear();
        }
    }
}
