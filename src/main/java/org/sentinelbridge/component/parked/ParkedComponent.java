package org.sentinelbridge.component.parked;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code from: parked:FLOW} gets the parked messages of a flow when a person wants them replayed, one after the other. The body
 * is
 * what was received, as bytes, or what the person has made of it. Exchange variables: {@code action}, {@code case_id},
 * {@code incident_id} and {@code origin} as they were when it was parked, {@code request} as the body; {@code flow} is
 * {@code replay}. When the exchange ends well, the message leaves the table; {@code replayed}, a sentence, tells the person what
 * came of it.
 * When it fails, is answered with a {@code status} of 400 or more or would be parked anew, the message stays, with the new cause.
 */
@Component("parked")
public final class ParkedComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String flow, Map<String, Object> parameters) {
        var replays = getCamelContext().getRegistry().findSingleByType(Replays.class);
        if (replays == null) {
            throw new IllegalStateException("There is no bean of type " + Replays.class.getName() + " in the registry");
        }
        return new ParkedEndpoint(uri, this, replays, flow);
    }

    private static final class ParkedEndpoint extends DefaultEndpoint {

        private final Replays replays;
        private final String flow;

        ParkedEndpoint(String uri, ParkedComponent component, Replays replays, String flow) {
            super(uri, component);
            this.replays = replays;
            this.flow = flow;
        }

        @Override
        public boolean isRemote() {
            return false;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException(
                    "parked: only brings messages that are replayed; to park one, call direct:park");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new ParkedConsumer(this, processor, replays, flow);
        }
    }
}
