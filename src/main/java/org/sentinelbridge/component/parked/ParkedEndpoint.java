package org.sentinelbridge.component.parked;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.sentinelbridge.component.StrictComponent;

/**
 * Get the parked messages of a flow when a person wants them replayed.
 *
 * <p>{@link ParkedComponent} explains its use.
 */
@UriEndpoint(
        scheme = "parked",
        title = "Parked Messages",
        syntax = "parked:flow",
        firstVersion = "0.1.0",
        category = {Category.MESSAGING, Category.DATABASE},
        consumerOnly = true,
        remote = false)
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
final class ParkedEndpoint extends DefaultEndpoint {

    private final Replays replays;
    /** The flow in which the messages were parked, for example alert-delivery. */
    @UriPath
    @Metadata(required = true)
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
        throw new UnsupportedOperationException("parked: only brings messages that are replayed; to park one, call direct:park");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new ParkedConsumer(this, processor, replays, flow);
    }
}
