"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "nybrott.dialogues"
    label = "dialogues"

    def ready(self) -> None:
        """The first tab of a dialogue is its own page; other parts of the room and rooms above add theirs."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues import queries, rules, views

        queries.add_part("dialogues:dialogue", _("Overview"))
        queries.add_part("dialogues:items", _("Information given"))
        queries.add_part("dialogues:queries", _("Questions and answers"), rule=rules.may_read_queries)
        queries.add_part("dialogues:dialogue_contacts", _("Contacts"))
        queries.add_public(views.told_publicly)
        queries.add_own(views.asked_by_own)
        queries.add_step(queries.exchange_waits)
