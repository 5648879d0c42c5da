"""What this room hands out as files: one module for each thing."""
