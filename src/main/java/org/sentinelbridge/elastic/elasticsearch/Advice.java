package org.sentinelbridge.elastic.elasticsearch;

/** What people read when Elasticsearch does not let the bridge in. */
final class Advice {

    static final String KEY = "Elasticsearch does not take the API key. Check elasticsearch.api-key: it is the value that Kibana shows"
            + " as \"encoded\", and it must not have expired.";
    static final String WRITE_PRIVILEGE = "Elasticsearch does not let the bridge write. Give the API key the index privileges"
            + " auto_configure and create_doc on logs-microsoft_sentinel.*";
    static final String BLOCKED = "Somebody has locked the index in Elasticsearch. Unlock it: PUT logs-microsoft_sentinel.*/_settings"
            + " {\"index.blocks.write\": null, \"index.blocks.read_only\": null}, or the setting of the cluster that the reason names.";
    static final String TEMPLATE_PRIVILEGE = "Elasticsearch does not let the bridge install its index templates. Give the API key the"
            + " cluster privilege manage_index_templates, or install the files of the folder elasticsearch (src/main/elasticsearch) by"
            + " hand and set elasticsearch.install-templates=false.";
    static final String TEMPLATE_REFUSED = "Elasticsearch refuses an index template of the bridge. Is another one with the same patterns"
            + " and priority there? Or set elasticsearch.install-templates=false and install the files of the folder elasticsearch by"
            + " hand.";
    static final String USER = "Elasticsearch does not take this user with this password.";
    static final String PROVISIONING_PRIVILEGE = "Log in with --user as somebody who has the cluster privileges manage_index_templates and"
            + " manage_own_api_key, the index privilege manage on logs-microsoft_sentinel.*, and all that the key is to have; or use --print.";
    static final String PROVISIONING_REFUSED = "Data stream lifecycles need Elasticsearch 8.11 or later; a key that may do something is made by a"
            + " user only (--user).";
    static final String OPENSEARCH = "elasticsearch.url leads to OpenSearch, which is not supported. Give the URL of an Elasticsearch 8"
            + " or 9.";
    static final String PRODUCT = "What answers at elasticsearch.url is no Elasticsearch: the header X-Elastic-Product is missing. Check"
            + " the URL, and that proxies let this header pass.";
    static final String VERSION = "elasticsearch.url leads to an Elasticsearch that is too old. Version 8 or 9 is needed.";
    static final String ADDRESS = "Check elasticsearch.url, and proxies in between.";
    static final String NO_STREAM = "Elasticsearch has no index template for the data stream, or may not create it. Set"
            + " elasticsearch.install-templates=true, or install Elastic's integration; see also action.auto_create_index.";

    static final String CERTIFICATE = "Nobody whom the bridge trusts has signed Elasticsearch's certificate. Set"
            + " elasticsearch.certificate-authority to the PEM file of its authority, such as http_ca.crt.";

    private Advice() {}
}
