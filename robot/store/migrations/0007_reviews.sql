-- Texts that a supervisor looks at: what an RM wants sent, and what an RM typed by hand. Texts stay here; the journal has hashes.
CREATE TABLE review (
    review_id     INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,                  -- held_text or hand_typed
    state         TEXT NOT NULL,                  -- robot.domain.review_views.ReviewState; a copy of what was signed
    verdict       TEXT NOT NULL,                  -- review or block
    opened_at     TEXT NOT NULL,
    business_date TEXT NOT NULL,
    nonce         TEXT NOT NULL UNIQUE,           -- binds a signature to this row of this store
    subject       TEXT NOT NULL,                  -- hash of all that a decision is about
    seen_as       TEXT NOT NULL DEFAULT '',       -- hand-typed: the message, so that it is recorded once
    task_id       TEXT NOT NULL DEFAULT '',
    customer_id   TEXT NOT NULL DEFAULT '',
    name_masked   TEXT NOT NULL DEFAULT '',
    rm_id         TEXT NOT NULL DEFAULT '',
    asked_by      TEXT NOT NULL DEFAULT '',       -- account that asked, or under which it was typed
    asked_comment TEXT NOT NULL DEFAULT '',
    site          TEXT NOT NULL DEFAULT '',
    external_id   TEXT NOT NULL DEFAULT '',
    message_id    TEXT NOT NULL DEFAULT '',
    text          TEXT NOT NULL,
    text_sha256   TEXT NOT NULL,                  -- of its UTF-8 bytes
    findings      TEXT NOT NULL,                  -- JSON
    talk_track    TEXT NOT NULL DEFAULT '',
    version       INTEGER NOT NULL DEFAULT 0,
    variant       TEXT NOT NULL DEFAULT '',
    context       TEXT NOT NULL DEFAULT '[]',     -- JSON: lines of the chat before it
    used_entry    INTEGER REFERENCES contact_ledger (entry_id),
    used_at       TEXT                            -- an approval lets a text go once
) STRICT;
CREATE UNIQUE INDEX review_once ON review (seen_as) WHERE seen_as != '';
CREATE INDEX review_by_state ON review (state, review_id);
CREATE INDEX review_by_task ON review (task_id) WHERE task_id != '';

-- What supervisors signed, in order; an escalated item has two.
CREATE TABLE review_decision (
    decision_id INTEGER PRIMARY KEY,
    review_id   INTEGER NOT NULL REFERENCES review (review_id),
    state       TEXT NOT NULL,
    comment     TEXT NOT NULL,
    person      TEXT NOT NULL,
    person_name TEXT NOT NULL,
    decided_at  TEXT NOT NULL,
    document    BLOB NOT NULL,                    -- the bytes that were signed
    signature   BLOB NOT NULL                     -- robot.governance.signatures.Signature
) STRICT;
CREATE INDEX review_decision_of ON review_decision (review_id);

-- Whether the robot itself sent what stands in a chat.
CREATE INDEX ledger_by_text ON contact_ledger (text_sha256);
CREATE INDEX ledger_by_chat ON contact_ledger (external_id, business_date);
