package org.sentinelbridge.base.settings;

/** A setting is missing or wrong. The message names the property, says what is wrong and what to do. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param property the name of the setting, as in application.properties
     * @param problem what is wrong with it and what to do, without the value if the value may be secret
     */
    public SettingsException(String property, String problem) {
        super(property + ": " + problem);
    }
}
