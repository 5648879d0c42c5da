"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgersConfig(AppConfig):
    name = "nybrott.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        """Give dialogues their tab, the proof on their public page, and their next step; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues import queries as dialogues
        from nybrott.ledgers import queries, views

        dialogues.add_part("ledgers:fairness", _("Equal treatment"))
        dialogues.add_public(views.public_block)
        dialogues.add_own(views.own_block)
        dialogues.add_step(queries.next_step)
