"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "nybrott.cases"
    label = "cases"

    def ready(self) -> None:
        """Stand first on the hub of what organisations learn from each other, and beside what cases are told of; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.cases import actions, queries, views
        from nybrott.challenges.queries import add_link
        from nybrott.privacy.actions.erasing import add_after
        from nybrott.procurements import queries as procurements
        from nybrott.runs.queries import add_said

        queries.add_place(
            "cases:cases", _("Cases"), _("What others have tried, what came of it, and what did not work.")
        )
        queries.add_place(
            "cases:ours", _("Our cases"), _("What we tell others, and what is on its way."), waiting=queries.waiting_for
        )
        procurements.add_block(views.block)
        procurements.add_stops(queries.stops_of)
        add_link("cases:of_challenge", _("Tell others what you learnt"))
        add_said(queries.said_of_run)
        add_after(actions.read_erased_anew)
