package org.sentinelbridge.base.retry;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * A failure of a side as a whole, and not of what was sent: it is down, takes nothing now or does not let us in. Whatever is sent
 * next would meet it as well.
 */
public interface SideFailure {

    /** Whether it is one, or says that a side could not be reached or gave no answer in time. */
    static boolean is(Throwable failure) {
        return failure instanceof SideFailure
                || failure instanceof TimeoutException
                || failure instanceof IOException && !(failure instanceof JacksonException);
    }
}
