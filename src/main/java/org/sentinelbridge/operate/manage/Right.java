package org.sentinelbridge.operate.manage;

/** What the holder of a key may do. */
enum Right {
    NONE,
    /** Look at everything. */
    READ,
    /** Replay and discard parked messages, and run checks, too. */
    OPERATE
}
