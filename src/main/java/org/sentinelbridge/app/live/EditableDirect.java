package org.sentinelbridge.app.live;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.StringHelper;

/**
 * The {@code direct:} component, of which every call goes to the route that is there now. Camel's own keeps the route that it called last,
 * and notes that it has looked before it has: of two calls that meet a route which has just been replaced, the second still goes to the old
 * one, which has stopped, and fails (seen with 4.17.0).
 */
final class EditableDirect extends DirectComponent {

    static final String NAME = "direct";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var endpoint = new DirectEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new Caller(this);
            }
        };
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** By what Camel's own consumers register themselves. */
    private static String name(DirectEndpoint endpoint) {
        return StringHelper.before(endpoint.getEndpointUri(), "?", endpoint.getEndpointUri());
    }

    private final class Caller extends DefaultAsyncProducer {

        private final DirectEndpoint endpoint;
        private final String name;

        Caller(DirectEndpoint endpoint) {
            super(endpoint);
            this.endpoint = endpoint;
            this.name = name(endpoint);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                var route = getConsumer(name, endpoint.isBlock(), endpoint.getTimeout());
                if (route != null) {
                    return route.getAsyncProcessor().process(exchange, callback);
                }
                if (endpoint.isFailIfNoConsumers()) {
                    throw new DirectConsumerNotAvailableException("No consumers available on endpoint: " + endpoint, exchange);
                }
            } catch (Exception e) {
                exchange.setException(e);
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
            }
            callback.done(true);
            return true;
        }
    }
}
