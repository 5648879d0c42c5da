"""What suppliers are told, for tests."""

from datetime import timedelta

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Contact, Dialogue, Item, Query, Supplier
from nybrott.dialogues.tests.factories import a_buyer
from nybrott.disclosures import actions
from nybrott.disclosures.actions import Given, Met
from nybrott.people.models import Organisation


def an_item(dialogue: Dialogue, *, actor: Actor | None = None, **given: object) -> Item:
    """Something that is written and not shown yet."""
    told = {"title": "Svar om tall", "text": "Vi har 40 plasser."} | given
    holds = actor or a_buyer(dialogue.organisation)
    return actions.write_item(actor=holds, dialogue=dialogue, given=Given(**told), now=timezone.now())  # type: ignore[arg-type]


def a_question(supplier: Supplier, text: str = "Gjelder det også omsorgsboliger?") -> Query:
    """A question that waits for an answer."""
    return actions.ask(supplier=supplier, text=text, language="nb", now=timezone.now())


def an_answer(query: Query, answer: str = "Ja, de 40 omsorgsboligene er med.", *, actor: Actor | None = None) -> Query:
    """A question that is answered to everyone."""
    holds = actor or a_buyer(query.dialogue.organisation)
    return actions.answer_query(actor=holds, query=query, shown=query.text, answer=answer, now=timezone.now())


def a_contact(organisation: Organisation, dialogue: Dialogue | None = None, **met: object) -> Contact:
    """A call from a firm that was told something."""
    now = timezone.now()
    said = {
        "who": "Nattlys AS", "channel": "telephone", "held_at": now - timedelta(hours=1), "given": "Vi starter i april.",
        "received": "De har en sensor.",
    } | met  # fmt: skip
    return actions.note_contact(
        actor=a_buyer(organisation), organisation=organisation, met=Met(**said), dialogue=dialogue, now=now  # type: ignore[arg-type]
    )  # fmt: skip
