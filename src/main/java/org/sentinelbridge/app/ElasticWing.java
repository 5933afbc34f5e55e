package org.sentinelbridge.app;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.Indexing;
import org.sentinelbridge.elastic.kibana.CaseNotices;
import org.sentinelbridge.elastic.kibana.KibanaAnswer;
import org.sentinelbridge.operate.doctor.Side;

/** Elastic's side: the way into Elasticsearch, and into the cases of Kibana, if there is one. */
final class ElasticWing implements Wing {

    private final Optional<Indexing> indexing;

    ElasticWing(CamelContext context, Settings settings) {
        settings.url("kibana.url");
        if (settings.flag("case-notices.on")) {
            var notices = new CaseNotices(settings);
            context.getRegistry().bind("caseNotices", notices);
            context.getRegistry().bind(CaseNotices.TRUST, notices.trust());
            context.getRegistry().bind("kibanaAnswer", new KibanaAnswer());
        }
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
