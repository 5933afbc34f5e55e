package org.sentinelbridge.base.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of the test's own that can be made to say nothing any more, as if the network swallowed all that goes to it. */
public final class StoppablePostgres implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path folder;

    private StoppablePostgres(EmbeddedPostgres postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder;
    }

    /** @param folder for its data; made if it is not there */
    public static StoppablePostgres start(Path folder) {
        return start(folder, EmbeddedPostgres.builder());
    }

    /** One that takes connections with TLS as well. */
    public static StoppablePostgres start(Path folder, Path certificate, Path privateKey) {
        try {
            Files.setPosixFilePermissions(privateKey, PosixFilePermissions.fromString("rw-------")); // it takes no other
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(folder, EmbeddedPostgres.builder().setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.toString()).setServerConfig("ssl_key_file", privateKey.toString()));
    }

    private static StoppablePostgres start(Path folder, EmbeddedPostgres.Builder builder) {
        try {
            return new StoppablePostgres(builder.setDataDirectory(folder).start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** From now on connections are taken and nothing is answered. Always {@link #goOn} in the end. */
    public void stop() {
        signal("STOP"); // the first one, so that it starts no others
        signal("STOP");
    }

    /** Does nothing if it was not stopped. */
    public void goOn() {
        signal("CONT");
    }

    /** Sends a signal to the server and to the processes of its connections. */
    private void signal(String name) {
        try {
            var server = ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip())).orElseThrow();
            var pids = Stream.concat(Stream.of(server), server.descendants()).map(process -> String.valueOf(process.pid()));
            var kill = new ProcessBuilder(Stream.concat(Stream.of("kill", "-" + name), pids).toList()).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        goOn();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
