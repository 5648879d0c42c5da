"""The room as Django knows it."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

BELOW = ("nybrott.people",)  # rooms below the desk that may have importers


class DeskConfig(AppConfig):
    name = "nybrott.desk"
    label = "desk"

    def ready(self) -> None:
        """Name the importers of the rooms below, listed as `IMPORTERS` in their `actions`. A room above names its own."""
        # imported here: models are not there until all rooms are known
        from nybrott.desk.queries import register_importer

        for room in BELOW:
            if find_spec(f"{room}.actions"):
                for importer in getattr(import_module(f"{room}.actions"), "IMPORTERS", ()):
                    register_importer(importer)
