package org.sentinelbridge.component.ecs;

import java.time.Clock;
import java.util.List;
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
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.records.SourceRecord;

/**
 * Make documents in the Elastic Common Schema of records from Microsoft Sentinel.
 *
 * <p>{@link EcsComponent} explains its use.
 */
@UriEndpoint(
        scheme = "ecs",
        title = "ECS Documents",
        syntax = "ecs:name",
        firstVersion = "0.1.0",
        category = Category.TRANSFORMATION,
        producerOnly = true,
        remote = false)
final class EcsEndpoint extends DefaultEndpoint {

    private final Mappings mappings;
    /** What is made of the records. There are documents only. */
    @UriPath(enums = "documents")
    @Metadata(required = true)
    private final String name;
    /** Fields as the Elastic Common Schema has them (ecs), or the record as a text, for Elastic's own ingest pipeline (raw). */
    @UriParam(enums = "ecs,raw", defaultValue = "ecs")
    private String mode = "ecs";
    /** All that the bridge knows of a record (extended), or exactly what version 1.4.2 of Elastic's integration makes of it (elastic-1.4.2). */
    @UriParam(enums = "extended,elastic-1.4.2", defaultValue = "extended")
    private String profile = "extended";
    /** The last part of the names of the data streams. */
    @UriParam(defaultValue = "default")
    private String namespace = "default";

    EcsEndpoint(String uri, EcsComponent component, Mappings mappings, String name) {
        super(uri, component);
        this.mappings = mappings;
        this.name = name;
    }

    /** @throws IllegalArgumentException if an option has a value that there is not */
    Style style() {
        return new Style(mode, profile, namespace);
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public String getProfile() {
        return profile;
    }

    public void setProfile(String profile) {
        this.profile = profile;
    }

    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        var maker = new DocumentMaker(mappings, style(), Clock.systemUTC());
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                List<?> records = exchange.getMessage().getBody(List.class);
                exchange.getMessage().setBody(maker.documents(records.stream().map(SourceRecord.class::cast).toList()));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("ecs: only makes documents; routes cannot start from it");
    }
}
