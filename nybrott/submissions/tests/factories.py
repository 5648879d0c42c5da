"""Written input, for tests."""

from datetime import datetime, timedelta
from io import BytesIO

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, MarketQuestion, Representative
from nybrott.dialogues.tests.factories import a_representative, a_supplier, an_open_dialogue
from nybrott.people.models import Organisation
from nybrott.submissions import actions, queries
from nybrott.submissions.models import Submission
from nybrott.submissions.queries import Told

OPEN, SECRET, REASON = (
    "Sensorer i gulvet virker.",
    "Vi måler trykket med en egen legering.",
    "En konkurrent kan etterligne den.",
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def an_asking_dialogue(place: Organisation, *, questions: int = 2, **said: object) -> Dialogue:
    """An open dialogue with questions, that takes written input for three weeks yet."""
    made = an_open_dialogue(place, **said)
    made.questions.all().delete()
    for number in range(1, questions + 1):
        MarketQuestion.objects.create(dialogue=made, place=number, text=f"Hva virker om natten, del {number}?", text_en=f"What works, part {number}?")  # fmt: skip
    return made


def a_writer(dialogue: Dialogue, name: str = "Nattlys AS") -> tuple[Representative, str]:
    """A person who writes for a supplier, with the key of the own page."""
    return a_representative(a_supplier(dialogue, name))


def written(by: Representative, *, told: Told | None = None, number: int = 1, now: datetime | None = None) -> None:
    """An answer that is saved."""
    own = queries.mine(by)
    asked = own.at(number)
    assert asked is not None
    version = asked.own.answer.version if asked.own else 0
    actions.save_answer(representative=by, asked=asked, told=told or Told(OPEN, SECRET, REASON), version=version, now=now or timezone.now())  # fmt: skip


def a_file(
    by: Representative, part: str = "open", *, number: int = 1, name: str = "tegning.pdf", plain: bytes = PDF
) -> str:
    """A file of an answer; gives its uid."""
    asked = queries.mine(by).at(number)
    assert asked is not None
    return actions.add_file(representative=by, asked=asked, file=BytesIO(plain), name=name, part=part, now=timezone.now()).uid  # fmt: skip


def an_input(by: Representative, *, told: Told | None = None, now: datetime | None = None) -> Submission:
    """An input that is sent."""
    written(by, told=told, now=now)
    return actions.send_input(representative=by, named=True, now=now or timezone.now())


def opened(dialogue: Dialogue, actor: Actor) -> int:
    """Everything opened, a minute after the deadline."""
    box = queries.box_of(dialogue)
    assert box is not None
    return actions.open_input(actor=actor, dialogue=dialogue, now=box.opens_at + timedelta(minutes=1))
