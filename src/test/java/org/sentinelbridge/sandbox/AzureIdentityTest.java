package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.net.MalformedURLException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Microsoft's own library gets its tokens from the sandbox. */
class AzureIdentityTest {

    private SandboxClient client;

    @BeforeEach
    void start() {
        client = new SandboxClient();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void getsATokenThatArmAccepts() {
        String token = credential(client.options.tenantId(), client.options.clientSecret())
                .getTokenSync(new TokenRequestContext().addScopes(SandboxClient.ARM_SCOPE))
                .getToken();

        assertThat(client.send(client.request(client.incidents() + SandboxClient.VERSION)
                                .header("Authorization", "Bearer " + token)
                                .GET())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.state().path("entra").path("tokens_issued").asInt()).isEqualTo(1);
    }

    @Test
    void reportsTheErrorsOfEntra() {
        TokenRequestContext request = new TokenRequestContext().addScopes(SandboxClient.ARM_SCOPE);
        assertThatThrownBy(() -> credential(client.options.tenantId(), "wrong").getTokenSync(request))
                .hasMessageContaining("AADSTS7000215");
        assertThatThrownBy(() -> credential("00000000-1111-4000-8000-000000000000", "wrong").getTokenSync(request))
                .hasMessageContaining("AADSTS90002");
    }

    private TokenCredential credential(String tenant, String secret) {
        return new ClientSecretCredentialBuilder()
                .tenantId(tenant)
                .clientId(client.options.clientId())
                .clientSecret(secret)
                .authorityHost("https://127.0.0.1:" + client.sandbox.port())
                .disableInstanceDiscovery()
                .httpClient(new PlainHttp(HttpClient.createDefault()))
                .build();
    }

    /** The library insists on an authority with https; this sends its requests over http. */
    private record PlainHttp(HttpClient next) implements HttpClient {

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return next.send(plain(request));
        }

        @Override
        public HttpResponse sendSync(HttpRequest request, Context context) {
            return next.sendSync(plain(request), context);
        }

        private static HttpRequest plain(HttpRequest request) {
            try {
                URI uri = URI.create(request.getUrl().toString().replaceFirst("^https:", "http:"));
                return request.setUrl(uri.toURL());
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
