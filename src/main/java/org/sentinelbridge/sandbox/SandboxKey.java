package org.sentinelbridge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.OwnerOnly;

/**
 * A key that callers of the bridge must show: the one that is set, or one that was made at the first start and kept, so that what was set
 * up yesterday works today.
 *
 * @param property that sets it
 * @param text the key
 * @param file where it is to be kept; empty if it is set
 */
record SandboxKey(String property, String text, Optional<Path> file) {

    static final Path FOLDER = Path.of("data");
    static final SandboxKey NONE = new SandboxKey("", "", Optional.empty());

    private static final int BYTES = 24;

    /** The key; nothing is written before it is to be {@linkplain #keep kept}. */
    static SandboxKey of(Settings settings, String property) {
        var set = settings.find(property);
        if (set.isPresent()) {
            return new SandboxKey(property, set.get(), Optional.empty());
        }
        var file = FOLDER.resolve(property);
        try {
            return new SandboxKey(property, Files.exists(file) ? Files.readString(file).trim() : made(), Optional.of(file));
        } catch (IOException e) {
            throw new SettingsException(property, "is not set, and " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String made() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Writes it into its file, if it has one and that is not there. */
    void keep() {
        file.filter(Files::notExists).ifPresent(this::write);
    }

    private void write(Path to) {
        try {
            OwnerOnly.folder(FOLDER);
            OwnerOnly.newFile(to);
            Files.writeString(to, text);
        } catch (IOException e) {
            throw new SettingsException(property, "is not set, and " + to + " cannot be written: " + e.getMessage());
        }
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "SandboxKey[" + property + "]";
    }
}
