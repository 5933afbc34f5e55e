package org.sentinelbridge.base.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that holds what must survive: SQLite in a file by default (WAL, synchronous=FULL: committed means on
 * disk), PostgreSQL by another {@code store.url} where several replicas share their work. It can be given to those who will
 * use it before it is opened; opening it brings the tables up to date.
 */
public final class Store implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    static final String URL = "store.url";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final Settings settings;
    private final HikariDataSource dataSource;
    private final Jdbi jdbi;
    private final Dialect dialect;
    private final TimeLimit limit;
    private final Writes writes;
    private final Reads reads;
    private volatile DiskReserve reserve = DiskReserve.none();
    private volatile Optional<SqliteUpkeep> upkeep = Optional.empty();

    private Store(Settings settings) {
        this.settings = settings;
        this.dataSource = pool(settings);
        this.dialect = dialect(settings.text(URL));
        this.jdbi = Jdbi.create(dataSource).registerArgument(new KeptText.Binding());
        this.limit = new TimeLimit(dialect.mostTransaction());
        this.writes = new Writes(jdbi, limit, dataSource::evictConnection);
        this.reads = new Reads(jdbi, dataSource.getMaximumPoolSize());
    }

    /**
     * The database of {@code store.url}, which {@link #open()} has yet to open.
     *
     * @throws SettingsException if that is the URL of no database that can be used
     */
    public static Store of(Settings settings) {
        return new Store(settings);
    }

    /**
     * Opens the database of {@code store.url}.
     *
     * @throws SettingsException if it cannot be opened
     */
    public static Store open(Settings settings) {
        var store = of(settings);
        store.open();
        return store;
    }

    /**
     * Makes the file if there is none, brings the tables up to date, connects, and takes writes from then on.
     *
     * @throws SettingsException if it cannot be opened
     */
    public void open() {
        file(settings).ifPresent(file -> SqliteFile.prepare(file, settings.text(URL)));
        try {
            try (var patient = pool(settings)) {
                new Tables(patient, dialect).bringUpToDate();
            }
            connect();
            keepUp();
        } catch (RuntimeException e) {
            throw unusable(settings, e);
        }
    }

    private void keepUp() {
        try {
            upkeep = file(settings).filter(Files::exists).isPresent()
                    ? Optional.of(new SqliteUpkeep(file(settings).get(), settings.text(URL), reserve)) : Optional.empty();
        } catch (SQLException e) {
            throw unusable(settings, e);
        }
    }

    /**
     * Opens the database as it is, to look at it; the tables may be those of another version.
     *
     * @return empty if it is a file that is not there yet
     * @throws SettingsException if it cannot be opened
     */
    public static Optional<Store> existing(Settings settings) {
        if (file(settings).filter(Files::notExists).isPresent()) {
            return Optional.empty();
        }
        var store = of(settings);
        try {
            store.connect();
            return Optional.of(store);
        } catch (RuntimeException e) {
            throw unusable(settings, e);
        }
    }

    /** The file of the database; empty if it is no SQLite. */
    public static Optional<Path> file(Settings settings) {
        return Optional.of(settings.text(URL))
                .filter(Store::isFile)
                .map(url -> Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", "")));
    }

    private void connect() {
        if (dialect == Dialect.POSTGRESQL) {
            PostgresLimits.set(dataSource);
        }
        try (var first = dataSource.getConnection()) {
            LOG.debug("Connected: {}", first);
        } catch (SQLException e) {
            dataSource.close();
            throw unusable(settings, e);
        }
        reserve = file(settings).filter(Files::exists).map(DiskReserve::of).orElseGet(DiskReserve::none);
        writes.start();
    }

    /** Connects when it is first asked for a connection. */
    private static HikariDataSource pool(Settings settings) {
        var url = settings.text(URL);
        var config = new HikariDataSource();
        config.setJdbcUrl(url);
        config.setPoolName("store");
        config.setConnectionTimeout(2_000);
        if (isFile(url)) {
            config.setDriverClassName("org.sqlite.JDBC");
            config.setMaximumPoolSize(2);
            // A transaction that first reads and then writes would otherwise fail if another one has written meanwhile.
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
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
        return config;
    }

    private static Dialect dialect(String url) {
        return isFile(url) ? Dialect.SQLITE : Dialect.POSTGRESQL;
    }

    static boolean isFile(String url) {
        return url.startsWith(SQLITE);
    }

    private static SettingsException unusable(Settings settings, Exception e) {
        return e instanceof SettingsException known ? known : Unreachable.store(settings.text(URL), e);
    }

    /** Why nothing more should be put in that can as well come again later; empty if there is room. */
    public Optional<String> shortage() {
        return reserve.shortage();
    }

    /** Why the tables are of no use to this program, if a newer one has changed them. */
    public Optional<String> newerTables() {
        return new Tables(dataSource, dialect).newer();
    }

    /** As {@link #shortage()}, for so many bytes that will be put in if there is room. */
    public Optional<String> shortage(long bytes) {
        return reserve.shortage(bytes);
    }

    /** For queries. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** For queries that a caller waits for. */
    public Reads reads() {
        return reads;
    }

    /** For everything that is written while the bridge runs. */
    public Writes writes() {
        return writes;
    }

    /**
     * Within a transaction: until it ends, no other process is in a section of this name. Where several processes share the
     * store they so see each other's rows in the order of their ids.
     */
    public void alone(Handle handle, String section) {
        dialect.lock(handle, section);
    }

    /** Whether other processes may use it as well. */
    public boolean isShared() {
        return dialect == Dialect.POSTGRESQL;
    }

    /** The store's own time, which all processes that share it agree on, in milliseconds since 1970. */
    public long now(Handle handle) {
        return dialect.now(handle);
    }

    @Override
    public void close() {
        upkeep.ifPresent(SqliteUpkeep::close);
        reads.close();
        writes.close();
        limit.close();
        dataSource.close();
    }

    /** Whether it is the database that failed. */
    public static boolean isFailure(Throwable failure) {
        var cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** What is at the bottom of a failure; its own message may hold the statement with all its values. */
    public static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
