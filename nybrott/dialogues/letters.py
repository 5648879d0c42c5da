"""Letters to our own people about a dialogue they have a part in."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Post
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {"dialogues.named": LetterKind(gettext_lazy("Being given a part in a market dialogue"))}


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
