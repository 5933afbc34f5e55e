package org.sentinelbridge.operate.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.Trust;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProbe;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchSettings;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaAddress;

/** What is checked of the sides of Elastic. */
final class ElasticSides {

    private static final String KIBANA = "kibana.url";
    private static final String KIBANA_API = "kibana.api-url";

    private final Ward ward;
    private final Settings settings;

    ElasticSides(Ward ward) {
        this.ward = ward;
        this.settings = ward.settings();
    }

    Side elasticsearch() {
        return ward.side(Side.ELASTICSEARCH, "elasticsearch.url and elasticsearch.api-key", () -> {
            var derived = new Properties();
            ElasticsearchSettings.derive(settings, derived);
            return Boolean.parseBoolean(derived.getProperty("elasticsearch.on"));
        }, this::elasticsearchChecks);
    }

    private List<Check> elasticsearchChecks() {
        var tls = Trust.of(settings, "elasticsearch.certificate-authority");
        var url = settings.safeUrl("elasticsearch.url").orElseThrow();
        var installs = settings.flag("elasticsearch.install-templates") && isEcs();
        var checks = new ArrayList<Check>(List.of(
                new ReachableCheck("reachable", URI.create(url), tls, "elasticsearch.url", ward.clock()),
                new ClockCheck(Side.ELASTICSEARCH, time(new Http(tls), url), ward.clock()),
                new VersionCheck(settings)));
        if (settings.find("elasticsearch.api-key").isPresent()) {
            checks.add(new KeyCheck(settings, ward.clock()));
            checks.add(new PrivilegesCheck(settings, installs));
        }
        if (isEcs()) {
            checks.add(new TemplatesCheck(settings, installs));
        }
        return checks;
    }

    /** Elasticsearch itself sends no Date; a proxy before it may. */
    private ClockCheck.Theirs time(Http http, String url) {
        return () -> {
            var date = ClockCheck.date(http.get(url));
            if (date.isPresent()) {
                return date;
            }
            try (var probe = ElasticsearchProbe.of(settings)) {
                return probe.time();
            } catch (org.sentinelbridge.elastic.elasticsearch.ElasticsearchFailure e) {
                return Optional.empty();
            }
        };
    }

    private boolean isEcs() {
        return settings.text("elasticsearch.mode").equals("ecs");
    }

    Side kibana() {
        return ward.side(Side.KIBANA, "kibana.url and kibana.api-key",
                () -> settings.safeUrl(KIBANA_API).or(() -> settings.url(KIBANA)).isPresent(), this::kibanaChecks);
    }

    private List<Check> kibanaChecks() {
        var tls = Trust.of(settings, "kibana.certificate-authority");
        var url = settings.safeUrl(KIBANA_API).or(() -> settings.url(KIBANA)).orElseThrow();
        var checks = new ArrayList<Check>(List.of(
                new ReachableCheck("reachable", URI.create(url), tls, KIBANA, ward.clock()),
                new ClockCheck(Side.KIBANA, ClockCheck.date(new Http(tls), url + "/api/status"), ward.clock())));
        if (settings.find("kibana.api-key").isPresent()) {
            var address = KibanaAddress.of(settings);
            var kibana = new Kibana(address);
            checks.add(new KibanaCheck(kibana));
            checks.add(new ConnectorsCheck(kibana, ConnectorScreens.of(settings, ConnectorScreens.ownUrl(settings)), address.space()));
            checks.add(new RulesCheck(kibana, address.space()));
        }
        return checks;
    }
}
