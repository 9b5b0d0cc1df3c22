"""The page on which a supervisor looks at what others did."""
