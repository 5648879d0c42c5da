"""Everything in this room that changes something, by noun: one module per noun, each verb keyword-only."""

from nybrott.people.actions.importing import IMPORTERS

__all__ = ["IMPORTERS"]
