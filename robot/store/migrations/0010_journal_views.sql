-- The journal for a bank's own auditors, in plain columns; see docs/journal-sql.md. A view proves nothing:
-- `tandem journal verify` does. What is no JSON shows as NULL, because an error would hide all other rows.
CREATE VIEW journal_log AS
SELECT
    seq,
    -- Bank zone: UTC+8 without summer time.
    strftime('%Y-%m-%dT%H:%M:%f', CAST(header ->> '$.wall_us' AS INTEGER) / 1e6 + 28800, 'unixepoch')
        || '+08:00' AS at,
    CAST(header ->> '$.epoch' AS INTEGER) AS epoch,
    header ->> '$.boot' AS boot,
    header ->> '$.type' AS type,
    payload ->> '$.task' AS task,
    COALESCE(payload ->> '$.customer', payload ->> '$.intended.customer',
        (SELECT customer_id FROM task WHERE task.task_id = record.payload ->> '$.task')) AS customer,
    payload ->> '$.site' AS site,
    payload ->> '$.channel' AS channel,
    payload ->> '$.run' AS run,
    payload ->> '$.outcome' AS outcome,
    COALESCE(payload ->> '$.reason', payload ->> '$.why') AS reason,
    COALESCE(payload ->> '$.rule', payload ->> '$.rules[0]') AS rule,
    payload ->> '$.ms' AS ms,
    payload,
    has_sealed,
    is_erased,
    lower(hex(hash)) AS hash,
    -- Records that the first signed head over this record covers; NULL if none does yet.
    (SELECT MIN(size) FROM checkpoint WHERE size > record.seq) AS checkpoint
FROM (
    SELECT
        seq,
        hash,
        CASE WHEN json_valid(CAST(header AS TEXT)) THEN CAST(header AS TEXT) END AS header,
        CASE WHEN json_valid(CAST(payload AS TEXT)) THEN CAST(payload AS TEXT) END AS payload,
        sealed IS NOT NULL AS has_sealed,
        payload IS NULL AS is_erased
    FROM journal
) AS record;

CREATE VIEW journal_days AS
SELECT
    substr(at, 1, 10) AS day,
    type,
    COUNT(*) AS records,
    MIN(seq) AS first_seq,
    MAX(seq) AS last_seq,
    SUM(is_erased) AS erased
FROM journal_log
GROUP BY 1, 2;

CREATE VIEW journal_checkpoints AS
SELECT
    size,
    strftime('%Y-%m-%dT%H:%M:%f', at_us / 1e6 + 28800, 'unixepoch') || '+08:00' AS at,
    lower(hex(root)) AS root,
    CAST(note AS TEXT) AS note,
    answer ->> '$.witness' AS witness,
    strftime('%Y-%m-%dT%H:%M:%f', CAST(answer ->> '$.at_us' AS INTEGER) / 1e6 + 28800, 'unixepoch')
        || '+08:00' AS witnessed_at,
    -- 1 if the witness lies out of the workstation account's reach, 0 if not, NULL without a witness.
    answer ->> '$.anchored' AS anchored
FROM (SELECT *, CASE WHEN json_valid(witnessed) THEN witnessed END AS answer FROM checkpoint);
