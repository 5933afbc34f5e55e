package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;

/**
 * The Logs Ingestion API of Azure Monitor, azure-rest-api-specs DataCollectionRules.json 2023-01-01. Taken is answered with
 * 204 and nothing else; what becomes of the rows is not told.
 */
final class IngestionSurface implements Surface {

    private static final String ERROR_CODE = "x-ms-error-code";
    private static final int LEAST_ERROR = 400;
    private static final int STREAM = 3;

    private final IngestionGate gate;
    private final Switches switches;
    private final LogTables tables;
    private final Map<String, RowIntake> intakes;

    /** @param intakes by the names of the streams that the gate lets through */
    IngestionSurface(IngestionGate gate, Switches switches, LogTables tables, Map<String, RowIntake> intakes) {
        this.gate = gate;
        this.switches = switches;
        this.tables = tables;
        this.intakes = Map.copyOf(intakes);
    }

    @Override
    public boolean serves(Request request) {
        return !request.segments().isEmpty()
                && request.segments().get(0).equalsIgnoreCase("dataCollectionRules");
    }

    @Override
    public void arrived(Request request) {
        tables.request();
    }

    @Override
    public Answer answer(Request request) {
        gate.check(request);
        IngestionBody.of(request, switches).each(intakes.get(request.segments().get(STREAM))::add);
        return Answer.empty(204);
    }

    @Override
    public Answer refusal(int status) {
        return IngestionErrors.ofStatus(status);
    }

    @Override
    public void answered(int status) {
        tables.answered(status);
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        Answer dressed = answer.withDefaults(Map.of("x-ms-request-id", RequestIds.next()));
        String code = answer.status() < LEAST_ERROR ? "" : code(answer);
        return code.isEmpty() ? dressed : dressed.withDefaults(Map.of(ERROR_CODE, code));
    }

    private static String code(Answer answer) {
        try {
            return Json.read(answer.body()).path("error").path("code").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
