package org.sentinelbridge.app;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.Indexing;
import org.sentinelbridge.operate.doctor.Side;

/** Elastic's side: the way into Elasticsearch, if there is one. */
final class ElasticWing implements Wing {

    private final Optional<Indexing> indexing;

    ElasticWing(CamelContext context, Settings settings) {
        settings.url("kibana.url");
        indexing = settings.flag("elasticsearch.on") ? Optional.of(new Indexing(context, settings, Meters.of(context))) : Optional.empty();
        indexing.ifPresent(way -> SidePulses.of(context).add(Side.ELASTICSEARCH, () -> SidePulses.pulse(way.wellbeing())));
    }

    @Override
    public void begin() {
        indexing.ifPresent(Indexing::open);
    }

    @Override
    public void serve() {
        indexing.ifPresent(Indexing::install);
    }

    @Override
    public void drain() {
        indexing.ifPresent(Indexing::drain);
    }

    @Override
    public void end() {
        indexing.ifPresent(Indexing::close);
    }
}
