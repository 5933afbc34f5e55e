package org.sentinelbridge.bench.alerts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A whole HTTP request whose alerts become others each time it is sent, by writing some bytes over. */
final class Template {

    private static final Pattern OPEN = Pattern.compile(Alert.UUID + "|" + Alert.EVENT + "|" + Alert.ENTITY);

    private final byte[] request;
    private final int alerts;
    /** What is written over, in the order of the request; those of one alert follow one another and begin with its id. */
    private final List<Place> places;

    private record Place(int alert, int at, int length) {}

    private Template(byte[] request, int alerts, List<Place> places) {
        this.request = request;
        this.alerts = alerts;
        this.places = places;
    }

    /** @param alerts texts with places left open */
    static Template of(int port, String key, List<String> alerts) {
        var body = "{\"alerts\":[" + String.join(",", alerts) + "]}";
        var head = "POST /alerts HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: application/json, text/plain, */*\r\n"
                + "Content-Type: application/json\r\nX-Api-Key: " + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var request = head + body;
        var places = new ArrayList<Place>();
        var open = OPEN.matcher(request);
        for (var alert = 0; alert < alerts.size(); alert++) {
            // each alert begins with its id
            var next = request.indexOf("{\"_id\"", places.isEmpty() ? 0 : places.get(places.size() - 1).at());
            var end = request.indexOf("{\"_id\"", next + 1);
            open.region(next, end < 0 ? request.length() : end);
            while (open.find()) {
                places.add(new Place(alert, open.start(), open.end() - open.start()));
            }
        }
        return new Template(request.getBytes(StandardCharsets.US_ASCII), alerts.size(), places);
    }

    int alerts() {
        return alerts;
    }

    int length() {
        return request.length;
    }

    /** Writes the request for the alerts that are numbered from a number on. */
    void write(int first, byte[] marker, ByteBuffer into) {
        for (var place : places) {
            if (place.length == Marker.LENGTH) {
                Marker.write(first + place.alert, marker);
                System.arraycopy(marker, 0, request, place.at, Marker.LENGTH);
            } else {
                // the same alert has the same noise in all places of the same length
                Marker.noise(first + place.alert + ((long) place.length << 32), marker, 0, place.length);
                System.arraycopy(marker, 0, request, place.at, place.length);
            }
        }
        into.clear().put(request).flip();
    }
}
