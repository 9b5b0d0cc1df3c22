-- A record's sensitive facts, encrypted: 12 bytes of nonce, then AES-256-GCM; its SHA-256 stands in the payload. NULL where there are none, or where they were erased.
ALTER TABLE journal ADD COLUMN sealed BLOB;
-- HMAC-SHA256 of the hash under the key of the record's epoch; NULL only in records older than this column.
ALTER TABLE journal ADD COLUMN mac BLOB;
-- The old guard let payloads go one by one; both columns may only ever become NULL.
DROP TRIGGER journal_no_update;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
WHEN new.seq IS NOT old.seq OR new.header IS NOT old.header OR new.hash IS NOT old.hash OR new.mac IS NOT old.mac
  OR (new.salt IS NOT NULL AND new.salt IS NOT old.salt)
  OR (new.payload IS NOT NULL AND new.payload IS NOT old.payload)
  OR (new.sealed IS NOT NULL AND new.sealed IS NOT old.sealed)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Signed heads of the journal's Merkle tree; see robot/journal/checkpoints.py.
CREATE TABLE checkpoint (
    size      INTEGER PRIMARY KEY,                -- records covered
    at_us     INTEGER NOT NULL,                   -- wall clock, microseconds since 1970
    root      BLOB NOT NULL,
    frontier  BLOB NOT NULL,                      -- roots of the full subtrees, largest first, 32 bytes each
    note      BLOB NOT NULL,                      -- C2SP signed note
    witnessed TEXT NOT NULL DEFAULT ''            -- JSON of the witness's answer, empty until it answered
) STRICT;

-- One key for each month, wrapped; deleting both wraps is how a month is forgotten.
CREATE TABLE data_key (
    month       TEXT PRIMARY KEY,                 -- 2026-11, in the bank's zone
    fingerprint TEXT NOT NULL,                    -- SHA-256 of the key
    local       BLOB,                             -- under the key in the keyring
    readers     TEXT NOT NULL DEFAULT '[]',       -- JSON: to each reading key of the role document
    made_at     TEXT NOT NULL,
    erased_at   TEXT
) STRICT;
