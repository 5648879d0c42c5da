"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdoptionsConfig(AppConfig):
    name = "nybrott.adoptions"
    label = "adoptions"

    def ready(self) -> None:
        """Stand on the hub of what organisations learn from each other, and below each case others read; the room of cases does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.adoptions import queries, views
        from nybrott.cases.queries import add_part, add_place

        add_place(
            "adoptions:adoptions", _("Taken over from others"), _("What we do after the example of others, and what came of it."),
            waiting=queries.waiting_for,
        )  # fmt: skip
        add_part(views.used_by)
