package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The stand-in as a whole. Not for several threads at once. */
public final class ElasticsearchStandIn {

    /** The key that it takes from the start, as Kibana would show it encoded. */
    public static final String API_KEY = "c2FuZGJveDpzYW5kYm94LWVsYXN0aWNzZWFyY2g=";

    private static final Set<String> TEMPLATE_KINDS = Set.of("_index_template", "_component_template");
    private static final String JSON = "application/json";
    private static final String MANAGE_TEMPLATES = "manage_index_templates";

    private final Knobs knobs = new Knobs();
    private final Keys keys = new Keys();
    private final Gate gate = new Gate(API_KEY, knobs, keys);
    private final Index index;
    private final Bulk bulk;
    private final Search search;
    private final KeyInfo keyInfo;
    private final Map<Integer, Integer> answers = new TreeMap<>();

    /** @param mostBytes how many bytes of documents are kept whole */
    public ElasticsearchStandIn(long mostBytes) {
        index = new Index(new Templates(), new Kept(mostBytes));
        bulk = new Bulk(index, knobs);
        search = new Search(index);
        keyInfo = new KeyInfo(knobs);
    }

    /** Executes a request. */
    public Reply answer(Call call) {
        try {
            return dressed(accepted(call), route(call, gate.check(call)));
        } catch (Refused e) {
            return dressed(accepted(call), e.reply());
        }
    }

    /** How it would report an error of its own with this status. */
    public Reply refusal(int status) {
        return dressed(JSON, switch (status) {
            case 429 -> Refused.error(429, "es_rejected_execution_exception", "rejected execution of coordinating operation");
            case 413, 502, 504 -> new Reply(status, Map.of(), new byte[0]);
            case 503 -> Refused.error(503, "cluster_block_exception", "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];");
            default -> Refused.error(status, "exception", "The stand-in was told to answer so.");
        });
    }

    /** Takes note of an answer that goes out to a bulk request. */
    public void answered(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    /** What to do to set what {@code /_sandbox/faults} was given. */
    public Runnable set(JsonNode given) {
        return knobs.set(given);
    }

    /** Sets back what was set. */
    public void resetKnobs() {
        knobs.reset();
    }

    /** Forgets all documents; templates stay, as the bridge installs them only when it starts. */
    public void clear() {
        index.clear();
        answers.clear();
    }

    /** What was set. */
    public ObjectNode describeKnobs() {
        return knobs.describe();
    }

    /** What it holds. */
    public ObjectNode describe() {
        var description = index.describe();
        var counts = description.putObject("bulk_answers");
        answers.forEach((status, count) -> counts.put(Integer.toString(status), count));
        return description;
    }

    private static String accepted(Call call) {
        return call.header().apply("Accept")
                .filter(accept -> accept.startsWith("application/vnd."))
                .map(accept -> accept.replaceAll("\\s", ""))
                .orElse(JSON);
    }

    private Reply dressed(String type, Reply reply) {
        var headers = new HashMap<String, String>();
        if (!knobs.opensearch() && !isBare(reply)) {
            headers.put("X-elastic-product", "Elasticsearch");
        }
        if (reply.body().length > 0) {
            headers.put("Content-Type", type);
        }
        headers.putAll(reply.headers());
        return new Reply(reply.status(), headers, reply.body());
    }

    /** What comes from the HTTP layer or a proxy does not say whose it is. */
    private static boolean isBare(Reply reply) {
        return reply.status() >= 400 && reply.body().length == 0;
    }

    private Reply route(Call call, byte[] body) {
        var path = call.path();
        if (path.isEmpty()) {
            gate.require("monitor", "cluster:monitor/main");
            return info();
        }
        var last = path.get(path.size() - 1);
        var target = path.size() > 1 ? path.get(0) : "";
        if (TEMPLATE_KINDS.contains(path.get(0)) && path.size() == 2) {
            return template(call.method(), path.get(0), path.get(1), body);
        }
        if (path.get(0).equals("_data_stream") && path.size() == 2) {
            return dataStream(call.method(), path.get(1));
        }
        switch (call.pathText()) {
            case "/_security/api_key":
                return apiKey(call, body);
            case "/_security/user/_has_privileges":
                return keyInfo.hasPrivileges(body);
            default:
        }
        if (path.size() == 3 && path.get(0).equals("_data_stream") && last.equals("_lifecycle") && call.method().equals("PUT")) {
            return lifecycle(path.get(1), Tree.object(body));
        }
        if (path.size() > 2) {
            throw unknown(call);
        }
        return switch (last) {
            case "_bulk" -> bulk.answer(body, target);
            case "_count" -> search.count(target.isEmpty() ? "_all" : target, body);
            case "_search" -> search.search(target.isEmpty() ? "_all" : target, body, number(call.query().get("size")));
            default -> throw unknown(call);
        };
    }

    private static Refused unknown(Call call) {
        return Refused.of(400, "illegal_argument_exception", "no handler found for uri [" + call.pathText() + "] and method [" + call.method() + "]");
    }

    private static int number(String text) {
        return text != null && text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    }

    private Reply info() {
        var answer = Tree.object().put("name", "sandbox").put("cluster_name", "sandbox");
        var version = answer.put("cluster_uuid", "sandbox").putObject("version");
        if (knobs.opensearch()) {
            version.put("distribution", "opensearch");
        } else {
            version.put("build_flavor", "default");
        }
        version.put("number", knobs.version());
        return Reply.of(200, answer.put("tagline", "You Know, for Search"));
    }

    private Reply template(String method, String kind, String name, byte[] body) {
        var templates = index.templates().ofKind(kind);
        gate.require(MANAGE_TEMPLATES, (kind.equals("_index_template") ? "indices:admin/index_template/" : "cluster:admin/component_template/")
                + (method.equals("PUT") ? "put" : "get"));
        var there = templates.get(name);
        var singular = kind.substring(1);
        switch (method) {
            case "PUT", "POST" -> index.templates().put(kind, name, Tree.object(body));
            case "DELETE" -> templates.remove(name);
            case "GET", "HEAD" -> {
                if (there == null) {
                    throw method.equals("HEAD") ? Refused.bare(404) : Refused.of(404, "resource_not_found_exception",
                            singular.replace('_', ' ') + " matching [" + name + "] not found");
                }
                var answer = Tree.object();
                answer.putArray(singular + "s").addObject().put("name", name).set(singular, there);
                return Reply.of(200, answer);
            }
            default -> throw Refused.of(405, "illegal_argument_exception", "Incorrect HTTP method [" + method + "]");
        }
        return Reply.of(200, Tree.object().put("acknowledged", true));
    }

    private Reply apiKey(Call call, byte[] body) {
        if (call.method().equals("POST")) {
            gate.require("manage_own_api_key", "cluster:admin/xpack/security/api_key/create");
            return keys.make(Tree.object(body), Gate.isUser(call));
        }
        return call.query().containsKey("name") ? keys.named(call.query().get("name")) : keyInfo.key();
    }

    private Reply lifecycle(String name, ObjectNode given) {
        gate.require("manage", "indices:admin/data_stream/lifecycle/put");
        index.streams().entrySet().stream()
                .filter(entry -> Names.matches(name, entry.getKey()))
                .forEach(entry -> entry.getValue().lifecycle(given));
        return Reply.of(200, Tree.object().put("acknowledged", true));
    }

    private Reply dataStream(String method, String name) {
        if (method.equals("PUT")) {
            index.stream(name).orElseThrow(() -> Refused.of(400, "illegal_argument_exception", "no matching index template found for data stream [" + name + "]"));
            return Reply.of(200, Tree.object().put("acknowledged", true));
        }
        List<DataStream> found = index.streams().entrySet().stream()
                .filter(entry -> Names.matches(name, entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (found.isEmpty() && !name.contains("*")) {
            throw Refused.of(404, "index_not_found_exception", "no such index [" + name + "]");
        }
        var answer = Tree.object();
        var list = answer.putArray("data_streams");
        found.forEach(stream -> list.add(stream.describe()));
        return Reply.of(200, answer);
    }
}
