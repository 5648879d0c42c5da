"""What this room changes: what is old is deleted, what is kept is handed out, a person is erased."""
