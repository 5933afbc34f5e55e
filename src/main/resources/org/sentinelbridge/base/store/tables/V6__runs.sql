-- What the bridge has done: a row for each run or, when very many of a kind came in the same second, for all of them.
CREATE TABLE runs (
    id          ${id},                 -- grows in the order in which rows become visible
    run_id      VARCHAR(64)  NOT NULL, -- as told to the caller; the first of several
    last_run_id VARCHAR(64)  NOT NULL, -- the last of several; '' if it is one
    runs        INTEGER      NOT NULL, -- how many
    flow        VARCHAR(100) NOT NULL, -- the route that it began with
    action      VARCHAR(100) NOT NULL,
    case_id     VARCHAR(256) NOT NULL,
    incident_id VARCHAR(64)  NOT NULL,
    items       INTEGER      NOT NULL, -- alerts, events or incidents in it
    outcome     VARCHAR(20)  NOT NULL, -- delivered, queued, parked, refused, failed
    status      INTEGER      NOT NULL, -- what an HTTP caller was answered; 0 for none
    started_at  BIGINT       NOT NULL, -- milliseconds since 1970, UTC
    ms          BIGINT       NOT NULL, -- how long it took; the longest of several
    failed_step VARCHAR(200) NOT NULL,
    cause       TEXT         NOT NULL, -- one sentence, without secrets
    parked_ids  TEXT         NOT NULL, -- separated by blanks
    steps       TEXT         NOT NULL, -- JSON, of runs that failed
    members     ${bytes}     NOT NULL  -- of several: each one, see org.sentinelbridge.runs.Members
);

CREATE INDEX runs_by_run_id ON runs (run_id);
CREATE INDEX runs_of_several ON runs (last_run_id) WHERE runs > 1;
CREATE INDEX runs_by_case ON runs (case_id) WHERE case_id <> '';
CREATE INDEX runs_by_incident ON runs (incident_id) WHERE incident_id <> '';
