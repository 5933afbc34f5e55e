package org.sentinelbridge.component.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the other side has just answered, for the caller that reads back at once what it has written: once for each, and not for
 * longer than a few seconds. Thread safe.
 */
final class LastAnswers {

    private static final long KEEP_NANOS = 5_000_000_000L;
    private static final int MOST = 500;

    private final Map<String, Answer> answers = new LinkedHashMap<>();

    synchronized void keep(String name, String alias, Object answer) {
        answers.remove(name);
        answers.put(name, new Answer(alias, answer, System.nanoTime()));
        var oldest = answers.values().iterator();
        while (oldest.hasNext() && (oldest.next().isOld() || answers.size() > MOST)) {
            oldest.remove();
        }
    }

    /** The other side may have something else by now. */
    synchronized void forget(String name) {
        answers.remove(name);
    }

    synchronized Optional<Answer> take(String name) {
        return Optional.ofNullable(answers.remove(name)).filter(answer -> !answer.isOld());
    }

    /** What was answered of what the other side calls by an alias. */
    record Answer(String alias, Object answer, long at) {

        boolean isOld() {
            return System.nanoTime() - at > KEEP_NANOS;
        }
    }
}
