package org.sentinelbridge.sandbox.eventhubs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Makes up rows as a workspace's data export sends them: {@code {"records":[...]}} with rows of the tables SecurityAlert,
 * SecurityIncident and SigninLogs, by turns. Names and addresses are those that are reserved for examples.
 */
public final class SampleRecords {

    private static final int MOST_IN_MESSAGE = 20;
    private static final String TENANT = "5a4db0c5-0000-4000-8000-000000000007";
    private static final List<String> SEVERITIES = List.of("High", "Medium", "Low", "Informational");
    private static final List<String> USERS = List.of("alma", "bruno", "chidi", "dana", "elif");
    private static final List<String> TITLES = List.of(
            "Sign-in from an unfamiliar place", "Many failed sign-ins", "Suspicious PowerShell command line", "Rare process on a server",
            "Mass download by a single user");
    private static final List<List<String>> TACTICS = List.of(
            List.of("InitialAccess", "T1078"), List.of("CredentialAccess", "T1110"), List.of("Execution", "T1059"),
            List.of("Persistence", "T1053"), List.of("Exfiltration", "T1048"));

    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock;
    private final Random random;
    private int made;

    /** @param seed the same seed makes the same rows, but for their times */
    public SampleRecords(Clock clock, long seed) {
        this.clock = clock;
        this.random = new Random(seed);
    }

    /** So many rows, up to twenty in a message. */
    public synchronized List<byte[]> messages(int rows) {
        var messages = new ArrayList<byte[]>();
        for (var left = rows; left > 0; left -= MOST_IN_MESSAGE) {
            messages.add(message(Math.min(left, MOST_IN_MESSAGE)));
        }
        return messages;
    }

    private byte[] message(int rows) {
        var message = json.createObjectNode();
        var records = message.putArray("records");
        for (var i = 0; i < rows; i++) {
            row(records);
        }
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void row(ArrayNode records) {
        var now = clock.instant();
        var row = records.addObject().put("TenantId", TENANT).put("TimeGenerated", now.toString()).put("_ItemId", id());
        switch (made++ % 3) {
            case 0 -> alert(row, now);
            case 1 -> incident(row, now);
            default -> signIn(row, now);
        }
    }

    private void alert(ObjectNode row, Instant now) {
        var kind = random.nextInt(TITLES.size());
        var user = any(USERS);
        var entities = json.createArrayNode();
        entities.addObject().put("$id", "2").put("Type", "account").put("Name", user).put("UPNSuffix", "example.com");
        entities.addObject().put("$id", "3").put("Type", "host").put("HostName", "srv-" + (1 + random.nextInt(20)));
        entities.addObject().put("$id", "4").put("Type", "ip").put("Address", address());
        row.put("Type", "SecurityAlert")
                .put("SystemAlertId", id())
                .put("AlertName", TITLES.get(kind))
                .put("DisplayName", TITLES.get(kind))
                .put("AlertSeverity", any(SEVERITIES))
                .put("Description", TITLES.get(kind) + " was seen with the account " + user + ".")
                .put("ProviderName", "ASI Scheduled Alerts")
                .put("VendorName", "Microsoft")
                .put("ProductName", "Azure Sentinel")
                .put("Status", "New")
                .put("Tactics", TACTICS.get(kind).get(0))
                .put("Techniques", TACTICS.get(kind).get(1))
                .put("StartTime", now.minus(5, ChronoUnit.MINUTES).toString())
                .put("EndTime", now.toString())
                .put("Entities", entities.toString())
                .put("ExtendedProperties", json.createObjectNode().put("Query Period", "00:05:00").toString());
    }

    private void incident(ObjectNode row, Instant now) {
        var owner = json.createObjectNode().putNull("objectId").putNull("email").putNull("assignedTo");
        row.put("Type", "SecurityIncident")
                .put("IncidentName", id())
                .put("IncidentNumber", 1_000 + made)
                .put("Title", any(TITLES))
                .put("Severity", any(SEVERITIES))
                .put("Status", any(List.of("New", "Active", "Closed")))
                .put("Owner", owner.toString())
                .put("ProviderName", "Azure Sentinel")
                .put("CreatedTime", now.minus(10, ChronoUnit.MINUTES).toString())
                .put("FirstModifiedTime", now.minus(10, ChronoUnit.MINUTES).toString())
                .put("LastModifiedTime", now.toString())
                .put("AlertIds", json.createArrayNode().add(id()).toString());
    }

    private void signIn(ObjectNode row, Instant now) {
        var user = any(USERS);
        var failed = random.nextInt(4) == 0;
        row.put("Type", "SigninLogs")
                .put("Category", "SignInLogs")
                .put("OperationName", "Sign-in activity")
                .put("CreatedDateTime", now.toString())
                .put("Id", id())
                .put("UserPrincipalName", user + "@example.com")
                .put("UserDisplayName", user)
                .put("UserId", id())
                .put("AppDisplayName", "Azure Portal")
                .put("IPAddress", address())
                .put("Location", any(List.of("DE", "KE", "BR", "JP")))
                .put("ResultType", failed ? "50126" : "0")
                .put("ResultDescription", failed ? "Invalid username or password." : "");
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String address() {
        return "192.0.2." + (1 + random.nextInt(254));
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
