package org.sentinelbridge.component.outbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;

/**
 * {@code outbox:NAME}: messages that must not be lost wait here, on disk, for their delivery.
 *
 * <p><b>{@code to: outbox:NAME}</b> returns once the messages are durable: all that have come while the last group was written to
 * disk become the next group, in one transaction. The message body is a list of {@link OutboxMessage}, or anything that
 * can be converted to bytes, which is one message without an id; {@link OutboxConverters} says what the list is to other components.
 * Sets the exchange variables {@code accepted} and
 * {@code duplicates} (how many messages). Fails with {@link OutboxUnavailable}, and keeps none of the messages, if the store
 * cannot be written or the backlog is beyond its limits.
 *
 * <p><b>{@code from: outbox:NAME}</b> delivers them at least once. One exchange carries several messages of one key, as a list of
 * {@link OutboxMessage}; the exchange variable {@code outbox_key} holds the key, {@code outbox_attempts} how many deliveries
 * have failed before. When the exchange ends well they are deleted; a route may settle some of them before ({@code bean:
 * deliveries, settle}). When it fails, what is not settled comes again, after a wait that doubles from failure to
 * failure, or as long as the failure ({@code WaitRequest}) or the exchange variable {@code outbox_retry_after} (seconds) asks for.
 * The exchange variable {@code advice}, a sentence, says that a person has to do something before deliveries can
 * go on.
 *
 * <p>{@link OutboxEndpoint} explains the options. Limits of the backlog and the window in which repeats are noticed are those of the bean {@link Outboxes} in the registry.
 */
@Component("outbox")
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class OutboxComponent extends StrictComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        var outboxes = getCamelContext().getRegistry().findSingleByType(Outboxes.class);
        if (outboxes == null) {
            throw new IllegalStateException("There is no bean of type " + Outboxes.class.getName() + " in the registry");
        }
        var endpoint = new OutboxEndpoint(uri, this, outboxes, name);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
