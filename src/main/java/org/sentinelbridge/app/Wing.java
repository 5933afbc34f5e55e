package org.sentinelbridge.app;

/** A part of the bridge. What it declares is there once it is made; what it does begins and ends with the Camel context. */
interface Wing {

    /** Before the routes are made: opens what they need. */
    default void begin() throws Exception {}

    /** All routes have started: lets in what comes from outside. */
    default void serve() {}

    /** Before the routes stop: lets nothing new in. */
    default void drain() {}

    /** The routes have stopped: closes what they have used. */
    default void end() {}
}
