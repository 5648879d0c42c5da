"""The dialogue conference on safer nights: seats that were full, questions under way, who came, and all of it given to those who did not. All invented."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from nybrott.conferences import actions
from nybrott.conferences.actions import Plan, Slotted
from nybrott.conferences.models import Asked, Conference
from nybrott.conferences.states import Form, MaterialKind, Way
from nybrott.core.actor import system
from nybrott.demonstration.firms import NEWCOMER
from nybrott.demonstration.staging import Stage, in_order
from nybrott.disclosures.actions import Given

ROOM = 18  # seats; two more want one
# minutes after it begins, minutes, what, by whom
PROGRAMME = (
    (0, 15, "Velkommen, og reglene for likebehandling", "Ragnhild Eide"), (15, 30, "En natt med Nattpatruljen", "Jorunn Haug og Ragnhild Eide"),
    (45, 20, "Hva vi har målt, og hva vi ikke vet", "Elin Tangen"), (65, 15, "Pause", ""), (80, 55, "Spørsmål i åpen sal", ""),
    (135, 15, "Veien videre: møter, innspill og oppsummering", "Kristian Øverås"),
)  # fmt: skip
# who asked under way, what, as everyone reads it, the answer
ASKED = (
    ("Badet i Fokus AS", "Kan vi se et av badene?", "Kan vi se et av badene?", "Ja. Bilder og mål av seks bad ligger i lysarkene; besøk hjemme hos folk blir det ikke."),
    ("Røst Talestyring AS", "Vi vil gjerne teste talestyring hos dere i vinter, går det?", "Kan løsninger prøves før en konkurranse?", "Ikke hos én leverandør alene. Blir det prøving, lyses den ut for alle."),
    ("Trygghetslarm i Norden AB", "Hur många larm kommer in per natt i dag?", "Hvor mange alarmer kommer inn per natt?", "I snitt elleve, og fire av dem er feil. Tallene per måned er lagt ut."),
)  # fmt: skip
SLIDES = (
    "Seks bad, målt: døra er 68 cm i fire av dem, terskelen 2–4 cm, bryteren bak døra i fem.\nFall om natten per måned: 12, 14, 15.\n"
    "Det vi ikke vet: hvor mange som faller uten å si det."
)
AWAY = ("Stillegang AS", "Havglimt Elektro AS")  # had a seat and did not come


def confer(stage: Stage) -> Iterator[datetime]:
    """All of it, from the plan to the recording."""
    days, buyer = stage.days, stage.buyer
    begins = days.at(-7, 10)
    yield (when := days.at(-15, 10))
    plan = Plan(
        begins, begins + timedelta(hours=2, minutes=30), days.at(-8, 16), Form.BOTH, "Fjordvik kulturhus, lille sal",
        "https://video.fjordvik.example/tryggere-netter", ROOM, most=2,
    )  # fmt: skip
    made = actions.plan_conference(actor=buyer, dialogue=stage.dialogue, plan=plan, now=when)
    for after, minutes, title, by in PROGRAMME:
        part = Slotted(begins + timedelta(minutes=after), minutes, title, by)
        actions.write_session(actor=buyer, conference=made, slotted=part, now=when)
    yield (when := days.at(-15, 11))
    made = actions.open_seats(actor=buyer, conference=made, now=when)
    yield from in_order(*_seats(stage, made))
    yield (when := begins - timedelta(hours=17, minutes=30))
    actions.remind(actor=system("Nybrott", stage.fjordvik.pk), conference=made, now=when)
    yield from _held(stage, made)


def _seats(stage: Stage, made: Conference) -> Iterator[Iterator[datetime]]:
    """The room is full and two wait; one seat is given up and goes to the first of them; some are there digitally."""
    names = list(stage.firms)
    for place, name in enumerate(names[: ROOM + 2]):
        yield _takes(stage, made, name, Way.PLACE, stage.days.at(-14 + place // 8, 10, place * 3 % 60))
    for place, name in enumerate(names[ROOM + 4 :]):
        yield _takes(stage, made, name, Way.DIGITAL, stage.days.at(-12, 13, place * 5))
    yield _takes(stage, made, NEWCOMER, Way.DIGITAL, stage.days.at(-8, 11))
    yield _changes(stage, made, gives=names[5], gets=names[ROOM])


def _takes(stage: Stage, made: Conference, name: str, way: str, at: datetime) -> Iterator[datetime]:
    yield at
    actions.take_seat(representative=stage.firms[name], conference=made, way=way, named=True, now=at)


def _changes(stage: Stage, made: Conference, *, gives: str, gets: str) -> Iterator[datetime]:
    yield (when := stage.days.at(-10, 9))
    actions.leave_seat(representative=stage.firms[gives], conference=made, now=when)
    yield (when := when + timedelta(hours=3))
    actions.take_seat(representative=stage.firms[gets], conference=made, way=Way.PLACE, named=True, now=when)


def _held(stage: Stage, made: Conference) -> Iterator[datetime]:
    """Those who came are ticked, questions are noted and answered, slides and a recording given to everyone."""
    writes, buyer = stage.actor("Jorunn Haug"), stage.buyer
    yield (when := made.begins + timedelta(minutes=20))
    there = made.seats.filter(state="taken").select_related("representative__supplier")
    came = {seat.pk: seat.representative.supplier.name not in AWAY for seat in there}
    actions.mark_attendance(actor=writes, conference=made, came=came, now=when)
    asked: list[tuple[Asked, str, str]] = []
    for name, text, shown, answer in ASKED:
        yield (when := made.begins + timedelta(minutes=85 + 10 * len(asked)))
        by = stage.firms[name]
        asked.append((actions.ask(conference=made, supplier=by.supplier, text=text, language=by.language, now=when), shown, answer))  # fmt: skip
    yield (when := made.ends + timedelta(minutes=10))
    made = actions.hold_conference(actor=buyer, conference=made, now=when)
    for place, (one, shown, answer) in enumerate(asked):
        yield (when := stage.days.at(-6, 9, 10 * place))
        actions.answer(actor=buyer, asked=one, shown=shown, text=answer, now=when)
    yield (when := stage.days.at(-6, 10))
    slides = Given("Lysark fra dialogkonferansen", SLIDES)
    actions.publish_material(actor=buyer, conference=made, kind=MaterialKind.SLIDES, given=slides, now=when)
    yield (when := stage.days.at(-6, 11))
    recording = Given("Opptak av dialogkonferansen", "To timer og en halv, med teksting.", "https://video.fjordvik.example/opptak/tryggere-netter")  # fmt: skip
    actions.publish_material(actor=buyer, conference=made, kind=MaterialKind.RECORDING, given=recording, now=when)
