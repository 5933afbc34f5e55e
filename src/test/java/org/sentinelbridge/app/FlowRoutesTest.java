package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** A flow that is switched on and has no route keeps the bridge from starting, or from being ready. */
class FlowRoutesTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "log-analytics.writer", "logs-ingestion",
            "cases.to", "incident-api",
            "case-webhook.on", "false",
            "case-rows.on", "false",
            "alert-webhook.on", "false",
            "sentinel-events.on", "false",
            "sentinel-incidents.on", "false",
            "sentinel-workspace.on", "false"));

    @ParameterizedTest
    @ValueSource(strings = {"case-webhook", "alert-webhook", "sentinel-events", "sentinel-incidents"})
    void itsRouteIsMissing(String flow) throws Exception {
        settings.put(flow + ".on", "true");

        try (var context = new DefaultCamelContext()) {
            assertThatThrownBy(flowRoutes(context)::serve)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("routes: the flow " + flow + " is switched on, but no file below the folder routes has its route."
                            + " Bring back " + FlowRoutes.FILES.get(flow));
        }
    }

    @Test
    void itsRouteGoesWhileTheBridgeRuns() throws Exception {
        settings.put("sentinel-workspace.on", "true");
        try (var context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:x").routeId("case-conversation").to("log:x");
                }
            });
            var flows = flowRoutes(context);
            flows.begin();
            context.start();
            flows.serve();
            assertThat(isReady(context)).isTrue();

            context.getRouteController().stopRoute("case-conversation");
            context.removeRoute("case-conversation");

            assertThat(isReady(context)).isFalse();
            assertThat(flows.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("case-conversation.camel.yaml"));
        }
    }

    @Test
    void whatIsOffNeedsNoRoute() throws Exception {
        try (var context = new DefaultCamelContext()) {
            assertThat(flowRoutes(context).fault()).isEmpty();
        }
    }

    @Test
    void theFilesAreWhereTheMessageSays() throws IOException {
        for (var flow : FlowRoutes.FILES.entrySet()) {
            assertThat(Files.readString(Path.of(flow.getValue()))).as(flow.getKey()).containsPattern("(?m)^    id: " + flow.getKey() + "$");
        }
        assertThat(FlowRoutes.FILES.keySet()).containsAll(
                Flows.of(new Settings(name -> Optional.ofNullable(name.equals("cases.to") ? "alert-rule" : settings.get(name)))).stream()
                        .map(flow -> flow.flow()).toList());
    }

    private FlowRoutes flowRoutes(DefaultCamelContext context) {
        return new FlowRoutes(context, new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    private static boolean isReady(DefaultCamelContext context) {
        return HealthCheckRegistry.get(context).getCheck("flows").orElseThrow().callReadiness().getState() == State.UP;
    }
}
