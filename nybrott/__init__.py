"""Nybrott: from a felt struggle to a verified need, an open dialogue, a procurement and a measured benefit."""

__version__ = "0.1.0"
