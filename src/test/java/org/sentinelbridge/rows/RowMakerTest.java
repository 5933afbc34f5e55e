package org.sentinelbridge.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.mapping.Mappings;
import org.sentinelbridge.outbox.OutboxMessage;

/** Rows are made of messages; of which none can be made has a fault. */
final class RowMakerTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private RowMaker maker;

    @BeforeEach
    void makeMaker() throws IOException {
        Files.writeString(folder.resolve("m.jslt"), """
                if (.alert.text) "no row" else
                {"n": .alert.n, "size": if (.alert.of) size(.alert.of) else null, "nested": if (.alert.deep) nested(.alert.deep) else null,
                 "all": .alert}
                """);
        maker = new RowMaker(new Mappings(folder, JSON.createObjectNode()), "m", "alert", new FieldLimit(64_000, "CutFields"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":1}", "{ \"n\" : 1 }", "{\"n\":1,\"x\":\"\\ud800\"}", "{\"n\":1,\"x\":1e999}", "{\"n\":1,\"n\":1}"})
    void strictJsonIsTakenAsItIs(String body) {
        assertThat(row(body)).isEqualTo("{\"n\":1,\"all\":" + body + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":1,\"x\":[2,],}", "{\"n\":1,\"x\":\"a\tb\"}", "{\"n\":1,\"x\":\"\\ud800\t\"}", "{\"n\":1,\"x\":\"\\udc00é\",}"})
    void lenientJsonBecomesStrict(String body) throws IOException {
        assertThat(JSON.readTree(row(body)).at("/all/n").intValue()).isEqualTo(1);
        assertThat(JSON.readTree(row(body)).at("/all/x").isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "text", "{\"n\":1} {", "{\"n\":1}{\"n\":2}", "{\"text\":\"t\"}", "{\"of\":17}"})
    void faults(String body) {
        var row = maker.row(message(body));
        assertThat(row.fault()).hasValueSatisfying(why -> assertThat(why).startsWith("routes/mappings/m.jslt: "));
        assertThat(row.json()).isEmpty();
        assertThat(new String(row.message().body(), UTF_8)).isEqualTo(body);
    }

    @Test
    void faultsDoNotRepeatTheMessage() {
        var row = maker.row(message("{\"of\":true,\"x\":\"" + "secret".repeat(100_000) + "\"}"));
        assertThat(row.fault()).hasValueSatisfying(why -> assertThat(why).hasSizeLessThan(1_200));
    }

    @Test
    void aMessageThatIsTooLargeForATree() {
        var body = "{\"x\":\"" + "x".repeat(2_000_000) + "\"}";
        assertThat(maker.row(message(body)).fault()).hasValueSatisfying(why -> assertThat(why).contains("more than 2000000"));
    }

    @Test
    void namesWithThousandsOfDotsDoNoHarm() {
        var name = "a.".repeat(20_000) + "a";
        assertThat(maker.row(message("{\"n\":1,\"deep\":{\"x.y\":{\"" + name + "\":1}}}")).message().body()).isNotEmpty();
    }

    private String row(String body) {
        var row = maker.row(message(body));
        assertThat(row.fault()).isEmpty();
        return new String(row.json(), UTF_8);
    }

    private static OutboxMessage message(String body) {
        return new OutboxMessage("id", body.getBytes(UTF_8));
    }
}
