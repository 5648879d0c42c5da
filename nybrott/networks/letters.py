"""What administrators are written to about networks."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import Membership, NetworkMember

KINDS = {"networks.invitation": LetterKind(gettext_lazy("Invitations to a network"))}


def network_letter(member: NetworkMember, to: Membership, *, url: str) -> NewLetter:
    """To an administrator of an organisation that is invited to a network. `url` leads to where one answers."""
    language = to.user.language or "nb"
    with override(language):
        said = {"keeper": member.network.keeper.name, "network": member.network.name}
        body = render_to_string(
            "networks/letters/invitation.txt",
            {"name": to.user.name, "network": member.network, "organisation": member.organisation, "url": url},
        )
        subject = _("%(keeper)s invites you to the network %(network)s") % said
    return NewLetter(
        kind="networks.invitation", to_address=to.user.email, to_name=to.user.name, to_user_id=to.user_id,
        subject=subject, body=body, language=language,
    )  # fmt: skip
