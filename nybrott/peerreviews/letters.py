"""Letters about peer challenges. The owner's people are named in none of those that go to others, nor theirs in those that go to the owner."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.peerreviews.models import Answer, Clarification, PeerReview, Point, question_of
from nybrott.peerreviews.queries import CameIn
from nybrott.people.models import User
from nybrott.ui.formats import day_short

QUOTED = 240  # letters of a text that a letter quotes
LEAD_IN = 60  # so many of them stand before what differs, when the beginning is left out
KINDS = {
    "peerreviews.invited": LetterKind(gettext_lazy("You are asked to challenge something")),
    "peerreviews.reminded": LetterKind(gettext_lazy("Reminders of peer challenges you are asked to answer")),
    "peerreviews.answered": LetterKind(gettext_lazy("Others have challenged something of yours")),
    "peerreviews.unclear": LetterKind(gettext_lazy("Questions for clarity in peer challenges")),
    "peerreviews.changed": LetterKind(gettext_lazy("What was changed because of your answer")),
}


def address_of(review: PeerReview) -> str:
    """Where the peer challenge stands, whole, as a letter writes it."""
    return f"{settings.ADDRESS}{reverse('peerreviews:review', args=[review.pk])}"


def _letter(kind: str, user: User, subject: str, said: dict[str, Any], review: PeerReview) -> NewLetter:
    template = f"peerreviews/letters/{kind.partition('.')[2]}.txt"
    body = str(render_to_string(template, {"name": user.name, "review": review, "address": address_of(review)} | said))
    return NewLetter(kind, user.email, subject, body.replace("{", "(").replace("}", ")"), to_name=user.name, to_user_id=user.pk, language=user.language or "nb")  # fmt: skip


def invited(review: PeerReview, user: User) -> NewLetter:
    """To somebody of an organisation that is asked to challenge it."""
    with override(user.language or "nb"):
        return _letter("peerreviews.invited", user, _("%(who)s asks you to challenge them") % {"who": review.organisation.name}, {}, review)  # fmt: skip


def reminded(review: PeerReview, user: User) -> NewLetter:
    """To somebody of an organisation that has not answered, some days before the deadline."""
    with override(user.language or "nb"):
        words = _("%(who)s is waiting for your answer until %(day)s") % {"who": review.organisation.name, "day": day_short(review.deadline)}  # fmt: skip
        return _letter("peerreviews.reminded", user, words, {}, review)


def answered(review: PeerReview, user: User, *, by: str, over: CameIn | None = None) -> NewLetter:
    """To the owner: an answer came, or (`over`) no more answers are taken, with what came in."""
    with override(user.language or "nb"):
        over_words = _("Go through what they say: no more answers are taken") if over and over.answers else _("No one answered your peer challenge")  # fmt: skip
        words = over_words if over else _("%(who)s has challenged you") % {"who": by}  # fmt: skip
        return _letter("peerreviews.answered", user, words, {"by": by, "over": over}, review)


def unclear(question: Clarification, user: User) -> NewLetter:
    """To the owner, about what is unclear; or to whoever asked, with the answer."""
    with override(user.language or "nb"):
        words = _("An answer to what was unclear") if question.answer else _("%(who)s asks for clarity") % {"who": question.organisation.name}  # fmt: skip
        return _letter("peerreviews.unclear", user, words, {"question": question}, question.review)


def quoted(text: str, other: str = "") -> str:
    """A text as a letter quotes it: on one line; of a long one the part where it begins to differ from the `other`, with … where something is left out."""
    line = " ".join(text.split())
    if len(line) <= QUOTED:
        return line
    against = " ".join(other.split())
    alike = next((at for at, (ours, theirs) in enumerate(zip(line, against, strict=False)) if ours != theirs), min(len(line), len(against)))  # fmt: skip
    start = max(0, min(alike - LEAD_IN, len(line) - QUOTED))
    first = (line.find(" ", start - 1, start + LEAD_IN) + 1 or start) if start else 0
    last = len(line) if len(line) - first <= QUOTED else line.rfind(" ", first, first + QUOTED + 1)
    last = last if last > first else first + QUOTED  # a word that is longer than that
    return f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"


def _told(point: Point, language: str, address: str) -> dict[str, Any]:
    """A point with what became of it: texts cut where they are long, and then where the whole stands."""
    texts = {
        "text": quoted(point.text),
        "before": quoted(point.before, point.after),
        "after": quoted(point.after, point.before),
    }
    whole = any(texts[name] != " ".join(getattr(point, name).split()) for name in texts)
    asks = question_of(point.answer.review, point.question).get("asks", {}).get(language, "")
    return texts | {"asks": asks, "point": point, "whole": f"{address}#point-{point.pk}" if whole else ""}


def changed(answer: Answer, user: User) -> NewLetter:
    """To a reviewer: what was changed because of them, point by point, with the words before and after."""
    language = user.language or "nb"
    with override(language):
        points = [_told(one, language, address_of(answer.review)) for one in answer.points.all()]
        words = _("What was changed because of you: %(title)s") % {"title": answer.review.title}
        return _letter("peerreviews.changed", user, words[:300], {"points": points}, answer.review)
