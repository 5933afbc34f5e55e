package org.sentinelbridge.base.runs;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.spi.LogListener;

/**
 * Sees to it that an id is one word in the lines that routes log, whatever its sender has put into it: {@code case=1 run=2} in
 * a case's id would otherwise look like a word of the bridge. Blanks and control characters become {@code %20} and the like.
 */
public final class LogWords implements LogListener {

    private static final Map<String, String> VARIABLES = Map.of("case=", "case_id", "incident=", "incident_id");
    private static final Pattern NO_PART_OF_A_WORD = Pattern.compile("[\\s\\p{Z}\\p{C}]");

    @Override
    public String onLog(Exchange exchange, CamelLogger logger, String message) {
        var line = message;
        for (var one : VARIABLES.entrySet()) {
            var id = exchange.getVariable(one.getValue(), "", String.class);
            var word = word(id);
            if (!word.equals(id)) {
                line = line.replace(one.getKey() + id, one.getKey() + word);
            }
        }
        return line;
    }

    static String word(String id) {
        return NO_PART_OF_A_WORD.matcher(id).replaceAll(match -> match.group().equals(" ")
                ? "%20"
                : URLEncoder.encode(match.group(), StandardCharsets.UTF_8));
    }
}
