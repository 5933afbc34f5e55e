-- How far polling has come, and who is at it. One row for each thing that is polled.
CREATE TABLE cursors (
    name         VARCHAR(512) NOT NULL PRIMARY KEY,
    state        TEXT         NOT NULL, -- JSON, see org.sentinelbridge.polling.PollState
    owner        VARCHAR(64)  NOT NULL, -- the process that is polling; '' for none
    leased_until BIGINT       NOT NULL, -- after this another process may take over, milliseconds since 1970, UTC
    next_at      BIGINT       NOT NULL  -- when to poll again, milliseconds since 1970, UTC
);
