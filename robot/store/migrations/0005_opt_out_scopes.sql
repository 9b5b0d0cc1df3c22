-- Customers who said no to a part only: a channel, a purpose, or a purpose on a channel (`marketing:wecom`).
CREATE TABLE opt_out_scope (
    customer_id TEXT NOT NULL,
    scope       TEXT NOT NULL,
    at          TEXT NOT NULL,
    source      TEXT NOT NULL,                    -- list or person
    PRIMARY KEY (customer_id, scope)
) STRICT;
