"""Everything in this room that changes something, by noun: one module per noun, each verb keyword-only."""
