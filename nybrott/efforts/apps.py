"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EffortsConfig(AppConfig):
    name = "nybrott.efforts"
    label = "efforts"

    def ready(self) -> None:
        """Give runs their tabs, and the desk the import of what units spend."""
        # imported here: models are not ready before this is called
        from nybrott.desk.queries import register_importer
        from nybrott.efforts.actions import SPENDING
        from nybrott.runs import queries, rules

        queries.add_part("efforts:hours", _("Hours"))
        queries.add_part("efforts:obstacles", _("What stands in the way"))
        queries.add_part("efforts:units", _("Silent units"), rule=rules.may_see_efforts)
        register_importer(SPENDING)
