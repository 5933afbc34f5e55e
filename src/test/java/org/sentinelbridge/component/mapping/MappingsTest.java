package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sentinelbridge.golden.Golden;

/**
 * Each folder src/test/mappings/MAPPING/CASE is a test: given.json is what the mapping sees, its settings included;
 * then.json is what it makes of that.
 */
final class MappingsTest {

    private static final Path MAPPINGS = Path.of("routes", "mappings");
    private static final Path CASES = Path.of("src", "test", "mappings");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> mappings() throws IOException {
        return Files.walk(CASES, 2)
                .filter(folder -> Files.exists(folder.resolve("given.json")))
                .sorted()
                .map(folder -> DynamicTest.dynamicTest(
                        CASES.relativize(folder).toString(), folder.toUri(), () -> map(folder)));
    }

    private static void map(Path folder) throws IOException {
        var given = (ObjectNode) JSON.readTree(Files.readAllBytes(folder.resolve("given.json")));
        var settings = given.remove("settings") instanceof ObjectNode set ? set : JSON.createObjectNode();
        var mapping = folder.getParent().getFileName().toString();
        var result = new Mappings(MAPPINGS, settings).apply(mapping, given);
        var golden = new Golden(folder, "given.json");
        golden.check("then.json", result);
        golden.finish();
    }
}
