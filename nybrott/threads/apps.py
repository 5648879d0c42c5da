"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "nybrott.threads"
    label = "threads"

    def ready(self) -> None:
        """Stand among the tabs of things that have tabs; other things lead here from the frame of their page."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges
        from nybrott.dialogues import queries as dialogues
        from nybrott.procurements import queries as procurements
        from nybrott.runs import queries as runs

        label = _("The red thread")
        challenges.add_part("threads:challenge", label, before="hearings:contributions")
        procurements.add_part("threads:procurement", label)
        dialogues.add_part("threads:dialogue", label)
        runs.add_part("threads:run", label)
