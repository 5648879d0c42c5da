"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class YearbooksConfig(AppConfig):
    name = "nybrott.yearbooks"
    label = "yearbooks"

    def ready(self) -> None:
        """Stand beside the portfolio; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.procurements.queries import add_place

        add_place("yearbooks:yearbooks", _("Yearly report"))
