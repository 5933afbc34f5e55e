package org.sentinelbridge.component.records;

import java.io.IOException;

/** A message cannot be unpacked; the text says why. */
final class GzipException extends IOException {

    private static final long serialVersionUID = 1L;

    GzipException(String message) {
        super(message);
    }
}
