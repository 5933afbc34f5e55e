package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Something that is set up in Kibana, under an id of its own, so that setting it up twice is setting it up once. */
interface Part {

    /** What it is, as people call it. */
    String name();

    /**
     * What is there already, or nothing.
     *
     * @throws KibanaFailure if it may not be looked at, or is something else
     */
    Optional<JsonNode> find(Kibana kibana);

    /** What is there in another way than it should be, a line each. */
    List<String> differences(JsonNode there);

    /**
     * Makes it as it should be.
     *
     * @param there what was found
     * @return what came of it that one should know; empty if nothing
     */
    String put(Kibana kibana, Optional<JsonNode> there);

    /** Whether it is to be put even where no difference can be seen, because some of it cannot be seen. */
    default boolean hasHiddenParts() {
        return false;
    }

    /** What to do by hand: a request as the console of Kibana's Dev Tools takes it, or a sentence behind {@code #}. */
    String byHand();
}
