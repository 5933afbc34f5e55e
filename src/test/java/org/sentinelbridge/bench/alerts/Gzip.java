package org.sentinelbridge.bench.alerts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zips with one compressor that is kept, because making one costs more than a small text does. For one thread. */
final class Gzip {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater;
    private final CRC32 crc = new CRC32();

    Gzip(int level) {
        this.deflater = new Deflater(level, true);
    }

    byte[] zip(byte[] plain) {
        var out = new byte[plain.length / 3 + 256];
        System.arraycopy(HEADER, 0, out, 0, HEADER.length);
        deflater.reset();
        deflater.setInput(plain);
        deflater.finish();
        var length = HEADER.length;
        while (!deflater.finished()) {
            if (length == out.length) {
                out = Arrays.copyOf(out, 2 * length);
            }
            length += deflater.deflate(out, length, out.length - length);
        }
        crc.reset();
        crc.update(plain);
        var zipped = Arrays.copyOf(out, length + 8);
        ByteBuffer.wrap(zipped).order(ByteOrder.LITTLE_ENDIAN).putInt(length, (int) crc.getValue()).putInt(length + 4, plain.length);
        return zipped;
    }
}
