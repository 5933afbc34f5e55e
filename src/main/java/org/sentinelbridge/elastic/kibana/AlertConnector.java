package org.sentinelbridge.elastic.kibana;

import java.util.Map;

/**
 * The connector <i>Webhook</i> ({@code .webhook}) for alerts. {@code method}, {@code url} and {@code headers} are named as in
 * {@code config} of Kibana's API.
 *
 * @param secretHeader the name of the header that carries the webhook key; its value is a secret and not in here
 * @param headers all other headers
 */
public record AlertConnector(String name, String secretHeader, Map<String, String> headers, String method, String url) {

    public AlertConnector {
        headers = Map.copyOf(headers);
    }
}
