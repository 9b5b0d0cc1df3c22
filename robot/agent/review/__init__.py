"""What an approver needs before signing a release: the difference, examples, lint, and who is touched."""
