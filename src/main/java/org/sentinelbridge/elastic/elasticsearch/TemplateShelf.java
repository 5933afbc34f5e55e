package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** The templates that Elasticsearch holds. */
final class TemplateShelf {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestClient client;

    TemplateShelf(RestClient client) {
        this.client = client;
    }

    /**
     * Installs a template where there is none, or an older one of the bridge; any other is left as it is.
     *
     * @return what was found
     */
    Template.Verdict settle(Template template) throws IOException {
        var verdict = template.compare(installed(template));
        if (verdict == Template.Verdict.MISSING || verdict == Template.Verdict.OLDER) {
            put(template);
        }
        return verdict;
    }

    /** The template of this name; missing if there is none. */
    JsonNode installed(Template template) throws IOException {
        try {
            var answer = JSON.readTree(client.performRequest(new Request("GET", template.path())).getEntity().getContent());
            var plural = template.kind().substring(1) + "s";
            return answer.path(plural).path(0).path(template.kind().substring(1));
        } catch (ResponseException e) {
            if (e.getResponse().getStatusLine().getStatusCode() == 404) {
                return MissingNode.getInstance();
            }
            throw failure(e);
        }
    }

    void put(Template template) throws IOException {
        var request = new Request("PUT", template.path());
        request.setJsonEntity(template.body().toString());
        try {
            client.performRequest(request);
        } catch (ResponseException e) {
            throw failure(e);
        }
    }

    static ElasticsearchFailure failure(ResponseException e) {
        var status = e.getResponse().getStatusLine().getStatusCode();
        if (status != 400 && status != 403) {
            return CallFailure.ofResponse(e.getResponse());
        }
        var error = CallFailure.error(e.getResponse());
        return new ElasticsearchFailure.NeedsPerson(
                Answers.sentence(status, error.path("type").asText(), error.path("reason").asText()),
                status == 403 ? Advice.TEMPLATE_PRIVILEGE : Advice.TEMPLATE_REFUSED);
    }
}
