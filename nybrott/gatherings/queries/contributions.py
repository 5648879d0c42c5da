"""Who helped a challenge with what, what it reached afterwards, and what a run led to.

Rooms built later say what they know a challenge can reach (`add_reached`): a dialogue, a procurement, a contract, a benefit.
Notes of guidance are never read here.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.contributions import Contribution, Person, Reached, came_before, had, links_between
from nybrott.core.trail import Stop, Trail, in_order
from nybrott.gatherings.models import Outreach, Story
from nybrott.guidance.models import NextStep, Session
from nybrott.guidance.states import SessionState
from nybrott.needs.models import Need, NeedDescription
from nybrott.needs.states import DescriptionState, NeedState
from nybrott.people.models import User
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState
from nybrott.ui.formats import day_short
from nybrott.workshops.models import Landing, Seat, Workshop
from nybrott.workshops.states import SeatState, WorkshopState

Read = Callable[[Collection[int]], Iterable[Reached]]
KINDS: dict[str, Promise] = {
    "raised": gettext_lazy("Challenge raised by a driver or mentor"),
    "session": gettext_lazy("Guidance"),
    "next_step": gettext_lazy("Next step done"),
    "workshop": gettext_lazy("Workshop"),
    "story": gettext_lazy("Story at a gathering"),
    "outreach": gettext_lazy("Work with colleagues"),
}
BEEN = (PartState.IN, PartState.DONE, PartState.LEFT)  # those who take part, or did
# the same in a word or two, for a picture
SHORT: dict[str, Promise] = {
    "session": gettext_lazy("Guidance"),
    "next_step": gettext_lazy("Next steps"),
    "workshop": gettext_lazy("Workshops"),
    "story": gettext_lazy("Stories"),
    "outreach": gettext_lazy("Colleagues"),
}
# kind of thing a challenge reaches → what a number of them is called, and what reads them for some challenges
REACHED: dict[str, tuple[Promise, Read]] = {}


def add_reached(kind: str, label: Promise, read: Read) -> None:
    """Something a challenge can reach, known to a room above: a word for programs, what many of them are called, and what
    reads those of some challenges with the time each was reached."""
    REACHED[kind] = (label, read)


def reached_by(challenges: Collection[int]) -> list[Reached]:
    """What these challenges have reached, the first first. One query for each kind."""
    return sorted(
        (one for _label, read in REACHED.values() for one in read(challenges)), key=lambda one: (one.at, one.key)
    )


def _verified(challenges: Collection[int]) -> Iterator[Reached]:
    found = Need.objects.filter(challenge__in=challenges, state=NeedState.VERIFIED, verified_at__isnull=False)
    for one in found:
        url = reverse("insights:need", args=[one.pk])
        yield Reached("need", str(one.pk), one.challenge_id, one.verified_at or one.written_at, str(one), url)


def _described(challenges: Collection[int]) -> Iterator[Reached]:
    settled = (DescriptionState.APPROVED, DescriptionState.REPLACED)
    found = NeedDescription.objects.filter(challenge__in=challenges, state__in=settled, approved_at__isnull=False)
    for one in found:
        label = _("Version %(version)s: %(title)s") % {"version": one.version, "title": one.title}
        url = reverse("needs:version", args=[one.pk])
        yield Reached("description", str(one.pk), one.challenge_id, one.approved_at or one.changed_at, label, url)


add_reached("need", gettext_lazy("Verified needs"), _verified)
add_reached("description", gettext_lazy("Need descriptions"), _described)


# --- contributions ---


def contributions_to(challenges: Collection[int]) -> list[Contribution]:
    """Everything people did for these challenges that is over: guidance held, next steps done, workshops held, stories told,
    work with colleagues, and who raised them. Eight queries, however many there are.

    Somebody counts as driver or mentor in a workshop, or for having raised a challenge, if they took part in a run then.
    """
    found = [*_sessions(challenges), *_steps(challenges), *_stories(challenges), *_outreach(challenges)]
    workshops = list(
        Workshop.objects.filter(challenge__in=challenges, state=WorkshopState.ENDED, ended_at__isnull=False)
    )
    there = _in_workshops(workshops)
    raised = list(Challenge.objects.filter(pk__in=challenges).values_list("pk", "raised_by", "raised_at", "title"))
    users = {user for people in there.values() for user in people} | {user for _pk, user, _at, _title in raised}
    parts = _parts_of(user for user in users if user is not None)
    for one in workshops:
        at = one.ended_at or one.starts_at
        people = frozenset(person for user in there[one.pk] for person in _as_what(parts, user, at))
        url = reverse("workshops:workshop", args=[one.pk])
        found.append(Contribution("workshop", str(one.pk), one.challenge_id, at, people, one.title, url))
    for pk, user, at, title in raised:
        if user is not None and (people := frozenset(p for p in _as_what(parts, user, at) if p.role)):
            found.append(
                Contribution("raised", str(pk), pk, at, people, title, reverse("challenges:challenge", args=[pk]))
            )
    return sorted(found, key=lambda one: (one.at, one.key))


def _person(part: Participation) -> Person:
    return Person(part.user_id, part.kind, part.run_id)


def _sessions(challenges: Collection[int]) -> Iterator[Contribution]:
    held = Session.objects.filter(challenge__in=challenges, state=SessionState.HELD)
    for one in held.select_related("pairing__driver", "pairing__mentor"):
        people = frozenset({_person(one.pairing.driver), _person(one.pairing.mentor)})
        yield Contribution("session", str(one.pk), one.challenge_id or 0, one.ends_at, people)


def _steps(challenges: Collection[int]) -> Iterator[Contribution]:
    done = NextStep.objects.filter(challenge__in=challenges, done_at__isnull=False, dropped_at__isnull=True)
    for one in done.select_related("pairing__driver", "pairing__mentor"):
        pair = (one.pairing.driver, one.pairing.mentor)
        people = frozenset(_person(part) for part in pair if part.user_id == one.who_id)
        yield Contribution(
            "next_step", str(one.pk), one.challenge_id or 0, one.done_at or one.agreed_at, people, one.what
        )


def _stories(challenges: Collection[int]) -> Iterator[Contribution]:
    for one in Story.objects.filter(challenge__in=challenges, told_at__isnull=False).select_related("part"):
        url = reverse("gatherings:gathering", args=[one.gathering_id])
        at = one.told_at or one.brought_at
        yield Contribution("story", str(one.pk), one.challenge_id or 0, at, frozenset({_person(one.part)}), "", url)


def _outreach(challenges: Collection[int]) -> Iterator[Contribution]:
    """What has a day and no time is over when the day is: the same day it was not before anything."""
    for one in Outreach.objects.filter(challenge__in=challenges).select_related("part"):
        yield Contribution(
            "outreach",
            str(one.pk),
            one.challenge_id or 0,
            end_of(one.held_on),
            frozenset({_person(one.part)}),
            one.what,
        )


def end_of(day: date) -> datetime:
    """The moment a day is over, where the site is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))


def _in_workshops(workshops: Collection[Workshop]) -> dict[int, set[int]]:
    """Who took part in which workshop: those who led it, and those with an account who came."""
    there = {one.pk: {one.facilitator_id} if one.facilitator_id else set() for one in workshops}
    came = Q(joined_at__isnull=False) | Q(state=SeatState.COMING)
    seats = Seat.objects.filter(came, workshop__in=list(there), user__isnull=False).exclude(state=SeatState.OUT)
    for workshop, user in seats.values_list("workshop", "user"):
        there[workshop].add(user)
    return there


_Part = tuple[str, int, datetime, datetime | None]


def _parts_of(users: Iterable[int]) -> dict[int, list[_Part]]:
    """When somebody was driver or mentor in which run."""
    found: dict[int, list[_Part]] = {}
    parts = Participation.objects.filter(user__in=set(users), state__in=BEEN)
    for user, kind, run, took_in, signed, until in parts.values_list(
        "user", "kind", "run", "took_in_at", "signed_up_at", "ended_at"
    ):
        found.setdefault(user, []).append((kind, run, took_in or signed, until))
    return found


def _as_what(parts: dict[int, list[_Part]], user: int, at: datetime) -> Iterator[Person]:
    held = [
        (kind, run) for kind, run, since, until in parts.get(user, ()) if since <= at and (until is None or at <= until)
    ]
    yield from (Person(user, kind, run) for kind, run in held)
    if not held:
        yield Person(user)


# --- on a challenge's red thread ---


def help_of(actor: Actor, challenge: Challenge) -> Trail:
    """What drivers and mentors did for a challenge as stops of its red thread, with links to what came of it. Twelve queries."""
    found = [one for one in contributions_to([challenge.pk]) if one.kind != "raised"]
    if not found:
        return Trail()
    names = called(actor, found)
    stops = [
        Stop(one.kind, one.ref, labelled(one), "done", one.url, one.at - timedelta(microseconds=1), word=str(KINDS[one.kind]), who=", ".join(names[one.key]))
        for one in found
    ]  # fmt: skip
    links = {(("challenge", str(challenge.pk)), one.key) for one in found}
    links |= set(links_between(found, reached_by([challenge.pk])))
    landed = Landing.objects.filter(workshop__challenge=challenge).values_list("workshop", "kind", "ref")
    links |= {(("workshop", str(workshop)), (kind, str(ref))) for workshop, kind, ref in landed}
    return Trail(tuple(in_order(stops)), frozenset(links))


def labelled(one: Contribution) -> str:
    """What a contribution is called. What was talked about in guidance, and what a story tells, is not said here."""
    if one.kind in ("session", "story"):
        return str(KINDS[one.kind])
    return one.label


def called(actor: Actor, found: Collection[Contribution]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The people of contributions, by name where they are of the own organisation, else as a driver or mentor from another.

    One query. Somebody who has left is still named; an account that was erased has no name any more.
    """
    keys = {person.user for one in found for person in one.people}
    own = Q(memberships__organisation=actor.organisation_id or 0) | Q(parts__organisation=actor.organisation_id or 0)
    names = dict(User.objects.filter(own, pk__in=keys).values_list("pk", "name"))
    others = {"driver": _("a driver from another organisation"), "mentor": _("a mentor from another organisation")}
    return {
        one.key: tuple(
            sorted({names.get(person.user) or others.get(person.role, _("someone else")) for person in one.people})
        )
        for one in found
    }


# --- what a run led to ---


@dataclass(frozen=True, slots=True)
class After:
    """Something a challenge reached, with the contributions of the run's people before it, and whether a driver was in them."""

    thing: Reached
    before: tuple[Contribution, ...]
    driver: bool

    @property
    def kind(self) -> str:
        """What kind of thing it is, for programs."""
        return self.thing.kind


@dataclass(frozen=True, slots=True)
class Touched:
    """A challenge the run's people contributed to: with what, and what it reached."""

    challenge: Challenge
    contributions: tuple[Contribution, ...]
    reached: tuple[After, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind were reached by the challenges the run touched, and how many of them a driver was in before."""

    kind: str
    label: str
    n: int
    with_driver: int


@dataclass(frozen=True, slots=True)
class LedTo:
    """What a run led to, as far as somebody may see it. `names`: key of a contribution → its people."""

    touched: tuple[Touched, ...]
    counts: tuple[Count, ...]
    names: dict[tuple[str, str], tuple[str, ...]]

    @property
    def contributions(self) -> int:
        """How many contributions there were."""
        return sum(len(one.contributions) for one in self.touched)


def touched_by(actor: Actor, run: Run) -> QuerySet[Challenge]:
    """The challenges somebody sees that people of the run may have contributed to."""
    users = Participation.objects.filter(run=run, state__in=BEEN).values("user")
    keys = [
        Session.objects.filter(pairing__run=run).values("challenge"), NextStep.objects.filter(pairing__run=run).values("challenge"),
        Story.objects.filter(part__run=run).order_by().values("challenge"), Outreach.objects.filter(part__run=run).values("challenge"),
        Workshop.objects.filter(facilitator__in=users).values("challenge"), Seat.objects.filter(user__in=users).values("workshop__challenge"),
        Challenge.objects.filter(raised_by__in=users).values("pk"),
    ]  # fmt: skip
    return Challenge.objects.visible_to(actor).filter(pk__in=keys[0].union(*keys[1:])).order_by("title", "pk")


def led_to(actor: Actor, run: Run) -> LedTo:
    """The challenges the run's people contributed to, what each reached, and what was before it. The same number of queries
    however many there are."""
    challenges = {one.pk: one for one in touched_by(actor, run).select_related("unit")}
    ours = [one for one in contributions_to(list(challenges)) if any(person.run == run.pk for person in one.people)]
    here = {one.challenge for one in ours}
    things = reached_by(list(here))
    before = came_before(ours, things)
    after = [After(one, before[one.key], had(before[one.key], "driver", run=run.pk)) for one in things]
    touched = tuple(
        Touched(
            challenge, tuple(one for one in ours if one.challenge == key), tuple(one for one in after if one.thing.challenge == key)
        )
        for key, challenge in challenges.items() if key in here
    )  # fmt: skip
    counts = tuple(
        Count(kind, str(label), len(of_kind), sum(one.driver for one in of_kind))
        for kind, (label, _read) in REACHED.items() for of_kind in [[one for one in after if one.kind == kind]]
    )  # fmt: skip
    return LedTo(touched, counts, called(actor, ours))


def said_of(names: dict[tuple[str, str], tuple[str, ...]], one: Contribution) -> str:
    """A contribution in a line: what, when, who."""
    label = labelled(one)
    who = ", ".join(names.get(one.key, ()))
    kind = str(KINDS[one.kind])
    what = kind if label == kind else f"{kind}: {label}"
    # what is over when the day is, was on that day
    return " · ".join(part for part in (what, day_short(one.at - timedelta(microseconds=1)), who) if part)
