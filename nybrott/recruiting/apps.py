"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitingConfig(AppConfig):
    name = "nybrott.recruiting"
    label = "recruiting"

    def ready(self) -> None:
        """Give runs their call and their people as tabs, and let the desk bring people in from a list."""
        # imported here: models are not ready before this is called
        from nybrott.desk.queries import register_importers
        from nybrott.recruiting import actions, rules
        from nybrott.runs import queries as runs

        runs.add_door("call", "recruiting:call")
        runs.add_door("people", "recruiting:people")
        runs.add_part("recruiting:call", _("The call"), rule=rules.may_read_call)
        runs.add_part("recruiting:people", _("People"), rule=rules.may_see_people)
        runs.add_place("recruiting:asked", _("Asked of you"))
        register_importers(actions.IMPORT_KEY, _("People of a run"), actions.importer_for)
