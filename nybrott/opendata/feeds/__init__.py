"""Feeds as Atom and JSON Feed, and the catalogue as Turtle and JSON-LD."""

from nybrott.opendata.feeds.catalogue import catalogue
from nybrott.opendata.feeds.entries import Frame, as_atom, as_json
from nybrott.opendata.feeds.graphs import as_jsonld, as_turtle

__all__ = ["Frame", "as_atom", "as_json", "as_jsonld", "as_turtle", "catalogue"]
