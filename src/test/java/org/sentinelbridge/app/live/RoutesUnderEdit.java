package org.sentinelbridge.app.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;

/** A context that runs the routes of a folder and takes over what is edited there. */
final class RoutesUnderEdit implements AutoCloseable {

    private final Path folder;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final LiveRoutes live;
    private final Log log = new Log();

    RoutesUnderEdit(Path folder) throws Exception {
        this.folder = folder;
        context.getRegistry().bind("moody", new Moody());
        live = new LiveRoutes(context, folder);
        context.getComponent("direct", DirectComponent.class).setTimeout(100);
        var mappings = new Mappings(folder.resolve("mappings"), new ObjectMapper().createObjectNode());
        var schemas = new Schemas(folder.resolve("schemas"));
        context.getRegistry().bind("mappings", mappings);
        context.getRegistry().bind("schemas", schemas);
        context.addRoutes(context.getRegistry().mandatoryFindSingleByType(FolderRoutes.class));
        context.start();
        log.start();
        logger().addAppender(log);
        live.watch(mappings, schemas, Runnable::run, Duration.ofMillis(50));
    }

    static void save(Path folder, Map<String, String> files) throws IOException {
        for (var part : List.of("mappings", "schemas")) {
            Files.createDirectories(folder.resolve(part));
        }
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    void save(String file, String text) throws IOException {
        save(folder, Map.of(file, text));
    }

    void delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }

    /** What a route makes of a message, or why it makes nothing of it. */
    String call(String route) {
        try {
            return context.createFluentProducerTemplate().to("direct:" + route).withBody("in").request(String.class);
        } catch (RuntimeException e) {
            return Fault.cause(e);
        }
    }

    boolean runs(String route) {
        return context.getRoute(route) != null;
    }

    List<String> errors() {
        return List.copyOf(log.errors);
    }

    @Override
    public void close() {
        live.close();
        context.stop();
        logger().removeAppender(log);
    }

    private static org.apache.logging.log4j.core.Logger logger() {
        return ((LoggerContext) LogManager.getContext(false)).getLogger(LiveRoutes.class.getName());
    }

    /** Routes from {@code moody:fails} can be created, and cannot be started. */
    static final class Moody extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String mood, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            if (mood.equals("fails")) {
                                throw new IllegalStateException("not in the mood");
                            }
                        }
                    };
                }
            };
        }
    }

    private static final class Log extends AbstractAppender {

        private final List<String> errors = new CopyOnWriteArrayList<>();

        Log() {
            super("edits", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(org.apache.logging.log4j.Level.ERROR)) {
                errors.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
