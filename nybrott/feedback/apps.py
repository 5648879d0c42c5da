"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "nybrott.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Give dialogues their tab, their blocks and their next step; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues import queries as dialogues
        from nybrott.feedback import queries, views

        dialogues.add_part("feedback:after", _("Afterwards"))
        dialogues.add_public(views.public_block)
        dialogues.add_own(views.own_block)
        dialogues.add_step(queries.feedback_waits)
