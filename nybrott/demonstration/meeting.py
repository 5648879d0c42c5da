"""One-to-one meetings of the dialogue on safer nights: a lottery anybody can draw again, times that were changed, minutes that were approved. All invented."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format

from nybrott.demonstration.firms import NEWCOMER
from nybrott.demonstration.staging import Stage, in_order
from nybrott.dialogues.models import Representative
from nybrott.meetings import actions
from nybrott.meetings.models import Minutes, Round, Slot
from nybrott.meetings.queries import slots_of

GUIDE = (
    "Hva har dere sett virke for eldre som bor alene?\nHva krever det av nattevaktene og av den som bor der?\nHva gjør dere når noen ikke vil?\n"
    "Hva koster det å prøve i ti boliger?\nHva har vi ikke spurt om?"
)
VALUE = "11.7345"
UNASKED = ("Frisk Luft og Lys AS", "Velferdsbygg AS", "Nordre Alarmsentral AS")  # who want no meeting
DAYS = (-5, -4, -3, -2, -1, 1, 2, 3)  # three meetings on each
# what was said in meetings, by their order; with a secret and why it is one
SAID = (
    ("Viste erfaringer fra 40 leiligheter i en annen kommune. Lys langs gulvet ga færre fall; alarm alene ga ikke det.", "", ""),
    ("Mener at vi bør begynne med møbleringen, og at vi undervurderer teppene. Prøver gjerne i fem boliger.", "Prisen er 1 850 kroner per bolig og måned ved ti boliger.", "Prisen er ikke kjent for konkurrentene."),
    ("Spurte hvem som rykker ut når noe varsler. Uten svar på det er varsling verdiløs, sier de.", "", ""),
    ("Har prøvd talestyring med tolv eldre. Seks brukte den etter tre måneder.", "", ""),
    ("Kan levere om et halvt år. Trenger at vi bestemmer hvem som eier dataene.", "Sensoren kommer i ny utgave i mars, med halvparten så stort strømforbruk.", "Produktet er ikke lansert."),
    ("Foreslår å flytte kveldsmedisinen før noe kjøpes, og å måle i åtte uker.", "", ""),
    ("Selger ikke utstyr, men nattevakt på deling mellom kommuner. Regnestykket er deres.", "", ""),
    ("Har hjelpemidlene i rammeavtalen vår fra før. De fleste vet ikke at de kan bestille dem.", "", ""),
    ("Sier at pårørende ikke må varsles om natten, men få en beskjed om morgenen.", "", ""),
    ("Bygger om bad på to dager mens beboeren er på dagsenter. Håndtak hele veien, ingen terskler.", "Underleverandøren er Badfix Øst, som vi ikke vil at andre skal vite.", "Avtalen med underleverandøren er fortrolig."),
    ("Mener at ti minutter er urealistisk på øya, og at målet må deles i to.", "", ""),
    ("Vil ikke levere sensorer, men kan måle søvn med dagbok og ring. Beboeren eier tallene.", "", ""),
)  # fmt: skip
REMARK = "Vi sa at vi kan levere på tre uker når dere har bestemt dere, ikke på tre uker fra i dag."


def meet(stage: Stage) -> Iterator[datetime]:
    """All of it: rules, applications, the draw, changes, minutes."""
    yield stage.days.at(-16, 11)
    round_ = _planned(stage)
    yield from in_order(*_applied(stage, round_))
    yield stage.days.at(-11, 16)
    round_ = actions.close_list(actor=stage.buyer, round_=round_, now=stage.days.at(-11, 16))
    yield stage.days.at(-9, 9)
    # another person than the one who closed the list, when the whole world knows the value
    second = stage.actor("Ragnhild Eide")
    round_ = actions.draw_meetings(actor=second, round_=round_, value=VALUE, now=stage.days.at(-9, 9))
    yield stage.days.at(-8, 10)
    actions.apply(representative=stage.firms[NEWCOMER], round_=round_, wants=1, wishes=[], cannot=[], now=stage.days.at(-8, 10))  # fmt: skip
    yield from _changed(stage, round_)
    yield from _noted(stage, round_)


def _planned(stage: Stage) -> Round:
    days = stage.days
    known = days.at(-10, 16, 15)
    said = {
        "minutes": 45, "gap": 15, "most": 1, "apply_from": days.at(-16, 12), "apply_until": days.at(-11, 15), "known_at": known,
        "value_is": f"Kursen Norges Bank setter på euro i kroner {date_format(known, 'j. F Y')}, med punktum og fire desimaler",
        "change_hours": 24, "offer_hours": 24, "where": "Rådhuset, møterom Skjæret, eller video", "guide": GUIDE,
    }  # fmt: skip
    round_ = actions.plan_meetings(actor=stage.buyer, dialogue=stage.dialogue, said=said, now=days.at(-16, 11))
    for day in DAYS:
        actions.add_slots(actor=stage.buyer, round_=round_, first=days.at(day, 9), until=days.at(day, 12), now=days.at(-16, 11, 10))  # fmt: skip
    return actions.publish_meetings(actor=stage.buyer, round_=round_, now=days.at(-16, 11, 30))


def _applied(stage: Stage, round_: Round) -> Iterator[Iterator[datetime]]:
    """Nearly all want a meeting; they wish for some of the times, and cannot come to others (never the last ones, which are given up later)."""
    keys = [slot.pk for slot in slots_of(round_)]
    for place, name in enumerate(name for name in stage.firms if name not in UNASKED):
        wishes = [keys[(place * 5 + step * 7) % len(keys)] for step in range(place % 4)]
        cannot = [keys[(place * 11 + step) % 18] for step in range(3)] if place % 3 == 0 else []  # never the last times
        said = {"wants": 1, "wishes": wishes, "cannot": [key for key in cannot if key not in wishes]}
        yield _applies(stage, name, round_, said, at=stage.days.at(-16 + place // 6, 13, place))


def _applies(stage: Stage, name: str, round_: Round, said: Mapping[str, Any], *, at: datetime) -> Iterator[datetime]:
    yield at
    actions.apply(representative=stage.firms[name], round_=round_, now=at, **said)


def _changed(stage: Stage, round_: Round) -> Iterator[datetime]:
    """Three give their time up, each is offered to the first who waits and taken; a fourth time is free, and somebody moves there."""
    slots = list(slots_of(round_).exclude(supplier=None).order_by("-begins"))
    by: dict[int | None, Representative] = {one.supplier_id: one for one in stage.firms.values()}
    for place, slot in enumerate(slots[:3]):
        yield (when := stage.days.at(-7, 10 + place))
        actions.give_up_slot(representative=by[slot.supplier_id], slot=slot, now=when)
        slot.refresh_from_db()
        if slot.offered_to_id is not None:
            yield (when := when + timedelta(minutes=40))
            actions.book_slot(representative=by[slot.offered_to_id], slot=slot, now=when)
    free, mover = slots[3], slots[5]
    yield (when := stage.days.at(-6, 9))
    actions.give_up_slot(representative=by[free.supplier_id], slot=free, now=when)
    free.refresh_from_db()
    if free.offered_to_id is None:
        yield (when := when + timedelta(hours=2))
        actions.book_slot(representative=by[mover.supplier_id], slot=free, instead_of=mover, now=when)


def _noted(stage: Stage, round_: Round) -> Iterator[datetime]:
    """Minutes of the meetings that were held: approved, but the last three: one has a remark, one waits for the supplier, one is to be written."""
    held = list(slots_of(round_).filter(begins__lt=stage.days.now).exclude(supplier=None))
    stories = [_minutes(stage, slot, place, len(held) - place) for place, slot in enumerate(held[:-1])]
    return in_order(*stories, _read(stage, held[1]))


def _minutes(stage: Stage, slot: Slot, place: int, left: int) -> Iterator[datetime]:
    said, secret, reason = SAID[place % len(SAID)]
    # who takes the minutes may not read trade secrets, so what is confidential is written by who leads the dialogue
    actor = stage.buyer if secret else stage.actor("Jorunn Haug")
    yield (when := slot.ends + timedelta(minutes=12))
    made = actions.write_minutes(actor=actor, slot=slot, open_part=said, secret=secret, reason=reason, lasted=45, send=True, now=when)  # fmt: skip
    if left > 2:
        yield (when := when + timedelta(hours=4))
        by = next(one for one in stage.firms.values() if one.supplier_id == slot.supplier_id)
        remark = REMARK if left == 3 else ""
        actions.answer_minutes(representative=by, slot=slot, seen_at=made.sent_at or when, remark=remark, now=when)


def _read(stage: Stage, slot: Slot) -> Iterator[datetime]:
    """What was told in confidence is read once, which stands written."""
    yield (when := stage.days.at(-2, 14))
    actions.read_secret_minutes(actor=stage.buyer, record_=Minutes.objects.get(slot=slot), now=when)
