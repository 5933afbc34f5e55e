package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.sentinelbridge.base.settings.Settings;

/**
 * Sets Elasticsearch up for the bridge: index templates, for how long documents are kept, an API key. What is there already is left, so
 * doing it again changes nothing. Each call throws an {@link ElasticsearchFailure} if it is not answered as it should be.
 */
public final class ElasticsearchProvisioning implements AutoCloseable {

    /** The name of the API key, by which it is found again. */
    public static final String KEY_NAME = "sentinel-bridge";

    private static final String LIFECYCLE = "sentinel-bridge-lifecycle";
    private static final String KEYS = "/_security/api_key";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Link link;
    private final Server server = new Server();
    private final TemplateShelf shelf;
    private final Consumer<String> out;
    private final boolean byUser;

    /** @param out takes what is done, line by line, without the key */
    private ElasticsearchProvisioning(Link.Address address, boolean byUser, Consumer<String> out) {
        this.link = new Link(address, server);
        this.shelf = new TemplateShelf(link.client());
        this.out = out;
        this.byUser = byUser;
        server.reachedBy(link.client());
    }

    /** With the API key of the settings. */
    public static ElasticsearchProvisioning withKey(Settings settings, Consumer<String> out) {
        return new ElasticsearchProvisioning(Indexing.address(settings, LIMIT), false, out);
    }

    /** As a user; only a user can make keys that may do something. */
    public static ElasticsearchProvisioning as(String user, String password, Settings settings, Consumer<String> out) {
        var pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new ElasticsearchProvisioning(Indexing.address(settings, LIMIT).as("Basic " + pair), true, out);
    }

    /** Its version, such as 9.4.3; empty if it does not tell. */
    public String version() {
        try {
            server.require();
        } catch (ElasticsearchFailure.NeedsPerson e) {
            throw byUser && e.advice().equals(Advice.KEY) ? new ElasticsearchFailure.NeedsPerson(e.getMessage(), Advice.USER) : e;
        }
        return server.number();
    }

    /** What the bridge would install at its start. */
    public void installTemplates() {
        for (var template : TemplateFiles.all()) {
            var word = switch (settled(template)) {
                case MISSING -> "installed        ";
                case OLDER -> "replaced         ";
                case SAME -> "as it should be  ";
                case NEWER -> "newer, left      ";
                case CHANGED -> "changed, left    ";
                case FOREIGN -> "not ours, left   ";
            };
            out.accept(word + template.path().substring(1));
        }
    }

    private Template.Verdict settled(Template template) {
        try {
            return shelf.settle(template);
        } catch (IOException e) {
            throw CallFailure.noAnswer(e);
        }
    }

    /**
     * For how long documents are kept, in data streams to come and in those that are there.
     *
     * @param retention such as 90d; empty for ever
     * @param templates whether data streams are made by the bridge's own templates
     */
    public void keepFor(Optional<String> retention, boolean templates) {
        if (templates) {
            var template = lifecycle(retention);
            try {
                shelf.put(template);
            } catch (IOException e) {
                throw CallFailure.noAnswer(e);
            }
            out.accept("set              " + template.path().substring(1) + ": " + retention.orElse("no end"));
        }
        for (var stream : call("GET", "/_data_stream/" + Privileges.STREAMS, Optional.empty()).path("data_streams")) {
            var name = stream.path("name").asText();
            call("PUT", "/_data_stream/" + name + "/_lifecycle", Optional.of(retention(retention)));
            out.accept("set              _data_stream/" + name + "/_lifecycle: " + retention.orElse("no end"));
        }
    }

    /**
     * Makes an API key with the least privileges.
     *
     * @param expiration such as 365d; empty if it is never to end
     * @param templates whether it may install index templates
     * @param another whether to make one even if there is one
     * @return the key as the settings take it, which cannot be had a second time; nothing if there is one of this name that is valid
     */
    public Optional<String> makeKey(Optional<String> expiration, boolean templates, boolean another) {
        if (!another) {
            for (var key : call("GET", KEYS + "?name=" + KEY_NAME, Optional.empty()).path("api_keys")) {
                if (!key.path("invalidated").asBoolean() && key.path("expiration").asLong(Long.MAX_VALUE) > System.currentTimeMillis()) {
                    return Optional.empty();
                }
            }
        }
        var made = call("POST", KEYS, Optional.of(keyRequest(expiration, templates)));
        return Optional.of(made.path("encoded").asText());
    }

    /** The same by hand, as requests for the console of Kibana's Dev Tools. */
    public static List<String> byHand(boolean ownTemplates, Optional<Optional<String>> retention, Optional<String> expiration, boolean keyForTemplates) {
        var lines = new ArrayList<String>();
        if (ownTemplates) {
            TemplateFiles.all().forEach(template -> lines.add("PUT " + template.path() + "\n" + template.body().toPrettyString()));
        }
        retention.ifPresent(time -> {
            var template = lifecycle(time);
            lines.add("PUT " + template.path() + "\n" + template.body().toPrettyString());
            lines.add("# Where there are data streams already\nPUT /_data_stream/" + Privileges.STREAMS + "/_lifecycle\n" + retention(time).toPrettyString());
        });
        lines.add("# \"encoded\" of the answer is elasticsearch.api-key; it is shown only once\n"
                + "POST " + KEYS + "\n" + keyRequest(expiration, keyForTemplates).toPrettyString());
        return List.copyOf(lines);
    }

    private static Template lifecycle(Optional<String> retention) {
        var shipped = TemplateFiles.all().stream().filter(template -> template.name().equals(LIFECYCLE)).findFirst().orElseThrow();
        var body = shipped.body().deepCopy();
        body.putObject("template").set("lifecycle", retention(retention));
        return new Template(Template.COMPONENT, LIFECYCLE, body);
    }

    private static ObjectNode retention(Optional<String> retention) {
        var lifecycle = JsonNodeFactory.instance.objectNode();
        retention.ifPresent(time -> lifecycle.put("data_retention", time));
        return lifecycle;
    }

    private static ObjectNode keyRequest(Optional<String> expiration, boolean templates) {
        var request = JsonNodeFactory.instance.objectNode().put("name", KEY_NAME);
        expiration.ifPresent(time -> request.put("expiration", time));
        request.putObject("role_descriptors").set(KEY_NAME, Privileges.role(templates));
        request.putObject("metadata").put("managed_by", KEY_NAME);
        return request;
    }

    private JsonNode call(String method, String path, Optional<ObjectNode> body) {
        try {
            var request = new Request(method, path);
            body.ifPresent(json -> request.setJsonEntity(json.toString()));
            return JSON.readTree(link.client().performRequest(request).getEntity().getContent());
        } catch (ResponseException e) {
            throw failure(method, path, e);
        } catch (JsonProcessingException e) {
            throw new ElasticsearchFailure.NeedsPerson(method + " " + path + " was not answered with JSON", Advice.PRODUCT);
        } catch (IOException e) {
            throw CallFailure.noAnswer(e);
        }
    }

    private static ElasticsearchFailure failure(String method, String path, ResponseException e) {
        var status = e.getResponse().getStatusLine().getStatusCode();
        if (status != 400 && status != 403) {
            return CallFailure.ofResponse(e.getResponse());
        }
        var error = CallFailure.error(e.getResponse());
        return new ElasticsearchFailure.NeedsPerson(
                Answers.sentence(status, error.path("type").asText(), error.path("reason").asText()) + " (" + method + " " + path + ")",
                status == 403 ? Advice.PROVISIONING_PRIVILEGE : Advice.PROVISIONING_REFUSED);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
