package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The body of an upload: a JSON array of objects, compressed or not. It is unpacked anew each time it is read, so that the
 * unpacked one is never in memory.
 */
final class IngestionBody {

    /** Source: learn.microsoft.com azure-monitor/service-limits, section "Logs Ingestion API": 1 MB in one call. */
    private static final int MOST_BYTES = 1024 * 1024;

    /** Microsoft's otel-arrow names this limit of the uncompressed size; its documentation names none. */
    private static final int MOST_UNPACKED_BYTES = 50 * 1024 * 1024;

    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(;.*)?");

    private final byte[] bytes;
    private final boolean packed;

    private IngestionBody(byte[] bytes, boolean packed) {
        this.bytes = bytes;
        this.packed = packed;
    }

    /** @throws Rejected if it must not be taken, as a whole or in part */
    static IngestionBody of(Request request, Switches switches) {
        if (request.body().length > MOST_BYTES) {
            throw IngestionErrors.tooLong(MOST_BYTES, request.body().length);
        }
        String type = request.header("Content-Type").orElse("");
        if (!JSON.matcher(type).matches()) {
            throw IngestionErrors.of(
                    400, "InvalidContentType", "The content type '" + type + "' is not 'application/json'.");
        }
        IngestionBody body = new IngestionBody(request.body(), packed(request));
        body.check(switches);
        return body;
    }

    /** Hands over one row after the other. */
    void each(Consumer<ObjectNode> action) {
        try (InputStream unpacked = open()) {
            RowStream.each(unpacked, action);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean packed(Request request) {
        String encoding = request.header("Content-Encoding").orElse("identity").trim();
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "gzip" -> true;
            case "identity" -> false;
            default -> throw IngestionErrors.of(
                    415, "UnsupportedContentEncoding", "The content encoding '" + encoding + "' is not supported.");
        };
    }

    private void check(Switches switches) {
        int most = switches.ingestionLimitUnpacked() ? MOST_BYTES : MOST_UNPACKED_BYTES;
        BodyScan scan = scan(switches.rejectRowsWith().orElse(""));
        if (scan.bytes() > most) {
            throw IngestionErrors.tooLong(most, scan.bytes());
        }
        try (InputStream unpacked = open()) {
            RowStream.check(unpacked);
        } catch (JsonProcessingException e) {
            throw IngestionErrors.invalidContent(e.getOriginalMessage());
        } catch (IOException e) {
            throw IngestionErrors.invalidContent(e.getMessage());
        }
        if (scan.found()) {
            throw IngestionErrors.of(
                    400,
                    "RecordsTimeRangeIsMoreThan30Minutes",
                    "The time range of the records in the request is more than 30 minutes.");
        }
    }

    private BodyScan scan(String wanted) {
        try (InputStream unpacked = open()) {
            return BodyScan.of(unpacked, wanted);
        } catch (IOException e) {
            throw IngestionErrors.invalidContent("the gzip stream is broken");
        }
    }

    private InputStream open() throws IOException {
        InputStream wire = new ByteArrayInputStream(bytes);
        return packed ? new GZIPInputStream(wire) : wire;
    }
}
