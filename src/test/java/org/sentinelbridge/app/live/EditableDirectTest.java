package org.sentinelbridge.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditableDirectTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.addComponent(EditableDirect.NAME, new EditableDirect());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:caller").to("direct:called");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
    }

    /** With Camel's own component the second one here is served by the old route. */
    @Test
    void twoCallsThatMeetARouteBeingReplacedGoToTheNewOne() throws Exception {
        called("old");
        assertThat(call()).isEqualTo("old");
        context.getRouteController().stopRoute("called");
        context.removeRoute("called");
        var first = callLater();
        var second = callLater();

        called("new");

        assertThat(first.get()).isEqualTo("new");
        assertThat(second.get()).isEqualTo("new");
    }

    @Test
    void settingsOfTheComponentHoldForEachEndpoint() {
        var direct = context.getComponent(EditableDirect.NAME, DirectComponent.class);
        direct.setTimeout(1234);
        direct.setBlock(false);
        var endpoint = context.getEndpoint("direct:usual", DirectEndpoint.class);
        assertThat(endpoint.getTimeout()).isEqualTo(1234);
        assertThat(endpoint.isBlock()).isFalse();
        assertThat(context.getEndpoint("direct:other?timeout=5&block=true", DirectEndpoint.class).getTimeout()).isEqualTo(5);
    }

    @Test
    void aCallThatNobodyTakesFailsUnlessItNeedNot() {
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("direct:nobody?timeout=1", ""))
                .hasCauseInstanceOf(DirectConsumerNotAvailableException.class);
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("direct:nobody-either?block=false", ""))
                .hasCauseInstanceOf(DirectConsumerNotAvailableException.class);
        assertThat(context.createProducerTemplate().requestBody("direct:nobody-at-all?block=false&failIfNoConsumers=false", "same"))
                .isEqualTo("same");
    }

    private void called(String answer) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:called").routeId("called").setBody().constant(answer);
            }
        });
    }

    private String call() {
        return context.createProducerTemplate().requestBody("direct:caller", "", String.class);
    }

    /** Returns once the caller waits for a route, or has its answer. */
    private Future<String> callLater() {
        var answer = new CompletableFuture<String>();
        var thread = Executors.defaultThreadFactory().newThread(() -> {
            try {
                answer.complete(call());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() -> answer.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
        return answer;
    }
}
