"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "nybrott.conferences"
    label = "conferences"

    def ready(self) -> None:
        """Give dialogues their tab, blocks, day and next step; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.conferences import queries, views
        from nybrott.dialogues import queries as dialogues

        dialogues.add_part("conferences:conference", _("Conference"))
        dialogues.add_public(views.public_block)
        dialogues.add_own(views.own_block)
        dialogues.add_dates(queries.days)
        dialogues.add_step(queries.next_step)
