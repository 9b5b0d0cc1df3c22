-- Unattended runs. One that has no end was interrupted, and goes on at the next start of the agent on its business date.
CREATE TABLE run (
    run_id        TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,                  -- scheduled or by_hand
    business_date TEXT NOT NULL,
    planned_at    TEXT,                           -- the schedule's start that it carries out
    until         TEXT,                           -- nothing of it is begun from then on
    started_at    TEXT NOT NULL,
    ended_at      TEXT,
    planned       INTEGER NOT NULL,               -- tasks taken
    state         TEXT NOT NULL,                  -- robot.store.runs.RunState
    counts        TEXT NOT NULL DEFAULT '{}',     -- outcome -> tasks, written at the end
    left_out      TEXT NOT NULL DEFAULT '{}'      -- rule id -> tasks that were left for a person
) STRICT;
CREATE INDEX run_by_day ON run (business_date, started_at);

-- The tasks taken, in the order in which they were taken, each with what became of it in this run.
CREATE TABLE run_task (
    run_id   TEXT NOT NULL REFERENCES run (run_id),
    position INTEGER NOT NULL,
    task_id  TEXT NOT NULL REFERENCES task (task_id),
    outcome  TEXT,
    reason   TEXT,
    ended_at TEXT,
    PRIMARY KEY (run_id, position),
    UNIQUE (run_id, task_id)
) STRICT;
CREATE INDEX run_task_open ON run_task (run_id) WHERE outcome IS NULL;

-- Starts that the schedule wanted: carried out by a run, or missed and why.
CREATE TABLE night_start (
    planned_at TEXT PRIMARY KEY,
    run_id     TEXT REFERENCES run (run_id),
    missed_why TEXT NOT NULL DEFAULT '',          -- agent_not_running, machine_asleep, robot_stopped, run_refused
    detail     TEXT NOT NULL DEFAULT '',
    noted_at   TEXT NOT NULL
) STRICT;
-- From when on a start can be missed, and under which plan: what another plan wanted is nobody's loss.
CREATE TABLE night_watch (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    plan     TEXT NOT NULL,
    since    TEXT NOT NULL
) STRICT;
-- Sends of a business date are counted for caps and digests.
CREATE INDEX ledger_by_day ON contact_ledger (business_date, effect);
