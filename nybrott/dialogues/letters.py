"""Letters to our own people who have a part in a dialogue, and to those who speak for suppliers."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Dialogue, Post, Registration, Representative
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "dialogues.named": LetterKind(gettext_lazy("You have been given a part in a market dialogue")),
    "dialogues.confirm": LetterKind(gettext_lazy("Confirm that you speak for a supplier in a market dialogue"), at_once=True, veiled=True),
    "dialogues.own_link": LetterKind(gettext_lazy("The link to a supplier’s own page in a market dialogue"), at_once=True, veiled=True),
    "dialogues.colleague": LetterKind(gettext_lazy("A colleague now speaks for your company in a market dialogue")),
    "dialogues.wants_in": LetterKind(gettext_lazy("Someone wants to speak for your company in a market dialogue")),
    "dialogues.turned_away": LetterKind(gettext_lazy("Answer to a person who asked to speak for a supplier that is already known")),
    "dialogues.speaks_no_more": LetterKind(gettext_lazy("You no longer speak for a company in a market dialogue")),
    "dialogues.back": LetterKind(gettext_lazy("Your company takes part in a market dialogue again")),
    "dialogues.left": LetterKind(gettext_lazy("Your company has left a market dialogue")),
}  # fmt: skip


def named(post: Post) -> NewLetter:
    """You have a part in a dialogue: say whether you may have a conflict of interest."""
    user, url = post.user, f"{settings.ADDRESS}{reverse('dialogues:declare', args=[post.pk])}"
    with override(user.language or "nb"):
        said = {"post": post, "dialogue": post.dialogue, "url": url}
        body = str(render_to_string("dialogues/letters/named.txt", said)).replace("{", "(").replace("}", ")")
        subject = _("You have a part in the market dialogue “%(title)s”") % {"title": post.dialogue.title}
    return NewLetter(
        "dialogues.named",
        user.email,
        subject,
        body,
        to_name=user.name,
        to_user_id=user.pk,
        language=user.language or "nb",
    )


def confirm(registration: Registration, key: str) -> NewLetter:
    """The link that confirms an address, once."""
    said = registration.said
    with override(said["language"]):
        link = f"{settings.ADDRESS}{reverse('dialogues:confirm', args=[key])}"
        told = {"dialogue": registration.dialogue, "until": registration.confirm_until, "firm": said["firm"]}
        subject = _("Confirm that you take part in the market dialogue “%(title)s”") % {
            "title": registration.dialogue.title
        }
        body = _worded("confirm", told)
    return NewLetter(
        "dialogues.confirm",
        registration.email,
        subject,
        body,
        to_name=said["name"],
        language=said["language"],
        secrets={"link": link},
    )


def own_link(person: Representative, key: str) -> NewLetter:
    """The link to the supplier's own page."""
    with override(person.language):
        link = f"{settings.ADDRESS}{reverse('dialogues:mine', args=[key])}"
        subject = _("Your page in the market dialogue “%(title)s”") % {"title": person.supplier.dialogue.title}
        body = _worded("own_link", {"dialogue": person.supplier.dialogue, "firm": person.supplier.name})
    return NewLetter(
        "dialogues.own_link",
        person.email,
        subject,
        body,
        to_name=person.name,
        language=person.language,
        secrets={"link": link},
    )


def colleague(person: Representative, came: Representative) -> NewLetter:
    """Somebody else speaks for the supplier too."""
    return _told(
        "colleague",
        person,
        lambda: _("%(name)s takes part with you in a market dialogue") % {"name": came.name},
        came=came,
    )


def left(person: Representative) -> NewLetter:
    """The supplier has left."""
    return _told(
        "left",
        person,
        lambda: _("You have left the market dialogue “%(title)s”") % {"title": person.supplier.dialogue.title},
    )


def back(person: Representative) -> NewLetter:
    """The supplier takes part again."""
    return _told(
        "back",
        person,
        lambda: _("You take part again in the market dialogue “%(title)s”") % {"title": person.supplier.dialogue.title},
    )


def wants_in(person: Representative, one: Registration) -> NewLetter:
    """Somebody wants to speak for the supplier: do you know them?"""
    said = {"who": one.said["name"], "email": one.email, "until": one.confirm_until}
    return _told("wants_in", person, lambda: _("Does %(name)s speak for you?") % {"name": one.said["name"]}, **said)


def speaks_no_more(person: Representative, reason: str) -> NewLetter:
    """The person speaks for the supplier no more, and why."""
    return _told(
        "speaks_no_more",
        person,
        lambda: _("You no longer speak for %(firm)s in a market dialogue") % {"firm": person.supplier.name},
        reason=reason,
    )


def turned_away(one: Registration) -> NewLetter:
    """We do not think that they speak for the supplier."""
    return _answered("turned_away", one)


def nobody_answered(one: Registration) -> NewLetter:
    """Nobody said in time whether they do."""
    return _answered("nobody_answered", one)


def _answered(body: str, one: Registration) -> NewLetter:
    said = one.said
    with override(said["language"]):
        told = {"dialogue": one.dialogue, "firm": said["firm"], "url": public_address(one.dialogue)}
        subject = _("You do not speak for %(firm)s in the market dialogue") % {"firm": said["firm"]}
        worded = _worded(body, told)
    return NewLetter("dialogues.turned_away", one.email, subject, worded, to_name=said["name"], language=said["language"])  # fmt: skip


def public_address(dialogue: Dialogue) -> str:
    """Where everyone reads the dialogue, and who takes part asks for a new link."""
    return f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"


def _told(kind: str, person: Representative, subject: Callable[[], str], **more: object) -> NewLetter:
    with override(person.language):
        dialogue = person.supplier.dialogue
        told = {"dialogue": dialogue, "firm": person.supplier.name, "url": public_address(dialogue), **more}
        return NewLetter(
            f"dialogues.{kind}",
            person.email,
            subject(),
            _worded(kind, told),
            to_name=person.name,
            language=person.language,
        )


def _worded(kind: str, told: dict[str, object]) -> str:
    """The body in the active language. Braces people typed would ask for a secret; ours is put in after."""
    body = str(render_to_string(f"dialogues/letters/{kind}.txt", told)).replace("{", "(").replace("}", ")")
    return body.replace("[link]", "{link}")
