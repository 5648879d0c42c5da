"""What lies on the desk, read."""

from nybrott.desk.queries.importers import importer_of, importers_for, register_importer
from nybrott.desk.queries.imports import rows_in, seconds_left, values_of

__all__ = ["importer_of", "importers_for", "register_importer", "rows_in", "seconds_left", "values_of"]
