"""A peer challenge as one document: what was shown, what was said, and what was changed. Made of what one may see."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.peerreviews import queries
from nybrott.peerreviews.models import PeerReview, Point
from nybrott.ui.documents import Block, Document, Heading, Items, Paragraph, Quote
from nybrott.ui.formats import day_year


def review_of(actor: Actor, review: PeerReview, language: str) -> Document:
    """The whole of a peer challenge in a language (nb, nn, en), as far as the actor may see it."""
    place = review.organisation.name
    with override(language):
        under = _("Peer challenge of %(who)s. Answers by %(day)s") % {"who": place, "day": day_year(review.deadline)}
        blocks = (*_shown(review), *_points(actor, review, language), *_unclear(review), *_end(review))
    return Document(review.title, under, place, language, tuple(blocks))


def _shown(review: PeerReview) -> Iterator[Block]:
    if review.wish:
        yield Heading(1, _("What was to be challenged most"))
        yield Quote(review.wish)
    yield Heading(1, _("What was shown"))
    for one in queries.shown_of(review):
        yield Heading(2, one["heading"])
        yield from (Paragraph(line) for line in one["text"].splitlines() if line.strip())


def _points(actor: Actor, review: PeerReview, language: str) -> Iterator[Block]:
    yield Heading(1, _("What was said, and what became of it"))
    for told in queries.told_of(actor, review, language):
        yield Heading(2, told.asks)
        if not told.points:
            yield Paragraph(_("No one answered this."))
        for point, by, _url in told.points:
            yield Paragraph(_("%(who)s:") % {"who": by})
            yield Quote(point.text)
            yield from _outcome(point)


def _outcome(point: Point) -> Iterator[Block]:
    if not point.outcome:
        return
    yield Paragraph(f"{point.get_outcome_display()}. {point.said}")
    changes = [_("Before: %(text)s") % {"text": point.before}] if point.before else []
    changes += [_("After: %(text)s") % {"text": point.after}] if point.after else []
    changes += [_("It is in: %(version)s") % {"version": point.led_words}] if point.led_words else []
    if changes:
        yield Items(tuple(changes))


def _unclear(review: PeerReview) -> Iterator[Block]:
    asked = list(review.clarifications.select_related("organisation"))
    if asked:
        yield Heading(1, _("Questions for clarity"))
    for one in asked:
        yield Paragraph(f"{one.organisation.name}: {one.text}")
        yield Paragraph(one.answer or _("Not answered."))


def _end(review: PeerReview) -> Iterator[Block]:
    if review.thanks:
        yield Heading(1, _("Thanks"))
        yield Paragraph(review.thanks)
