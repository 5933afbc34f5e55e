package org.sentinelbridge.elastic.elasticsearch;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way into Elasticsearch: binds what its routes call by name, and opens the connections when the routes are to be made. */
public final class Indexing {

    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long MOST_REQUEST = 100L << 20;

    private final CamelContext context;
    private final Settings settings;
    private final Link.Address address;
    private final Server server = new Server();
    private final Condition sending = new Condition("Documents for Elasticsearch", "They wait.");
    private final Condition installing = new Condition("Index templates", "Documents wait.");
    private final TemplateInstaller installer;
    private final Patience patience;
    private Optional<Link> link = Optional.empty();

    /**
     * Binds {@code elasticsearchServer}, {@code elasticsearchTemplates}, {@code elasticsearchFailure}, {@code elasticsearchPatience} and
     * {@code shipments}. Nothing is connected yet.
     *
     * @throws org.sentinelbridge.base.settings.SettingsException if a setting is wrong
     */
    public Indexing(CamelContext context, Settings settings, MeterRegistry registry) {
        this.context = context;
        this.settings = settings;
        address = address(settings, settings.duration("elasticsearch.timeout", SECOND, Duration.ofHours(1)));
        var isEcs = settings.choice("elasticsearch.mode", "ecs", "raw").equals("ecs");
        var firstDelay = settings.duration("retry.first-delay", Duration.ofMillis(1), Duration.ofMinutes(1));
        var templates = isEcs && settings.flag("elasticsearch.install-templates") ? TemplateFiles.all() : List.<Template>of();
        installer = new TemplateInstaller(templates, server, installing, firstDelay);
        patience = new Patience(
                firstDelay, settings.duration("elasticsearch.retry-for", Duration.ZERO, DAY.multipliedBy(30)), sending, server::forget);

        var beans = context.getRegistry();
        beans.bind("elasticsearchServer", server);
        beans.bind("elasticsearchTemplates", installer);
        beans.bind("elasticsearchFailure", new CallFailure());
        beans.bind("elasticsearchPatience", patience);
        beans.bind("shipments", new Shipments(
                settings.bytes("elasticsearch.request-size", MOST_REQUEST), isEcs, new IndexingMeters(registry), sending));
        TroubleHealth.register(context, "elasticsearch", PATIENCE,
                () -> wellbeing().stream().flatMap(one -> one.trouble().stream()).findFirst(), Map::of);
    }

    /** Whether documents get there. */
    public List<Wellbeing> wellbeing() {
        return List.of(installing.wellbeing(), sending.wellbeing());
    }

    /** Makes the client, which the component elasticsearch finds by its type. Call before the routes are made. */
    public void open() {
        var opened = new Link(address.at(url(settings)), server); // that of a stand-in is known only once it runs
        link = Optional.of(opened);
        server.reachedBy(opened.client());
        context.getRegistry().bind("elasticsearchClient", opened.client());
    }

    /** Has the templates installed, in the background. Call when the routes have started: the start is not to wait for it. */
    public void install() {
        link.ifPresent(opened -> installer.start(opened.client()));
    }

    /** Ends what waits, which would keep the bridge from stopping; it comes again from where it was read. */
    public void drain() {
        installer.close();
        patience.close();
    }

    /** Closes the connections. Call when no route uses them any longer. */
    public void close() {
        link.ifPresent(opened -> {
            try {
                opened.close();
            } catch (IOException e) {
                LOG.debug("Closing the connections to Elasticsearch", e);
            }
        });
    }

    /** @param limit how long a call may take */
    static Link.Address address(Settings settings, Duration limit) {
        return new Link.Address(
                url(settings),
                settings.find("elasticsearch.api-key").map("ApiKey "::concat).orElse(""),
                Trust.of(settings, "elasticsearch.certificate-authority"),
                limit,
                settings.flag("elasticsearch.compression"));
    }

    private static URI url(Settings settings) {
        return URI.create(settings.safeUrl("elasticsearch.url").orElseThrow());
    }
}
