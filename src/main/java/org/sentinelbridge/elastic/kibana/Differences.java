package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What is other than it should be. What Kibana adds by itself is no difference. */
final class Differences {

    private static final int MOST_TEXT = 300;

    private Differences() {}

    /**
     * @param wanted what must be there; null stands for nothing
     * @return one line for each difference, without keys that stand in URLs
     */
    static List<String> between(JsonNode wanted, JsonNode there) {
        var found = new ArrayList<String>();
        collect("", wanted, there, found);
        return found;
    }

    private static void collect(String path, JsonNode wanted, JsonNode there, List<String> found) {
        if (wanted.isObject()) {
            wanted.properties().forEach(member ->
                    collect(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), there.path(member.getKey()), found));
        } else if (wanted.isArray() && there.isArray() && wanted.size() == there.size()) {
            for (var i = 0; i < wanted.size(); i++) {
                collect(path + "[" + i + "]", wanted.get(i), there.get(i), found);
            }
        } else if (!same(wanted, there)) {
            found.add(path + ": is " + shown(there) + ", should be " + shown(wanted));
        }
    }

    private static boolean same(JsonNode wanted, JsonNode there) {
        if (wanted.isNull() || wanted.isArray() && wanted.isEmpty()) {
            return there.isNull() || there.isMissingNode() || there.isArray() && there.isEmpty();
        }
        return wanted.isNumber() && there.isNumber() ? wanted.asDouble() == there.asDouble() : wanted.equals(there);
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "nothing";
        }
        var text = withoutKeys(value.toString());
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
    }

    static String withoutKeys(String text) {
        return text.replaceAll("([?&](?:sig|key|code)=)[^&\"\\s]+", "$1***");
    }
}
