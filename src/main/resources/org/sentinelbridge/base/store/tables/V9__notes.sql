-- Small documents that flows have to remember, such as what is known of a case.
CREATE TABLE notes (
    topic    VARCHAR(100) NOT NULL, -- what kind of thing it is about
    name     VARCHAR(256) NOT NULL, -- which one
    document TEXT         NOT NULL, -- a JSON object in ASCII
    PRIMARY KEY (topic, name)
);
