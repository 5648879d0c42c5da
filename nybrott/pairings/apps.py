"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PairingsConfig(AppConfig):
    name = "nybrott.pairings"
    label = "pairings"

    def ready(self) -> None:
        """Give runs their pairs as a tab and a next step, end the pairs of who leaves, and say where the two answer."""
        # imported here: models are not ready before this is called
        from nybrott.guidance.queries import add_answer
        from nybrott.pairings import actions, queries
        from nybrott.runs import queries as runs
        from nybrott.runs.actions import add_leaving

        runs.add_part("pairings:pairs", _("Pairs"))
        runs.add_step(queries.pairing_step)
        add_leaving(actions.leaves)
        add_answer("pairings:answer")
