"""What is read across the tables of the room."""
