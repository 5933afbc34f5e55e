package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** API keys that were made here, and what they may do. */
final class Keys {

    private static final int BYTES = 16;
    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d");
    private static final long DAY = 86_400_000L;

    private record Key(String id, String name, String encoded, Set<String> privileges, Optional<Long> expiration) {}

    private final List<Key> keys = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();

    void clear() {
        keys.clear();
    }

    /** What the key may do; nothing if it is none. */
    Optional<Set<String>> privileges(String encoded) {
        return keys.stream().filter(key -> key.encoded().equals(encoded)).map(Key::privileges).findFirst();
    }

    /** @param byUser whether a user asks; a key makes only keys that may do nothing */
    Reply make(ObjectNode given, boolean byUser) {
        if (given.path("name").asText().isEmpty()) {
            throw Refused.of(400, "action_request_validation_exception", "Validation Failed: 1: api key name is required;");
        }
        if (!byUser) {
            throw Refused.of(400, "illegal_argument_exception",
                    "creating derived api keys requires an explicit role descriptor that is empty (has no privileges)");
        }
        var privileges = new HashSet<String>();
        for (var role : given.path("role_descriptors")) {
            add(privileges, role.path("cluster"));
            role.path("indices").forEach(index -> add(privileges, index.path("privileges")));
        }
        var id = text();
        var secret = text();
        var encoded = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var days = DAYS.matcher(given.path("expiration").asText());
        var expiration = days.matches()
                ? Optional.of(Clock.systemUTC().millis() + Long.parseLong(days.group(1)) * DAY)
                : Optional.<Long>empty();
        keys.add(new Key(id, given.path("name").asText(), encoded, Set.copyOf(privileges), expiration));
        var answer = Tree.object().put("id", id).put("name", given.path("name").asText());
        expiration.ifPresent(time -> answer.put("expiration", time));
        return Reply.of(200, answer.put("api_key", secret).put("encoded", encoded));
    }

    Reply named(String name) {
        var answer = Tree.object();
        var list = answer.putArray("api_keys");
        keys.stream().filter(key -> key.name().equals(name)).forEach(key -> {
            var one = list.addObject().put("id", key.id()).put("name", key.name()).put("type", "rest").put("invalidated", false);
            key.expiration().ifPresent(time -> one.put("expiration", time));
        });
        return Reply.of(200, answer);
    }

    private static void add(Set<String> privileges, JsonNode names) {
        names.forEach(name -> privileges.add(name.asText()));
    }

    private String text() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
