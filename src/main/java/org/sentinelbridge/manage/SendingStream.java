package org.sentinelbridge.manage;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;

/** What is written into it goes to the caller. Whoever writes waits as long as the caller does not take it. */
final class SendingStream extends OutputStream {

    private final Sending sending;

    SendingStream(Sending sending) {
        this.sending = sending;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
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
