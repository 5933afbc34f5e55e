-- What could not be delivered, with all that a person needs to understand it and to send it again.
CREATE TABLE parked (
    id          VARCHAR(64)  NOT NULL PRIMARY KEY, -- UUID
    run_id      VARCHAR(64)  NOT NULL,             -- the run that failed, as told to the caller
    flow        VARCHAR(100) NOT NULL,             -- the route that took the message in
    step        VARCHAR(200) NOT NULL,             -- the id of the step that failed
    action      VARCHAR(100) NOT NULL,
    case_id     VARCHAR(256) NOT NULL,
    incident_id VARCHAR(64)  NOT NULL,
    cause       TEXT         NOT NULL,             -- one sentence, without secrets
    attempts    INTEGER      NOT NULL,
    parked_at   BIGINT       NOT NULL,             -- milliseconds since 1970, UTC
    body        TEXT         NOT NULL              -- what was received, as it was received
);

CREATE INDEX parked_by_time ON parked (parked_at);
