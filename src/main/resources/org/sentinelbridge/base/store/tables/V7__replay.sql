-- Where a record came from, which its text does not tell; '' if it is no record. See org.sentinelbridge.records.KeptRecords.
ALTER TABLE parked ADD COLUMN origin TEXT NOT NULL DEFAULT '';
-- Who replays or discards it now, so that nobody else does.
ALTER TABLE parked ADD COLUMN claimed_by VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE parked ADD COLUMN claimed_until BIGINT NOT NULL DEFAULT 0; -- milliseconds since 1970, UTC
-- JSON: the last replays that failed, the newest first.
ALTER TABLE parked ADD COLUMN replays TEXT NOT NULL DEFAULT '[]';

CREATE INDEX parked_by_incident ON parked (incident_id);
