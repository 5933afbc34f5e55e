package org.sentinelbridge.sandbox.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What is checked before a request is executed: size, media types, key, privilege. */
final class Gate {

    private static final Pattern VENDOR =
            Pattern.compile("application/vnd\\.elasticsearch\\+(?:json|x-ndjson)\\s*;\\s*compatible-with=(\\d+).*");
    private static final Pattern PLAIN = Pattern.compile("(application/json|application/x-ndjson|\\*/\\*|text/html).*");
    private static final Set<String> READING = Set.of("_count", "_search");
    private static final String USER = "Basic "
            + Base64.getEncoder().encodeToString("elastic:sandbox".getBytes(StandardCharsets.UTF_8));
    private static final String CHALLENGE = "ApiKey";

    private final String apiKey;
    private final Knobs knobs;
    private final Keys keys;
    /** What the caller of the request at hand may do; nothing stands for all. */
    private Optional<Set<String>> held = Optional.empty();

    Gate(String apiKey, Knobs knobs, Keys keys) {
        this.keys = keys;
        this.apiKey = apiKey;
        this.knobs = knobs;
    }

    /**
     * The body, unpacked.
     *
     * @throws Refused if the request must not pass
     */
    byte[] check(Call call) {
        if (call.body().length > knobs.mostBytes()) {
            throw Refused.bare(413);
        }
        mediaType(call, "Content-Type", call.body().length > 0);
        mediaType(call, "Accept", false);
        if (!READING.contains(call.path().isEmpty() ? "" : call.path().get(call.path().size() - 1))) {
            key(call);
        }
        return call.header().apply("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent() ? unpacked(call.body()) : call.body();
    }

    /** Whether a person asks, the superuser elastic with the password sandbox. */
    static boolean isUser(Call call) {
        return call.header().apply("Authorization").filter(USER::equals).isPresent();
    }

    /** @throws Refused with 403 if the key lacks the privilege */
    void require(String privilege, String action) {
        if (knobs.lacks(privilege) || held.filter(some -> !some.contains(privilege)).isPresent()) {
            throw Refused.of(403, "security_exception", unauthorized(privilege, action));
        }
    }

    static String unauthorized(String privilege, String action) {
        return "action [" + action + "] is unauthorized for API key id [sandbox] of user [sandbox], this action is granted by the"
                + " privileges [" + privilege + ",all]";
    }

    private void mediaType(Call call, String header, boolean required) {
        var given = call.header().apply(header).orElse("");
        if (given.isEmpty() && !required || PLAIN.matcher(given).matches()) {
            return;
        }
        var vendor = VENDOR.matcher(given);
        if (!vendor.matches()) {
            throw Refused.of(406, "media_type_header_exception", header + " header [" + given + "] is not supported");
        }
        var major = knobs.majorVersion();
        var wanted = Integer.parseInt(vendor.group(1));
        if (wanted > major || wanted < major - 1) {
            throw Refused.of(
                    400,
                    "media_type_header_exception",
                    "Invalid media-type value on headers [" + header + "]: A compatible version is required on both Content-Type and"
                            + " Accept headers if either one has requested a compatible version. Compatible version must be either "
                            + major + " or " + (major - 1) + ", but found " + wanted);
        }
    }

    private void key(Call call) {
        var given = call.header().apply("Authorization");
        if (given.isEmpty()) {
            throw Refused.of(
                    401,
                    "security_exception",
                    "missing authentication credentials for REST request [" + call.pathText() + "]",
                    Map.of("WWW-Authenticate", CHALLENGE));
        }
        var made = keys.privileges(given.get().replaceFirst("^ApiKey ", ""));
        held = made;
        if (isUser(call) || made.isPresent()) {
            return;
        }
        if (!knobs.keyValid() || !given.get().equals("ApiKey " + apiKey)) {
            throw Refused.of(
                    401,
                    "security_exception",
                    "unable to authenticate with provided credentials and anonymous access is not allowed for this request",
                    Map.of("WWW-Authenticate", CHALLENGE));
        }
    }

    /** The limit holds for what is unpacked too. */
    private byte[] unpacked(byte[] body) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var bytes = gzip.readNBytes(knobs.mostBytes() + 1);
            if (bytes.length > knobs.mostBytes()) {
                throw Refused.bare(413);
            }
            return bytes;
        } catch (IOException e) {
            throw Refused.of(400, "illegal_argument_exception", "Not in GZIP format");
        }
    }
}
