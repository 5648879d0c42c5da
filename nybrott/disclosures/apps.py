"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    name = "nybrott.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        """Give dialogues their tabs, their next step, and what suppliers and everyone read; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues import queries as dialogues
        from nybrott.dialogues.actions import add_teller
        from nybrott.disclosures import queries, rules, views
        from nybrott.disclosures.actions import tell_all

        dialogues.add_place("disclosures:contacts", _("Contacts with suppliers"))
        dialogues.add_part("disclosures:items", _("Information given"))
        dialogues.add_part("disclosures:queries", _("Questions and answers"), rule=rules.may_read_queries)
        dialogues.add_part("disclosures:dialogue_contacts", _("Contacts"))
        dialogues.add_public(views.told_publicly)
        dialogues.add_own(views.asked_by_own)
        dialogues.add_step(queries.exchange_waits)
        add_teller(tell_all)
