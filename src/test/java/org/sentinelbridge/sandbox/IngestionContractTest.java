package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sandbox answers to uploads is what Microsoft's OpenAPI file says; runs where that file is at hand. */
class IngestionContractTest {

    private static final Path STABLE = Path.of(
            "../shared/contracts/specification/monitor/data-plane/ingestion/stable/2023-01-01");
    private static final Path UPLOADS = STABLE.resolve("DataCollectionRules.json");
    private static final Path EXAMPLE = STABLE.resolve("examples/post_IngestUsingDataCollectionRule.json");
    private static OpenApiInteractionValidator contract;

    private SandboxClient client;
    private Upload upload;

    @BeforeAll
    static void readContract() {
        assumeTrue(Files.exists(UPLOADS), "Microsoft's OpenAPI files are not here");
        contract = OpenApiInteractionValidator.createForSpecificationUrl(
                        UPLOADS.toAbsolutePath().normalize().toUri().toString())
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request.security", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    @BeforeEach
    void start() {
        client = new SandboxClient();
        upload = new Upload(client);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void takesMicrosoftsExampleAndAnswersAsTheContractSays() throws IOException {
        String body = json(Files.readString(EXAMPLE)).path("parameters").path("body").toString();
        HttpResponse<String> taken = upload.rows(body);
        assertThat(taken.statusCode()).isEqualTo(204);
        expectValid(taken);
    }

    @Test
    void reportsErrorsAsTheContractSays() {
        expectValid(upload.rows("{}"));
        expectValid(upload.to(upload.path()));
        client.fault("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"status\":503}");
        expectValid(upload.rows("[]"));
    }

    private void expectValid(HttpResponse<String> answer) {
        assertThat(report(answer).getMessages()).as("answered " + answer.body()).isEmpty();
    }

    @Test
    void wouldNoticeAWrongAnswer() {
        client.fault("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"status\":503,\"body\":{\"error\":{\"code\":[]}}}");
        assertThat(report(upload.rows("[]")).getMessages()).isNotEmpty();
    }

    private ValidationReport report(HttpResponse<String> answer) {
        SimpleResponse.Builder response = new SimpleResponse.Builder(answer.statusCode());
        answer.headers().map().forEach((name, values) -> response.withHeader(name, values));
        if (!answer.body().isEmpty()) {
            response.withContentType("application/json").withBody(answer.body());
        }
        return contract.validateResponse(upload.path(), Method.POST, response.build());
    }
}
