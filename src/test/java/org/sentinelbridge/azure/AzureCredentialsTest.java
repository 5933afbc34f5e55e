package org.sentinelbridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ClientCertificateCredential;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.ManagedIdentityCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** Which credential each kind is, and what it wants. */
class AzureCredentialsTest {

    private static final Map<String, String> APPLICATION =
            Map.of("azure.tenant-id", "72f988bf-86f1-41af-91ab-2d7cd011db47", "azure.client-id", "0a1b2c3d-0000-4000-8000-000000000001");

    @TempDir
    Path folder;

    @Test
    void eachKindIsTheCredentialOfItsName() throws IOException {
        var certificate = Files.createFile(folder.resolve("identity.pem")).toString();

        assertThat(create("default", Map.of())).isInstanceOf(DefaultAzureCredential.class);
        assertThat(create("managed-identity", Map.of())).isInstanceOf(ManagedIdentityCredential.class);
        assertThat(create("client-secret", Map.of("azure.client-secret", "s"))).isInstanceOf(ClientSecretCredential.class);
        assertThat(create("client-certificate", Map.of("azure.client-certificate", certificate)))
                .isInstanceOf(ClientCertificateCredential.class);
    }

    @Test
    void aStaticTokenIsSentAsItIs() {
        var credential = create("static", Map.of("azure.static-token", "as-it-is"));

        assertThat(credential.getTokenSync(new TokenRequestContext().addScopes("any")).getToken()).isEqualTo("as-it-is");
    }

    @ParameterizedTest
    @CsvSource({
        "client-secret, azure.client-secret",
        "client-certificate, azure.client-certificate",
        "static, azure.static-token",
        "workload-identity, azure.credential",
        "password, azure.credential"
    })
    void whatIsMissingIsNamed(String kind, String property) {
        assertThatThrownBy(() -> create(kind, Map.of())).isInstanceOf(SettingsException.class).hasMessageStartingWith(property);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://management.azure.com/.default, https://monitor.azure.com/.default, https://login.microsoftonline.com",
        "USGOVERNMENT, https://management.usgovcloudapi.net/.default, https://monitor.azure.us/.default, https://login.microsoftonline.us",
        "CHINA, https://management.chinacloudapi.cn/.default, https://monitor.azure.cn/.default, https://login.chinacloudapi.cn"
    })
    void eachCloudHasItsOwnPlaces(AzureCloud cloud, String management, String monitor, String authority) {
        assertThat(cloud.resourceManagerScope()).isEqualTo(management);
        assertThat(cloud.monitorScope()).isEqualTo(monitor);
        assertThat(cloud.authorityHost()).isEqualTo(authority);
    }

    private static com.azure.core.credential.TokenCredential create(String kind, Map<String, String> more) {
        var all = new HashMap<>(APPLICATION);
        all.put("azure.credential", kind);
        all.putAll(more);
        return new AzureCredentials(new Settings(name -> Optional.ofNullable(all.get(name))), AzureCloud.PUBLIC).create();
    }
}
