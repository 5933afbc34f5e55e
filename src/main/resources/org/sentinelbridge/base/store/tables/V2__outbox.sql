-- What has been accepted and waits for its delivery. One row holds all messages of one key that were accepted together.
CREATE TABLE outbox (
    id            ${id},
    name          VARCHAR(100) NOT NULL, -- outbox:NAME in the routes
    message_key   VARCHAR(256) NOT NULL, -- messages of the same key are delivered in order; '' has no order
    messages      INTEGER      NOT NULL, -- how many are in the body
    bytes         BIGINT       NOT NULL, -- size of the body
    created_at    BIGINT       NOT NULL, -- milliseconds since 1970, UTC
    attempts      INTEGER      NOT NULL, -- deliveries that failed
    claimed_by    VARCHAR(64)  NOT NULL, -- the process that is delivering it
    claimed_until BIGINT       NOT NULL, -- after this another process may take it, milliseconds since 1970, UTC
    body          ${bytes}     NOT NULL  -- the messages one after the other, see org.sentinelbridge.outbox.Frames
);

CREATE INDEX outbox_in_order ON outbox (name, message_key, id);

-- What has been accepted lately, so that a repeat is noticed: 16 bytes for each message id.
CREATE TABLE outbox_seen (
    id      ${id},
    name    VARCHAR(100) NOT NULL,
    seen_at BIGINT       NOT NULL, -- milliseconds since 1970, UTC
    hashes  ${bytes}     NOT NULL
);

CREATE INDEX outbox_seen_in_order ON outbox_seen (name, id);

-- How the text in body stands for what was received: as it is, or as Base64 where the bytes are no text.
ALTER TABLE parked ADD COLUMN encoding VARCHAR(10) NOT NULL DEFAULT 'text';
