package org.sentinelbridge.elastic.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.running.Certificates;

/** Cases are told where there is a key for Kibana, and over TLS only a Kibana that can be trusted. */
class CaseNoticesTest {

    private static final String KEY = "c2FuZGJveDpzYW5kYm94LWtpYmFuYS1rZXk=";

    @TempDir
    Path folder;

    @Test
    void withoutAKeyNobodyIsTold() {
        assertThat(derived(Map.of("kibana.url", "https://kibana.example.com"))).containsEntry("case-notices.on", "false");
    }

    @Test
    void theApiMayHaveAnAddressOfItsOwn() {
        assertThat(derived(Map.of("kibana.api-key", KEY, "kibana.url", "https://kibana.example.com", "kibana.api-url", "http://127.0.0.1:5601")))
                .containsEntry("case-notices.on", "true").containsEntry("kibana.endpoint", "http://127.0.0.1:5601").doesNotContainKey("kibana.trust");
        assertThat(derived(Map.of("kibana.api-key", KEY, "kibana.url", "https://kibana.example.com")))
                .containsEntry("kibana.endpoint", "https://kibana.example.com").containsEntry("kibana.trust", "#kibanaTrust");
    }

    @Test
    void whatIsWrongStopsTheStart() {
        assertThatThrownBy(() -> derived(Map.of("kibana.api-key", KEY))).isInstanceOf(SettingsException.class).hasMessageContaining("kibana.url");
        assertThatThrownBy(() -> derived(Map.of("kibana.api-key", "id:key", "kibana.url", "https://kibana.example.com")))
                .isInstanceOf(SettingsException.class).hasMessageContaining("kibana.api-key");
        assertThatThrownBy(() -> derived(Map.of("kibana.api-key", KEY, "kibana.url", "http://kibana.example.com")))
                .as("the key would travel in the clear").isInstanceOf(SettingsException.class).hasMessageContaining("kibana.url");
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedOnlyIfItIsNamed() throws Exception {
        var certificates = new Certificates(folder, "kibana", "other");
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.client("kibana", "kibana")));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var url = "https://localhost:" + server.getAddress().getPort();
            assertThat(call(url, certificates.certificate("kibana")).getException()).isNull();
            assertThat(call(url, certificates.certificate("other")).getException()).isInstanceOf(SSLHandshakeException.class);
        } finally {
            server.stop(0);
        }
    }

    private static Exchange call(String url, Path authority) throws Exception {
        var given = Map.of("kibana.api-key", KEY, "kibana.url", url, "kibana.certificate-authority", authority.toString());
        try (var context = new DefaultCamelContext()) {
            var initial = new Properties();
            initial.putAll(derived(given));
            context.getPropertiesComponent().setInitialProperties(initial);
            context.getRegistry().bind(CaseNotices.TRUST, new CaseNotices(settings(given)).trust());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:call").to("{{kibana.endpoint}}?sslContextParameters={{?kibana.trust}}");
                }
            });
            context.start();
            return context.createProducerTemplate().request("direct:call", exchange -> {});
        }
    }

    private static Map<String, String> derived(Map<String, String> given) {
        var derived = new Properties();
        CaseNotices.derive(settings(given), derived);
        var all = new HashMap<String, String>();
        derived.stringPropertyNames().forEach(name -> all.put(name, derived.getProperty(name)));
        return all;
    }

    private static Settings settings(Map<String, String> given) {
        return new Settings(name -> Optional.ofNullable(given.get(name)));
    }
}
