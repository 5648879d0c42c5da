"""Letters to everyone who takes part, when something was told or answered. None of them tells who asked, and none holds a private link."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Dialogue, Item, Query, Supplier
from nybrott.disclosures.queries import receivers
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "disclosures.information": LetterKind(gettext_lazy("New information to suppliers in a market dialogue")),
    "disclosures.answer": LetterKind(gettext_lazy("Answers to suppliers in a market dialogue")),
}


def information(item: Item, now: datetime) -> list[NewLetter]:
    """Something new, to every person of every supplier that takes part."""
    return _to_all(
        item.dialogue, "information", lambda: _("New information in the market dialogue “%(title)s”"), now, item=item
    )


def answer(query: Query, now: datetime, *, only: Supplier | None = None) -> list[NewLetter]:
    """An answer, to every person of every supplier that takes part, or of the one whose question it answers too."""
    return _to_all(
        query.dialogue, "answer", lambda: _("A question is answered in the market dialogue “%(title)s”"), now, only,
        query=query,
    )  # fmt: skip


def _to_all(
    dialogue: Dialogue, kind: str, subject: Callable[[], str], now: datetime, only: Supplier | None = None, **said: object
) -> list[NewLetter]:  # fmt: skip
    """The same words to everybody, worded once in each language."""
    url = f"{settings.ADDRESS}{reverse('disclosures:given' if kind == 'information' else 'disclosures:answers', args=[dialogue.slug])}"
    worded: dict[str, tuple[str, str]] = {}
    made = []
    for one in receivers(dialogue, now.date(), only=only):
        if one.language not in worded:
            with override(one.language):
                body = str(
                    render_to_string(f"disclosures/letters/{kind}.txt", {"dialogue": dialogue, "url": url, **said})
                )
                worded[one.language] = subject() % {"title": dialogue.title}, body.replace("{", "(").replace("}", ")")
        title, body = worded[one.language]
        made.append(NewLetter(f"disclosures.{kind}", one.email, title, body, to_name=one.name, language=one.language))
    return made
