package org.sentinelbridge.operate.doctor;

/** Says that the sandbox, which stands in for all other sides, does not run. */
record MissingSandboxCheck(String why) implements Check {

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Finding look() {
        return Finding.warn(name(), "The other sides were not checked, because the sandbox does not run", why);
    }
}
