package org.sentinelbridge.operate.doctor;

import java.util.Map;
import java.util.stream.Collectors;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProbe;

/** Whether the index templates are there as the bridge brings them. */
final class TemplatesCheck extends ElasticsearchCheck {

    private final boolean installs;

    /** @param installs whether the bridge installs them when it starts */
    TemplatesCheck(Settings settings, boolean installs) {
        super("templates", settings);
        this.installs = installs;
    }

    @Override
    Finding ask(ElasticsearchProbe probe) {
        var templates = probe.templates();
        var open = templates.entrySet().stream()
                .filter(template -> template.getValue().equals("missing") || template.getValue().equals("older"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!open.isEmpty()) {
            return installs
                    ? Finding.warn(name(), list(open), "Start the bridge; it installs them before it sends the first document")
                    : Finding.fail(name(), list(open), "Install the files of the folder elasticsearch, or set elasticsearch.install-templates=true");
        }
        var others = templates.entrySet().stream()
                .filter(template -> template.getValue().equals("changed") || template.getValue().equals("foreign"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return others.isEmpty()
                ? Finding.ok(name(), "All " + templates.size() + " index templates are there")
                : Finding.warn(name(), list(others), "Right if that was meant; the bridge leaves them. Delete a template to have it installed anew");
    }

    private static String list(Map<String, String> templates) {
        return templates.entrySet().stream().map(one -> one.getKey() + " is " + one.getValue()).sorted().collect(Collectors.joining(", "));
    }
}
