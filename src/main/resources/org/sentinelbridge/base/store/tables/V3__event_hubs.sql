-- Which process receives from which partition of an event hub. Names are in lower case.
CREATE TABLE event_hub_owner (
    namespace      VARCHAR(256) NOT NULL, -- host name
    hub            VARCHAR(256) NOT NULL,
    consumer_group VARCHAR(256) NOT NULL,
    partition_id   VARCHAR(64)  NOT NULL,
    owner_id       VARCHAR(128) NOT NULL, -- '' if it was given back
    etag           BIGINT       NOT NULL, -- grows with each change; only who knows it may claim the partition
    modified_at    BIGINT       NOT NULL, -- the claim or its last renewal, milliseconds since 1970, UTC
    PRIMARY KEY (namespace, hub, consumer_group, partition_id)
);

-- The last event of each partition that was worked on, with all before it.
CREATE TABLE event_hub_checkpoint (
    namespace       VARCHAR(256) NOT NULL,
    hub             VARCHAR(256) NOT NULL,
    consumer_group  VARCHAR(256) NOT NULL,
    partition_id    VARCHAR(64)  NOT NULL,
    sequence_number BIGINT       NOT NULL,
    event_offset    VARCHAR(128),          -- what receiving goes on from
    modified_at     BIGINT       NOT NULL, -- milliseconds since 1970, UTC
    PRIMARY KEY (namespace, hub, consumer_group, partition_id)
);
