package org.sentinelbridge.component.polling;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far polling has come, as it is kept in the store. Times are those of Sentinel, RFC 3339.
 *
 * @param position everything modified before this has been handled
 * @param seen what has been handled at or shortly before the position, and so comes once more, by the name of the incident
 * @param retry how often something of an incident could not be read that is to be tried again, by the name of the incident, in that order
 */
record PollState(
        @JsonProperty("position") String position,
        @JsonProperty("seen") Map<String, Seen> seen,
        @JsonProperty("retry") Map<String, Integer> retry) {

    private static final ObjectMapper JSON = new ObjectMapper();

    PollState {
        seen = Map.copyOf(seen);
        retry = Collections.unmodifiableMap(new LinkedHashMap<>(retry));
    }

    /**
     * What has been handled of an incident.
     *
     * @param version its etag then, or when it had been modified if it has none
     * @param modified when it had been modified
     */
    record Seen(@JsonProperty("version") String version, @JsonProperty("modified") String modified) {}

    /** @throws IllegalStateException if it is not what {@link #json} wrote */
    static PollState of(String json) {
        try {
            return JSON.readValue(json, PollState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The cursor in the store cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
