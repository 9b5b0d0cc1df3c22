-- Contacts of every channel count, those that a person made too.
ALTER TABLE contact_ledger ADD COLUMN channel TEXT NOT NULL DEFAULT 'wecom';

-- Customers who said no, wherever it was learnt; it holds from that moment on.
CREATE TABLE opt_out (
    customer_id TEXT PRIMARY KEY,
    at          TEXT NOT NULL,
    source      TEXT NOT NULL                     -- list, chat or person
) STRICT;

-- Customers in whose chat another customer's message was filed; holds while the entry is unsettled.
CREATE TABLE contact_flag (
    entry_id    INTEGER NOT NULL REFERENCES contact_ledger (entry_id),
    customer_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (entry_id, external_id)
) STRICT;
CREATE INDEX flag_by_customer ON contact_flag (customer_id);

-- Sites that only a person may open again, such as after another employee's session was found.
CREATE TABLE site_stop (
    site   TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
