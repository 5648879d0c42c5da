"""Forms of instruments, of waves, and of those who answer; split by noun."""
