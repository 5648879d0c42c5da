"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdoptionsConfig(AppConfig):
    name = "nybrott.adoptions"
    label = "adoptions"

    def ready(self) -> None:
        """Stand on the hub of what organisations learn from each other, and below each case others read; the room of cases does not know this one. The yearly report has a chapter of it."""
        # imported here: models are not ready before this is called
        from nybrott.adoptions import feeds, queries, views
        from nybrott.cases.queries import add_part, add_place
        from nybrott.yearbooks.queries import add_chapter

        add_place(
            "adoptions:adoptions", _("Taken over from others"), _("What we do following the example of others, and what came of it."),
            waiting=queries.waiting_for,
        )  # fmt: skip
        add_part(views.used_by)
        add_chapter("reuse", queries.reuse_in_year, feeds.yearly_part)
