-- The monotonic clock beside the wall's, so that a clock set forward does not make a late message look absent.
ALTER TABLE contact_ledger ADD COLUMN acted_mono_ns INTEGER NOT NULL DEFAULT 0;
