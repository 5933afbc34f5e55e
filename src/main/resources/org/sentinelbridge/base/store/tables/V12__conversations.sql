-- One conversation with another side for each thing that is kept in step with it, such as a case.
CREATE TABLE conversations (
    topic         VARCHAR(100) NOT NULL, -- conversation:TOPIC in the routes
    name          VARCHAR(256) NOT NULL, -- what callers call it
    alias         VARCHAR(256) NOT NULL, -- what the other side calls it by now
    subject       VARCHAR(256) NOT NULL, -- what it is about, such as the id of a case; '' if nobody has said
    memory        TEXT         NOT NULL, -- what the route remembers of it, a JSON object in ASCII
    parts         INTEGER      NOT NULL, -- how many parts the other side holds, as far as the route knows
    state_at      BIGINT       NOT NULL, -- when its newest state came, milliseconds since 1970, UTC
    state_run     VARCHAR(256) NOT NULL, -- the run that brought it
    holder        VARCHAR(64)  NOT NULL, -- the process that speaks; '' for nobody
    held_until    BIGINT       NOT NULL, -- after this another process may speak
    attempts      INTEGER      NOT NULL, -- how often it has failed in a row
    next_at       BIGINT       NOT NULL, -- not tried before
    trouble       TEXT         NOT NULL, -- why it needs a person; '' if it does not
    trouble_since BIGINT       NOT NULL,
    notice        INTEGER      NOT NULL, -- 0 none, 1 trouble to be told, 2 trouble told, 3 its end to be told
    PRIMARY KEY (topic, name)
);

CREATE INDEX conversations_by_alias ON conversations (topic, alias);
CREATE INDEX conversations_in_trouble ON conversations (topic, trouble_since) WHERE notice > 0;
CREATE INDEX conversations_with_many_parts ON conversations (topic, parts) WHERE parts >= 90;

-- What of a conversation waits to be told to the other side: at most one state, which comes first, and parts in their order.
CREATE TABLE waiting (
    id       ${id},
    topic    VARCHAR(100) NOT NULL,
    name     VARCHAR(256) NOT NULL,
    part     VARCHAR(256) NOT NULL, -- which part; '' is the state
    urgency  INTEGER      NOT NULL, -- 0 goes before 1
    message  ${bytes}     NOT NULL, -- a JSON object
    times    TEXT         NOT NULL, -- when members changed that have not come at first_at, a JSON object
    run_id   VARCHAR(256) NOT NULL, -- the run that brought the newest of it
    first_at BIGINT       NOT NULL, -- when it first came, milliseconds since 1970, UTC
    kept_at  BIGINT       NOT NULL, -- when it last changed
    version  INTEGER      NOT NULL  -- counts its changes
);

CREATE UNIQUE INDEX waiting_once ON waiting (topic, name, part);

-- How much the other side takes, shared by all processes. kind '' is the side as a whole.
CREATE TABLE budgets (
    topic        VARCHAR(100) NOT NULL,
    kind         VARCHAR(20)  NOT NULL,
    paused_until BIGINT       NOT NULL, -- nothing is tried before
    cause        TEXT         NOT NULL, -- why it is paused
    most         INTEGER      NOT NULL, -- writes in a window, as learned when the other side last throttled
    span         BIGINT       NOT NULL, -- milliseconds of a window, likewise
    learned_at   BIGINT       NOT NULL,
    PRIMARY KEY (topic, kind)
);

CREATE TABLE budget_slices (
    topic  VARCHAR(100) NOT NULL,
    kind   VARCHAR(20)  NOT NULL,
    slice  BIGINT       NOT NULL, -- when a second began
    writes INTEGER      NOT NULL, -- in them
    PRIMARY KEY (topic, kind, slice)
);
