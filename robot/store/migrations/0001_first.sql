-- The day's tasks. The payload is the validated row; columns beside it are what queries need.
CREATE TABLE task (
    task_id        TEXT PRIMARY KEY,
    business_date  TEXT NOT NULL,
    rm_id          TEXT NOT NULL,
    customer_id    TEXT NOT NULL,
    channel        TEXT NOT NULL,
    position       INTEGER NOT NULL,              -- order within the list as it came
    payload        TEXT NOT NULL,                 -- JSON of robot.domain.task.Task
    content_sha256 TEXT NOT NULL,
    state          TEXT NOT NULL,                 -- robot.domain.task.TaskState
    until          TEXT,                          -- end of snooze
    outcome        TEXT,                          -- robot.domain.outcome.Outcome
    reason         TEXT,
    detail         TEXT NOT NULL DEFAULT '',
    variant        TEXT NOT NULL DEFAULT '',
    free_slots     TEXT NOT NULL DEFAULT '{}',
    note           TEXT NOT NULL DEFAULT '',
    evidence       TEXT NOT NULL DEFAULT '',      -- hash of the masked picture
    begun_at       TEXT,
    ended_at       TEXT
) STRICT;
CREATE INDEX task_by_day ON task (business_date, position);
CREATE INDEX task_by_customer ON task (customer_id, business_date);

-- Approved sends that can still be undone. Written before anything else happens, so a crash inside the window loses nothing.
CREATE TABLE hold (
    task_id    TEXT PRIMARY KEY REFERENCES task (task_id),
    due_at     TEXT NOT NULL,
    seconds    INTEGER NOT NULL,
    boot_id    TEXT NOT NULL                      -- a hold of an earlier boot waits for a person
) STRICT;

-- Exactly once: one row for one effect on one customer, strategy, step and business date.
CREATE TABLE contact_ledger (
    entry_id      INTEGER PRIMARY KEY,
    effect        TEXT NOT NULL,
    customer_id   TEXT NOT NULL,
    strategy      TEXT NOT NULL,
    step          INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    task_id       TEXT NOT NULL,
    site          TEXT NOT NULL,
    external_id   TEXT NOT NULL,
    text_sha256   TEXT NOT NULL,
    baseline      INTEGER NOT NULL,
    state         TEXT NOT NULL,
    attempt       INTEGER NOT NULL,
    intended_at   TEXT NOT NULL,
    clicked_at    TEXT,
    resolved_at   TEXT,
    decided_by    TEXT NOT NULL,
    effect_ids    TEXT NOT NULL DEFAULT '[]',
    UNIQUE (effect, customer_id, strategy, step, business_date)
) STRICT;
CREATE INDEX ledger_unsettled ON contact_ledger (state) WHERE state IN ('intended', 'clicked', 'unknown');
CREATE INDEX ledger_by_customer ON contact_ledger (customer_id, business_date);

-- Append only and hash-chained; see robot/journal/header.py for the bytes.
CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    header     BLOB NOT NULL,                     -- RFC 8785 JSON, version 1
    hash       BLOB NOT NULL,                     -- SHA-256 of the header
    salt       BLOB,                              -- with the payload, opens the header's commitment
    payload    BLOB                               -- RFC 8785 JSON; both are erased together at retention
) STRICT;
-- Guards against bugs, not against people: whoever can write the file can drop a trigger.
CREATE TRIGGER journal_no_update BEFORE UPDATE OF seq, header, hash ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Lists that were pulled, and rows that were set aside.
CREATE TABLE pulled_list (
    list_id   INTEGER PRIMARY KEY,
    source    TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    pulled_at TEXT NOT NULL
) STRICT;
CREATE TABLE set_aside (
    list_id      INTEGER NOT NULL REFERENCES pulled_list (list_id),
    line         INTEGER NOT NULL,
    "column"     TEXT NOT NULL,
    value_masked TEXT NOT NULL,
    reason       TEXT NOT NULL
) STRICT;

CREATE TABLE account (
    site        TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    username    TEXT NOT NULL,                    -- the secret is in the OS keyring
    tested_at   TEXT,
    test_result TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (site, purpose)
) STRICT;
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
