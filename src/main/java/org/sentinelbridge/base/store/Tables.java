package org.sentinelbridge.base.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.sentinelbridge.base.settings.SettingsException;

/** The tables of the store, and of which version they are. */
final class Tables {

    private final Flyway flyway;

    Tables(DataSource dataSource, Dialect dialect) {
        flyway = Flyway.configure(Tables.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:org/sentinelbridge/base/store/tables")
                .placeholders(dialect.types())
                .javaMigrations(new ReceivedAsBytes(dialect))
                .ignoreMigrationPatterns(new String[0]) // by itself Flyway lets a program work on tables that it does not know
                .load();
    }

    /** @throws SettingsException if a newer program has changed them already */
    void bringUpToDate() {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw newer().map(text -> new SettingsException(Store.URL, text)).orElseThrow(() -> e);
        }
    }

    /** Says so if they are those of a newer program, which this one must not touch. */
    Optional<String> newer() {
        var all = flyway.info().all();
        var known = newest(all, one -> one.getState().isResolved());
        var found = newest(all, one -> one.getState().isApplied());
        return found.isNewerThan(known)
                ? Optional.of("the tables of the database are of version " + found + ", made by a newer Sentinel Bridge, and this one knows them up to"
                        + " version " + known + "; start the newer one, or restore a backup that was made before it was first started")
                : Optional.empty();
    }

    private static MigrationVersion newest(MigrationInfo[] all, Predicate<MigrationInfo> which) {
        return Arrays.stream(all)
                .filter(which)
                .flatMap(one -> Optional.ofNullable(one.getVersion()).stream())
                .max(Comparator.naturalOrder())
                .orElse(MigrationVersion.EMPTY);
    }
}
