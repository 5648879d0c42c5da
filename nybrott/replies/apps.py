"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepliesConfig(AppConfig):
    name = "nybrott.replies"
    label = "replies"

    def ready(self) -> None:
        """Give challenges their tab and their reminder, and the pages of those who told what became of it; the rooms below
        do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges
        from nybrott.hearings import actions as hearing
        from nybrott.hearings import queries as hearings
        from nybrott.replies import actions, queries, views

        challenges.add_part("replies:replies", _("Word back"), before="challenges:twins")
        challenges.add_place("replies:reputation", _("Reputation among users"))
        challenges.add_reminder(queries.reminder)
        hearings.add_panel(views.panel_for_a_contributor)
        hearings.add_public_panel(views.panel_for_everyone)
        hearing.add_forgetting(actions.forget_letters_to)
