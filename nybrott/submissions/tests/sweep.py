"""Who comes in where, for the sweep over every address."""

from datetime import timedelta

from django.utils import timezone

from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer, a_post
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.submissions.models import Attachment, Box
from nybrott.submissions.tests.factories import a_file, a_writer, an_asking_dialogue, an_input, opened


def sealed(place: Organisation, _user: User) -> Kwargs:
    """A dialogue with input that nobody may open yet."""
    dialogue = an_asking_dialogue(place)
    an_input(a_writer(dialogue)[0])
    return {"pk": dialogue.pk}


def due(place: Organisation, _user: User) -> Kwargs:
    """The same, a minute after the deadline."""
    made = sealed(place, _user)
    past = timezone.now() - timedelta(minutes=1)
    Dialogue.objects.filter(pk=made["pk"]).update(input_until=past)
    Box.objects.filter(dialogue=made["pk"]).update(opens_at=past)
    return made


def read(place: Organisation, _user: User) -> Kwargs:
    """A dialogue whose input is opened."""
    return {**sealed_then_opened(place), "number": 1}


def sealed_then_opened(place: Organisation, *, part: str = "", reader: User | None = None) -> dict[str, object]:
    """The same, with a file in a part."""
    dialogue = an_asking_dialogue(place)
    by, _key = a_writer(dialogue)
    if part:
        a_file(by, part)
    an_input(by)
    opened(dialogue, a_buyer(place))
    if reader:
        a_post(dialogue, reader, secrets=True)
    return {"pk": dialogue.pk}


def with_open_file(place: Organisation, _user: User) -> Kwargs:
    pk = sealed_then_opened(place, part="open")["pk"]
    return {"pk": pk, "file": Attachment.objects.get(answer__submission__box__dialogue=pk).pk}


def with_secret_file(place: Organisation, user: User) -> Kwargs:
    pk = sealed_then_opened(place, part="secret", reader=user)["pk"]
    return {"pk": pk, "file": Attachment.objects.get(answer__submission__box__dialogue=pk).pk}


def for_a_reader(place: Organisation, user: User) -> Kwargs:
    return {**sealed_then_opened(place, reader=user), "number": 1}


def to_sum_up(place: Organisation, _user: User) -> Kwargs:
    return {**sealed_then_opened(place), "key": "other"}


def as_table(place: Organisation, _user: User) -> Kwargs:
    return {**sealed_then_opened(place), "kind": "csv"}


def to_publish(place: Organisation, _user: User) -> Kwargs:
    return sealed_then_opened(place)


HOLD = "dialogues.manage"
SWEEP = {
    "submissions:inputs": Case(thing=sealed),
    "submissions:open": Case(HOLD, due, post=True),
    "submissions:publish": Case(HOLD, to_publish, post=True),
    "submissions:input": Case(thing=read),
    "submissions:secret": Case(thing=for_a_reader),
    "submissions:file": Case(thing=with_open_file),
    "submissions:secret_file": Case(thing=with_secret_file, post=True),
    "submissions:table": Case(thing=as_table),
    "submissions:synthesis": Case(thing=to_sum_up),
}
