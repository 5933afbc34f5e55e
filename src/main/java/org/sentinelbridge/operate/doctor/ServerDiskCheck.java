package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.Store;

/** Whether PostgreSQL writes to disk before it says that it has. */
final class ServerDiskCheck implements Check {

    private final Settings settings;

    ServerDiskCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Finding look() {
        try (var store = Store.existing(settings).orElseThrow()) {
            var fsync = show(store, "fsync");
            var commit = show(store, "synchronous_commit");
            return fsync.equals("off") || commit.equals("off")
                    ? Finding.warn(name(), "PostgreSQL has fsync=" + fsync + " and synchronous_commit=" + commit
                            + ": after a crash, alerts that were accepted may be gone", "Set both to on in the server's configuration")
                    : Finding.ok(name(), "PostgreSQL has fsync=" + fsync + " and synchronous_commit=" + commit);
        } catch (SettingsException e) {
            return Finding.warn(name(), "Not tried, because there is no connection", "");
        }
    }

    private static String show(Store store, String parameter) {
        return store.jdbi().withHandle(handle -> handle.createQuery("SHOW " + parameter).mapTo(String.class).one());
    }
}
