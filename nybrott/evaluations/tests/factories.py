"""Surveys for tests, made by the same actions people use."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.evaluations import actions
from nybrott.evaluations.actions import Plan
from nybrott.evaluations.models import Edition, Instrument, Recipient, Series, Wave
from nybrott.evaluations.queries import Person
from nybrott.people.models import Organisation


def words(text: str) -> dict[str, str]:
    return {"nb": text, "nn": text, "en": text}


SCALE = {"low": 1, "high": 5, "low_text": words("lite"), "high_text": words("mye")}
CONTENT: dict[str, Any] = {
    "name": words("Prøveundersøkelse"), "intro": words("Vi prøver."), "audience": "drivers",
    "questions": [
        {"id": "size", "kind": "single", "text": words("Hvor mange er dere?"), "required": True, "options": [{"id": "few", "text": words("Få")}, {"id": "many", "text": words("Mange")}]},
        {"id": "use", "kind": "scale", "text": words("Hvor nyttig?"), **SCALE},
        {"id": "why", "kind": "text", "text": words("Hvorfor?"), "show_if": {"question": "use", "is": [1, 2]}},
        {"id": "grid", "kind": "matrix", "text": words("Hos oss"), "rows": [{"id": "try", "text": words("prøver vi")}, {"id": "ask", "text": words("spør vi")}], "unknown": True, **SCALE},
        {"id": "what", "kind": "multiple", "text": words("Hva?"), "options": [{"id": "time", "text": words("Tid")}, {"id": "money", "text": words("Penger")}]},
        {"id": "times", "kind": "number", "text": words("Hvor ofte?"), "least": 0, "most": 50, "bands": [0, 1, 5]},
    ],
}  # fmt: skip


def an_instrument(actor: Actor, place: Organisation, **more: Any) -> Instrument:
    """An instrument with one question of each kind."""
    return actions.write_instrument(actor=actor, organisation=place, content=CONTENT | more, now=timezone.now())


def a_plan(today: date | None = None, **more: Any) -> Plan:
    """Open for two weeks from today."""
    today = today or timezone.localdate()
    said = {
        "title": "Høstens runde",
        "opens_on": today,
        "closes_on": today + timedelta(days=14),
        "keep_until": today + timedelta(days=700),
    }
    return Plan(**said | more)


def a_wave(actor: Actor, place: Organisation, people: int = 0, *, edition: Edition | None = None, **more: Any) -> Wave:
    """A wave that is planned and asks so many people."""
    edition = edition or an_instrument(actor, place).latest
    assert edition is not None
    made = actions.begin_wave(actor=actor, edition=edition, plan=a_plan(**more), now=timezone.now())
    asked = [Person(f"spurt{number}.{made.pk}@example.org", f"Spurt {number}") for number in range(people)]
    actions.add_people(actor=actor, wave=made, people=asked, now=timezone.now())
    return made


def an_open_wave(actor: Actor, place: Organisation, people: int = 8, **more: Any) -> Wave:
    """One that is open, with letters to everybody."""
    return actions.open_wave(actor=actor, wave=a_wave(actor, place, people, **more), now=timezone.now())


def a_series(actor: Actor) -> Series:
    return actions.begin_series(actor=actor, title="Før og etter", now=timezone.now())


def answered(recipient: Recipient, said: dict[str, Any], code: str = "") -> None:
    """Somebody answers by their link."""
    recipient = Recipient.objects.select_related("wave__edition", "wave__series").get(pk=recipient.pk)
    actions.save_page(recipient=recipient, said=said, today=timezone.localdate())
    actions.answer_wave(recipient=recipient, words=code, today=timezone.localdate())


def everybody_answers(wave: Wave, said: list[dict[str, Any]], codes: list[str] | None = None) -> None:
    """The first ones on the list answer, one after the other."""
    people = wave.recipients.order_by("pk")
    for number, (one, each) in enumerate(zip(people, said, strict=False)):
        answered(one, each, codes[number] if codes else "")
