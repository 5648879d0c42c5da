"""What people type about pairings, times, sessions and notes."""
