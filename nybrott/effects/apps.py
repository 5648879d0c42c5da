"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EffectsConfig(AppConfig):
    name = "nybrott.effects"
    label = "effects"

    def ready(self) -> None:
        """Give runs their tab, ask for a plan in their gate, and keep settled targets; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.effects import queries, rules
        from nybrott.runs import queries as runs
        from nybrott.runs.rules import add_lock

        runs.add_place("effects:plans", _("Evaluations"))
        runs.add_part("effects:plan", _("Evaluation"), rule=rules.may_read)
        runs.add_gate(queries.gate)
        add_lock(rules.may_change_settled)
