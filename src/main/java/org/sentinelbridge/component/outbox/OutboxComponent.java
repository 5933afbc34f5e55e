package org.sentinelbridge.component.outbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code outbox:NAME}: messages that must not be lost wait here, on disk, for their delivery.
 *
 * <p><b>{@code to: outbox:NAME}</b> returns once the messages are durable: all that have come while the last group was written to
 * disk become the next group, in one transaction. The message body is a list of {@link OutboxMessage}, or anything that
 * can be converted to bytes, which is one message without an id. Sets the exchange variables {@code accepted} and
 * {@code duplicates} (how many messages). Fails with {@link OutboxUnavailable}, and keeps none of the messages, if the store
 * cannot be written or the backlog is beyond its limits.
 *
 * <table>
 *   <caption>Options of {@code to:}</caption>
 *   <tr><th>option</th><th>default</th><th></th></tr>
 *   <tr><td>{@code key}</td><td></td><td>name of an exchange variable; messages for which it holds the same text are delivered
 *       in order, one group at a time. Without it the order is not kept.</td></tr>
 * </table>
 *
 * <p><b>{@code from: outbox:NAME}</b> delivers them at least once. One exchange carries several messages of one key, as a list of
 * {@link OutboxMessage}; the exchange variable {@code outbox_key} holds the key, {@code outbox_attempts} how many deliveries
 * have failed before. When the exchange ends well they are deleted; a route may settle some of them before ({@code bean:
 * deliveries, settle}). When it fails, what is not settled comes again, after a wait that doubles from failure to
 * failure, or as long as the failure ({@code WaitRequest}) or the exchange variable {@code outbox_retry_after} (seconds) asks for.
 * The exchange variable {@code advice}, a sentence, says that a person has to do something before deliveries can
 * go on.
 *
 * <table>
 *   <caption>Options of {@code from:}</caption>
 *   <tr><th>option</th><th>default</th><th></th></tr>
 *   <tr><td>{@code concurrentConsumers}</td><td>1</td><td>exchanges under way at the same time; after a kill -9 so many may be
 *       delivered twice</td></tr>
 *   <tr><td>{@code batchMessages}</td><td>1000</td><td>messages in one exchange at the most, unless
 *       more were accepted together (up to 256 KB)</td></tr>
 *   <tr><td>{@code batchBytes}</td><td>600000</td><td>bytes of messages in one exchange at the most, unless one message has more,
 *       or those that were accepted together (up to 256 KB)</td></tr>
 *   <tr><td>{@code batchWait}</td><td>1s</td><td>how long messages wait for others to come along</td></tr>
 *   <tr><td>{@code lease}</td><td>30s</td><td>after this, other processes take over what a dead process had claimed</td></tr>
 *   <tr><td>{@code poll}</td><td>1s</td><td>how often to look for messages of other processes</td></tr>
 *   <tr><td>{@code firstDelay}</td><td>1s</td><td>the wait after the first failure</td></tr>
 *   <tr><td>{@code mostDelay}</td><td>1m</td><td>the longest wait that is not asked for</td></tr>
 * </table>
 *
 * <p>Limits of the backlog and the window in which repeats are noticed are those of the bean {@link Outboxes} in the registry.
 */
@Component("outbox")
public final class OutboxComponent extends DefaultComponent {

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
