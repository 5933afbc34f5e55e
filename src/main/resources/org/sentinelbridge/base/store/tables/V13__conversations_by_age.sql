-- When something of a conversation last came or was told, milliseconds since 1970, UTC: what is old by this may be forgotten.
-- A row that a bridge of the version before writes meanwhile has no such time, and stays.
ALTER TABLE conversations ADD COLUMN touched_at BIGINT NOT NULL DEFAULT 9223372036854775807;
UPDATE conversations SET touched_at = (SELECT MAX(state_at) FROM conversations);
