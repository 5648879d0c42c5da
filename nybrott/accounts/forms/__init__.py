"""The forms of one's own account, and what a password must be."""
