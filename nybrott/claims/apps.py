"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "nybrott.claims"
    label = "claims"

    def ready(self) -> None:
        """Give evaluations their tabs."""
        # imported here: models are not ready before this is called
        from nybrott.effects import queries

        queries.add_part("claims:claims", _("Claims"))
        queries.add_part("claims:costs", _("Costs"))
