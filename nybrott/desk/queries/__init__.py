"""What lies on the desk, read."""

from nybrott.desk.queries.importers import importer_of, importers_for, register_importer

__all__ = ["importer_of", "importers_for", "register_importer"]
