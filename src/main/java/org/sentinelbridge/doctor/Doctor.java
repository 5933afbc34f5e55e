package org.sentinelbridge.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sentinelbridge.settings.Settings;

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
        return new Connections(sides(Ward.of(settings, false)), pulses);
    }

    /**
     * The bridge itself and all sides, for who looks from outside.
     *
     * @param settings of the folder; with the sandbox on, the running sandbox is asked which ones lead to it
     * @param write whether the checks may write to the other sides: an incident and a row that say what they are
     */
    public static Connections visit(Settings settings, boolean write) {
        var effective = EffectiveSettings.of(settings, Ward.of(settings, false).http());
        var ward = Ward.of(effective.settings(), write);
        var bridge = new OwnSides(ward).bridge();
        if (effective.missingSandbox().isEmpty()) {
            var sides = new ArrayList<Side>(List.of(bridge));
            sides.addAll(sides(ward));
            return new Connections(sides, Map.of());
        }
        var checks = new ArrayList<>(bridge.checks());
        checks.add(new MissingSandboxCheck(effective.missingSandbox().get()));
        return new Connections(List.of(Side.on(bridge.name(), checks), new OwnSides(ward).store()), Map.of());
    }

    private static List<Side> sides(Ward ward) {
        var azure = new AzureSides(ward);
        var elastic = new ElasticSides(ward);
        return List.of(
                azure.sentinel(), azure.logAnalytics(), azure.eventHub(), elastic.elasticsearch(), elastic.kibana(), new OwnSides(ward).store());
    }
}
