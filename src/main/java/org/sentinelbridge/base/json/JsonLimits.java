package org.sentinelbridge.base.json;

import com.fasterxml.jackson.core.StreamReadConstraints;

/** How much JSON may be, so that nobody's can use up the memory. Who reads it in another way than as a whole has narrower or wider ones. */
public final class JsonLimits {

    public static final int MOST_DEPTH = 100;
    /** As a tree a document takes up to 65 bytes for each token. */
    public static final int MOST_TOKENS = 400_000;
    /** A text takes three times its length while it is read. */
    private static final int MOST_TEXT = 4_000_000;

    private JsonLimits() {}

    /** Makes them the limits of all factories and mappers that are made from now on and have none of their own. */
    public static void apply() {
        StreamReadConstraints.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(MOST_DEPTH)
                .maxStringLength(MOST_TEXT)
                .maxTokenCount(MOST_TOKENS)
                .build());
    }
}
