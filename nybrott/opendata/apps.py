"""The room as Django knows it."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "nybrott.opendata"
    label = "opendata"

    def ready(self) -> None:
        """Stand on the page of open data; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.observatory.queries import add_open_part
        from nybrott.opendata.views import open_part

        add_open_part(open_part)
