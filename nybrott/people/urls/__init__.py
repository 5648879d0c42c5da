"""The addresses of this room, by where they stand: `settings` below /settings/ (the organisation)."""
