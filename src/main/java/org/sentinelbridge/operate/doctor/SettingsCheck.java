package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.base.settings.SettingsException;

/** Whether settings are complete and well formed: by what the bridge itself does with them when it starts. */
final class SettingsCheck implements Check {

    private final Runnable reading;

    /** @param reading reads them, and throws a {@link SettingsException} if one is wrong */
    SettingsCheck(Runnable reading) {
        this.reading = reading;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Finding look() {
        try {
            reading.run();
            return Finding.ok(name(), "Complete and well formed");
        } catch (SettingsException e) {
            return Finding.fail(name(), e.getMessage(), "Correct it in application.properties; the bridge does not start like this");
        }
    }
}
