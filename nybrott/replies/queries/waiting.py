"""Who has asked to hear, what they have not heard of, and who gets a reply."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import Reminder
from nybrott.challenges.rules import may_work_on
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.hearings.models import Contribution, ReplyWish
from nybrott.hearings.states import ContributionState
from nybrott.people.models import Organisation
from nybrott.replies.models import FollowUp, Reply, ReplyLetter, Told
from nybrott.replies.queries.steps import Step, steps_of
from nybrott.replies.states import ReplyState

SIZE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who asked to hear. Never the address: only who lays the letter out reads that.

    `wish` is the key of the wish; `since`: from when what happens concerns them; `told`: keys of the steps they know of. `asked`: the question whether they feel
    understood has been put to them, or answered.
    """

    contribution: int
    wish: int
    side: str
    language: str
    told_on: date
    since: datetime
    answered: bool
    asked: bool
    told: frozenset[str]

    def new(self, steps: Iterable[Step]) -> list[Step]:
        """Those of the steps that happened after they told, and that they have not been told of."""
        return [step for step in steps if step.happened_at >= self.since and step.key not in self.told]


def goes_on_for(challenge: Challenge) -> list[int]:
    """The challenge, and those that were joined with it: what people told there goes on here."""
    found, newest = [challenge.pk], [challenge.pk]
    while newest:
        joined = Challenge.objects.filter(joined_with__in=newest, state=ChallengeState.JOINED).exclude(pk__in=found)
        newest = list(joined.values_list("pk", flat=True))
        found += newest
    return found


def waiting(challenge: Challenge) -> list[Waiting]:
    """Everyone who asked to hear what becomes of it, here or where it was joined from; a hidden contribution gets no letters."""
    here = goes_on_for(challenge)
    wishes = list(
        ReplyWish.objects.filter(contribution__challenge__in=here)
        .exclude(contribution__state=ContributionState.HIDDEN)
        .select_related("contribution__follow_up", "contribution__challenge")
        .order_by("contribution__received_at", "pk")
    )
    if not wishes:
        return []
    told: dict[int, set[str]] = {}
    for contribution, step in Told.objects.filter(contribution__challenge__in=here).values_list("contribution", "step"):
        told.setdefault(contribution, set()).add(step)
    return [_waiting(wish, told.get(wish.contribution_id, set()), challenge) for wish in wishes]


def _waiting(wish: ReplyWish, told: Collection[str], challenge: Challenge) -> Waiting:
    one = wish.contribution
    # what happened here before theirs was joined with it is no news of theirs
    since = one.received_at if one.challenge_id == challenge.pk else max(one.received_at, one.challenge.moved_at)
    follow: FollowUp | None = getattr(one, "follow_up", None)
    asked = one.felt_understood is not None or (follow is not None and follow.understood_asked_at is not None)
    return Waiting(
        one.pk, wish.pk, one.side, wish.language, timezone.localdate(one.received_at), since, bool(one.answer), asked,
        frozenset(told),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Untold:
    """A step, and how many of those who asked have not been told of it."""

    step: Step
    people: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many asked to hear about a challenge, and what they have not heard of (the oldest first).

    `people`: how many have something to hear.
    """

    asked: int
    people: int
    untold: tuple[Untold, ...]


def standing(challenge: Challenge, now: datetime) -> Standing:
    """Who waits for what. A step that nobody has to be told of is left out."""
    everyone = waiting(challenge)
    if not everyone:
        return Standing(0, 0, ())
    steps = steps_of(challenge, now)
    counted = [Untold(step, sum(bool(one.new([step])) for one in everyone)) for step in steps]
    return Standing(
        len(everyone), sum(bool(one.new(steps)) for one in everyone), tuple(one for one in counted if one.people)
    )


def reminder(actor: Actor, challenge: Challenge, now: datetime) -> Reminder | None:
    """What a challenge's page says to those who work on it, when somebody waits to hear."""
    if not may_work_on(actor, challenge):
        return None
    found = standing(challenge, now)
    if not found.people:
        return _held(challenge) if found.asked else None
    said = ngettext(
        "%(people)s person asked to hear, and has not heard about this:",
        "%(people)s people asked to hear, and have not heard about this:",
        found.people,
    ) % {"people": found.people}
    return Reminder(
        said,
        tuple(one.step.label for one in found.untold),
        _("Tell them"),
        reverse("replies:replies", args=[challenge.pk]),
    )


def _held(challenge: Challenge) -> Reminder | None:
    """Letters that lie held tell nobody anything until somebody lets them go."""
    reply = Reply.objects.filter(challenge=challenge, state=ReplyState.HELD).order_by("-pk").first()
    if reply is None:
        return None
    said = _("Letters to those who told are being held. They are not sent until someone releases them.")
    return Reminder(said, (), _("Read them, and send them"), reverse("replies:read", args=[reply.pk]))


def receivers(reply: Reply, now: datetime) -> list[tuple[Waiting, list[Step]]]:
    """Who gets a letter of a reply, and which of its steps are new to them."""
    steps = [step for step in steps_of(reply.challenge, now) if step.key in reply.steps]
    asked = [one for one in waiting(reply.challenge) if one.side in reply.sides]
    return [(one, new) for one in asked if (new := one.new(steps))]


@dataclass(frozen=True, slots=True)
class Variant:
    """Letters of a reply that say the same: in which language, and what they add. `people`: to how many."""

    language: str
    answered: bool
    asks_understood: bool
    asks_better: bool
    people: int
    told_on: date
    steps: tuple[str, ...]


def variants(reply: Reply, now: datetime) -> list[Variant]:
    """The different letters of a reply, those to most people first within a language."""
    found: dict[tuple[str, bool, bool, bool], list[tuple[Waiting, list[Step]]]] = {}
    for one, new in receivers(reply, now):
        better = any(step.asks_better for step in new)
        found.setdefault((one.language, one.answered, not one.asked, better), []).append((one, new))
    made = [
        Variant(*kind, len(people), people[0][0].told_on, tuple(step.key for step in people[0][1]))
        for kind, people in found.items()
    ]
    return sorted(made, key=lambda one: (one.language, -one.people))


# --- replies as a list ---


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply with how many letters it has, and how many of them are held."""

    reply: Reply
    letters: int
    held: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list: `number` of `pages`, `total` in all."""

    rows: tuple[ReplyRow, ...]
    number: int
    pages: int
    total: int


def replies_of(challenge: Challenge, page: int) -> Rows:
    """A challenge's replies, the newest first; dropped ones left out."""
    found = (
        Reply.objects.filter(challenge=challenge)
        .exclude(state=ReplyState.DROPPED)
        .select_related("written_by", "let_go_by")
        .annotate(made=Count("letters"), gone=Count("letters__let_go_at"))
        .order_by("-written_at", "-pk")
    )
    cut = Paginator(found, SIZE).get_page(page)
    for one in cut.object_list:
        one.challenge = challenge
    rows = tuple(ReplyRow(one, made := getattr(one, "made"), made - getattr(one, "gone")) for one in cut.object_list)  # noqa: B009
    return Rows(rows, cut.number, cut.paginator.num_pages, cut.paginator.count)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One who asked to hear: what they told, how many steps they know of, when they last got a letter."""

    contribution: Contribution
    told: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """One page of those who asked to hear."""

    rows: tuple[AskedRow, ...]
    number: int
    pages: int
    total: int
    unanswered: int


def asked_page_of(challenge: Challenge, page: int) -> AskedPage:
    """Those who asked to hear, those without an answer first."""
    found = (
        Contribution.objects.filter(challenge=challenge, reply_wish__isnull=False)
        .exclude(state=ContributionState.HIDDEN)
        .select_related("reply_wish")
        .annotate(steps_told=Count("told"))
        .order_by("answer", "-received_at", "-pk")
    )
    cut = Paginator(found, SIZE).get_page(page)
    rows = tuple(AskedRow(one, getattr(one, "steps_told"), one.reply_wish.told_at) for one in cut.object_list)  # noqa: B009
    unanswered = found.filter(answer="").count()
    return AskedPage(rows, cut.number, cut.paginator.num_pages, cut.paginator.count, unanswered)


ENOUGH = 5  # who must have answered before anybody's words are shown


@dataclass(frozen=True, slots=True)
class Said:
    """What those who told say of being heard, in their own words and in no order of time; `answered`: how many gave a mark."""

    answered: int
    understood: tuple[str, ...]
    better: tuple[str, ...]


def said_of_being_heard(challenge: Challenge) -> Said:
    """Their sentences, once enough have answered that nobody can tell whose they are; at most 50 of each."""
    rows = FollowUp.objects.filter(contribution__challenge=challenge)
    answered = rows.filter(understood_at__isnull=False).count()
    if answered < ENOUGH:
        return Said(answered, (), ())
    # by their words, not by time: the order says nothing of who or when
    understood = (
        rows.exclude(understood_because="").order_by("understood_because").values_list("understood_because", flat=True)
    )
    better = rows.exclude(better_because="").order_by("better_because").values_list("better_because", flat=True)
    return Said(answered, tuple(understood[:50]), tuple(better[:50]))


# --- what those who told may read ---


def told_publicly(challenge: Challenge) -> list[Reply]:
    """What stands on the public page of a challenge as what has happened, the newest first."""
    return list(
        Reply.objects.filter(challenge=challenge, state=ReplyState.GONE, published_at__isnull=False).order_by(
            "-let_go_at"
        )[:50]
    )


def told_lately(organisation: Organisation | None, *, most: int) -> list[Reply]:
    """What was told in public of what came of people's words, of one organisation or of all, the newest first. Only of challenges
    whose page anyone may be led to; the others' addresses are theirs who were given them."""
    heard = Challenge.objects.all().heard_openly()
    if organisation is not None:
        heard = heard.filter(organisation=organisation)
    told = Reply.objects.filter(challenge__in=heard, state=ReplyState.GONE, published_at__isnull=False)
    return list(told.select_related("challenge__organisation").order_by("-let_go_at", "-pk")[:most])


def told_to(contribution: Contribution) -> list[Reply]:
    """What has been told since somebody told, the newest first; also to those who left no address. Where their challenge was
    joined with another, that one's words are theirs from then on."""
    there, known = contribution.challenge, {contribution.challenge_id}
    told = Q(challenge=there.pk, let_go_at__gte=contribution.received_at)
    while there.state == ChallengeState.JOINED and there.joined_with is not None and there.joined_with_id not in known:
        told |= Q(challenge=there.joined_with_id, let_go_at__gte=max(contribution.received_at, there.moved_at))
        there = there.joined_with
        known.add(there.pk)
    return list(Reply.objects.filter(told, state=ReplyState.GONE).order_by("-let_go_at")[:50])


def text_in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The text in the reader's language, or in one it is written in; and that language."""
    for code in (language, "nb", "nn", "en"):
        if texts.get(code):
            return texts[code], code
    return "", language


def letter_behind(key_hash: str, now: datetime) -> ReplyLetter | None:
    """The letter whose link somebody followed, while it opens."""
    return (
        ReplyLetter.objects.filter(key_hash=key_hash, opens_until__gte=timezone.localdate(now))
        .select_related("contribution__challenge__organisation", "contribution__follow_up")
        .first()
    )
