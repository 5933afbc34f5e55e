package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Anybody can send wrong keys, and nobody may fill the log with it. */
class WrongKeyLogTest {

    private static final SocketAddress FROM = SocketAddress.inetSocketAddress(4711, "192.0.2.1");

    private final AtomicLong millis = new AtomicLong();
    private final WrongKeyLog log = new WrongKeyLog(millis::get);

    @Test
    void aFloodIsToldInFewLinesAndItsNumber() {
        var lines = IntStream.range(0, 1_000).filter(i -> log.line(FROM).isPresent()).count();
        assertThat(lines).isEqualTo(WrongKeyLog.BURST);
        millis.addAndGet(WrongKeyLog.MILLIS_EACH);
        assertThat(log.line(FROM)).hasValue("Management: no or a wrong key from 192.0.2.1:4711, and 980 times more before");
        millis.addAndGet(WrongKeyLog.MILLIS_EACH);
        assertThat(log.line(FROM)).hasValue("Management: no or a wrong key from 192.0.2.1:4711");
    }
}
