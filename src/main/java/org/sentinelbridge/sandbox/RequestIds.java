package org.sentinelbridge.sandbox;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names of requests, as the services put them into x-ms-request-id. */
final class RequestIds {

    private RequestIds() {}

    /** Unique is enough here; secret it need not be. */
    static String next() {
        Random random = ThreadLocalRandom.current();
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
