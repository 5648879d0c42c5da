"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "nybrott.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        """Stand beside a network where it is looked after; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.cases.queries import add_place as add_to_hub
        from nybrott.networks.queries import add_place
        from nybrott.partnerships.queries import add_joint, buyers_groups

        add_to_hub(
            "partnerships:networks",
            _("Networks"),
            _("What the members share, their figures side by side, and their report."),
        )
        add_joint(buyers_groups)
        add_place("partnerships:network", _("What the members share"))
        add_place("partnerships:sharing", _("What we share"))
