package org.sentinelbridge.base.gzip;

/** The last four bytes of a gzip file, in which it says how many bytes are in it (RFC 1952, section 2.3.1). */
public final class Trailer {

    /** Deflate makes no more of one byte. */
    private static final long MOST_UNFOLDED = 1_032;

    private Trailer() {}

    /**
     * What it says, as far as that can be true: it may be a lie.
     *
     * @param trailer as a number, the lowest byte first
     * @param packed how many bytes the file has
     * @param most how many bytes are unpacked at most
     * @return 0 if it cannot be true, or is more than that
     */
    public static int size(int trailer, int packed, long most) {
        var told = Integer.toUnsignedLong(trailer);
        return told > Math.min(Math.min(most, Integer.MAX_VALUE), MOST_UNFOLDED * packed) ? 0 : (int) told;
    }
}
