-- The oldest first is how rows are claimed, however many wait; only rows with a key are looked for by their key as well.
CREATE INDEX outbox_by_age ON outbox (name, id);
CREATE INDEX outbox_of_key ON outbox (name, message_key, id) WHERE message_key <> '';
DROP INDEX outbox_in_order;
