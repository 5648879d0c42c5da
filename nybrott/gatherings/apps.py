"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "nybrott.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        """Give runs their tabs; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.efforts.queries import add_activity
        from nybrott.gatherings import queries
        from nybrott.runs import queries as runs

        runs.add_place("gatherings:stories", _("What others tried"))
        runs.add_place("gatherings:outreach", _("Work with colleagues"))
        runs.add_part("gatherings:of_run", _("Gatherings"))
        runs.add_part("gatherings:spread", _("What spreads"))
        runs.add_part("gatherings:led_to", _("What it led to"))
        add_activity("outreach", _("things done with colleagues"), queries.outreach_in)
