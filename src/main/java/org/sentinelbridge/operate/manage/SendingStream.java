package org.sentinelbridge.operate.manage;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** What is written into it goes to the caller. Whoever writes waits as long as the caller does not take it. */
final class SendingStream extends OutputStream {

    /** A caller who takes little at a time must not keep a thread for hours. */
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Sending sending;
    private final long end = System.nanoTime() + MOST.toNanos();

    SendingStream(Sending sending) {
        this.sending = sending;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (System.nanoTime() > end) {
            throw new IOException("The caller has taken longer than " + MOST.toMinutes() + " minutes");
        }
        if (!sending.add(Buffer.buffer(length).appendBytes(bytes, offset, length))) {
            throw new IOException("The caller has gone");
        }
    }

    /** Ends the answer. Not to be called of one that is not whole. */
    @Override
    public void close() {
        sending.end();
    }
}
