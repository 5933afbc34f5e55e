package org.sentinelbridge.operate.cli;

import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.SettingsFile;

/**
 * All that a start does before anything begins: settings are read, mechanisms made and routes loaded, with the folder's own settings. No
 * file, port or connection is opened, and nothing is logged.
 */
final class Declaration implements Runnable {

    /** @throws SettingsException if the bridge would not start like this */
    @Override
    public void run() {
        var level = LogManager.getRootLogger().getLevel();
        Configurator.setAllLevels("", Level.OFF);
        var main = new Main();
        try {
            main.setDefaultPropertyPlaceholderLocation("file:" + SettingsFile.NAME);
            main.configure().setAutoStartup(false);
            main.start();
        } catch (Exception e) {
            throw RunCommand.cause(e) instanceof SettingsException wrong ? wrong : new SettingsException("routes", RunCommand.why(e));
        } finally {
            main.stop();
            Configurator.setAllLevels("", level);
        }
    }
}
