"""What this room asks: how long things are kept, what is kept about a person, what is processed."""
