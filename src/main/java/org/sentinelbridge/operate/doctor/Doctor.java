package org.sentinelbridge.operate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sentinelbridge.azure.EventHubsSettings;
import org.sentinelbridge.base.settings.Settings;

/** Puts the checks together that the settings ask for. */
public final class Doctor {

    private Doctor() {}

    /**
     * The other sides and the store, as the running bridge knows and checks them. Nothing is written to other sides.
     *
     * @param settings with what the sandbox puts in their place, if it is on
     * @param pulses what is known of a side, by its name
     */
    public static Connections connections(Settings settings, Map<String, Supplier<Pulse>> pulses) {
        return new Connections(sides(Ward.of(EventHubsSettings.given(settings), false)), pulses);
    }

    /**
     * The bridge itself and all sides, for who looks from outside.
     *
     * @param settings as for {@link #connections}
     * @param write whether the checks may write to the other sides: an incident and a row that say what they are
     * @param start does what a start does before anything begins, and throws a SettingsException if it would fail
     */
    public static Connections visit(Settings settings, boolean write, Runnable start) {
        var ward = Ward.of(settings, write);
        var all = new ArrayList<Side>(List.of(new OwnSides(ward).bridge(start)));
        all.addAll(sides(ward));
        return new Connections(all, Map.of());
    }

    /**
     * What can be looked at while the sandbox, which stands in for the other sides, does not run: the bridge itself and its store.
     *
     * @param why what is wrong with the sandbox, and what to do
     * @param start as for {@link #visit}
     */
    public static Connections visitWithoutSandbox(Settings settings, String why, Runnable start) {
        // the sandbox makes a key where none is set
        var withKey = new Settings(name -> settings.find(name).or(() ->
                name.equals("webhook.key") ? Optional.of("made-by-the-sandbox-at-its-first-start") : Optional.empty()));
        var own = new OwnSides(Ward.of(withKey, false));
        var checks = new ArrayList<>(own.bridge(start).checks());
        checks.add(new MissingSandboxCheck(why));
        return new Connections(List.of(Side.on(OwnSides.BRIDGE, checks), own.store()), Map.of());
    }

    private static List<Side> sides(Ward ward) {
        var azure = new AzureSides(ward);
        var elastic = new ElasticSides(ward);
        return List.of(
                azure.sentinel(), azure.logAnalytics(), azure.eventHub(), elastic.elasticsearch(), elastic.kibana(), new OwnSides(ward).store());
    }
}
