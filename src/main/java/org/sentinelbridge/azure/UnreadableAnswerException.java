package org.sentinelbridge.azure;

import java.io.IOException;

/** Azure answered that all is well, with a body that is no JSON object. */
public class UnreadableAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableAnswerException(String message) {
        super(message);
    }
}
