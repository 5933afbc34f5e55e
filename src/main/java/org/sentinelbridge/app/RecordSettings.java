package org.sentinelbridge.app;

import java.util.Arrays;
import java.util.List;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.component.records.RecordReader;
import org.sentinelbridge.component.records.Repairs;

/** The settings of how records are read, and of the documents that are made of them. */
final class RecordSettings {

    private static final String REPAIRS = "records.repairs";
    private static final String PATTERN = "records.repair-pattern";

    private RecordSettings() {}

    /** The reader of messages from the Event Hub. */
    static RecordReader reader(Settings settings) {
        var names = settings.find(REPAIRS).map(list -> Arrays.stream(list.split(",")).map(String::trim).toList()).orElse(List.of());
        for (var name : names) {
            if (!Repairs.NAMES.contains(name)) {
                throw new SettingsException(REPAIRS, "'" + name + "' is none of " + String.join(", ", Repairs.NAMES));
            }
        }
        try {
            return new RecordReader(Repairs.of(
                    names, settings.find(PATTERN).orElse(""), settings.find("records.repair-replacement").orElse("")));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(PATTERN, e.getMessage());
        }
    }

    /** @throws SettingsException if a setting of the documents is wrong */
    static void check(Settings settings) {
        settings.choice("ecs.profile", "extended", "elastic-1.4.2");
        settings.matching("ecs.namespace", "[a-z0-9][a-z0-9_.]{0,99}", "namespace of data streams (small letters, digits, _ and .)");
        settings.text("ecs.namespace");
        settings.flag("ecs.preserve-original-event");
        settings.flag("ecs.preserve-duplicate-custom-fields");
    }
}
