package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that are for nobody but the user who runs the bridge, whatever the umask is. Where there are no such permissions, as on
 * Windows, the folder's own rules hold.
 */
public final class OwnerOnly {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    /** The bridge's own folder; any other that is there already may belong to others as well. */
    private static final Path OWN = Path.of("data");

    private OwnerOnly() {}

    /** Makes a folder, with all above it that are missing; closes it to others if it is new or {@code data}. */
    public static void folder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        var above = Optional.ofNullable(folder.getParent());
        if (Files.notExists(folder)) {
            if (above.isPresent()) {
                folder(above.get());
            }
            make(folder);
        } else if (folder.toAbsolutePath().normalize().equals(OWN.toAbsolutePath())) {
            close(folder, FOLDER);
        }
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            close(folder, FOLDER);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Somebody else has made {}", folder);
        }
    }

    /** Makes a file, empty, that must not be there yet. */
    public static void newFile(Path file) throws IOException {
        if (hasPermissions(file.toAbsolutePath().getParent())) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } else {
            Files.createFile(file);
        }
    }

    /** Makes the file of a database, if there is none, in its folder, and closes it with those beside it; new ones take after it. */
    static void database(Path file) throws IOException {
        folder(file.toAbsolutePath().getParent());
        try {
            newFile(file);
        } catch (FileAlreadyExistsException e) {
            for (var suffix : List.of("", "-wal", "-shm")) {
                close(Path.of(file + suffix), FILE);
            }
        }
    }

    private static void close(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (Files.notExists(path) || !hasPermissions(path)) {
            return;
        }
        var now = Files.getPosixFilePermissions(path);
        if (now.equals(permissions)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (IOException e) { // it belongs to somebody else, such as a volume that a cluster has made for a group
            if (now.contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("{} can be read by everybody, and the bridge may not change that: {}", path, e.toString());
            }
        }
    }

    private static boolean hasPermissions(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
