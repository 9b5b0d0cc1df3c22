-- Releases that were ever accepted here: an older one than the highest needs an order to go back.
CREATE TABLE release_seen (
    version         INTEGER PRIMARY KEY,
    release_id      TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    accepted_at     TEXT NOT NULL
) STRICT;
-- The one in use, so that a change is journalled and a restart is not.
CREATE TABLE release_in_use (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    version  INTEGER NOT NULL REFERENCES release_seen (version)
) STRICT;
-- Highest numbers seen of the role document and of the list of revocations.
CREATE TABLE trust_seen (
    document TEXT PRIMARY KEY,
    number   INTEGER NOT NULL
) STRICT;
