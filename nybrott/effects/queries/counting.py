"""What can be counted of what a run does, so that nobody has to type it. Rooms built later say what they can count (`add_counted`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.challenges.models import Challenge
from nybrott.core.actor import system
from nybrott.effects.states import Level
from nybrott.gatherings.models import Outreach
from nybrott.gatherings.queries import REACHED, After, Indicator, LedTo, indicators_of, led_to
from nybrott.gatherings.queries.contributions import end_of
from nybrott.guidance.models import Session
from nybrott.guidance.states import SessionState
from nybrott.hearings.models import Side
from nybrott.hearings.states import ContributionState
from nybrott.runs.models import Run
from nybrott.workshops.models import Workshop
from nybrott.workshops.states import WorkshopState

HEARD = (3, 5, 10)  # users heard about a challenge, from which it counts


class Material:
    """What is counted in: the run, until the end of a day. What several counts rest on is read once."""

    def __init__(self, run: Run, on: date) -> None:
        self.run, self.on = run, on
        self.until = end_of(on)
        # counts, not things: what everybody's challenges reached may be counted by those who do not see each of them
        self.actor = system("Measuring", run.organisation_id)

    @cached_property
    def led_to(self) -> LedTo:
        """The challenges the run's people contributed to, and what each reached."""
        return led_to(self.actor, self.run)

    @cached_property
    def spread(self) -> dict[str, Indicator]:
        """What spreads from the drivers, month by month."""
        return {one.key: one for one in indicators_of(self.run, now=self.until - timedelta(microseconds=1))}

    def reached(self, kind: str) -> list[After]:
        """What those challenges reached since the run began, of a kind."""
        return [
            one
            for challenge in self.led_to.touched
            for one in challenge.reached
            if one.kind == kind and self.run.begins_on <= timezone.localdate(one.thing.at) <= self.on
        ]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: a number (a share in per cent), how many it rests on, and both in a sentence. Without a number: why."""

    value: float | None
    n: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Countable:
    """Something that can be counted: what it is called, in what, on which level it tells, and how it is counted."""

    key: str
    label: Promise | str
    unit: Promise | str
    level: str
    how: Promise | str
    read: Callable[[Material], Counted]


COUNTABLE: dict[str, Countable] = {}
PER_CENT = gettext_lazy("per cent")


def add_counted(
    key: str, label: Promise, unit: Promise, level: str, read: Callable[[Material], Counted], *, how: Promise
) -> None:
    """Something more that can be counted of a run, known to a room above. `read` gets the run and the day; `how` is a sentence."""
    COUNTABLE[key] = Countable(key, label, unit, level, how, read)


def countable() -> dict[str, Countable]:
    """Everything that can be counted now, by its key: what is counted here, what rooms above count, and what challenges can reach."""
    found = dict(COUNTABLE)
    for kind, (label, _read) in REACHED.items():
        for one in _reached(kind, label):
            found[one.key] = one
    return found | {one.key: one for one in _of_heard()}


def _reached(kind: str, label: Promise) -> list[Countable]:
    said = {"things": label}
    return [
        Countable(
            f"led_to.{kind}", _("%(things)s with a driver in the work before") % said, _("in all"), Level.RESULTS,
            _("%(things)s of the challenges the run's people worked on, reached since the run began, where a driver took part in something before.") % said,
            lambda of: _with_driver(of.reached(kind), share=False),
        ),
        Countable(
            f"led_to.{kind}.share", _("%(things)s: the share with a driver in the work before") % said, PER_CENT, Level.RESULTS,
            _("Of the %(things)s of the challenges the run's people worked on, reached since the run began: the share where a driver took part in something before.") % {"things": str(label).lower()},
            lambda of: _with_driver(of.reached(kind), share=True),
        ),
    ]  # fmt: skip


def _with_driver(found: list[After], *, share: bool) -> Counted:
    with_driver, n = sum(one.driver for one in found), len(found)
    said = ngettext("%(part)s of %(n)s with a driver before.", "%(part)s of %(n)s with a driver before.", n) % {"part": with_driver, "n": n}  # fmt: skip
    if not share:
        return Counted(with_driver, n, said)
    return (
        Counted(100 * with_driver / n, n, said)
        if n
        else Counted(None, 0, _("Nothing has been reached yet to take a share of."))
    )


# --- what spreads: the indicators of gatherings, summed or as they stand now ---

_SUMMED, _STANDS, _AVERAGED = "summed", "stands", "averaged"
_SPREAD: tuple[tuple[str, Promise, Promise, str, Promise, str], ...] = (
    ("outreach", gettext_lazy("Work with colleagues"), gettext_lazy("times"), Level.BEHAVIOUR, gettext_lazy("How often drivers have done something with colleagues since the run began, as they wrote it down."), _SUMMED),
    ("colleagues", gettext_lazy("Colleagues reached"), gettext_lazy("colleagues"), Level.BEHAVIOUR, gettext_lazy("How many colleagues were there in all since the run began. A colleague who was there twice counts twice."), _SUMMED),
    ("units", gettext_lazy("Units reached"), PER_CENT, Level.BEHAVIOUR, gettext_lazy("The share of the run's units in which drivers have done something with colleagues."), _STANDS),
    ("raised", gettext_lazy("Challenges raised in the units"), gettext_lazy("challenges"), Level.BEHAVIOUR, gettext_lazy("How many challenges were raised in the run's units since the run began."), _SUMMED),
    ("learnt", gettext_lazy("Methods learnt"), gettext_lazy("methods for each driver"), Level.LEARNING, gettext_lazy("How many methods a driver has learnt on average."), _STANDS),
    ("used", gettext_lazy("Methods used"), gettext_lazy("methods for each driver"), Level.BEHAVIOUR, gettext_lazy("How many methods a driver has used on average."), _STANDS),
    ("taught", gettext_lazy("Methods taught"), gettext_lazy("methods for each driver"), Level.BEHAVIOUR, gettext_lazy("How many methods a driver has taught on average."), _STANDS),
    ("teachers", gettext_lazy("Drivers who have taught"), PER_CENT, Level.BEHAVIOUR, gettext_lazy("The share of drivers who have taught colleagues a method."), _STANDS),
    ("attendance", gettext_lazy("Attendance at gatherings"), PER_CENT, Level.REACTION, gettext_lazy("The share of those asked to gatherings who were there, all gatherings of the run together."), _AVERAGED),
)  # fmt: skip


def _spread(key: str, way: str) -> Callable[[Material], Counted]:
    def read(of: Material) -> Counted:
        one = of.spread[key]
        known = [value for value in one.values if value.value is not None]
        if not known:
            return Counted(None, 0, _("There is nothing to count yet."))
        if way == _SUMMED:
            value, n = sum(each.value or 0 for each in known), sum(each.n for each in known)
        elif way == _AVERAGED:
            n = sum(each.n for each in known)
            value = sum((each.value or 0) * each.n for each in known) / n
        else:
            value, n = known[-1].value or 0, known[-1].n
        if one.is_share:
            said = _("%(part)s of %(n)s %(what)s.") % {"part": round(value * n), "n": n, "what": one.rests_on}
            return Counted(100 * value, n, said)
        return Counted(value, n, _("Rests on %(n)s %(what)s.") % {"n": n, "what": one.rests_on})

    return read


for _key, _label, _unit, _level, _how, _way in _SPREAD:
    add_counted(_key, _label, _unit, _level, _spread(_key, _way), how=_how)


# --- guidance, users heard, units where something happens ---


def _sessions(of: Material) -> Counted:
    held = Session.objects.filter(pairing__run=of.run, state=SessionState.HELD, starts_at__lt=of.until)
    found = held.aggregate(n=Count("pk"), pairs=Count("pairing", distinct=True))
    said = ngettext("In %(n)s pair.", "In %(n)s pairs.", found["pairs"]) % {"n": found["pairs"]}
    return Counted(found["n"], found["pairs"], said)


def _heard(least: int) -> Callable[[Material], Counted]:
    def read(of: Material) -> Counted:
        challenges = [one.challenge.pk for one in of.led_to.touched]
        told = Q(contributions__side=Side.USER, contributions__received_at__lt=of.until)
        told &= ~Q(contributions__state=ContributionState.HIDDEN)
        asked = Q(informants__side=Side.USER, informants__evidence__recorded_at__lt=of.until)
        found = Challenge.objects.filter(pk__in=challenges).annotate(
            told=Count("contributions", filter=told, distinct=True), asked=Count("informants", filter=asked, distinct=True)
        )  # fmt: skip
        many = sum(one >= least for one in (told + asked for told, asked in found.values_list("told", "asked")))
        n = len(challenges)
        said = ngettext("Of %(n)s challenge the run's people worked on.", "Of %(n)s challenges the run's people worked on.", n) % {"n": n}  # fmt: skip
        return Counted(many, n, said)

    return read


def _of_heard() -> Iterator[Countable]:
    for least in HEARD:
        label = _("Challenges with at least %(n)s users heard") % {"n": least}
        how = _("Of the challenges the run's people worked on: where at least %(n)s users were heard, as contributions or as informants.") % {"n": least}  # fmt: skip
        yield Countable(f"heard.{least}", label, _("challenges"), Level.BEHAVIOUR, how, _heard(least))


def _active(of: Material) -> Counted:
    units = list(of.run.units.values_list("pk", flat=True))
    if not units:
        return Counted(None, 0, _("The run does not name any units."))
    first, last = end_of(of.run.begins_on - timedelta(days=1)), of.until
    alive = set(Challenge.objects.filter(unit__in=units, raised_at__gte=first, raised_at__lt=last).values_list("unit", flat=True))  # fmt: skip
    held = Workshop.objects.filter(challenge__unit__in=units, state=WorkshopState.ENDED, ended_at__gte=first, ended_at__lt=last)  # fmt: skip
    alive |= set(held.values_list("challenge__unit", flat=True))
    met = Session.objects.filter(pairing__driver__unit__in=units, state=SessionState.HELD, starts_at__gte=first, starts_at__lt=last)  # fmt: skip
    alive |= set(met.values_list("pairing__driver__unit", flat=True))
    done = Outreach.objects.filter(unit__in=units, held_on__range=(of.run.begins_on, of.on))
    alive |= set(done.values_list("unit", flat=True))
    said = ngettext("%(part)s of %(n)s unit.", "%(part)s of %(n)s units.", len(units)) % {"part": len(alive), "n": len(units)}  # fmt: skip
    return Counted(100 * len(alive) / len(units), len(units), said)


add_counted(
    "sessions", gettext_lazy("Sessions of guidance held"), gettext_lazy("sessions"), Level.REACTION, _sessions,
    how=gettext_lazy("How many sessions of guidance the run's pairs have held."),
)  # fmt: skip
add_counted(
    "active", gettext_lazy("Units where something happens"), PER_CENT, Level.BEHAVIOUR, _active,
    how=gettext_lazy("The share of the run's units in which a challenge was raised, a workshop held, a session held with a driver of it, or something done with colleagues, since the run began."),
)  # fmt: skip
