package org.sentinelbridge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.outbox.OutboxComponent;

/** What Camel 4.17 does, and what would do without its work-around if it did not. */
final class CamelFaultsTest {

    /** Work-around: LiveRoutes tries out all routes in a context of their own. */
    @Test
    void reloadTakesTheOldRouteAwayBeforeTheNewOneCanStart() throws Exception {
        try (var context = new DefaultCamelContext()) {
            var loader = PluginHelper.getRoutesLoader(context);
            context.start();
            loader.updateRoutes(route("log:here"));
            assertThat(context.createProducerTemplate().requestBody("direct:in", "body")).isEqualTo("body");

            assertThatThrownBy(() -> loader.updateRoutes(route("no-such-component:here"))).isNotNull();

            assertThat(context.getRoute("only")).isNull();
        }
    }

    /** Work-around: whoever adds our components to a catalog gives it the JSON as well. */
    @Test
    void theCatalogDoesNotLookWhereCamelsOwnPluginPutsTheMetadata() {
        var catalog = new DefaultCamelCatalog();
        catalog.addComponent("outbox", OutboxComponent.class.getName());
        assertThat(getClass().getResource("/META-INF/org/sentinelbridge/component/outbox/outbox.json")).isNotNull();
        assertThat(catalog.componentModel("outbox")).isNull();
    }

    /** Work-around: Lifecycle. */
    @Test
    void reloadTellsStartupListenersAgain() throws Exception {
        try (var context = new DefaultCamelContext()) {
            var told = new ArrayList<Boolean>();
            context.addStartupListener((started, already) -> told.add(already));
            context.start();
            assertThat(told).containsExactly(false);
            PluginHelper.getRoutesLoader(context).updateRoutes(route("log:here"));
            assertThat(told).as("Lifecycle must not listen here").hasSizeGreaterThan(1);
        }
    }

    /** Work-around: Lifecycle has wings serve when the context has started fully. */
    @Test
    void startupListenersAreToldBeforeTheRoutesTakeRequests() throws Exception {
        try (var context = new DefaultCamelContext()) {
            var status = new ArrayList<ServiceStatus>();
            context.addStartupListener((started, already) -> status.add(consumer(started)));
            PluginHelper.getRoutesLoader(context).loadRoutes(route("log:here"));
            context.start();
            assertThat(status).doesNotContain(ServiceStatus.Started);
            assertThat(consumer(context)).isEqualTo(ServiceStatus.Started);
        }
    }

    /** Work-around: WebhookServer, JsonAnswers and JsonEngine in place of camel.server.*. */
    @Test
    void theServerAnswersFailuresWithNoJson() throws Exception {
        var port = freePort();
        var main = new Main();
        main.setInitialProperties(new Properties());
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", String.valueOf(port));
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        main.start();
        try {
            PluginHelper.getRoutesLoader(main.getCamelContext()).updateRoutes(resource("""
                    - route:
                        id: fails
                        from:
                          uri: platform-http:/fails
                          steps:
                            - throwException:
                                exceptionType: java.lang.IllegalStateException
                                message: a fault that no policy foresaw
                    """));
            var failed = get(port, "/fails");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(type(failed)).doesNotContain("json");
            var missing = get(port, "/nowhere");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(type(missing)).doesNotContain("json");
        } finally {
            main.stop();
        }
    }

    private static ServiceStatus consumer(CamelContext context) {
        var route = context.getRoute("only");
        if (route == null || !(route.getConsumer() instanceof StatefulService consumer)) {
            return null;
        }
        return consumer.getStatus();
    }

    private static Resource route(String to) {
        return resource("""
                - route:
                    id: only
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: %s
                """.formatted(to));
    }

    private static Resource resource(String yaml) {
        return ResourceHelper.fromString("only.camel.yaml", yaml);
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().map().getOrDefault("content-type", List.of("")).get(0);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
