package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sentinelbridge.base.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bridge has a SQLite file to itself, as it knows in memory what the file holds. The lock is on a file beside it, and ends with the
 * process, however that ends. Whoever only looks at the file, or writes into what is parked, needs none.
 */
public final class SoleUse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoleUse.class);
    private static final String SUFFIX = "-lock";

    private final FileChannel channel;

    private SoleUse(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param database the file, in its folder
     * @throws SettingsException if another bridge uses it
     */
    public static SoleUse of(Path database) {
        var file = Path.of(database + SUFFIX);
        try {
            OwnerOnly.folder(database.toAbsolutePath().getParent());
            makeOnce(file);
            var channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new SettingsException(Store.URL, "another bridge uses " + database + ". Stop it, or give each bridge a store of its own;"
                        + " several bridges that share their work need PostgreSQL");
            }
            return new SoleUse(channel);
        } catch (IOException e) {
            throw new SettingsException(Store.URL, "the file " + database + " cannot be made: "
                    + (e instanceof NotDirectoryException ? e.getMessage() + " is no folder" : e.toString()) + "; check store.url and who may write there");
        }
    }

    private static void makeOnce(Path file) throws IOException {
        try {
            OwnerOnly.newFile(file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} was there before", file);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) { // by another bridge of this process
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing", e);
        }
    }
}
