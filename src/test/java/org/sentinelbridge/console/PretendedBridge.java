package org.sentinelbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A server that answers as the management port of a bridge does, with what a test has put into it. A replay of many waits for the
 * test's word between two messages, when that is wanted.
 */
final class PretendedBridge implements AutoCloseable {

    static final String KEY = "operating-key-0123456789";
    static final String READ_KEY = "looking-key-0123456789";

    private static final int ENOUGH = 1_000_000;
    private static final String MISSING = "There is no such thing";
    private static final Path PAGES = Path.of("src/main/resources");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final PretendedStore store = new PretendedStore();
    private final List<BlockingQueue<ObjectNode>> listeners = new CopyOnWriteArrayList<>();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> documents = new ConcurrentHashMap<>();
    private final Semaphore replays = new Semaphore(ENOUGH);
    private volatile boolean hasEvents = true;
    private volatile String missing = MISSING;
    private volatile String key = KEY;
    private volatile int port;
    private HttpServer server;
    private ExecutorService threads;

    PretendedBridge() {
        start();
    }

    /** Listens, the second time at the same port. */
    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        port = server.getAddress().getPort();
    }

    /** As if it were killed. */
    void stop() {
        server.stop(0);
        threads.shutdownNow();
        listeners.clear();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/console/";
    }

    /** Forgets everything. */
    void reset() {
        store.clear();
        operations.clear();
        hasEvents = true;
        missing = MISSING;
        key = KEY;
        replays.drainPermits();
        replays.release(ENOUGH);
    }

    /** Somebody has set another key. */
    void changeKey() {
        key = "another-key-0123456789";
    }

    void withoutEvents() {
        hasEvents = false;
    }

    /** From now on a replay of many goes on only when it is told to. */
    void holdReplays() {
        replays.drainPermits();
    }

    void letReplay(int messages) {
        replays.release(messages);
    }

    /** What is answered at a path below {@code /manage/}. */
    void put(String path, String json) {
        documents.put(path, PretendedStore.read(json));
    }

    /** A run has happened; pages that listen are told. */
    void happens(String json) {
        var run = PretendedStore.read(json);
        store.add(run);
        listeners.forEach(listener -> listener.add(run));
    }

    void supersede(String runId, String by) {
        store.supersede(runId, by);
    }

    /** A message is parked no more, and this is what is answered to whoever asks for it. */
    void forget(String id, String words) {
        store.remove(id);
        missing = words;
    }

    void park(String json) {
        store.park(PretendedStore.read(json));
    }

    boolean isParked(String id) {
        return store.message(id).isPresent();
    }

    /** What was asked to be done, as "POST path body". */
    List<String> operations() {
        return operations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isSignedIn(exchange)) {
                var isOurs = exchange.getRequestHeaders().containsKey("X-Requested-With");
                exchange.getResponseHeaders().set("WWW-Authenticate", isOurs ? "ApiKey" : "Basic realm=\"bridge\"");
                send(exchange, 401, message("The key is missing or wrong"));
                return;
            }
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; object-src 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'");
            var path = exchange.getRequestURI().getPath();
            if (path.startsWith("/console/")) {
                file(exchange, path.endsWith("/") ? path + "index.html" : path);
            } else if (exchange.getRequestMethod().equals("POST")) {
                operate(exchange, path.substring("/manage/".length()));
            } else {
                look(exchange, path.substring("/manage/".length()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        var file = PAGES.resolve(path.substring(1));
        if (path.contains("..") || !Files.isRegularFile(file)) {
            send(exchange, 404, message("There is no such page"));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
        var bytes = Files.readAllBytes(file);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void look(HttpExchange exchange, String path) throws IOException, InterruptedException {
        var query = query(exchange.getRequestURI().getRawQuery());
        var id = path.substring(path.indexOf('/') + 1);
        if (path.equals("runs/live") && hasEvents) {
            live(exchange, query);
        } else if (path.equals("runs")) {
            send(exchange, 200, store.runs(query));
        } else if (path.equals("parked")) {
            send(exchange, 200, store.parked(query));
        } else if (path.equals("setup")) {
            var right = isReadOnly(exchange) ? "read" : "operate";
            send(exchange, 200, documents.get("setup").deepCopy().put("right", right).put("sandbox", true));
        } else {
            var found = path.startsWith("runs/") ? store.run(id).orElse(null)
                    : path.startsWith("parked/") ? store.message(id).orElse(null) : documents.get(path);
            send(exchange, found == null ? 404 : 200, found == null ? message(missing) : found);
        }
    }

    private void live(HttpExchange exchange, Map<String, String> query) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var body = exchange.getResponseBody();
        write(body, ": here\n\n");
        var queue = new LinkedBlockingQueue<ObjectNode>();
        listeners.add(queue);
        while (listeners.contains(queue)) {
            var run = queue.take();
            if (PretendedStore.matches(run, query)) {
                write(body, "event: run\ndata: " + run + "\n\n");
            }
        }
    }

    private void operate(HttpExchange exchange, String path) throws IOException, InterruptedException {
        var body = PretendedStore.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (isReadOnly(exchange) || !"sentinel-bridge".equals(exchange.getRequestHeaders().getFirst("X-Requested-With"))) {
            send(exchange, 403, message("This needs management.key"));
            return;
        }
        operations.add("POST " + path + " " + body);
        var id = path.replaceAll("parked/|/.*", "");
        if (path.equals("parked/replay")) {
            replayMany(exchange, store.chosen(body));
        } else if (path.equals("parked/discard")) {
            var ids = store.chosen(body);
            ids.forEach(store::remove);
            send(exchange, 200, PretendedStore.JSON.createObjectNode().put("discarded", ids.size()));
        } else if (path.endsWith("/replay")) {
            send(exchange, 200, store.replay(id, body.path("body").asText()));
        } else if (path.endsWith("/retry")) {
            send(exchange, 200, message("It is tried now"));
        } else if (path.endsWith("/discard")) {
            store.remove(id);
            send(exchange, 200, PretendedStore.JSON.createObjectNode().put("id", id));
        } else {
            send(exchange, 200, documents.get("connections"));
        }
    }

    private void replayMany(HttpExchange exchange, List<String> ids) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        for (var id : ids) {
            replays.acquire();
            write(exchange.getResponseBody(), store.replay(id, "") + "\n");
        }
        write(exchange.getResponseBody(), "{\"done\":%d,\"delivered\":0,\"failed\":0}\n".formatted(ids.size()));
    }

    private boolean isSignedIn(HttpExchange exchange) {
        return isKey(exchange, key) || isReadOnly(exchange);
    }

    private static boolean isReadOnly(HttpExchange exchange) {
        return isKey(exchange, READ_KEY);
    }

    private static boolean isKey(HttpExchange exchange, String key) {
        var pair = Base64.getEncoder().encodeToString(("operator:" + key).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + pair).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static Map<String, String> query(String text) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            var parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static ObjectNode message(String text) {
        return PretendedStore.JSON.createObjectNode().put("message", text);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void write(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Override
    public void close() {
        stop();
    }
}
