"""What one types about an evaluation."""
