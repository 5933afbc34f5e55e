package org.sentinelbridge.app;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.StandIns;

/** The stand-ins for the other sides, if {@code sandbox.enabled=true}: there before what calls them, and until after. */
final class SandboxWing implements Wing {

    private final CamelContext context;
    private final Settings settings;
    private final Optional<StandIns> standIns;

    private SandboxWing(CamelContext context, Settings settings, Optional<StandIns> standIns) {
        this.context = context;
        this.settings = settings;
        this.standIns = standIns;
    }

    /**
     * Points the settings at the stand-ins. Call before anything else reads settings.
     *
     * @throws SettingsException if the sandbox is on and cannot be had, or something real is set beside it
     */
    static SandboxWing declare(CamelContext context, Settings settings) {
        var standIns = settings.flag("sandbox.enabled") ? Optional.of(StandIns.find()) : Optional.<StandIns>empty();
        var wing = new SandboxWing(context, settings, standIns);
        standIns.ifPresent(sandbox -> wing.put(sandbox.declare(settings)));
        return wing;
    }

    @Override
    public void begin() {
        standIns.ifPresent(sandbox -> {
            put(sandbox.start());
            DerivedSettings.put(context, settings);
        });
    }

    @Override
    public void end() {
        standIns.ifPresent(StandIns::close);
    }

    /** What a person is told when all else is said. */
    Wing welcome() {
        return new Wing() {
            @Override
            public void serve() {
                standIns.ifPresent(StandIns::serving);
            }
        };
    }

    private void put(Map<String, String> values) {
        values.forEach(context.getPropertiesComponent()::addOverrideProperty);
    }
}
