package org.sentinelbridge.component.eventhubs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be told of a connection string without its key: {@code Endpoint=sb://host/;SharedAccessKeyName=..;SharedAccessKey=..;}
 * and, if it is that of a hub, {@code EntityPath=hub}.
 *
 * @param host name of the namespace
 * @param port empty for the usual one
 * @param hub empty if it is that of a whole namespace
 * @param plain whether there is no TLS ({@code UseDevelopmentEmulator=true}), as with an emulator
 */
public record ConnectionString(String host, Optional<Integer> port, Optional<String> hub, boolean plain) {

    private static final Pattern ENDPOINT = Pattern.compile("(?:sb|amqps?)://([A-Za-z0-9.\\-]{1,253})(?::(\\d{1,5}))?/?");

    /** @throws IllegalArgumentException if it is none; the message says what is wrong and holds nothing secret */
    public static ConnectionString of(String text) {
        var fields = fields(text);
        var endpoint = ENDPOINT.matcher(fields.getOrDefault("endpoint", ""));
        if (!endpoint.matches()) {
            throw new IllegalArgumentException("has no Endpoint=sb://host/");
        }
        var withKey = fields.containsKey("sharedaccesskeyname") && fields.containsKey("sharedaccesskey");
        if (!withKey && !fields.containsKey("sharedaccesssignature")) {
            throw new IllegalArgumentException("has no SharedAccessKeyName and SharedAccessKey");
        }
        return new ConnectionString(
                endpoint.group(1),
                Optional.ofNullable(endpoint.group(2)).map(Integer::valueOf),
                Optional.ofNullable(fields.get("entitypath")),
                fields.getOrDefault("usedevelopmentemulator", "").equalsIgnoreCase("true"));
    }

    private static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        Arrays.stream(text.split(";")).map(String::trim).filter(field -> field.indexOf('=') > 0).forEach(field -> {
            var value = field.substring(field.indexOf('=') + 1).trim();
            if (!value.isEmpty()) {
                fields.put(field.substring(0, field.indexOf('=')).trim().toLowerCase(Locale.ROOT), value);
            }
        });
        return fields;
    }
}
