package org.sentinelbridge.component.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Rows are put together and taken apart such that Azure takes them and none is lost. */
final class RowsTest {

    @Test
    void eachPartIsSmallEnoughAndEachRowIsInOnePart() {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++) {
            var most = 4 + random.nextInt(60);
            var rows = new ArrayList<Row>();
            for (var n = random.nextInt(12); n > 0; n--) {
                rows.add(random.nextInt(6) == 0 ? faulty(n) : row(n, 2 + random.nextInt(40)));
            }
            var parts = new Rows(rows, "usual").parts(most);
            var good = new ArrayList<OutboxMessage>();
            var bad = new ArrayList<OutboxMessage>();
            for (var part : parts) {
                assertThat(part.size()).isPositive();
                assertThat(part.size() == 1 || part.json().length < most).isTrue();
                (part.fault().isEmpty() ? good : bad).addAll(part.messages());
                assertThat(part.fault().isEmpty() || part.size() == 1).isTrue();
            }
            assertThat(good).isEqualTo(rows.stream().filter(row -> row.fault().isEmpty()).map(Row::message).toList());
            assertThat(bad).isEqualTo(rows.stream().filter(row -> row.fault().isPresent()).map(Row::message).toList());
        }
    }

    @Test
    void rowsThatFitExactly() {
        var rows = new Rows(List.of(row(1, 10), row(2, 10)), "usual");
        assertThat(rows.json()).hasSize(23);
        assertThat(rows.parts(25)).hasSize(1);
        assertThat(rows.parts(23)).hasSize(2);
        assertThat(rows.parts(1)).hasSize(2);
    }

    @Test
    void rowsOfEachStreamGoTogetherInTheirOrder() {
        var rows = new Rows(List.of(row(1, 10), row(2, 10, "other"), row(3, 10), row(4, 10, "usual"), row(5, 10, "other")), "usual");
        assertThat(rows.parts(1_000)).extracting(Rows::stream).containsExactly("usual", "other");
        assertThat(rows.parts(1_000)).extracting(part -> part.messages().stream().map(OutboxMessage::id).toList())
                .containsExactly(List.of("id1", "id3", "id4"), List.of("id2", "id5"));
        assertThat(rows.parts(25)).extracting(Rows::stream).containsExactly("usual", "usual", "other");
        assertThat(rows.parts(1_000).get(1).halves()).extracting(Rows::stream).containsOnly("other");
    }

    @Test
    void halves() {
        var three = List.of(row(1, 2), row(2, 2), row(3, 2));
        assertThat(new Rows(three, "usual").halves()).extracting(Rows::size).containsExactly(1, 2);
        assertThat(new Rows(three, "usual").halves()).flatExtracting(Rows::messages).isEqualTo(new Rows(three, "usual").messages());
    }

    @Test
    void compressedAndBack() throws IOException {
        var rows = new Rows(List.of(row(1, 100_000), row(2, 2)), "usual");
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(rows.gzip()))) {
            assertThat(gzip.readAllBytes()).isEqualTo(rows.json());
        }
        assertThat(new String(new Rows(List.of(row(1, 2), row(2, 2)), "usual").json(), UTF_8)).isEqualTo("[{},{}]");
        assertThat(new String(new Rows(List.of(), "usual").json(), UTF_8)).isEqualTo("[]");
    }

    @Test
    void theOnlyMessage() {
        assertThat(new Rows(List.of(faulty(7)), "usual").fault()).isEqualTo("fault");
        assertThat(new Rows(List.of(faulty(7)), "usual").received()).isEqualTo("7".getBytes(UTF_8));
        assertThat(new Rows(List.of(faulty(7), row(1, 2)), "usual").fault()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> new Rows(List.of(), "usual").received());
    }

    private static Row row(int n, int bytes) {
        return row(n, bytes, "");
    }

    private static Row row(int n, int bytes, String stream) {
        return Row.of(message(n), ("{" + " ".repeat(bytes - 2) + "}").getBytes(UTF_8), stream);
    }

    private static Row faulty(int n) {
        return Row.faulty(message(n), "fault");
    }

    private static OutboxMessage message(int n) {
        return new OutboxMessage("id" + n, String.valueOf(n).getBytes(UTF_8));
    }
}
