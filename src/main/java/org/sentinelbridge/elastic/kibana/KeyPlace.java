package org.sentinelbridge.elastic.kibana;

/** How a connector carries the webhook key. */
public enum KeyPlace {

    /** The header X-Api-Key, which Kibana keeps encrypted: since 9.2. */
    SECRET_HEADER,
    /** The password of Basic authentication, which Kibana keeps encrypted in every version. */
    PASSWORD,
    /** The URLs, which everybody can read who may see connectors. */
    URL;

    /** The best that a version of Kibana has. */
    public static KeyPlace best(KibanaVersion version) {
        return version.hasSecretHeaders() ? SECRET_HEADER : PASSWORD;
    }
}
