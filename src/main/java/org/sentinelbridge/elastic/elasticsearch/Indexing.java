package org.sentinelbridge.elastic.elasticsearch;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the way into Elasticsearch together and binds what its routes call by name. */
public final class Indexing {

    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long MOST_REQUEST = 100L << 20;

    private Indexing() {}

    /**
     * Binds {@code elasticsearchServer}, {@code elasticsearchTemplates}, {@code elasticsearchFailure}, {@code elasticsearchPatience},
     * {@code shipments}, and the client that the component elasticsearch finds by its type.
     *
     * @return whether documents get there
     */
    public static List<Wellbeing> bind(CamelContext context, Settings settings, MeterRegistry registry) throws Exception {
        var server = new Server();
        var link = new Link(address(settings, settings.duration("elasticsearch.timeout", SECOND, Duration.ofHours(1))), server);
        server.reachedBy(link.client());
        var isEcs = settings.choice("elasticsearch.mode", "ecs", "raw").equals("ecs");
        var firstDelay = settings.duration("retry.first-delay", Duration.ofMillis(1), Duration.ofMinutes(1));

        var sending = new Condition("Documents for Elasticsearch", "They wait.");
        var installing = new Condition("Index templates", "Documents wait.");
        var meters = new IndexingMeters(registry);
        var templates = isEcs && settings.flag("elasticsearch.install-templates") ? TemplateFiles.all() : List.<Template>of();
        var installer = new TemplateInstaller(templates, link.client(), server, installing, firstDelay);
        var patience = new Patience(
                firstDelay, settings.duration("elasticsearch.retry-for", Duration.ZERO, DAY.multipliedBy(30)), sending, server::forget);

        var beans = context.getRegistry();
        beans.bind("elasticsearchClient", link.client());
        beans.bind("elasticsearchServer", server);
        beans.bind("elasticsearchTemplates", installer);
        beans.bind("elasticsearchFailure", new CallFailure());
        beans.bind("elasticsearchPatience", patience);
        beans.bind("shipments", new Shipments(settings.bytes("elasticsearch.request-size", MOST_REQUEST), isEcs, meters, sending));
        var wellbeing = List.of(installing.wellbeing(), sending.wellbeing());
        TroubleHealth.register(context, "elasticsearch", PATIENCE,
                () -> wellbeing.stream().flatMap(one -> one.trouble().stream()).findFirst(), Map::of);
        context.addLifecycleStrategy(new Lifecycle(link, installer, patience));
        return wellbeing;
    }

    /** @param limit how long a call may take */
    static Link.Address address(Settings settings, Duration limit) {
        return new Link.Address(
                URI.create(settings.safeUrl("elasticsearch.url").orElseThrow()),
                settings.find("elasticsearch.api-key").map("ApiKey "::concat).orElse(""),
                Trust.of(settings, "elasticsearch.certificate-authority"),
                limit,
                settings.flag("elasticsearch.compression"));
    }

    /** What waits would keep the bridge from stopping; it comes again from where it was read. */
    private static final class Lifecycle extends LifecycleStrategySupport {

        private final Link link;
        private final TemplateInstaller installer;
        private final Patience patience;

        Lifecycle(Link link, TemplateInstaller installer, Patience patience) {
            this.link = link;
            this.installer = installer;
            this.patience = patience;
        }

        @Override
        public void onContextStarting(CamelContext context) {
            installer.start();
        }

        @Override
        public void onContextStopping(CamelContext context) {
            installer.close();
            patience.close();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            try {
                link.close();
            } catch (IOException e) {
                LOG.debug("Closing the connections to Elasticsearch", e);
            }
        }
    }
}
