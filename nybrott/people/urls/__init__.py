"""The addresses of this room, by where they stand: `account` below /account/ (one’s own sign-in), `settings` below /settings/ (the organisation)."""
