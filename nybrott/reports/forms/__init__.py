"""What people type about reports; split by noun."""
