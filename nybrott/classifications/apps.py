"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassificationsConfig(AppConfig):
    name = "nybrott.classifications"
    label = "classifications"

    def ready(self) -> None:
        """Give procurements their tab, next step and columns; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.classifications import queries
        from nybrott.procurements import queries as procurements

        procurements.add_part("classifications:page", _("Class"))
        procurements.add_step(queries.next_step)
        procurements.add_column(
            "class", _("Class"), means=_("The class the buyer chose, by DFØ's three ways of innovative procurement; empty while none is chosen."), read=queries.class_column,
        )  # fmt: skip
        procurements.add_column(
            "innovation_codes", _("Codes (BT-776)"), means=_("The codes of procurement of innovation the buyer confirmed."), read=queries.codes_column,
        )  # fmt: skip
