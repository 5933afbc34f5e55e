package org.sentinelbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.BasicAuthenticator;
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
import java.util.ArrayList;
import java.util.Comparator;
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
 * A server that answers as the management port of a bridge does, with what a test has put into it. Replay waits for the test's word
 * between two messages, when that is wanted.
 */
final class PretendedBridge implements AutoCloseable {

    static final String KEY = "operating-key-0123456789";
    static final String READ_KEY = "looking-key-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGES = Path.of("src/main/resources");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    private final List<ObjectNode> runs = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> parked = new ConcurrentHashMap<>();
    private final List<BlockingQueue<ObjectNode>> listeners = new CopyOnWriteArrayList<>();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> documents = new ConcurrentHashMap<>();
    private final Semaphore replays = new Semaphore(Integer.MAX_VALUE / 2);
    private volatile boolean hasEvents = true;
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
        var context = server.createContext("/", this::answer);
        context.setAuthenticator(new BasicAuthenticator("bridge") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return password.equals(KEY) || password.equals(READ_KEY);
            }
        });
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
        runs.clear();
        parked.clear();
        operations.clear();
        hasEvents = true;
        replays.drainPermits();
        replays.release(Integer.MAX_VALUE / 2);
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

    void put(String document, String json) {
        documents.put(document, (ObjectNode) read(json));
    }

    /** A run has happened; pages that listen are told. */
    void happens(String json) {
        var run = (ObjectNode) read(json);
        runs.add(0, run);
        listeners.forEach(listener -> listener.add(run));
    }

    void park(String json) {
        var message = (ObjectNode) read(json);
        parked.put(message.path("id").asText(), message);
    }

    boolean isParked(String id) {
        return parked.containsKey(id);
    }

    /** What was asked to be done, as "POST path body". */
    List<String> operations() {
        return operations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
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
            send(exchange, 404, message("no such page"));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
        var bytes = Files.readAllBytes(file);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void look(HttpExchange exchange, String path) throws IOException, InterruptedException {
        var query = query(exchange.getRequestURI().getRawQuery());
        if (path.equals("runs/live") && hasEvents) {
            live(exchange, query);
        } else if (path.equals("runs")) {
            send(exchange, 200, page("runs", runs.stream().filter(run -> matches(run, query)).toList(), query));
        } else if (path.startsWith("runs/")) {
            sendOr404(exchange, runs.stream().filter(run -> path.endsWith(run.path("run_id").asText())).findFirst().orElse(null));
        } else if (path.equals("parked")) {
            send(exchange, 200, page("parked", found(query), query));
        } else if (path.startsWith("parked/")) {
            sendOr404(exchange, parked.get(path.substring("parked/".length())));
        } else if (path.equals("setup")) {
            var mayOnlyLook = exchange.getRequestHeaders().getFirst("Authorization").equals(basic(READ_KEY));
            send(exchange, 200, documents.get("setup").deepCopy().put("right", mayOnlyLook ? "read" : "operate").put("sandbox", true));
        } else {
            sendOr404(exchange, documents.get(path));
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
            if (matches(run, query)) {
                write(body, "event: run\ndata: " + run + "\n\n");
            }
        }
    }

    private void operate(HttpExchange exchange, String path) throws IOException, InterruptedException {
        var body = (ObjectNode) read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (exchange.getRequestHeaders().getFirst("Authorization").equals(basic(READ_KEY))
                || !"sentinel-bridge".equals(exchange.getRequestHeaders().getFirst("X-Requested-With"))) {
            send(exchange, 403, message("may not operate"));
            return;
        }
        operations.add("POST " + path + " " + body);
        var id = path.replaceAll("parked/|/.*", "");
        if (path.equals("parked/replay")) {
            replayMany(exchange, chosen(body));
        } else if (path.equals("parked/discard")) {
            var ids = chosen(body);
            ids.forEach(parked::remove);
            send(exchange, 200, JSON.createObjectNode().put("discarded", ids.size()));
        } else if (path.endsWith("/replay")) {
            send(exchange, 200, replay(id, body.path("body").asText()));
        } else if (path.endsWith("/discard")) {
            parked.remove(id);
            send(exchange, 200, JSON.createObjectNode().put("id", id));
        } else {
            send(exchange, 200, documents.get("connections"));
        }
    }

    private void replayMany(HttpExchange exchange, List<String> ids) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        var delivered = 0;
        for (var id : ids) {
            replays.acquire();
            var result = replay(id, "");
            delivered += result.path("outcome").asText().equals("delivered") ? 1 : 0;
            write(exchange.getResponseBody(), result + "\n");
        }
        write(exchange.getResponseBody(), "{\"done\":%d,\"delivered\":%d,\"failed\":%d}\n".formatted(ids.size(), delivered, ids.size() - delivered));
    }

    /** A message whose cause speaks of "for ever" cannot be delivered as it is. */
    private ObjectNode replay(String id, String edited) {
        var result = JSON.createObjectNode().put("id", id).put("run_id", "run-of-" + id);
        if (parked.get(id).path("cause").asText().contains("for ever") && edited.isEmpty()) {
            parked.get(id).put("attempts", parked.get(id).path("attempts").asInt() + 1);
            return result.put("outcome", "parked").put("message", "Sentinel refuses it still");
        }
        parked.remove(id);
        return result.put("outcome", "delivered").put("message", "Sentinel has it");
    }

    private List<String> chosen(ObjectNode body) {
        if (body.has("ids")) {
            var ids = new ArrayList<String>();
            body.path("ids").forEach(id -> ids.add(id.asText()));
            return ids;
        }
        var query = new LinkedHashMap<String, String>();
        body.properties().forEach(field -> query.put(field.getKey(), field.getValue().asText()));
        query.remove("reason");
        var ids = new ArrayList<>(found(query).stream().map(message -> message.path("id").asText()).toList());
        java.util.Collections.reverse(ids);
        return ids;
    }

    private List<ObjectNode> found(Map<String, String> query) {
        return parked.values().stream()
                .filter(message -> matches(message, query))
                .sorted(Comparator.comparing((ObjectNode message) -> message.path("parked_at").asText()).reversed())
                .toList();
    }

    private static boolean matches(ObjectNode node, Map<String, String> query) {
        return query.entrySet().stream().allMatch(entry -> switch (entry.getKey()) {
            case "limit", "before", "to" -> true;
            case "from" -> node.path("started_at").asText().compareTo(entry.getValue()) >= 0;
            case "text" -> node.toString().toLowerCase().contains(entry.getValue().toLowerCase());
            case "case", "incident" -> node.path(entry.getKey() + "_id").asText().equals(entry.getValue());
            default -> node.path(entry.getKey()).asText().equals(entry.getValue());
        });
    }

    private static ObjectNode page(String name, List<ObjectNode> all, Map<String, String> query) {
        var from = Integer.parseInt(query.getOrDefault("before", "0"));
        var to = Math.min(all.size(), from + Integer.parseInt(query.getOrDefault("limit", "50")));
        ArrayNode list = JSON.createArrayNode();
        list.addAll(all.subList(Math.min(from, to), to));
        var page = JSON.createObjectNode().put("next", to < all.size() ? String.valueOf(to) : "").put("total", all.size());
        page.set(name, list);
        return page;
    }

    private static Map<String, String> query(String text) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            var parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static String basic(String key) {
        return "Basic " + java.util.Base64.getEncoder().encodeToString(("operator:" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static void sendOr404(HttpExchange exchange, JsonNode body) throws IOException {
        send(exchange, body == null ? 404 : 200, body == null ? message("There is no such thing") : body);
    }

    private static ObjectNode message(String text) {
        return JSON.createObjectNode().put("message", text);
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

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
