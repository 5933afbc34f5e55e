package org.sentinelbridge.operate.manage;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files out of a folder of the class path. Vert.x's own handler would copy them to the disk
 * first, which is not there to be written in a container of read-only files.
 */
final class Files implements Handler<RoutingContext> {

    private static final Pattern FILE = Pattern.compile("(?:[a-z0-9-]+/)*[a-z0-9-]+\\.([a-z0-9]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "yaml", "application/yaml; charset=utf-8");

    private final String prefix;
    private final String folder;

    /**
     * @param prefix of the paths, with a slash at its end
     * @param folder of the class path, with a slash at both ends
     */
    Files(String prefix, String folder) {
        this.prefix = prefix;
        this.folder = folder;
    }

    @Override
    public void handle(RoutingContext context) {
        var path = context.normalizedPath();
        if (path.length() < prefix.length()) {
            // relative links of the page would lead beside it
            context.redirect(prefix);
            return;
        }
        var name = path.equals(prefix) ? "index.html" : path.substring(prefix.length());
        find(name).ifPresentOrElse(
                file -> Answers.send(context.response(), 200, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), file),
                () -> Answers.error(context, 404));
    }

    private Optional<byte[]> find(String name) {
        var match = FILE.matcher(name);
        if (!match.matches() || !TYPES.containsKey(match.group(1))) {
            return Optional.empty();
        }
        try (var in = Files.class.getResourceAsStream(folder + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
