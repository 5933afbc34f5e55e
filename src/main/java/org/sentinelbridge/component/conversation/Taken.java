package org.sentinelbridge.component.conversation;

/** Something to be told, of a conversation that this process speaks for now. */
record Taken(Conversation conversation, Waiting waiting) {}
