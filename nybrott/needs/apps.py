"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "nybrott.needs"
    label = "needs"

    def ready(self) -> None:
        """Give challenges their tabs, their texts to compare, what to count; and let needs follow their evidence."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges
        from nybrott.hearings.actions import add_resting
        from nybrott.needs import actions, queries

        challenges.add_part("needs:problem", _("Problem"), before="challenges:twins")
        challenges.add_part("needs:description", _("Need description"), before="challenges:twins")
        challenges.add_step("described", _("Read the approved need description"), "needs:description")
        challenges.add_counts(**queries.counts())
        challenges.add_column("needs", _("Needs"), "needed")
        challenges.add_stops(queries.reached)
        challenges.add_texts("statement", queries.texts_of_statements)
        challenges.add_texts("need", queries.texts_of_needs)
        challenges.add_texts("description", queries.texts_of_descriptions, within=queries.within_descriptions)
        add_resting(actions.settle_what_rests)
