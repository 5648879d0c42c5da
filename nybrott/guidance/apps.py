"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    name = "nybrott.guidance"
    label = "guidance"

    def ready(self) -> None:
        """Give runs and challenges what guidance has of them, and let tasks of agreed steps say when they are done."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges
        from nybrott.desk.actions import follow_tasks
        from nybrott.efforts.queries import add_activity
        from nybrott.guidance import actions, queries
        from nybrott.runs import queries as runs

        challenges.add_part("guidance:of_challenge", _("Guidance"), before="insights:board")
        challenges.add_said("challenge", queries.said_of_challenge)
        runs.add_place("guidance:mine", _("Guidance"))
        follow_tasks("guidance.nextstep", actions.follow_task)
        add_activity("sessions", _("sessions of guidance"), queries.sessions_in)
