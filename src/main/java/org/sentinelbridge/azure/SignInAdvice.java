package org.sentinelbridge.azure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to do when no token can be had, by what Entra ID and azure-identity say. Source of the codes: learn.microsoft.com
 * entra/identity-platform/reference-error-codes.
 */
public final class SignInAdvice {

    private static final Map<String, String> ADVICE = new LinkedHashMap<>();

    static {
        ADVICE.put("AADSTS7000222", "The client secret has expired. Make a new one in Entra admin center > App registrations > the"
                + " application > Certificates & secrets, and set azure.client-secret; a managed identity never expires");
        ADVICE.put("AADSTS7000215", "Set azure.client-secret to the secret's Value, not to its Secret ID");
        ADVICE.put("AADSTS700027", "Upload the certificate of azure.client-certificate in Entra admin center > App registrations > the"
                + " application > Certificates & secrets");
        ADVICE.put("AADSTS700024", "Set the clock of this machine (NTP)");
        ADVICE.put("AADSTS700016", "Check azure.client-id and azure.tenant-id: the tenant has no such application");
        ADVICE.put("AADSTS90002", "Check azure.tenant-id, and azure.cloud: there is no such tenant");
        ADVICE.put("AADSTS900023", "Check azure.tenant-id: it is none");
        ADVICE.put("AADSTS70021", "Add a federated credential for this workload in Entra admin center > App registrations > the"
                + " application > Certificates & secrets");
        ADVICE.put("AADSTS53003", "A policy of Conditional Access blocks the application; ask who manages it in Entra ID");
    }

    private static final String OTHERWISE = "Check azure.credential and the settings that it needs";

    private SignInAdvice() {}

    /** @param message of the exception that azure-identity has thrown */
    public static String of(String message) {
        return ADVICE.entrySet().stream()
                .filter(entry -> message.matches("(?s).*" + entry.getKey() + "(?!\\d).*"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHERWISE);
    }
}
