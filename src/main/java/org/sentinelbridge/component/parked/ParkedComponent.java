package org.sentinelbridge.component.parked;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;

/**
 * {@code from: parked:FLOW} gets the parked messages of a flow when a person wants them replayed, one after the other. The body
 * is
 * what was received, as bytes, or what the person has made of it. Exchange variables: {@code action}, {@code case_id},
 * {@code incident_id} and {@code origin} as they were when it was parked, {@code received_at} (milliseconds since 1970), {@code request}
 * as the body; {@code flow} is
 * {@code replay}. When the exchange ends well, the message leaves the table; {@code replayed}, a sentence, tells the person what
 * came of it.
 * When it fails with a {@link SupersededException}, the message leaves the table too, as superseded. When it fails otherwise, is
 * answered with a {@code status} of 400 or more or would be parked anew, the message stays, with the new cause.
 */
@Component("parked")
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class ParkedComponent extends StrictComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String flow, Map<String, Object> parameters) throws Exception {
        var replays = getCamelContext().getRegistry().findSingleByType(Replays.class);
        if (replays == null) {
            throw new IllegalStateException("There is no bean of type " + Replays.class.getName() + " in the registry");
        }
        var endpoint = new ParkedEndpoint(uri, this, replays, flow);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
