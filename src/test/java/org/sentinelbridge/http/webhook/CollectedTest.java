package org.sentinelbridge.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that come in pieces of any size are the same bytes at the end, however many were announced. */
final class CollectedTest {

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 4_096, 4_097, 70_000, 262_144, 262_145, 900_000})
    void nothingIsLostOrChanged(int size) throws IOException {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        for (var announced : new int[] {size, 0, size / 2, size + 1}) {
            var collected = new Collected(announced);
            for (var at = 0; at < size; ) {
                var end = Math.min(size, at + 1 + random.nextInt(random.nextBoolean() ? 10 : 100_000));
                var piece = Arrays.copyOfRange(bytes, at, end);
                if (random.nextBoolean()) {
                    collected.add(Buffer.buffer(piece));
                } else {
                    collected.add(Arrays.copyOf(piece, piece.length + 7), piece.length);
                }
                at = end;
            }
            assertThat(collected.length()).isEqualTo(size);
            assertThat(collected.stream().readAllBytes()).isEqualTo(bytes);
            assertThat(collected.lastInt()).isEqualTo(
                    size < 4 ? 0 : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(size - 4));
            assertThat(collected.take()).isEqualTo(bytes);
            assertThat(collected.take()).as("taken out").isEmpty();
        }
    }
}
