package org.sentinelbridge.component.conversation;

/**
 * Of what kind a conversation is, and in which exchange variables its routes have what belongs to it.
 *
 * @param name {@code conversation:NAME} in the routes
 * @param of the variable with the name of the conversation
 * @param about the variable with what it is about
 * @param message the variable with what is to be told, a map
 * @param part the variable with the part that it is
 * @param state what that variable says of the state, of which only the newest counts
 * @param first the member of a message that stays as it first was while others follow the newest; empty for none
 * @param refuses whether what cannot be told at once is refused, and does not wait
 */
record Topic(String name, String of, String about, String message, String part, String state, String first, boolean refuses) {

    /** How the store calls a part. */
    String stored(String said) {
        return said.equals(state) ? "" : said;
    }

    /** How the routes call a part. */
    String said(String stored) {
        return stored.isEmpty() ? state : stored;
    }
}
