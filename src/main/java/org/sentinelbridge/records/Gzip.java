package org.sentinelbridge.records;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip. */
final class Gzip {

    private Gzip() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /** @throws GzipException if it is broken, or unpacks to more bytes than this */
    static byte[] unpacked(byte[] packed, int most) throws GzipException {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new GzipException("The message unpacks to more than " + most + " bytes");
            }
            return bytes;
        } catch (GzipException e) {
            throw e;
        } catch (IOException e) {
            throw new GzipException("The message begins like gzip, but cannot be unpacked: " + e.getMessage());
        }
    }
}
