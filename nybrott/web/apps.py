"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "nybrott.web"
    label = "web"

    def ready(self) -> None:
        """Give challenges the way to take all of it along, goals their place beside them, and runs how they
        stand; no room below knows every part."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries
        from nybrott.goals.queries import add_places
        from nybrott.guidance.queries import add_calendar, add_standing
        from nybrott.runs.queries import add_part, add_place
        from nybrott.runs.rules import may_run
        from nybrott.search.queries import add_pages
        from nybrott.web.classes import classified
        from nybrott.web.dialogues import counted_dialogues
        from nybrott.web.methods import standing_of
        from nybrott.web.mine import events_of
        from nybrott.web.pages import own_pages
        from nybrott.web.procurements import counted_procurements

        add_pages(own_pages)
        counted_dialogues()
        classified()
        counted_procurements()
        queries.add_place("goals:goals", _("Goals"))
        add_places(queries.places)
        add_standing(standing_of)
        add_calendar(events_of)
        add_part("web:standing", _("How it stands"), rule=may_run)
        add_place("web:my_part", _("My part"))
        add_place("web:my_people", _("My people"))
        queries.add_link("web:take_along", _("Download everything"))
        queries.add_part("web:methods", _("Methods"), before="challenges:team")
