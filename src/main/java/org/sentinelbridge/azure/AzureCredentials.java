package org.sentinelbridge.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import reactor.core.publisher.Mono;

/**
 * Makes the credential that {@code azure.credential} names: {@code default}, {@code client-secret},
 * {@code client-certificate}, {@code managed-identity}, {@code workload-identity} (all of azure-identity) or
 * {@code static}. The settings are checked at once; the credential itself is made anew at each call of {@link #create()},
 * so that nothing that an old one remembers can outlive it.
 */
public final class AzureCredentials {

    private static final String KIND = "azure.credential";
    private static final String FEDERATED_TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

    private final Settings settings;
    private final String kind;
    private final AzureCloud cloud;

    /** @throws SettingsException if a setting that the kind of credential needs is missing or wrong */
    public AzureCredentials(Settings settings, AzureCloud cloud) {
        this.settings = settings;
        this.kind = settings.choice(
                KIND, "default", "client-secret", "client-certificate", "managed-identity", "workload-identity", "static");
        this.cloud = cloud;
        settings.safeUrl("azure.authority-host");
        switch (kind) {
            case "client-secret" -> require("azure.tenant-id", "azure.client-id", "azure.client-secret");
            case "client-certificate" -> {
                require("azure.tenant-id", "azure.client-id", "azure.client-certificate");
                if (!Files.isReadable(Path.of(settings.text("azure.client-certificate")))) {
                    throw new SettingsException("azure.client-certificate", "the file cannot be read");
                }
            }
            case "workload-identity" -> {
                if (Optional.ofNullable(System.getenv(FEDERATED_TOKEN_FILE)).isEmpty()) {
                    throw new SettingsException(KIND, "workload-identity needs the environment variable " + FEDERATED_TOKEN_FILE
                            + ", which Kubernetes sets for a pod with the label azure.workload.identity/use");
                }
            }
            case "static" -> require("azure.static-token");
            default -> { }
        }
    }

    /** A new credential. Nothing is fetched yet. */
    public TokenCredential create() {
        return switch (kind) {
            case "client-secret" -> on(new ClientSecretCredentialBuilder()
                            .tenantId(settings.text("azure.tenant-id"))
                            .clientId(settings.text("azure.client-id"))
                            .clientSecret(settings.text("azure.client-secret"))
                            .authorityHost(httpsAuthority()))
                    .build();
            case "client-certificate" -> clientCertificate();
            case "managed-identity" -> {
                var builder = new ManagedIdentityCredentialBuilder();
                settings.find("azure.client-id").ifPresent(builder::clientId);
                yield builder.build();
            }
            case "workload-identity" -> {
                var builder = new WorkloadIdentityCredentialBuilder().authorityHost(httpsAuthority());
                settings.find("azure.tenant-id").ifPresent(builder::tenantId);
                settings.find("azure.client-id").ifPresent(builder::clientId);
                yield builder.build();
            }
            case "static" -> {
                var token = new AccessToken(settings.text("azure.static-token"), OffsetDateTime.MAX);
                yield request -> Mono.just(token);
            }
            default -> {
                var builder = new DefaultAzureCredentialBuilder().authorityHost(httpsAuthority());
                settings.find("azure.tenant-id").ifPresent(builder::tenantId);
                settings.find("azure.client-id").ifPresent(builder::managedIdentityClientId);
                yield builder.build();
            }
        };
    }

    private TokenCredential clientCertificate() {
        var builder = new ClientCertificateCredentialBuilder()
                .tenantId(settings.text("azure.tenant-id"))
                .clientId(settings.text("azure.client-id"))
                .authorityHost(httpsAuthority());
        var file = settings.text("azure.client-certificate");
        var password = settings.find("azure.client-certificate-password");
        if (file.endsWith(".pfx") || file.endsWith(".p12")) {
            builder.pfxCertificate(file).clientCertificatePassword(password.orElse(""));
        } else {
            builder.pemCertificate(file);
        }
        return on(builder).build();
    }

    /** azure-identity wants to see https; a stand-in on this machine is then spoken to without TLS all the same. */
    private <B extends CredentialBuilderBase<B>> B on(B builder) {
        if (isPlain()) {
            builder.httpClient(new PlainLoopbackClient(URI.create(authorityHost())));
            if (builder instanceof ClientSecretCredentialBuilder secret) {
                secret.disableInstanceDiscovery();
            } else if (builder instanceof ClientCertificateCredentialBuilder certificate) {
                certificate.disableInstanceDiscovery();
            }
        }
        return builder;
    }

    private String httpsAuthority() {
        return isPlain() ? "https" + authorityHost().substring("http".length()) : authorityHost();
    }

    private boolean isPlain() {
        return authorityHost().startsWith("http:");
    }

    /** That of a stand-in is known only once it runs. */
    private String authorityHost() {
        return settings.safeUrl("azure.authority-host").orElse(cloud.authorityHost());
    }

    private void require(String... properties) {
        for (var property : properties) {
            if (settings.find(property).isEmpty()) {
                throw new SettingsException(property, "must be set, because azure.credential is " + kind);
            }
        }
    }
}
