package org.sentinelbridge.base.store;

import java.net.UnknownHostException;
import org.sentinelbridge.base.settings.SettingsException;

/** What is said of a database that cannot be opened: which, why, and where to look. */
final class Unreachable {

    private Unreachable() {}

    static SettingsException store(String url, Throwable failure) {
        var advice = Store.isFile(url)
                ? "check that the user who runs the bridge may read and write the file and its folder, and that it is a database"
                : "check the address, store.user and store.password, and that the database is up";
        return new SettingsException(Store.URL, url.replaceFirst("\\?.*", "") + " cannot be opened: " + why(failure) + "; " + advice);
    }

    private static String why(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnknownHostException ? "there is no host " + root.getMessage() : String.valueOf(root.getMessage());
    }
}
