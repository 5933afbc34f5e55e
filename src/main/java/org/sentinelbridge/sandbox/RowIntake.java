package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the rows of a stream go: into their table, and past the analytics rule that looks at it. */
final class RowIntake {

    private final LogTables tables;
    private final String table;
    private final DeclaredColumns columns;
    private final RuleIncidents rule;

    RowIntake(LogTables tables, TableSchema schema, RuleIncidents rule) {
        this.tables = tables;
        this.table = schema.name();
        this.columns = new DeclaredColumns(schema);
        this.rule = rule;
    }

    void add(ObjectNode row) {
        rule.row(columns.add(row, tables.table(table)));
    }
}
