package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.util.ArrayList;

/** Whether a bridge runs with these settings, and what its health checks say. */
final class RunningCheck implements Check {

    private final Http http;
    private final String url;

    /** @param url of the management port */
    RunningCheck(Http http, String url) {
        this.http = http;
        this.url = url;
    }

    @Override
    public String name() {
        return "running";
    }

    @Override
    public Finding look() throws InterruptedException {
        Http.Reply health;
        try {
            health = http.get(url + "/observe/health");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.ok(name(), "No bridge is running at " + url);
        }
        if (health.body().path("status").asText().equals("UP")) {
            return Finding.ok(name(), "A bridge is running, and healthy: " + url + "/observe/health");
        }
        var down = new ArrayList<String>();
        for (var check : health.body().path("checks")) {
            if (check.path("status").asText().equals("DOWN")) {
                down.add(check.path("name").asText() + " (" + check.path("message").asText() + ")");
            }
        }
        return down.isEmpty()
                ? Finding.warn(name(), "What answers at " + url + " is no bridge", "Check management.host and management.port")
                : Finding.fail(name(), "A bridge is running, but not healthy: " + String.join(", ", down), "See the findings below");
    }
}
