package org.sentinelbridge.base.settings;

import java.util.Map;
import java.util.ServiceLoader;

/**
 * What takes the place of the other sides while {@code sandbox.enabled=true}, so that the bridge can be tried without them. It comes in
 * a jar of its own and is found by {@link ServiceLoader}: nothing in the bridge knows it.
 */
public interface StandIns extends AutoCloseable {

    /**
     * Reads and checks the settings, and begins nothing.
     *
     * @return by their names, the settings that lead to the stand-ins; a port that any free one will do for is 0 as yet
     * @throws SettingsException if one is wrong, or leads to something real
     */
    Map<String, String> declare(Settings settings);

    /**
     * Starts, and listens when this returns.
     *
     * @return the settings as {@link #declare} gives them, with the ports that it has got
     * @throws SettingsException if a port cannot be had
     */
    Map<String, String> start();

    /** The bridge serves, and a person may be told how to try it. */
    void serving();

    /** Stops listening and forgets everything. */
    @Override
    void close();

    /**
     * Those that there are.
     *
     * @throws SettingsException if there are none
     */
    static StandIns find() {
        return ServiceLoader.load(StandIns.class, StandIns.class.getClassLoader()).findFirst().orElseThrow(() -> new SettingsException(
                "sandbox.enabled", "is true, but the sandbox is not there: its jar sentinel-bridge-VERSION-sandbox.jar is missing from lib/."
                        + " Put it back, or set sandbox.enabled=false and the settings of the real sides"));
    }
}
