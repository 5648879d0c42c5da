"""The pages of the room: pairs of a run, a pair's own page, times and sessions."""
