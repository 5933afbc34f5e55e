package org.sentinelbridge.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the comparison that the scenarios rest on: what it lets pass and what it does not. */
final class ExpectedTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void equalDocumentsHaveNoDifferences() throws IOException {
        assertThat(differences("{\"a\":[1,\"x\",null]}", "{\"a\":[1,\"x\",null]}")).isEmpty();
    }

    @Test
    void eachDifferenceIsNamedByItsPlace() throws IOException {
        assertThat(differences("{\"a\":[1],\"b\":1}", "{\"a\":[2,3],\"c\":1}"))
                .containsExactly(
                        "at /a/0: expected 1, but was 2",
                        "at /a/1: expected nothing, but was 3",
                        "at /b: expected 1, but was nothing",
                        "at /c: expected nothing, but was 1");
    }

    @Test
    void aNumberIsNoText() throws IOException {
        assertThat(differences("\"1\"", "1")).hasSize(1);
        assertThat(differences("1", "\"1\"")).hasSize(1);
    }

    @Test
    void marksStandForWhatTheySay() throws IOException {
        assertThat(differences("\"(request @any-uuid@)\"", "\"(request 0c0c0c0c-0000-4000-8000-000000000001)\"")).isEmpty();
        assertThat(differences("\"(request @any-uuid@)\"", "\"(request 17)\"")).hasSize(1);
        assertThat(differences("\"within @any-number@ ms.\"", "\"within 17 ms.\"")).isEmpty();
        assertThat(differences("\"within @any-number@ ms.\"", "\"within 17 msx\"")).hasSize(1);
        assertThat(differences("\"@any-number@\"", "17")).isEmpty();
        assertThat(differences("\"a@any@z\"", "\"a\\nz\"")).isEmpty();
        assertThat(differences("\"@matches:a{3}\\n.*@\"", "\"aaa\\nb\"")).isEmpty();
        assertThat(differences("\"@matches:a{3}\\n.*@\"", "\"aa\\nb\"")).hasSize(1);
    }

    @Test
    void anyStandsForAnyValueButNotForNone() throws IOException {
        assertThat(differences("{\"a\":\"@any@\"}", "{\"a\":[1,2]}")).isEmpty();
        assertThat(differences("{\"a\":\"@any@\"}", "{}")).hasSize(1);
    }

    private static List<String> differences(String expected, String actual) throws IOException {
        return Expected.differences(JSON.readTree(expected), JSON.readTree(actual));
    }
}
