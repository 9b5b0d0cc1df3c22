"""Strategy: what may be said, what came of it, and what an approver is asked to sign."""
