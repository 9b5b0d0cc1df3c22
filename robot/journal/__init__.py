"""The append-only, hash-chained record of everything the robot did."""
