-- One file for the whole bank; every site reads and writes here and nowhere else.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE employees (employee_id TEXT PRIMARY KEY, name TEXT NOT NULL, branch TEXT NOT NULL);

-- A read-only account belongs to the same employee and may look but not send.
CREATE TABLE accounts (
    site TEXT NOT NULL, username TEXT NOT NULL, password TEXT NOT NULL,
    employee_id TEXT NOT NULL, is_read_only INTEGER NOT NULL,
    PRIMARY KEY (site, username)
);

CREATE TABLE sessions (
    sid TEXT PRIMARY KEY, site TEXT NOT NULL, username TEXT NOT NULL,
    employee_id TEXT NOT NULL, is_read_only INTEGER NOT NULL,
    -- who logged in, whoever's the session is now
    first_username TEXT NOT NULL, first_employee_id TEXT NOT NULL
);

-- data is the whole customer as JSON; the columns are what queries need.
CREATE TABLE customers (
    customer_id TEXT PRIMARY KEY, rm_id TEXT NOT NULL, name TEXT NOT NULL, external_id TEXT NOT NULL UNIQUE,
    remark TEXT NOT NULL, tag TEXT NOT NULL, friendship TEXT NOT NULL, mass_received INTEGER NOT NULL,
    is_trap INTEGER NOT NULL DEFAULT 0, data TEXT NOT NULL
);
CREATE INDEX customers_by_rm ON customers (rm_id);

-- Customers as they were before a fault renamed them or they opted out.
CREATE TABLE originals (
    customer_id TEXT PRIMARY KEY, name TEXT NOT NULL, remark TEXT NOT NULL, tag TEXT NOT NULL, data TEXT NOT NULL
);

-- Messages that really arrived; refused ones never come here.
CREATE TABLE messages (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT NOT NULL, employee_id TEXT NOT NULL,
    direction TEXT NOT NULL, text TEXT NOT NULL, sent_at TEXT NOT NULL, client_key TEXT NOT NULL DEFAULT '',
    is_unread INTEGER NOT NULL DEFAULT 0, is_seeded INTEGER NOT NULL DEFAULT 0,
    -- page, telephone (the manager by hand) or customer; what was unread at the start; what the archive shows
    origin TEXT NOT NULL DEFAULT '', was_unread INTEGER NOT NULL DEFAULT 0, is_archived INTEGER NOT NULL DEFAULT 1,
    -- order of storing, which is not that of the ids when an id was given out before
    stored_no INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX messages_by_storing ON messages (stored_no) WHERE is_seeded = 0;
CREATE INDEX messages_by_key ON messages (client_key) WHERE is_seeded = 0;
CREATE INDEX messages_by_chat ON messages (external_id, message_id);
CREATE INDEX messages_by_day ON messages (employee_id, direction, sent_at);
CREATE INDEX messages_unread ON messages (employee_id, external_id) WHERE is_unread = 1;

CREATE TABLE drafts (
    employee_id TEXT NOT NULL, external_id TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (employee_id, external_id)
);
CREATE TABLE seeded_drafts (employee_id TEXT NOT NULL, external_id TEXT NOT NULL, text TEXT NOT NULL);

CREATE TABLE records (
    record_id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id TEXT NOT NULL, channel TEXT NOT NULL,
    talk_track TEXT NOT NULL, content TEXT NOT NULL, result TEXT NOT NULL, operator TEXT NOT NULL,
    created_at TEXT NOT NULL, is_seeded INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX records_by_customer ON records (customer_id, record_id);

-- flaw is the oracle's word for why a task must not lead to an effect; no site shows it.
CREATE TABLE tasks (
    task_id TEXT PRIMARY KEY, rm_id TEXT NOT NULL, business_date TEXT NOT NULL,
    flaw TEXT NOT NULL, data TEXT NOT NULL
);

-- Every send that reached the server and what became of it, for tests.
CREATE TABLE attempts (
    attempt_id INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT NOT NULL, employee_id TEXT NOT NULL,
    text TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL, client_key TEXT NOT NULL
);
