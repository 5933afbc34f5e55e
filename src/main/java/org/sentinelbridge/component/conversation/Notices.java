package org.sentinelbridge.component.conversation;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.ExchangeBuilder;
import org.sentinelbridge.base.retry.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has people told of each trouble once, and once of its end, by an endpoint of the routes. Only for the thread that tells what waits.
 * A notice that cannot be given is tried again every minute.
 */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final Duration MOST = Duration.ofSeconds(15);
    private static final long AGAIN_NANOS = 60_000_000_000L;

    private final CamelContext context;
    private final NoticeTable table;
    private final Topic topic;
    private final String endpoint;
    private long notBefore = System.nanoTime();

    /** @param endpoint of the routes; empty if nobody is to be told */
    Notices(CamelContext context, NoticeTable table, Topic topic, String endpoint) {
        this.context = context;
        this.table = table;
        this.topic = topic;
        this.endpoint = endpoint;
    }

    void tell() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        for (var conversation : table.toBeTold()) {
            if (!isTold(conversation)) {
                notBefore = System.nanoTime() + AGAIN_NANOS;
                return;
            }
            table.told(conversation);
        }
    }

    private boolean isTold(Conversation conversation) {
        if (endpoint.isEmpty()) {
            return true;
        }
        var exchange = ExchangeBuilder.anExchange(context).withPattern(ExchangePattern.InOut).build();
        Deadline.set(exchange, MOST);
        exchange.setVariable(topic.of(), conversation.name());
        exchange.setVariable(topic.about(), conversation.subject());
        exchange.setVariable("notice", conversation.notice() == Conversation.TO_BE_TOLD ? conversation.trouble() : "");
        try (var template = context.createProducerTemplate()) {
            template.send(endpoint, exchange);
        } catch (IOException e) {
            LOG.debug("Closing", e);
        }
        return exchange.getException() == null && exchange.getVariable("told", false, boolean.class);
    }
}
