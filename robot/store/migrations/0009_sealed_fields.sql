-- What queries need of a payload once it is sealed: references and codes.
ALTER TABLE task ADD COLUMN external_id TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN line TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN talk_track TEXT NOT NULL DEFAULT '';
UPDATE task SET
    external_id = json_extract(payload, '$.customer.recipient.external_id'),
    line        = json_extract(payload, '$.product.line'),
    talk_track  = json_extract(payload, '$.talk_track');
CREATE INDEX task_by_external ON task (external_id, business_date);

-- Tables whose rows from before this version are plain; see robot/store/old_rows.py, which empties it.
CREATE TABLE still_plain (name TEXT PRIMARY KEY) STRICT;
INSERT INTO still_plain VALUES ('task'), ('review'), ('review_decision'), ('set_aside');
