package org.sentinelbridge.elastic.kibana;

/** Kibana cannot be set up. The message has Kibana's own words and what to do; it is fit to be shown. */
public final class KibanaFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String advice;

    /**
     * @param what what has happened, a sentence
     * @param advice what to do about it, a sentence
     */
    public KibanaFailure(String what, String advice) {
        super(what + " " + advice);
        this.what = what;
        this.advice = advice;
    }

    /** What has happened. */
    public String what() {
        return what;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }
}
