package org.sentinelbridge.component.conversation;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sentinelbridge.component.StrictComponent;

/**
 * Keep what another side is to be told until it has been: the newest state of each thing, and its parts in their order.
 *
 * <p>{@link ConversationComponent} explains its use.
 */
@UriEndpoint(
        scheme = "conversation",
        title = "Conversation",
        syntax = "conversation:topic",
        firstVersion = "0.2.0",
        category = {Category.MESSAGING, Category.DATABASE},
        remote = false)
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class ConversationEndpoint extends DefaultEndpoint {

    private final Conversations conversations;
    /** Name of the topic. A route that keeps messages for it and the route that tells them use the same name. */
    @UriPath
    @Metadata(required = true)
    private final String topic;
    /** Name of the exchange variable with the name of the conversation: messages of one name are told one after the other. */
    @UriParam(defaultValue = "name")
    private String of = "name";
    /** Name of the exchange variable with what the conversation is about, as people look for it. */
    @UriParam(defaultValue = "about")
    private String about = "about";
    /** Name of the exchange variable with the message, a map. */
    @UriParam(defaultValue = "message")
    private String message = "message";
    /** Name of the exchange variable with the part that the message is. The same part comes once, whoever sends it again. */
    @UriParam(defaultValue = "part")
    private String part = "part";
    /** The part that is the state: it goes before others, and only the newest counts. */
    @UriParam(defaultValue = "state")
    private String state = "state";
    /** Name of a member of the message that stays as it first was while the state waits; all others follow the newest message. */
    @UriParam
    private String first = "";
    /**
     * What becomes of a message that cannot be told at once: {@code queue} keeps it until it can, {@code refuse} fails with
     * ConversationBusy.
     */
    @UriParam(label = "producer", enums = "queue,refuse", defaultValue = "queue")
    private String whenBusy = "queue";
    /** Endpoint that tells people of trouble: the variable notice says what is the matter, or is empty when it has ended. */
    @UriParam(label = "consumer")
    private String notify = "";

    ConversationEndpoint(String uri, ConversationComponent component, Conversations conversations, String topic) {
        super(uri, component);
        this.conversations = conversations;
        this.topic = topic;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        var of = topic();
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                conversations.keep(exchange, of);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new ConversationConsumer(this, processor, conversations, topic(), notify);
    }

    private Topic topic() {
        return new Topic(topic, of, about, message, part, state, first, "refuse".equals(whenBusy));
    }

    public String getOf() {
        return of;
    }

    public void setOf(String of) {
        this.of = of;
    }

    public String getAbout() {
        return about;
    }

    public void setAbout(String about) {
        this.about = about;
    }

    public String getMessage() {
        return message;
    }

    public void setMessage(String message) {
        this.message = message;
    }

    public String getPart() {
        return part;
    }

    public void setPart(String part) {
        this.part = part;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getFirst() {
        return first;
    }

    public void setFirst(String first) {
        this.first = first;
    }

    public String getWhenBusy() {
        return whenBusy;
    }

    public void setWhenBusy(String whenBusy) {
        this.whenBusy = whenBusy;
    }

    public String getNotify() {
        return notify;
    }

    public void setNotify(String notify) {
        this.notify = notify;
    }
}
