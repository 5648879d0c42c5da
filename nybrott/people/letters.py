"""What people are written to about: invitations to an organisation."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import Invitation
from nybrott.people.roles import ROLES
from nybrott.ui.formats import day_year

KINDS = {"people.invitation": LetterKind(gettext_lazy("Invitations to an organisation"), at_once=True)}


def invitation_letter(
    invitation: Invitation, *, url: str, language: str, inviter: str = "", to_user_id: int | None = None
) -> NewLetter:
    """The letter with a personal link. `inviter` is empty when no person invites (the host itself)."""
    with override(language):
        roles = [str(ROLES[role].name) for role in invitation.roles if role in ROLES]
        said = {"organisation": invitation.organisation.name}
        body = render_to_string(
            "people/letters/invitation.txt",
            {
                "invitation": invitation,
                "inviter": inviter,
                "roles": ", ".join(roles),
                "last_day": day_year(invitation.expires_at),
            },
        )
        subject = _("You are invited to %(organisation)s") % said
    return NewLetter(
        kind="people.invitation", to_address=invitation.email, to_name=invitation.name, to_user_id=to_user_id,
        subject=subject, body=body, language=language, secrets={"link": url},
    )  # fmt: skip
