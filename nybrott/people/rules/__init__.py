"""Who may do what with people and organisations, and why not: one module for each thing."""
