package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.settings.SettingsException;

/** A SQLite file is one bridge's at a time. */
class SoleUseTest {

    @TempDir
    private Path folder;

    @Test
    void theSecondIsToldAndMayUseItOnceTheFirstHasEnded() {
        var file = folder.resolve("data/bridge.db");
        try (var first = SoleUse.of(file)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> SoleUse.of(file)).isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("store.url: another bridge uses " + file + ". Stop it");
        }
        try (var second = SoleUse.of(file)) {
            assertThat(second).isNotNull();
        }
    }
}
