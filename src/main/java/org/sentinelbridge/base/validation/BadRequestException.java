package org.sentinelbridge.base.validation;

import org.apache.camel.ValidationException;

/** What a caller sent cannot be right, whoever sends it again. The message is for the caller and names the field. */
public final class BadRequestException extends ValidationException {

    private static final long serialVersionUID = 1L;

    private final String forCaller;

    public BadRequestException(String message) {
        super(null, message);
        this.forCaller = message;
    }

    @Override
    public String getMessage() {
        return forCaller;
    }
}
