"""Letters to those who came late."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Supplier
from nybrott.disclosures.queries import receivers
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {"ledgers.catch_up": LetterKind(gettext_lazy("What a supplier missed in a market dialogue before it came"))}

LONGEST = 20_000  # characters of what was told that one letter holds


def catch_up(supplier: Supplier, told: Sequence[tuple[str, str]], now: datetime) -> list[NewLetter]:
    """All that was told before the supplier came, to each of its people in their language. `told`: title and words of each thing; words that
    would make the letter too long are left to the page."""
    dialogue, made, room, things = supplier.dialogue, [], LONGEST, []
    for title, words in told:
        fits = len(words) <= room
        room -= len(words) if fits else 0
        things.append({"title": title, "words": words if fits else "", "cut": bool(words) and not fits})
    address = f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"
    for one in receivers(dialogue, now.date(), only=supplier):
        with override(one.language):
            said = {"dialogue": dialogue, "things": things, "url": address, "answers": f"{settings.ADDRESS}{reverse('disclosures:answers', args=[dialogue.slug])}", "given": f"{settings.ADDRESS}{reverse('disclosures:given', args=[dialogue.slug])}"}  # fmt: skip
            body = str(render_to_string("ledgers/letters/catch_up.txt", said)).replace("{", "(").replace("}", ")")
            subject = _("What was told before you came to the market dialogue “%(title)s”") % {"title": dialogue.title}
        made.append(NewLetter("ledgers.catch_up", one.email, subject, body, to_name=one.name, language=one.language))
    return made


def nobody_to_write_to(supplier: Supplier) -> str:
    """Why no letter could be laid out."""
    return _("No one at %(name)s has confirmed an e-mail address, so there is no one to write to.") % {
        "name": supplier.name
    }
