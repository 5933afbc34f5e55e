package org.sentinelbridge.doctor;

/** Says that the sandbox, which stands in for all other sides, does not run. */
record MissingSandboxCheck(String why) implements Check {

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Finding look() {
        return Finding.warn(name(), why + ", so the other sides were not checked",
                "Start the bridge (bridge run), or set sandbox.enabled=false and the settings of the real sides");
    }
}
