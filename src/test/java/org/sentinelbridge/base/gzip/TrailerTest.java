package org.sentinelbridge.base.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a gzip file says of its size is believed no further than it can be true. */
class TrailerTest {

    @Test
    void whatCanBeTrue() {
        assertThat(Trailer.size(1_000, 500, 2_000)).isEqualTo(1_000);
        assertThat(Trailer.size(500 * 1_032, 500, 1_000_000)).isEqualTo(500 * 1_032);
    }

    @Test
    void moreThanIsUnpacked() {
        assertThat(Trailer.size(2_001, 500, 2_000)).isZero();
    }

    @Test
    void moreThanDeflateCanMakeOfIt() {
        assertThat(Trailer.size(500 * 1_032 + 1, 500, 1_000_000)).isZero();
    }

    @Test
    void moreThanAnArrayHolds() {
        assertThat(Trailer.size(-1, Integer.MAX_VALUE, Long.MAX_VALUE)).isZero();
    }
}
