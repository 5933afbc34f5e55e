package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How long and how many what a case has may be. Source: elastic/kibana, cases/common/constants and cases/common/schema. */
final class Limits {

    static final int LONGEST_TEXT = 30_000;
    private static final int MOST_USER_ACTIONS = 10_000;
    private static final int LONGEST_TAG = 256;
    private static final Map<String, Integer> TEXTS = Map.of("title", 160, "description", LONGEST_TEXT, "category", 50);
    private static final Map<String, Integer> LISTS = Map.of("tags", 200, "assignees", 10, "customFields", 10);

    private Limits() {}

    /** @throws Refused with 400 if a case cannot be like that */
    static void check(JsonNode given) {
        TEXTS.forEach((field, most) -> {
            if (given.hasNonNull(field)) {
                text(field, given.path(field).asText(), most);
            }
        });
        LISTS.forEach((field, most) -> {
            if (given.path(field).size() > most) {
                throw Refused.of(400, "The length of the field " + field + " is too long. Array must be of length <= " + most + ".");
            }
        });
        given.path("tags").forEach(tag -> text("tag", tag.asText(), LONGEST_TAG));
    }

    /** @throws Refused with 400 if it is blank, or longer than this */
    static void text(String field, String text, int most) {
        if (text.isBlank()) {
            throw Refused.of(400, "The " + field + " field cannot be an empty string.");
        }
        if (text.strip().length() > most) {
            throw Refused.of(400, "The length of the " + field + " is too long. The maximum length is " + most + ".");
        }
    }

    /** @throws Refused with 400 if so much more may not be done with a case */
    static void userActions(SecurityCase one, int more) {
        if (one.userActions() + more > MOST_USER_ACTIONS) {
            throw Refused.of(400, "The case with id " + one.id() + " has reached the limit of " + MOST_USER_ACTIONS + " user actions.");
        }
    }
}
