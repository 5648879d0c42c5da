"""Letters about buyers' groups: to those who speak for an organisation."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.groups import queries
from nybrott.groups.models import BuyersGroup, Party
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "groups.asked": LetterKind(gettext_lazy("Invitations to a buyers’ group")),
    "groups.text": LetterKind(gettext_lazy("Something to approve in a buyers’ group")),
    "groups.news": LetterKind(gettext_lazy("News of a buyers’ group")),
}


def asked(party: Party) -> list[NewLetter]:
    """To those who speak for an organisation that is asked into a group."""
    address = f"{settings.ADDRESS}{reverse('groups:answer', args=[party.group_id])}"
    return _each("groups.asked", [party.organisation_id], party.group, "groups/letters/asked.txt", address, party=party)


def text_written(group: BuyersGroup, to: Iterable[int], version: int) -> list[NewLetter]:
    """To the other members, that there is something to read and approve anew."""
    address = f"{settings.ADDRESS}{reverse('groups:group', args=[group.pk])}"
    return _each("groups.text", to, group, "groups/letters/text.txt", address, version=version)


def stepped(group: BuyersGroup, to: Iterable[int]) -> list[NewLetter]:
    """To all others who take part, that the group has gone on or is over."""
    address = f"{settings.ADDRESS}{reverse('groups:group', args=[group.pk])}"
    return _each("groups.news", to, group, "groups/letters/stepped.txt", address)


def gone(party: Party, to: Iterable[int]) -> list[NewLetter]:
    """To all others who take part, that an organisation is no longer among them, and what that means."""
    address = f"{settings.ADDRESS}{reverse('groups:group', args=[party.group_id])}"
    led = party.organisation_id == party.group.lead_id
    return _each("groups.news", to, party.group, "groups/letters/gone.txt", address, party=party, led=led)


def _each(
    kind: str, places: Iterable[int], group: BuyersGroup, template: str, address: str, **said: object
) -> list[NewLetter]:
    letters = []
    for place in places:
        for one in queries.people_who_speak(place):
            language = one.user.language or "nb"
            with override(language):
                subject = {
                    "groups.asked": _("%(lead)s invites you to the buyers’ group “%(name)s”"),
                    "groups.text": _("To be approved: the common need description of “%(name)s”"),
                    "groups.news": _("%(place)s has left the buyers’ group “%(name)s”")
                    if "led" in said
                    else _("“%(name)s”: the buyers’ group has moved on"),
                }[kind] % {
                    "lead": group.lead.name,
                    "name": group.name,
                    "place": getattr(said.get("party"), "organisation", ""),
                }
                words = {"name": one.user.name, "group": group, "address": address} | said
                body = str(render_to_string(template, words)).replace("{", "(").replace("}", ")")
            letters.append(
                NewLetter(kind, one.user.email, subject, body, to_name=one.user.name, to_user_id=one.user_id, language=language)
            )  # fmt: skip
    return letters
