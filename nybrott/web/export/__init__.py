"""A whole challenge as one file: everything its people may see of it, for machines and for people, with a list of checksums.

docs/develop/challenge-format.md says what is in it. The same content gives the same bytes, whenever it is made.
"""

from nybrott.web.export.archive import FORMAT, VERSION, Parcel, whole_challenge
from nybrott.web.export.schema import schema
from nybrott.web.export.tables import LEFT_OUT, TABLES, Table, counts_of

__all__ = ["FORMAT", "LEFT_OUT", "TABLES", "VERSION", "Parcel", "Table", "counts_of", "schema", "whole_challenge"]
