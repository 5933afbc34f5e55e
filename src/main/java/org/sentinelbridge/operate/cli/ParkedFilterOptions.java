package org.sentinelbridge.operate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say which parked messages are meant. */
final class ParkedFilterOptions {

    @Option(names = "--flow", paramLabel = "FLOW", defaultValue = "",
            description = "That came in by this route, such as case-webhook")
    private String flow;

    @Option(names = "--step", paramLabel = "STEP", defaultValue = "", description = "That failed at this step")
    private String step;

    @Option(names = "--case", paramLabel = "ID", defaultValue = "", description = "Of this Kibana case")
    private String caseId;

    @Option(names = "--incident", paramLabel = "ID", defaultValue = "", description = "Of this Sentinel incident")
    private String incident;

    @Option(names = "--text", paramLabel = "TEXT", defaultValue = "",
            description = "With this text in cause, case, incident, run, id or action")
    private String text;

    /** As parameters of the API; those that were not given are empty. */
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("flow", flow);
        parameters.put("step", step);
        parameters.put("case", caseId);
        parameters.put("incident", incident);
        parameters.put("text", text);
        return parameters;
    }

    boolean isEmpty() {
        return parameters().values().stream().allMatch(String::isEmpty);
    }
}
