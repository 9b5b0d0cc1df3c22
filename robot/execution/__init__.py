"""The send path: from an approved task to a confirmed effect, once."""
