package org.sentinelbridge.elastic.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.HttpAsyncContentProducer;
import org.junit.jupiter.api.Test;

class GatheredTest {

    private static final String LINES = String.join("", lines());

    private static List<String> lines() {
        return IntStream.range(0, 5_000).mapToObj(number -> "{\"number\":" + number + ",\"text\":\"" + "x".repeat(number % 97) + "\"}\n").toList();
    }

    @Test
    void manyPiecesGoInFewAndNothingIsChanged() throws Exception {
        var body = Gathered.of(new Pieces(lines()));
        var connection = new Connection(1 << 20);

        connection.takeAll(body);

        assertThat(connection.taken()).isEqualTo(LINES);
        assertThat(connection.sizes).hasSize(LINES.length() / 65_536 + 1).allMatch(size -> size <= 65_536);
    }

    @Test
    void aSlowConnectionGetsAllOfItToo() throws Exception {
        var body = Gathered.of(new Pieces(lines()));
        var connection = new Connection(1_001);

        connection.takeAll(body);

        assertThat(connection.taken()).isEqualTo(LINES);
    }

    @Test
    void onePieceMayBeLargerThanThereIsRoom() throws Exception {
        var piece = "y".repeat(200_000);
        var connection = new Connection(1 << 20);

        connection.takeAll(Gathered.of(new Pieces(List.of(piece, "\n"))));

        assertThat(connection.taken()).isEqualTo(piece + "\n");
    }

    @Test
    void itsLengthIsKnown() throws Exception {
        var body = Gathered.of(new Pieces(lines()));

        assertThat(body.getContentLength()).isEqualTo(LINES.length());
        assertThat(body.isChunked()).isFalse();
    }

    @Test
    void itCanBeSentAgainFromItsBeginning() throws Exception {
        var body = Gathered.of(new Pieces(lines()));
        var broken = new Connection(1_001);
        producer(body).produceContent(broken, null);
        producer(body).close();
        var connection = new Connection(1 << 20);

        connection.takeAll(body);

        assertThat(connection.taken()).isEqualTo(LINES);
    }

    @Test
    void nothingIsSentOfNothing() throws Exception {
        var connection = new Connection(1 << 20);
        var body = Gathered.of(new Pieces(List.of()));

        connection.takeAll(body);

        assertThat(body.getContentLength()).isZero();
        assertThat(connection.taken()).isEmpty();
    }

    @Test
    void whatDoesNotComeInPiecesStaysAsItIs() throws Exception {
        var body = new InputStreamEntity(new ByteArrayInputStream(new byte[10]));

        assertThat(Gathered.of(body)).isSameAs(body);
    }

    private static HttpAsyncContentProducer producer(HttpEntity body) {
        return (HttpAsyncContentProducer) body;
    }

    /** As Elasticsearch's client has it: one piece each time it is asked. */
    private static final class Pieces extends ByteArrayEntity implements HttpAsyncContentProducer {

        private final List<String> pieces;
        private Iterator<String> next;
        private ByteBuffer piece = ByteBuffer.allocate(0);

        Pieces(List<String> pieces) {
            super(new byte[0]);
            this.pieces = pieces;
            close();
        }

        @Override
        public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
            encoder.write(piece);
            if (!piece.hasRemaining()) {
                if (next.hasNext()) {
                    piece = bytes(next.next());
                } else {
                    encoder.complete();
                }
            }
        }

        @Override
        public void close() {
            next = pieces.iterator();
            piece = next.hasNext() ? bytes(next.next()) : ByteBuffer.allocate(0);
        }

        private static ByteBuffer bytes(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes no more than so many bytes at a time. */
    private static final class Connection implements ContentEncoder {

        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Integer> sizes = new ArrayList<>();
        private boolean complete;

        Connection(int most) {
            this.most = most;
        }

        void takeAll(HttpEntity body) throws IOException {
            while (!complete) {
                producer(body).produceContent(this, null);
            }
        }

        String taken() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public int write(ByteBuffer source) {
            var taken = new byte[Math.min(most, source.remaining())];
            source.get(taken);
            bytes.writeBytes(taken);
            sizes.add(taken.length);
            return taken.length;
        }

        @Override
        public void complete() {
            complete = true;
        }

        @Override
        public boolean isCompleted() {
            return complete;
        }
    }
}
