package org.sentinelbridge.component.parked;

/**
 * What a replay of many has left because sending it would have been in vain.
 *
 * @param messages how many
 * @param why a sentence for a person; empty if there are none
 */
public record Untried(int messages, String why) {

    static final Untried NONE = new Untried(0, "");
}
