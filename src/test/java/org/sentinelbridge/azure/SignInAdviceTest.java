package org.sentinelbridge.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal of Entra ID that is known has advice of its own. */
class SignInAdviceTest {

    @ParameterizedTest
    @CsvSource({
        "AADSTS7000222: The provided client secret keys for app 'x' are expired., has expired",
        "AADSTS7000215: Invalid client secret provided., Value",
        "AADSTS700024: Client assertion is not within its valid time range., clock",
        "AADSTS700016: Application with identifier 'x' was not found, azure.client-id",
        "AADSTS90002: Tenant 'x' not found., azure.tenant-id",
        "AADSTS70002: something else, azure.credential",
        "EnvironmentCredential authentication unavailable, azure.credential"
    })
    void says(String message, String word) {
        assertThat(SignInAdvice.of("Status code 401, {\"error\":\"" + message)).contains(word);
    }
}
