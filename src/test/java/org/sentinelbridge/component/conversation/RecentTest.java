package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known without the store is never older than what the store holds, and bounded. */
class RecentTest {

    private final Recent recent = new Recent();

    @Test
    void whatWasToldIsKnown() {
        recent.keep(Conversation.fresh("a"), recent.changes());

        assertThat(recent.find("a")).contains(Conversation.fresh("a"));
        assertThat(recent.find("b")).isEmpty();
    }

    @Test
    void whatIsForgottenIsUnknown() {
        recent.keep(Conversation.fresh("a"), recent.changes());

        recent.forget("a");

        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void whatWasReadBeforeAnythingWasForgottenIsNotKept() {
        var readAt = recent.changes();
        recent.forget("a");

        recent.keep(Conversation.fresh("a"), readAt);

        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void onlyTheLastOnesAreKnown() {
        for (var i = 0; i < 600; i++) {
            recent.keep(Conversation.fresh("c-" + i), recent.changes());
            recent.find("c-0");
        }

        assertThat(recent.find("c-0")).as("used all the time").isPresent();
        assertThat(recent.find("c-1")).isEmpty();
        assertThat(recent.find("c-101")).isPresent();
    }
}
