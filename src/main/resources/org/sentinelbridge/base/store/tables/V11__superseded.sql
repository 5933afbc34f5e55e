-- What of a case a message is about: 'case' for the case itself, or the id of a comment; '' if nothing newer takes its place.
ALTER TABLE parked ADD COLUMN part VARCHAR(64) NOT NULL DEFAULT '';
-- The simple name of the exception with which it failed.
ALTER TABLE parked ADD COLUMN failure_kind VARCHAR(100) NOT NULL DEFAULT '';
ALTER TABLE parked ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0; -- milliseconds since 1970, UTC

UPDATE parked SET received_at = parked_at;
UPDATE parked SET part = 'case' WHERE flow = 'case-webhook' AND action IN ('create-incident', 'update-incident');

CREATE INDEX parked_by_part ON parked (incident_id, case_id, part) WHERE part <> '';

-- Parked messages that are gone because something newer of the same arrived.
CREATE TABLE superseded (
    id            VARCHAR(64) NOT NULL PRIMARY KEY, -- of the parked message
    by_run        VARCHAR(64) NOT NULL,             -- the run of what is newer
    superseded_at BIGINT      NOT NULL              -- milliseconds since 1970, UTC
);

CREATE INDEX superseded_by_time ON superseded (superseded_at);
