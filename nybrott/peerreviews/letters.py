"""Letters about peer challenges. The owner's people are named in none of those that go to others, nor theirs in those that go to the owner."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.peerreviews.models import Answer, Clarification, PeerReview, question_of
from nybrott.peerreviews.queries import CameIn
from nybrott.people.models import User
from nybrott.ui.formats import day_short

KINDS = {
    "peerreviews.invited": LetterKind(gettext_lazy("You are asked to challenge something")),
    "peerreviews.reminded": LetterKind(gettext_lazy("Reminders of peer challenges you are asked to answer")),
    "peerreviews.answered": LetterKind(gettext_lazy("Others have challenged something of yours")),
    "peerreviews.unclear": LetterKind(gettext_lazy("Questions for clarity in peer challenges")),
    "peerreviews.changed": LetterKind(gettext_lazy("What was changed because of your answer")),
}


def _letter(kind: str, user: User, subject: str, said: dict[str, Any], review: PeerReview) -> NewLetter:
    address = f"{settings.ADDRESS}{reverse('peerreviews:review', args=[review.pk])}"
    template = f"peerreviews/letters/{kind.partition('.')[2]}.txt"
    body = str(render_to_string(template, {"name": user.name, "review": review, "address": address} | said))
    return NewLetter(kind, user.email, subject, body.replace("{", "(").replace("}", ")"), to_name=user.name, to_user_id=user.pk, language=user.language or "nb")  # fmt: skip


def invited(review: PeerReview, user: User) -> NewLetter:
    """To somebody of an organisation that is asked to challenge it."""
    with override(user.language or "nb"):
        return _letter("peerreviews.invited", user, _("%(who)s asks you to challenge them") % {"who": review.organisation.name}, {}, review)  # fmt: skip


def reminded(review: PeerReview, user: User) -> NewLetter:
    """To somebody of an organisation that has not answered, some days before the deadline."""
    with override(user.language or "nb"):
        words = _("%(who)s waits for your answer until %(day)s") % {"who": review.organisation.name, "day": day_short(review.deadline)}  # fmt: skip
        return _letter("peerreviews.reminded", user, words, {}, review)


def answered(review: PeerReview, user: User, *, by: str, over: CameIn | None = None) -> NewLetter:
    """To the owner: an answer came, or (`over`) no more answers are taken, with what came in."""
    with override(user.language or "nb"):
        over_words = _("Go through what they say: no more answers are taken") if over and over.answers else _("Nobody answered your peer challenge")  # fmt: skip
        words = over_words if over else _("%(who)s has challenged you") % {"who": by}  # fmt: skip
        return _letter("peerreviews.answered", user, words, {"by": by, "over": over}, review)


def unclear(question: Clarification, user: User) -> NewLetter:
    """To the owner, about what is unclear; or to whoever asked, with the answer."""
    with override(user.language or "nb"):
        words = _("An answer to what was unclear") if question.answer else _("%(who)s asks for clarity") % {"who": question.organisation.name}  # fmt: skip
        return _letter("peerreviews.unclear", user, words, {"question": question}, question.review)


def changed(answer: Answer, user: User) -> NewLetter:
    """To a reviewer: what was changed because of them, point by point."""
    language = user.language or "nb"
    with override(language):
        points = [(question_of(answer.review, one.question).get("asks", {}).get(language, ""), one) for one in answer.points.all()]  # fmt: skip
        words = _("What was changed because of you: %(title)s") % {"title": answer.review.title}
        return _letter("peerreviews.changed", user, words[:300], {"points": points}, answer.review)
