package org.sentinelbridge.component.records;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.sentinelbridge.base.gzip.Trailer;

/** Unpacks gzip, no further than is said: a thousandth of the bytes can be enough for any number. */
final class Gzip {

    private static final int STEP = 16 * 1024;

    private Gzip() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /**
     * How many bytes unpacking takes, found out by doing it without keeping them: what the file says of itself may be a lie, and of
     * several files one after the other it is the size of the last one.
     *
     * @param most where to stop counting
     */
    static int size(byte[] packed, int most) {
        var size = 0;
        try (var stream = stream(packed)) {
            var chunk = new byte[STEP];
            for (var n = stream.read(chunk); n >= 0 && size < most; n = stream.read(chunk)) {
                size += n;
            }
        } catch (IOException e) {
            // It is broken from there on; who unpacks it says so.
        }
        return Math.min(most, Math.max(size, told(packed, most)));
    }

    /** @throws GzipException if it is broken, or unpacks to more bytes than this */
    static byte[] unpacked(byte[] packed, int most) throws GzipException {
        try (var stream = stream(packed)) {
            // One array of the right size in most cases; one that grows is there two or three times while it does.
            var bytes = new byte[told(packed, most)];
            var length = stream.readNBytes(bytes, 0, bytes.length);
            var more = stream.read();
            if (more >= 0) {
                bytes = Arrays.copyOf(bytes, Math.max(size(packed, most), length + 1));
                bytes[length] = (byte) more;
                length += 1 + stream.readNBytes(bytes, length + 1, bytes.length - length - 1);
                if (length > most || stream.read() >= 0) {
                    throw new GzipException("The message unpacks to more than " + most + " bytes");
                }
            }
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        } catch (GzipException e) {
            throw e;
        } catch (IOException e) {
            throw new GzipException("The message begins like gzip, but cannot be unpacked: " + e.getMessage());
        }
    }

    /** What is in it, up to so many bytes. */
    static byte[] beginning(byte[] packed, int most) throws IOException {
        try (var stream = stream(packed)) {
            return stream.readNBytes(most);
        }
    }

    private static InputStream stream(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed), STEP);
    }

    private static int told(byte[] packed, int most) {
        var end = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        return packed.length < Integer.BYTES ? 0 : Trailer.size(end.getInt(packed.length - Integer.BYTES), packed.length, most);
    }
}
