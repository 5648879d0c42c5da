"""Letters to our own people about a dialogue they have a part in."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Post, Registration, Representative
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "dialogues.named": LetterKind(gettext_lazy("Being given a part in a market dialogue")),
    "dialogues.confirm": LetterKind(gettext_lazy("Confirm that you speak for a supplier in a market dialogue"), at_once=True, veiled=True),
    "dialogues.own_link": LetterKind(gettext_lazy("The link to a supplier’s own page in a market dialogue"), at_once=True, veiled=True),
    "dialogues.colleague": LetterKind(gettext_lazy("A colleague came to speak for your company in a market dialogue")),
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


def _told(kind: str, person: Representative, subject: Callable[[], str], **more: object) -> NewLetter:
    with override(person.language):
        told = {"dialogue": person.supplier.dialogue, "firm": person.supplier.name, **more}
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
