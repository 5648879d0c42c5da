"""What people do with reports; split by noun."""
