package org.sentinelbridge.component.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The conversations that were told of last, as they stand in a store that no other process uses, so that the next push need not read
 * them. Only those of which nothing waits. Thread safe.
 */
final class Recent {

    /** Each has some KB at most. */
    private static final int MOST = 500;

    private final Map<String, Conversation> byName = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > MOST;
        }
    };
    private long changes;

    /** Counts what has been forgotten: what was read before must not be kept after. */
    synchronized long changes() {
        return changes;
    }

    synchronized Optional<Conversation> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @param since the changes when it was read, or found here */
    synchronized void keep(Conversation conversation, long since) {
        if (changes == since) {
            byName.put(conversation.name(), conversation);
        }
    }

    /** Something else becomes of it than {@link #keep} will be told. */
    synchronized void forget(String name) {
        changes++;
        byName.remove(name);
    }
}
