"""The pages of the journal and of the letters."""
