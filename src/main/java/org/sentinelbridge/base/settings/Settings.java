package org.sentinelbridge.base.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/**
 * The settings of {@code application.properties}, each of which an environment variable or a system property may
 * override. An empty value counts as not set. Every reader names the property when its value is wrong.
 */
public final class Settings {

    private static final Pattern SECRET =
            Pattern.compile(".*(key|secret|token|password|connection-string).*", Pattern.CASE_INSENSITIVE);
    /** Camel would take any word for 0. */
    private static final Pattern TIME_SPAN = Pattern.compile("\\d{1,15}|(\\d{1,9}(ms|[smhd]))+");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Long> FACTORS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private final Function<String, Optional<String>> lookup;

    /** @param lookup finds the value of a property; empty when it is unknown */
    public Settings(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /** Whether the value of a property of this name must not be shown. */
    public static boolean isSecret(String property) {
        return SECRET.matcher(property).matches();
    }

    /** The value without surrounding blanks, or nothing if the property is not set or blank. */
    public Optional<String> find(String property) {
        return lookup.apply(property).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** The value of a property that must be set. */
    public String text(String property) {
        return find(property).orElseThrow(() -> new SettingsException(property, "must be set"));
    }

    /** A whole number within bounds. */
    public int number(String property, int least, int most) {
        var value = text(property);
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with numbers out of bounds
        }
        throw new SettingsException(property, "'" + value + "' is no whole number from " + least + " to " + most);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String property) {
        var value = text(property);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingsException(property, "'" + value + "' is neither true nor false");
        };
    }

    /** A time span such as {@code 20s}, {@code 1500ms} or {@code 5m}; a bare number counts milliseconds, as in Camel. */
    public Duration duration(String property, Duration least, Duration most) {
        var value = text(property);
        if (!TIME_SPAN.matcher(value).matches()) {
            throw new SettingsException(property, "'" + value + "' is no time span; write for example 20s or 500ms");
        }
        var duration = Duration.ofMillis(TimeUtils.toMilliSeconds(value));
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new SettingsException(
                    property, "'" + value + "' must be from " + least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return duration;
    }

    /** A size in bytes, no more than this, such as {@code 20MB}, {@code 64KB} or {@code 1048576}. */
    public long bytes(String property, long most) {
        var value = text(property);
        var match = SIZE.matcher(value);
        if (!match.matches()) {
            throw new SettingsException(property, "'" + value + "' is no size; write for example 20MB");
        }
        var unit = match.group(2) == null ? "B" : match.group(2).toUpperCase(java.util.Locale.ROOT);
        var factor = FACTORS.get(unit);
        var bytes = Long.parseLong(match.group(1)) * factor;
        if (bytes < 1 || bytes > most) {
            throw new SettingsException(property, "'" + value + "' must be from 1B to " + most + "B");
        }
        return bytes;
    }

    /** An absolute http or https URL without user, query or fragment; a slash at its end is taken off. */
    public Optional<String> url(String property) {
        return find(property).map(value -> {
            try {
                var uri = URI.create(value);
                if (uri.getHost() != null
                        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                        && uri.getUserInfo() == null
                        && uri.getQuery() == null
                        && uri.getFragment() == null) {
                    return value.replaceAll("/+$", "");
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw new SettingsException(property, "is no plain http or https URL such as https://host.example.com");
        });
    }

    /** As {@link #url}, for an address that tokens are sent to: https, unless it is on this machine. */
    public Optional<String> safeUrl(String property) {
        var url = url(property);
        url.map(URI::create).filter(uri -> uri.getScheme().equals("http") && !isLoopback(uri.getHost())).ifPresent(uri -> {
            throw new SettingsException(property, "must be https, except for an address of this machine");
        });
        return url;
    }

    /** Whether a host's name or address is one of this machine's own, which no other machine can reach. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1") || host.equals("[::1]");
    }

    /** One of a few words. */
    public String choice(String property, String... words) {
        var value = text(property);
        if (!Arrays.asList(words).contains(value)) {
            throw new SettingsException(property, "'" + value + "' is none of " + String.join(", ", words));
        }
        return value;
    }

    /** A value that must match a pattern, if it is set at all. */
    public Optional<String> matching(String property, String regex, String what) {
        var value = find(property);
        value.filter(text -> !text.matches(regex)).ifPresent(text -> {
            throw new SettingsException(property, "'" + text + "' is no " + what);
        });
        return value;
    }

    /** The values of those of the given properties that are set and that may be shown, in alphabetical order. */
    public Map<String, String> shown(Iterable<String> properties) {
        var shown = new TreeMap<String, String>();
        for (var property : properties) {
            if (!isSecret(property)) {
                find(property).ifPresent(value -> shown.put(property, value));
            }
        }
        return shown;
    }
}
