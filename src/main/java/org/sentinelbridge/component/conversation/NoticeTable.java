package org.sentinelbridge.component.conversation;

import java.util.List;
import org.sentinelbridge.base.store.Store;

/** Of whose trouble, or its end, people have not been told yet. */
final class NoticeTable {

    private final Store store;
    private final String topic;

    NoticeTable(Store store, String topic) {
        this.store = store;
        this.topic = topic;
    }

    /** A few. */
    List<Conversation> toBeTold() {
        return store.jdbi().withHandle(handle -> handle
                .select("SELECT " + ConversationTable.COLUMNS + " FROM conversations WHERE topic = ? AND notice IN (1, 3) LIMIT 20", topic)
                .map((row, context) -> ConversationTable.conversation(row))
                .list());
    }

    /** People have been told, unless it has changed meanwhile. */
    void told(Conversation conversation) {
        store.writes().run(handle -> handle.execute(
                "UPDATE conversations SET notice = ? WHERE topic = ? AND name = ? AND notice = ? AND trouble_since = ?",
                conversation.notice() == Conversation.TO_BE_TOLD ? Conversation.TOLD : 0,
                topic,
                conversation.name(),
                conversation.notice(),
                conversation.troubleSince()));
    }
}
