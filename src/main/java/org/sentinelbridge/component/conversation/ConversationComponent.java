package org.sentinelbridge.component.conversation;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;

/**
 * {@code conversation:TOPIC}: what another side is to be told is kept, and told in order when it can be.
 *
 * <p><b>{@code to: conversation:TOPIC}</b> sets the exchange variable {@code turn}: with {@code now} the route tells the message
 * and ends with the bean {@code conversations}, method {@code settle}, or {@code later} if that does not work; with {@code later}
 * it waits on disk, and {@code expected}, {@code expected_in} and {@code busy} say when it will be told and why not now. For a
 * route that tells it, {@code known} is what was remembered, {@code alias} what the other side calls it, {@code first_at} when it
 * came, and {@code times} when members changed that did not come then (milliseconds since 1970). It is merged with what already
 * waits of the same.
 *
 * <p><b>{@code from: conversation:TOPIC}</b> takes what waits, one after the other: the newest state of each first, then its parts in their
 * order; urgent ones before others, and none of a conversation while another process speaks. It pauses when the other side wants it
 * to ({@code WaitRequest}) or cannot be reached, and keeps to what the other side takes in five minutes. When the exchange ends well it
 * is settled. When it fails and the variable {@code keep} is {@code queue}, it is tried again; else it waits for a
 * person, for whom the variable {@code advice} is meant, and is tried again less and less often.
 *
 * <p>{@link ConversationEndpoint} explains the options.
 */
@Component("conversation")
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class ConversationComponent extends StrictComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String topic, Map<String, Object> parameters) throws Exception {
        var conversations = getCamelContext().getRegistry().findSingleByType(Conversations.class);
        if (conversations == null) {
            throw new IllegalStateException("There is no bean of type " + Conversations.class.getName() + " in the registry");
        }
        var endpoint = new ConversationEndpoint(uri, this, conversations, topic);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
