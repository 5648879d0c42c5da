"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    name = "nybrott.invitations"
    label = "invitations"

    def ready(self) -> None:
        """Give dialogues their tab, their public block and their next step; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.dialogues import queries as dialogues
        from nybrott.invitations import queries, views

        dialogues.add_part("invitations:invitation", _("Invitation"))
        dialogues.add_public(views.public_block)
        dialogues.add_beside(views.beside_block)
        dialogues.add_step(queries.invitation_waits)
