package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraTest {

    private static SandboxClient client;

    @BeforeAll
    static void start() {
        client = new SandboxClient();
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com/.default",
                "https://management.azure.com//.default",
                "https://management.usgovcloudapi.net/.default",
                "https://management.chinacloudapi.cn/.default",
                "https://monitor.azure.com/.default",
                "https://monitor.azure.us/.default",
                "https://monitor.azure.cn/.default",
                "https://management.azure.com/.default openid profile offline_access"
            })
    void issuesTokensThatLookLikeThoseOfEntra(String scope) {
        JsonNode answer = json(client.form(with("scope", scope)));

        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asInt()).isEqualTo(3599);
        assertThat(answer.path("ext_expires_in").asInt()).isEqualTo(3599);
        String[] parts = answer.path("access_token").asText().split("\\.");
        assertThat(parts).hasSize(3);
        JsonNode claims = json(new String(Base64.getUrlDecoder().decode(parts[1])));
        assertThat(claims.path("tid").asText()).isEqualTo(client.options.tenantId());
        assertThat(claims.path("appid").asText()).isEqualTo(client.options.clientId());
        assertThat(scope).startsWith(claims.path("aud").asText());
    }

    @Test
    void takesTheSecretAsBasicPassword() {
        String basic = Base64.getEncoder()
                .encodeToString((client.options.clientId() + ":" + client.options.clientSecret()).getBytes());
        HttpResponse<String> answer = client.send(client.request("/" + client.options.tenantId() + "/oauth2/v2.0/token")
                .header("Authorization", "Basic " + basic)
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope="
                        + SandboxClient.encode(SandboxClient.ARM_SCOPE))));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "client_secret, wrong,                          401, invalid_client,         7000215",
        "client_id,     11111111-0000-4000-8000-000000000000, 400, unauthorized_client, 700016",
        "scope,         https://management.azure.com,   400, invalid_scope,          70011",
        "scope,         user.read,                      400, invalid_scope,          70011",
        "scope,         https://other.example/.default, 400, invalid_resource,       500011",
        "grant_type,    password,                       400, unsupported_grant_type, 70003",
        "client_id,     '',                             400, invalid_request,        900144"
    })
    void refusesInTheFormOfEntra(String field, String value, int status, String error, int code) {
        HttpResponse<String> answer = client.form(with(field, value));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
        assertThat(json(answer).path("error_codes")).hasSize(1);
        assertThat(json(answer).path("error_codes").path(0).asInt()).isEqualTo(code);
        assertThat(json(answer).path("error_description").asText())
                .startsWith("AADSTS" + code + ": ")
                .contains("Trace ID: ")
                .doesNotContain(client.options.clientSecret());
    }

    /** Checked as a relying party would: by the configuration, the keys that it names, and the signature. */
    @Test
    void tokensForTheBridgeCanBeChecked() throws Exception {
        var configuration = json(client.send(client.request("/" + client.options.tenantId() + "/v2.0/.well-known/openid-configuration").GET()));
        var token = SignedJWT.parse(json(client.form(with("scope", "api://5a4db0c5-0000-4000-8000-00000000000b/.default")))
                .path("access_token").asText());
        var keys = JWKSet.load(URI.create(configuration.path("jwks_uri").asText()).toURL());

        assertThat(token.verify(new RSASSAVerifier(keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey()))).isTrue();
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(configuration.path("issuer").asText());
        assertThat(claims.getAudience()).containsExactly("5a4db0c5-0000-4000-8000-00000000000b");
        assertThat(claims.getClaims()).containsEntry("azp", client.options.clientId())
                .containsEntry("tid", client.options.tenantId())
                .containsEntry("ver", "2.0")
                .containsEntry("roles", List.of("Alerts.Send"))
                .containsKeys("iat", "nbf", "exp", "oid", "sub")
                .doesNotContainKeys("appid", "scp");
    }

    @Test
    void knowsOneTenantOnly() {
        HttpResponse<String> answer = client.form("99999999-0000-4000-8000-000000000000", with("scope", "x"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error_description").asText()).startsWith("AADSTS90002: ");
    }

    @Test
    void tellsWhatItIs() {
        JsonNode configuration = json(client.send(
                client.request("/" + client.options.tenantId() + "/v2.0/.well-known/openid-configuration").GET()));
        assertThat(configuration.path("token_endpoint").asText())
                .isEqualTo(client.sandbox.url() + "/" + client.options.tenantId() + "/oauth2/v2.0/token");

        JsonNode instance = json(client.send(client.request("/common/discovery/instance?api-version=1.1"
                        + "&authorization_endpoint=https://127.0.0.1/x/oauth2/v2.0/authorize")
                .GET()));
        assertThat(instance.path("tenant_discovery_endpoint").asText())
                .endsWith("/v2.0/.well-known/openid-configuration");
        assertThat(instance.path("metadata").path(0).path("aliases").path(0).asText())
                .isEqualTo("127.0.0.1:" + client.sandbox.port());
    }

    @Test
    void countsTokens() {
        JsonNode before = client.state().path("entra");
        client.form(with("client_secret", "wrong"));
        client.form(with("scope", SandboxClient.ARM_SCOPE));
        JsonNode after = client.state().path("entra");
        assertThat(after.path("tokens_issued").asInt()).isEqualTo(before.path("tokens_issued").asInt() + 1);
        assertThat(after.path("token_requests").asInt()).isEqualTo(before.path("token_requests").asInt() + 2);
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "grant_type", "client_credentials",
                "client_id", client.options.clientId(),
                "client_secret", client.options.clientSecret(),
                "scope", SandboxClient.ARM_SCOPE));
        fields.put(field, value);
        return fields;
    }
}
