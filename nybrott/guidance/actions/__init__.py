"""Everything that changes pairings, sessions, notes and agreed steps."""
