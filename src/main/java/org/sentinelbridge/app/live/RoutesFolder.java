package org.sentinelbridge.app.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routes folder on disk. Links are followed, whether the folder is one or something in it; names that begin with a dot
 * are not looked at, because there editors and Kubernetes keep what is not meant to be seen.
 */
final class RoutesFolder {

    private static final long EMPTY_FOR_MILLIS = 2_000;

    private final Path folder;

    RoutesFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /** How the files look that matter, by their paths below the folder. */
    Map<String, Stamp> look() {
        var stamps = new TreeMap<String, Stamp>();
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                    return isHidden(at) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var path = folder.relativize(file).toString().replace('\\', '/');
                    if (!isHidden(file) && attributes.isRegularFile() && Snapshot.counts(path)) {
                        stamps.put(path, new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // gone since it was listed, a link to nothing, or one that leads back to a folder above
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stamps;
    }

    private boolean isHidden(Path file) {
        return !file.equals(folder) && file.getFileName().toString().startsWith(".");
    }

    /** @throws IllegalStateException if a file is gone, cannot be read or is no UTF-8; the message names it */
    Snapshot read() {
        var files = new TreeMap<String, String>();
        look().keySet().forEach(file -> {
            try {
                files.put(file, Files.readString(folder.resolve(file), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(folder.resolve(file) + " cannot be read as UTF-8 text: " + e);
            }
        });
        return new Snapshot(folder, files);
    }

    /** How a file looks from outside. */
    record Stamp(FileTime modified, long size, String key) {

        /** An editor that empties a file and then fills it must not be overtaken. */
        boolean isBeingFilled() {
            return size == 0 && System.currentTimeMillis() - modified.toMillis() < EMPTY_FOR_MILLIS;
        }
    }
}
