package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Store;

/** What the doctor says of the store. */
class StoreTest {

    @TempDir
    private Path folder;

    private final Patient patient = new Patient();
    private String url;

    @BeforeEach
    void place() {
        url = "jdbc:sqlite:" + folder.resolve("data/bridge.db");
        patient.with("store.url", url);
    }

    @AfterEach
    void stop() {
        patient.close();
    }

    @Test
    void beforeTheFirstStartNothingIsMade() {
        var found = look();

        assertThat(found.get("write").state()).isEqualTo(State.OK);
        assertThat(found.get("write").why()).startsWith("Not there yet");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aStoreThatIsInUseCanBeWrittenTo() throws IOException {
        try (var store = Store.open(patient.settings())) {
            var found = look();

            assertThat(found.get("write").state()).isEqualTo(State.OK);
            assertThat(found.get("write").why()).endsWith("bridge.db can be written to");
            assertThat(found.get("disk").why()).containsPattern("takes \\d+ µs");
            assertThat(count(store)).as("nothing is left").isZero();
            try (var files = Files.list(folder.resolve("data"))) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("doctor"))).isEmpty();
            }
        }
    }

    @Test
    void aReadOnlyOneFails() {
        Store.open(patient.settings()).close();
        patient.with("store.url", url + "?open_mode=1");

        var write = look().get("write");

        assertThat(write.state()).isEqualTo(State.FAIL);
        assertThat(write.next()).contains("the right to write");
    }

    @Test
    void aFullOneFails() {
        Store.open(patient.settings()).close();
        patient.with("store.url", url + "?max_page_count=1");

        var write = look().get("write");

        assertThat(write.state()).isEqualTo(State.FAIL);
        assertThat(write.why()).contains("full");
        assertThat(write.next()).contains("Make room");
    }

    @Test
    void oneThatAnotherProgramHoldsFails() throws SQLException {
        Store.open(patient.settings()).close();
        try (var other = DriverManager.getConnection(url); var statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            var write = look().get("write");

            assertThat(write.state()).isEqualTo(State.FAIL);
            assertThat(write.next()).contains("Another program holds the database");
        }
    }

    @Test
    void anAddressThatIsNoneFails() {
        patient.with("store.url", "jdbc:oracle:thin:@host");

        assertThat(look().get("write").why()).startsWith("store.url: must begin with jdbc:sqlite:");
    }

    @Test
    void aDiskThatIsTooFastToBeTrueIsToldOfWithTheNumber() {
        var check = new DiskCheck(folder);

        assertThat(check.judge(3, "ext4").state()).isEqualTo(State.WARN);
        assertThat(check.judge(3, "ext4").why()).contains("takes 3 µs, which no disk can do");
        assertThat(check.judge(400, "ext4").state()).isEqualTo(State.OK);
        assertThat(check.judge(90_000, "ext4").next()).contains("faster disk");
        assertThat(check.judge(400, "tmpfs").why()).contains("in memory");
    }

    @Test
    void littleSpaceIsToldOf() {
        var check = new SpaceCheck(folder, 8L << 30);

        assertThat(check.judge(100L << 20).state()).isEqualTo(State.FAIL);
        assertThat(check.judge(2L << 30).state()).isEqualTo(State.WARN);
        assertThat(check.judge(2L << 30).next()).contains("outbox.max-bytes");
        assertThat(check.judge(20L << 30).state()).isEqualTo(State.OK);
    }

    private static long count(Store store) {
        return store.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM cursors").mapTo(long.class).one());
    }

    private Map<String, Finding> look() {
        return patient.findings(ward -> new OwnSides(ward).store());
    }
}
