package org.sentinelbridge.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.settings.SettingsException;

/**
 * The database that holds what must survive: SQLite in a file by default (WAL, synchronous=FULL: committed means on
 * disk), PostgreSQL by another {@code store.url} where several replicas share their work. Opening it brings the tables up
 * to date.
 */
public final class Store implements AutoCloseable {

    private static final String URL = "store.url";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final HikariDataSource dataSource;
    private final Jdbi jdbi;

    private Store(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource);
    }

    /**
     * Opens the database of {@code store.url}.
     *
     * @throws SettingsException if it cannot be opened
     */
    public static Store open(Settings settings) {
        var url = settings.text(URL);
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("store");
        config.setConnectionTimeout(2_000);
        if (url.startsWith(SQLITE)) {
            config.setDriverClassName("org.sqlite.JDBC");
            createFolder(Path.of(url.substring(SQLITE.length())));
            config.setMaximumPoolSize(2);
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", "2000");
            config.addDataSourceProperty("cache_size", "-2000");
        } else if (url.startsWith(POSTGRESQL)) {
            config.setDriverClassName("org.postgresql.Driver");
            config.setMaximumPoolSize(8);
            config.setMinimumIdle(1);
            settings.find("store.user").ifPresent(config::setUsername);
            settings.find("store.password").ifPresent(config::setPassword);
        } else {
            throw new SettingsException(URL, "must begin with " + SQLITE + " or " + POSTGRESQL);
        }
        try {
            var dataSource = new HikariDataSource(config);
            migrate(dataSource);
            return new Store(dataSource);
        } catch (RuntimeException e) {
            throw new SettingsException(URL, "the database cannot be opened: " + rootMessage(e));
        }
    }

    /** For queries. */
    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static void migrate(DataSource dataSource) {
        Flyway.configure(Store.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:org/sentinelbridge/store")
                .load()
                .migrate();
    }

    private static void createFolder(Path file) {
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SettingsException(URL, "the folder " + folder + " cannot be made: " + e.getMessage());
        }
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
