"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "nybrott.dialogues"
    label = "dialogues"

    def ready(self) -> None:
        """The first tab of a dialogue is its own page; other parts of the room and rooms above add theirs."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues.queries import add_part, add_place, add_public
        from nybrott.dialogues.views import way_in

        add_place("dialogues:ours", _("Market dialogues"))
        add_part("dialogues:dialogue", _("Overview"))
        add_part("dialogues:plan", _("Plan and questions"))
        add_part("dialogues:people", _("People"))
        add_part("dialogues:suppliers", _("Suppliers"))
        add_public(way_in)
