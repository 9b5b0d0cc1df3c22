"""One rule a file; `robot.policy.decide` says in which order they run."""
