package org.sentinelbridge.operate.doctor;

import java.util.function.Supplier;
import org.sentinelbridge.azure.AzureFailure;

/** Sends one row by the Logs Ingestion API. That it is taken says that the role is there; what becomes of it, only the table tells. */
final class CanaryCheck implements Check {

    private final String name;
    private final Azure azure;
    private final RuleCheck.Target target;
    private final TableFile table;
    private final Supplier<CanaryRow> rows;

    /** @param rows makes the row */
    CanaryCheck(String name, Azure azure, RuleCheck.Target target, TableFile table, Supplier<CanaryRow> rows) {
        this.name = name;
        this.azure = azure;
        this.target = target;
        this.table = table;
        this.rows = rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding look() throws Exception {
        var row = rows.get();
        try {
            azure.call("POST", "/dataCollectionRules/" + target.id() + "/streams/" + target.stream() + "?api-version=2023-01-01", row.array().toString());
            return Finding.ok(name(), "A row was taken; after some minutes (up to 15 in a new table) this finds it: "
                    + target.stream().replaceFirst("^Custom-", "") + " | where " + row.column() + " == '" + row.id() + "'");
        } catch (Tokens.NoToken e) {
            return Finding.warn(name(), "Not tried, because there is no token", "");
        } catch (AzureFailure.RoleMissing e) {
            return Finding.fail(name(), e.getMessage(), "Give the bridge's identity the role Monitoring Metrics Publisher on the data"
                    + " collection rule; a new role takes up to half an hour to work");
        } catch (AzureFailure.NotFound e) {
            return Finding.fail(name(), e.getMessage(), "Check log-analytics.endpoint and log-analytics.dcr-immutable-id");
        } catch (AzureFailure.NotNow e) {
            return Finding.warn(name(), e.getMessage(), "Run bridge doctor again in some minutes; what is to be sent waits in the outbox");
        } catch (AzureFailure e) {
            return Finding.fail(name(), e.getMessage(), "Check " + table.setting() + ", and the role Monitoring Metrics Publisher on the data"
                    + " collection rule");
        }
    }
}
