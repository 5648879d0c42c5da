"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PowerConfig(AppConfig):
    name = "nybrott.power"
    label = "power"

    def ready(self) -> None:
        """Give evaluations their tab, where it is read before the plan is settled."""
        # imported here: models are not ready before this is called
        from nybrott.effects.queries import add_part

        add_part("power:power", _("What could be seen"), before="effects:standing")
