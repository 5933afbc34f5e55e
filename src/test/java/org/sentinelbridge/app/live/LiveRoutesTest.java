package org.sentinelbridge.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs equals what the folder holds, or what it held when it was whole last. */
@Timeout(60)
final class LiveRoutesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String POLICY = """
            - routeConfiguration:
                id: policy
                onException:
                  - onException:
                      id: any
                      exception:
                        - java.lang.Exception
                      handled:
                        constant: "true"
                      steps:
                        - setBody:
                            id: say
                            constant: handled
            """;

    @TempDir
    private Path folder;

    private RoutesUnderEdit routes;

    @BeforeEach
    void start() throws Exception {
        RoutesUnderEdit.save(folder, Map.of(
                "a/one.camel.yaml", route("one", "direct:one", "first"),
                "b/two.camel.yaml", route("two", "direct:two", "first"),
                "policy.camel.yaml", POLICY));
        routes = new RoutesUnderEdit(folder);
        assertThat(routes.call("one")).isEqualTo("first");
        assertThat(routes.call("two")).isEqualTo("first");
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void whileOneFileIsBrokenNothingChangesAndThatFileIsBlamed() throws Exception {
        routes.save("a/one.camel.yaml", "- route: ]");
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        assertThat(routes.errors()).singleElement().asString().contains("a/one.camel.yaml, line 1, column 10");
        routes.save("b/two.camel.yaml", route("two", "direct:two", "second"));
        await().atMost(SOON).until(() -> routes.errors().size() == 2);
        assertThat(routes.errors().get(1)).contains("a/one.camel.yaml").doesNotContain("two.camel.yaml");
        assertThat(routes.call("two")).isEqualTo("first");

        routes.save("a/one.camel.yaml", route("one", "direct:one", "second"));
        await().atMost(SOON).until(() -> routes.call("one").equals("second"));
        assertThat(routes.call("two")).isEqualTo("second");
        assertThat(routes.errors()).hasSize(2);
    }

    @Test
    void aFileThatFailedIsThereWhenALaterOneMakesItWhole() throws Exception {
        routes.save("a/one.camel.yaml", calling("one", "three"));
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        assertThat(routes.errors()).singleElement().asString()
                .contains("a/one.camel.yaml, line ", "route one, to call", "direct:three leads to no route");
        assertThat(routes.call("one")).isEqualTo("first");
        routes.save("c/three.camel.yaml", route("three", "direct:three", "third"));
        await().atMost(SOON).until(() -> routes.call("one").equals("third"));
    }

    @Test
    void routesOfDeletedFilesGo() throws Exception {
        routes.delete("b/two.camel.yaml");
        await().atMost(SOON).until(() -> !routes.runs("two"));
        assertThat(routes.call("one")).isEqualTo("first");
        assertThat(routes.errors()).isEmpty();
        routes.save("a/one.camel.yaml", route("uno", "direct:one", "renamed"));
        await().atMost(SOON).until(() -> routes.call("one").equals("renamed"));
        assertThat(routes.runs("one")).isFalse();
    }

    @Test
    void aDeletedFileThatIsNeededIsBlamedAndNotTheOneSavedWithIt() throws Exception {
        routes.save("a/one.camel.yaml", calling("one", "two"));
        await().atMost(SOON).until(() -> !routes.call("one").equals(routes.call("nowhere")) && routes.errors().isEmpty());
        routes.delete("b/two.camel.yaml");
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        routes.save("a/one.camel.yaml", calling("one", "two").replace("id: call", "id: call-again"));
        await().atMost(SOON).until(() -> routes.errors().size() == 2);
        assertThat(routes.errors()).allSatisfy(error -> assertThat(error)
                .contains(": b/two.camel.yaml (deleted): ", "direct:two leads to no route"));
        assertThat(routes.call("two")).isEqualTo("first");
    }

    @Test
    void anErrorPolicyThatDoesNotExistIsAFault() throws Exception {
        var withPolicy = route("one", "direct:one", "second").replace("id: one\n", "id: one\n    routeConfigurationId: policcy\n");
        routes.save("a/one.camel.yaml", withPolicy);
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        assertThat(routes.errors()).singleElement().asString()
                .contains("a/one.camel.yaml", "route one", "there is no policcy; there are policy");
        routes.save("a/one.camel.yaml", withPolicy.replace("policcy", "policy"));
        await().atMost(SOON).until(() -> routes.call("one").equals("second"));
    }

    /** Camel starts with it, and tells only the caller of the first request that fails. */
    @Test
    void whatIsAtFaultAtTheStartIsTold() throws Exception {
        assertThat(routes.errors()).isEmpty();
        routes.close();
        RoutesUnderEdit.save(folder, Map.of("a/one.camel.yaml",
                route("one", "direct:one", "first").replace("id: one\n", "id: one\n    routeConfigurationId: hanled\n")));
        routes = new RoutesUnderEdit(folder);
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        assertThat(routes.errors()).singleElement().asString()
                .contains("does not do all that it says", "a/one.camel.yaml", "there is no hanled");
    }

    @Test
    void whatAPolicyNamesIsLookedUpThoughNoRouteUsesIt() throws Exception {
        routes.save("policy.camel.yaml", POLICY.replace("java.lang.Exception", "org.example.NoSuchException"));
        await().atMost(SOON).until(() -> routes.errors().size() == 1);
        assertThat(routes.errors().get(0)).contains("policy.camel.yaml, line ", "onException any", "there is no exception org.example.NoSuchException");
        routes.save("policy.camel.yaml", POLICY.replace("handled:\n", "onExceptionOccurredRef: nobody\n          handled:\n"));
        await().atMost(SOON).until(() -> routes.errors().size() == 2);
        assertThat(routes.errors().get(1)).contains("policy.camel.yaml, line ", "there is no bean nobody");
        routes.save("policy.camel.yaml", POLICY + "    errorHandler:\n      deadLetterChannel:\n        deadLetterUri: direct:nowhere\n");
        await().atMost(SOON).until(() -> routes.errors().size() == 3);
        assertThat(routes.errors().get(2)).contains("policy.camel.yaml", "direct:nowhere leads to no route");
    }

    @Test
    void aMappingAndTheRouteThatNeedsItComeTogetherOrNotAtAll() throws Exception {
        var mapped = route("one", "direct:one", "{\"a\":1}").replace("constant: {\"a\":1}", "constant: '{\"a\":1}'")
                + "        - convertBodyTo:\n            id: bytes\n            type: byte[]\n        - to:\n            id: map\n            uri: mapping:new\n";
        RoutesUnderEdit.save(folder, Map.of("a/one.camel.yaml", mapped, "mappings/new.jslt", "{ \"text\": "));
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        assertThat(routes.errors()).singleElement().asString().contains("mappings/new.jslt").doesNotContain("one.camel.yaml");
        assertThat(routes.call("one")).isEqualTo("first");
        routes.save("mappings/new.jslt", "\"mapped \" + .a");
        await().atMost(SOON).until(() -> routes.call("one").equals("mapped 1"));
    }

    @Test
    void whatCannotBeStartedLeavesEverythingAsItWas() throws Exception {
        RoutesUnderEdit.save(folder, Map.of(
                "a/one.camel.yaml", route("one", "direct:one", "second"),
                "b/two.camel.yaml", route("two", "moody:fails", "second"),
                "c/three.camel.yaml", route("three", "direct:three", "third"),
                "policy.camel.yaml", POLICY.replace("id: policy", "id: other")));
        await().atMost(SOON).until(() -> !routes.errors().isEmpty());
        assertThat(routes.errors()).singleElement().asString().contains("not in the mood");
        assertThat(routes.call("one")).isEqualTo("first");
        assertThat(routes.call("two")).isEqualTo("first");
        assertThat(routes.runs("three")).isFalse();
        routes.save("b/two.camel.yaml", route("two", "direct:two", "second"));
        await().atMost(SOON).until(() -> routes.call("two").equals("second"));
        assertThat(routes.call("one")).isEqualTo("second");
        assertThat(routes.call("three")).isEqualTo("third");
    }

    @Test
    void twoRoutesOrStepsOfOneIdAndTwoRoutesAtOneEntryAreAFault() throws Exception {
        routes.save("c/three.camel.yaml", route("one", "direct:three", "third"));
        await().atMost(SOON).until(() -> routes.errors().size() == 1);
        assertThat(routes.errors().get(0)).contains("c/three.camel.yaml, route one: stands in a/one.camel.yaml as well");
        routes.save("c/three.camel.yaml", route("three", "direct:three", "third")
                .replace("    nodePrefixId: \"three-\"\n", "").replace("id: answer", "id: one-answer"));
        await().atMost(SOON).until(() -> routes.errors().size() == 2);
        assertThat(routes.errors().get(1)).contains("c/three.camel.yaml", "the id one-answer stands twice");
        routes.save("c/three.camel.yaml", route("three", "direct:one", "third"));
        await().atMost(SOON).until(() -> routes.errors().size() == 3);
        assertThat(routes.errors().get(2)).contains("c/three.camel.yaml", "direct:one", "begins where route");
        assertThat(routes.call("one")).isEqualTo("first");
    }

    /** As unpacking does it: file after file, each in parts, with old dates. */
    @Test
    void aFolderThatIsBeingCopiedIsNoFault() throws Exception {
        var text = calling("four", "five");
        for (var length : new int[] {10, 40, text.length()}) {
            routes.save("d/four.camel.yaml", text.substring(0, length));
            Files.setLastModifiedTime(folder.resolve("d/four.camel.yaml"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
            pause(200);
        }
        routes.save("d/five.camel.yaml", "");
        pause(700);
        routes.save("d/five.camel.yaml", route("five", "direct:five", "fifth"));
        await().atMost(SOON).until(() -> routes.call("four").equals("fifth"));
        assertThat(routes.errors()).isEmpty();
    }

    @Test
    void aFileThatIsTouchedWithoutEndHoldsUpNoOther() throws Exception {
        var touching = new Thread(() -> {
            for (var i = 0; !Thread.currentThread().isInterrupted(); i++) {
                try {
                    routes.save("a/one.camel.yaml", route("one", "direct:one", "first") + "# " + i + "\n");
                    LockSupport.parkNanos(20_000_000);
                } catch (Exception e) {
                    return;
                }
            }
        });
        touching.start();
        try {
            routes.save("b/two.camel.yaml", route("two", "direct:two", "second"));
            await().atMost(SOON).until(() -> routes.call("two").equals("second"));
        } finally {
            touching.interrupt();
            touching.join();
        }
    }

    @Test
    void aFolderWithoutRoutesDoesNotStart() throws Exception {
        var empty = Files.createDirectories(folder.resolve("mappings/empty"));
        RoutesUnderEdit.save(empty, Map.of("mappings/a.jslt", "."));
        assertThatThrownBy(() -> new RoutesUnderEdit(empty)).hasMessageContaining(empty.toString()).hasMessageContaining("holds no route");
    }

    private static void pause(long millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    private static String route(String id, String from, String answer) {
        return """
                - route:
                    id: %s
                    nodePrefixId: "%s-"
                    from:
                      uri: %s
                      steps:
                        - setBody:
                            id: answer
                            constant: %s
                """.formatted(id, id, from, answer);
    }

    private static String calling(String id, String other) {
        return """
                - route:
                    id: %s
                    nodePrefixId: "%s-"
                    from:
                      uri: direct:%s
                      steps:
                        - to:
                            id: call
                            uri: direct:%s
                """.formatted(id, id, id, other);
    }
}
