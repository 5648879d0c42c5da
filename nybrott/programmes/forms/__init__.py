"""What one types about method cards and programmes."""
