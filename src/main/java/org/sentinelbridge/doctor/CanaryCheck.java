package org.sentinelbridge.doctor;

import org.sentinelbridge.azure.AzureFailure;

/** Sends one row by the Logs Ingestion API. That it is taken says that the role is there; what becomes of it, only the table tells. */
final class CanaryCheck implements Check {

    private final Azure azure;
    private final String rule;
    private final String stream;

    /** @param rule immutable id of the data collection rule */
    CanaryCheck(Azure azure, String rule, String stream) {
        this.azure = azure;
        this.rule = rule;
        this.stream = stream;
    }

    @Override
    public String name() {
        return "write";
    }

    @Override
    public Finding look() throws Exception {
        var row = CanaryRow.now();
        try {
            azure.call("POST", "/dataCollectionRules/" + rule + "/streams/" + stream + "?api-version=2023-01-01", row.array().toString());
            return Finding.ok(name(), "A row was taken; after some minutes (up to 15 in a new table) this finds it: "
                    + stream.replaceFirst("^Custom-", "") + " | where AlertUuid == '" + row.uuid() + "'");
        } catch (Tokens.NoToken e) {
            return Finding.warn(name(), "Not tried, because there is no token", "");
        } catch (AzureFailure.RoleMissing e) {
            return Finding.fail(name(), e.getMessage(), "Give the bridge's identity the role Monitoring Metrics Publisher on the data"
                    + " collection rule; a new role takes up to half an hour to work");
        } catch (AzureFailure.NotFound e) {
            return Finding.fail(name(), e.getMessage(), "Check log-analytics.endpoint and log-analytics.dcr-immutable-id");
        } catch (AzureFailure.NotNow e) {
            return Finding.warn(name(), e.getMessage(), "Run bridge doctor again in some minutes; alerts wait in the outbox");
        } catch (AzureFailure e) {
            return Finding.fail(name(), e.getMessage(), "Check log-analytics.stream, and the role Monitoring Metrics Publisher on the data"
                    + " collection rule");
        }
    }
}
