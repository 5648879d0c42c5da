"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    name = "nybrott.themes"
    label = "themes"

    def ready(self) -> None:
        """Give challenges, needs and the list of challenges their tabs; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges
        from nybrott.insights import queries as insights

        challenges.add_part("themes:challenge", _("Connections"), before="needs:problem")
        challenges.add_place("themes:themes", _("Themes"))
        challenges.add_place("themes:all", _("Connections"))
        insights.add_part("themes:need", _("Connections"))
