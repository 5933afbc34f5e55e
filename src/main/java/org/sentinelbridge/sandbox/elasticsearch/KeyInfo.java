package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a key may learn of itself: {@code GET /_security/api_key} and {@code POST /_security/user/_has_privileges}. */
final class KeyInfo {

    private static final String ID = "sandbox";

    private final Knobs knobs;

    KeyInfo(Knobs knobs) {
        this.knobs = knobs;
    }

    /** One that never expires, as Kibana makes them unless told otherwise. */
    Reply key() {
        var answer = Tree.object();
        answer.putArray("api_keys").addObject().put("id", ID).put("name", ID).put("type", "rest").put("invalidated", false);
        return Reply.of(200, answer);
    }

    Reply hasPrivileges(byte[] body) {
        var asked = Tree.object(body);
        var answer = Tree.object().put("username", ID);
        var cluster = answer.putObject("cluster");
        var all = tell(asked.path("cluster"), cluster);
        var index = answer.putObject("index");
        for (var one : asked.path("index")) {
            for (var name : one.path("names")) {
                all &= tell(one.path("privileges"), index.withObjectProperty(name.asText()));
            }
        }
        answer.putObject("application");
        return Reply.of(200, answer.put("has_all_requested", all));
    }

    private boolean tell(JsonNode privileges, ObjectNode to) {
        var all = true;
        for (var privilege : privileges) {
            var has = !knobs.lacks(privilege.asText());
            to.put(privilege.asText(), has);
            all &= has;
        }
        return all;
    }
}
