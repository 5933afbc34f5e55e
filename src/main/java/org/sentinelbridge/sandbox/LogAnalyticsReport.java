package org.sentinelbridge.sandbox;

/** What the tables of Log Analytics hold, as {@code GET /_sandbox/log-analytics/{table}/...} tells it. */
final class LogAnalyticsReport {

    private final LogTables tables;

    LogAnalyticsReport(LogTables tables) {
        this.tables = tables;
    }

    /** A JSON object: how often each uuid has come. */
    Answer uuids(String table) {
        return json(find(table).uuids());
    }

    /** A JSON array of the newest rows, oldest first. */
    Answer rows(String table) {
        return json(find(table).rows());
    }

    private LogTable find(String table) {
        return tables.find(table)
                .orElseThrow(() -> Fields.refuse(404, "No row has come to a table \"" + table + "\"."));
    }

    private static Answer json(byte[] body) {
        return Answer.json(200, Json.object()).withBody(body);
    }
}
