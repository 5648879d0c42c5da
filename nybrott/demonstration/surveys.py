"""What Fjordvik asks its drivers: a baseline from before the autumn, a follow-up that is tied to it, and a pulse that is open.

Few enough that small groups are told together and some means are left out, as they will be in any municipality. All invented.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.evaluations import actions
from nybrott.evaluations.actions import Plan
from nybrott.evaluations.models import Edition, Recipient, Series, Wave
from nybrott.evaluations.queries import Person
from nybrott.people.models import Membership, Organisation
from nybrott.people.queries import actor_of

SKILLS = ("need", "interview", "observe", "how-might-we", "dialogue", "function", "procedure", "benefit")
ABOUT = ("demonstration.run", "autumn", "Pådriverprogrammet, høsten")
# how long they have worked with this, how many needs they mapped, time, leader, and the eight skills; before and after
BEFORE: Sequence[tuple[str, int, int, int, str]] = (
    ("new", 0, 2, 4, "21321121"), ("new", 0, 3, 4, "22211121"), ("new", 1, 2, 3, "32221211"), ("new", 0, 4, 5, "21211111"),
    ("short", 1, 2, 4, "33322222"), ("short", 2, 3, 3, "32332232"), ("short", 0, 2, 2, "22222121"), ("new", 0, 3, 4, "32311111"),
    ("long", 4, 3, 4, "43333343"), ("long", 3, 2, 3, "33234443"), ("new", 0, 4, 4, "22221122"), ("short", 1, 3, 5, "33322232"),
)  # fmt: skip
AFTER: Sequence[tuple[str, int, int, int, str]] = (
    ("new", 3, 2, 4, "44433232"), ("new", 2, 3, 4, "43343222"), ("new", 4, 3, 4, "44434323"), ("new", 1, 4, 5, "33332221"),
    ("short", 3, 2, 4, "45443333"), ("short", 5, 3, 4, "44444343"), ("short", 1, 2, 2, "33322222"), ("new", 2, 3, 4, "44422222"),
    ("long", 6, 3, 4, "54444444"), ("long", 3, 2, 3, "34334443"), ("new", 3, 4, 5, "43333223"),
)  # fmt: skip
USEFUL = (5, 5, 6, 4, 5, 6, 3, 5, 5, 4, 6)
RECOMMEND = (8, 9, 10, 7, 8, 10, 5, 8, 9, 7, 10)
DIFFERENT = (
    "Jeg spør hva som skjer før jeg spør hva de vil ha.", "Vi tok en runde på natt før vi skrev noe som helst.", "Jeg har sluttet å begynne med en løsning.",
    "Vi ringte Strandvik, de hadde det samme.", "Jeg skriver ned ordrett det folk sier.", "Lederen min blir med på intervjuene nå.",
)  # fmt: skip
HOPES = (
    "At vi slipper å bestille det samme som sist.", "Å lære å intervjue.", "At noen spør dem det gjelder.", "Mer tid til å forstå før vi kjøper.",
    "Å bli trygg på hva vi har lov til å snakke med leverandører om.", "At enheten min blir med.",
)  # fmt: skip


def fill_baseline(fjordvik: Organisation, now: datetime) -> None:
    """What drivers said before the autumn, once: it stands before the evaluation of the run is planned."""
    if Wave.objects.filter(organisation=fjordvik).exists():
        return
    with transaction.atomic():
        evaluator = _evaluator(fjordvik)
        series = actions.begin_series(actor=evaluator, title="Pådriverprogrammet: før og etter", now=now)
        _baseline(fjordvik, evaluator, series, now - timedelta(days=90))


def fill_surveys(fjordvik: Organisation, now: datetime) -> None:
    """The wave that is tied to it, and the pulse that is open, once."""
    series = Series.objects.filter(organisation=fjordvik).order_by("pk").first()
    if series is None or series.waves.count() > 1:
        return
    with transaction.atomic():
        evaluator = _evaluator(fjordvik)
        _follow_up(fjordvik, evaluator, series, now - timedelta(days=16))
        _pulse(fjordvik, evaluator, now)


def _evaluator(fjordvik: Organisation) -> Actor:
    found = (
        Membership.objects.current().filter(organisation=fjordvik, roles__contains=["evaluator"]).select_related("user")
    )
    return actor_of(found.order_by("pk")[0].user, fjordvik)


def _people(fjordvik: Organisation, number: int) -> list[Person]:
    """So many to ask."""
    drivers = (
        Membership.objects.current().filter(organisation=fjordvik, roles__contains=["driver"]).select_related("user")
    )
    known = [Person(one.user.email, one.user.name, one.user_id) for one in drivers.order_by("pk")[:number]]
    return known + [
        Person(f"padriver{place}@fjordvik.example", f"Pådriver {place}") for place in range(len(known), number)
    ]


def _words(place: int) -> str:
    return f"fjord hatt ugle {('ask', 'bekk', 'elg', 'furu', 'gran', 'hest', 'is', 'jord', 'kano', 'lin', 'mus', 'ovn')[place]} {place}"


def _planned(actor: Actor, edition: Edition, title: str, at: datetime, series: Series | None) -> Wave:
    """Planned on a day, for fourteen people: the drivers with an account first, then those who have only an address."""
    day = timezone.localdate(at)
    last = day + timedelta(days=14)
    plan = Plan(
        title, day, last, last + timedelta(days=730), (last - timedelta(days=7), last - timedelta(days=2)), series
    )
    made = actions.begin_wave(actor=actor, edition=edition, plan=plan, subject=ABOUT, now=at)
    actions.add_people(actor=actor, wave=made, people=_people(made.organisation, 14), now=at)
    return made


def _edition(fjordvik: Organisation, actor: Actor, id: str, at: datetime) -> Edition:
    own = actions.copy_shipped(actor=actor, organisation=fjordvik, id=id, now=at)
    return own.editions.get()


def _said(row: tuple[str, int, int, int, str]) -> dict[str, Any]:
    experience, mapped, time, leader, skills = row
    return {
        "experience": experience, "mapped": mapped, "time": time, "leader": leader,
        "skills": {skill: int(point) for skill, point in zip(SKILLS, skills, strict=True)},
    }  # fmt: skip


def _answers(wave: Wave, said: Sequence[Mapping[str, Any]], day: date, words: bool = False) -> None:
    people = Recipient.objects.filter(wave=wave).select_related("wave__edition", "wave__series").order_by("pk")
    for place, (one, each) in enumerate(zip(people, said, strict=False)):
        actions.save_page(recipient=one, said=each, today=day)
        actions.answer_wave(recipient=one, words=_words(place) if words else "", today=day)


def _by_experience(wave: Wave, actor: Actor, at: datetime) -> None:
    tables = [one | {"by": one["key"] == "skills"} for one in wave.tables]
    actions.declare_tables(actor=actor, wave=wave, tables=tables, group="experience", now=at)


def _baseline(fjordvik: Organisation, actor: Actor, series: Series, at: datetime) -> None:
    edition = _edition(fjordvik, actor, "drivers-baseline", at)
    wave = _planned(actor, edition, "Nullpunkt for pådriverne", at, series)
    _by_experience(wave, actor, at)
    actions.open_wave(actor=actor, wave=wave, now=at)
    said = [_said(row) | ({"hope": HOPES[place]} if place < len(HOPES) else {}) for place, row in enumerate(BEFORE)]
    _answers(wave, said, timezone.localdate(at), words=True)
    actions.close_wave(actor=actor, wave=wave, now=at + timedelta(days=14))


def _follow_up(fjordvik: Organisation, actor: Actor, series: Series, at: datetime) -> None:
    edition = _edition(fjordvik, actor, "drivers-followup", at)
    wave = _planned(actor, edition, "Pådriverne mot slutten av høsten", at, series)
    _by_experience(wave, actor, at)
    actions.open_wave(actor=actor, wave=wave, now=at)
    said = []
    for place, row in enumerate(AFTER):
        one = _said(row) | {"useful": USEFUL[place], "recommend": RECOMMEND[place]}
        one |= {"hindered": ["time", "colleagues"] if place % 3 == 0 else ["time"]}
        said.append(one | ({"different": DIFFERENT[place]} if place < len(DIFFERENT) else {}))
    _answers(wave, said, timezone.localdate(at), words=True)
    actions.close_wave(actor=actor, wave=wave, now=at + timedelta(days=14))


def _pulse(fjordvik: Organisation, actor: Actor, at: datetime) -> None:
    """Open now, with half of the answers in."""
    edition = _edition(fjordvik, actor, "pulse", at)
    wave = _planned(actor, edition, "Puls etter erfaringssamlingen", at, None)
    actions.open_wave(actor=actor, wave=wave, now=at)
    said = [{"useful": 4 + place % 3, "pace": "right", "use": "yes" if place % 3 else "no"} for place in range(7)]
    _answers(wave, said, timezone.localdate(at))
