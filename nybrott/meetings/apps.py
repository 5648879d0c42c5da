"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "nybrott.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Give dialogues their tab, blocks, days, minutes and next step; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues import queries as dialogues
        from nybrott.meetings import queries, views

        dialogues.add_part("meetings:meetings", _("Meetings"))
        dialogues.add_public(views.public_block)
        dialogues.add_own(views.own_block)
        dialogues.add_dates(queries.days)
        dialogues.add_planned(queries.planned)
        dialogues.add_step(queries.next_step)
