"""What is read across the tables of the room."""

from nybrott.programmes.queries.cards import Shelved, proposed, shelf, shelved

__all__ = ["Shelved", "proposed", "shelf", "shelved"]
