package org.sentinelbridge.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A request as it stands in a {@code .http} file: the request line, headers, an empty line, the body. Before it may stand
 * comments that begin with {@code #}, of which {@code # parallel: 8} has the request sent so many times at once, and
 * {@code # meanwhile} has meanwhile.json performed while the request is being served. A body that a header calls gzip is sent so.
 */
record RequestFile(int parallel, boolean meanwhile, String method, String path, List<String> headers, String body) {

    private static final Pattern PARALLEL = Pattern.compile("# parallel: (\\d+)");
    private static final Pattern REPEAT = Pattern.compile("\\{\\{repeat:(\\d+):(.+?)}}");
    private static final String GZIP = "content-encoding: gzip";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if this is no such file */
    static RequestFile parse(Path file, String text) {
        var lines = new ArrayList<>(text.lines().toList());
        var parallel = 1;
        var meanwhile = false;
        while (!lines.isEmpty() && lines.get(0).startsWith("#")) {
            var comment = lines.remove(0);
            var directive = PARALLEL.matcher(comment);
            parallel = directive.matches() ? Integer.parseInt(directive.group(1)) : parallel;
            meanwhile |= comment.equals("# meanwhile");
        }
        var start = lines.isEmpty() ? new String[0] : lines.get(0).split(" ");
        if (start.length != 3 || !start[2].equals("HTTP/1.1")) {
            throw new IllegalArgumentException(file + " does not begin with a request line such as POST /cases HTTP/1.1");
        }
        var end = lines.indexOf("") < 0 ? lines.size() : lines.indexOf("");
        var body = String.join("\n", lines.subList(Math.min(end + 1, lines.size()), lines.size()));
        var repeated = REPEAT.matcher(body)
                .replaceAll(mark -> Matcher.quoteReplacement(mark.group(2).repeat(Integer.parseInt(mark.group(1)))));
        return new RequestFile(
                parallel, meanwhile, start[0], start[1], List.copyOf(lines.subList(1, end)), repeated);
    }

    HttpRequest to(String base) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).method(method, publisher());
        headers.forEach(header -> {
            var colon = header.indexOf(':');
            request.header(header.substring(0, colon), header.substring(colon + 1).trim());
        });
        return request.build();
    }

    private BodyPublisher publisher() {
        if (headers.contains(GZIP)) {
            return BodyPublishers.ofByteArray(packed());
        }
        return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    private byte[] packed() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
