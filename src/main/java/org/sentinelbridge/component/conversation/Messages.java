package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.JsonNode;

/** How a newer message and an older one that still waits become one. */
final class Messages {

    private Messages() {}

    /**
     * Members of the newer one count, those that it does not have stay. Of each member that changes, the time is
     * noted, which the newer one knows of what has changed in itself.
     *
     * @param first the member that stays as it first was; empty for none
     */
    static Waiting merged(Waiting older, Waiting newer, String first) {
        var message = older.message().deepCopy();
        var times = older.times().deepCopy();
        newer.message().properties().forEach(member -> {
            JsonNode before = message.get(member.getKey());
            if (before == null || !member.getKey().equals(first) && !member.getValue().equals(before)) {
                message.set(member.getKey(), member.getValue());
                times.put(member.getKey(), newer.times().path(member.getKey()).asLong(newer.firstAt()));
            }
        });
        return new Waiting(older.id(), older.version() + 1, older.part(), Math.min(older.urgency(), newer.urgency()), message, times,
                newer.runId(), older.firstAt());
    }
}
