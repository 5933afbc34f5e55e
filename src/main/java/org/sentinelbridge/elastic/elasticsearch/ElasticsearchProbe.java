package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.sentinelbridge.base.settings.Settings;

/**
 * Asks Elasticsearch what it is and what the key may, over the same connections, and with the same reading of its answers, as the
 * documents go. Writes nothing. Each call throws an {@link ElasticsearchFailure} if it is not answered as it should be.
 */
public final class ElasticsearchProbe implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Link link;
    private final Server server = new Server();
    private final String apiKey;

    private ElasticsearchProbe(Settings settings) {
        link = new Link(Indexing.address(settings, LIMIT), server);
        server.reachedBy(link.client());
        apiKey = settings.find("elasticsearch.api-key").orElse("");
    }

    public static ElasticsearchProbe of(Settings settings) {
        return new ElasticsearchProbe(settings);
    }

    /** Its version, such as 9.4.3; empty if the key may not ask. */
    public String version() {
        server.require();
        return server.number();
    }

    /**
     * The privileges that the key lacks, with what they are on.
     *
     * @param templates whether the bridge is to install its index templates
     */
    public List<String> missingPrivileges(boolean templates) {
        var asked = JsonNodeFactory.instance.objectNode();
        var cluster = asked.putArray("cluster").add(Privileges.MONITOR);
        if (templates) {
            cluster.add(Privileges.MANAGE_TEMPLATES);
        }
        var index = asked.putArray("index").addObject();
        index.putArray("names").add(Privileges.STREAMS);
        Privileges.TO_WRITE.forEach(index.putArray("privileges")::add);
        var told = call("POST", "/_security/user/_has_privileges", asked.toString());
        var missing = new ArrayList<String>();
        told.path("cluster").properties().forEach(one -> addUnlessTrue(missing, one.getKey(), one.getValue()));
        told.path("index").path(Privileges.STREAMS).properties().forEach(one -> addUnlessTrue(missing, one.getKey() + " on " + Privileges.STREAMS, one.getValue()));
        return List.copyOf(missing);
    }

    private static void addUnlessTrue(List<String> missing, String name, JsonNode has) {
        if (!has.asBoolean()) {
            missing.add(name);
        }
    }

    /** When the key ends; empty if it never does. A key may always ask that of itself. */
    public Optional<Instant> keyEnds() {
        var id = new String(Base64.getDecoder().decode(apiKey), StandardCharsets.UTF_8).replaceFirst(":.*", "");
        var key = call("GET", "/_security/api_key?id=" + java.net.URLEncoder.encode(id, StandardCharsets.UTF_8), "").at("/api_keys/0");
        return key.has("expiration") ? Optional.of(Instant.ofEpochMilli(key.path("expiration").asLong())) : Optional.empty();
    }

    /** Its time, to the second; empty if it does not tell. Elasticsearch itself sends no header Date. */
    public Optional<Instant> time() {
        var epoch = call("GET", "/_cat/health?format=json&h=epoch", "").at("/0/epoch").asLong(0);
        return epoch > 0 ? Optional.of(Instant.ofEpochSecond(epoch)) : Optional.empty();
    }

    /**
     * What there is of the templates that the bridge installs for {@code elasticsearch.mode=ecs}.
     *
     * @return by the path of each: missing, same, older, newer, changed (by hand) or foreign (somebody else's)
     */
    public Map<String, String> templates() {
        var found = new LinkedHashMap<String, String>();
        var shelf = new TemplateShelf(link.client());
        try {
            for (var template : TemplateFiles.all()) {
                found.put(template.path().substring(1), template.compare(shelf.installed(template)).name().toLowerCase(java.util.Locale.ROOT));
            }
        } catch (IOException e) {
            throw CallFailure.noAnswer(e);
        }
        return found;
    }

    private JsonNode call(String method, String path, String body) {
        try {
            var request = new Request(method, path);
            if (!body.isEmpty()) {
                request.setJsonEntity(body);
            }
            return JSON.readTree(link.client().performRequest(request).getEntity().getContent());
        } catch (ResponseException e) {
            throw CallFailure.ofResponse(e.getResponse());
        } catch (JsonProcessingException e) {
            throw new ElasticsearchFailure.NeedsPerson(method + " " + path + " was not answered with JSON", Advice.PRODUCT);
        } catch (IOException e) {
            throw CallFailure.noAnswer(e);
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
