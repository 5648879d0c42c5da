"""Who comes in where, for the sweep over every address."""

from hashlib import sha256
from io import BytesIO

from django.utils import timezone

from nybrott.desk.actions import shelf
from nybrott.desk.models import Upload
from nybrott.dialogues.tests.factories import a_dialogue, a_supplier, an_open_dialogue
from nybrott.disclosures.tests.factories import a_contact, a_question, an_item
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def planned(place: Organisation, _user: User) -> Kwargs:
    """A dialogue that is being planned."""
    return {"pk": a_dialogue(place).pk}


def written(place: Organisation, _user: User) -> Kwargs:
    """Information nobody outside has seen."""
    return {"pk": an_item(a_dialogue(place)).pk}


def shown(place: Organisation, _user: User) -> Kwargs:
    """A file."""
    upload = Upload.objects.create(
        organisation=place, name="a.txt", kind="text", size=1, sha256=HELD, uploaded_at=timezone.now()
    )
    shelf().put(BytesIO(b"a"), 10)
    item = an_item(a_dialogue(place))
    item.file = upload
    item.save()
    return {"pk": item.pk}


def asked(place: Organisation, _user: User) -> Kwargs:
    """A question that waits."""
    return {"pk": a_question(a_supplier(an_open_dialogue(place))).pk}


def met(place: Organisation, _user: User) -> Kwargs:
    """A contact in a dialogue."""
    return {"pk": a_contact(place, an_open_dialogue(place)).pk}


def some_kind(_place: Organisation, _user: User) -> Kwargs:
    """A kind of file."""
    return {"kind": "csv"}


HELD = sha256(b"a").hexdigest()
HOLD, INSIDE = "dialogues.manage", "members.read"
SWEEP = {
    "disclosures:items": Case(INSIDE, planned),
    "disclosures:new_item": Case(HOLD, planned),
    "disclosures:item": Case(INSIDE, written),
    "disclosures:item_file": Case(INSIDE, shown),
    "disclosures:queries": Case(HOLD, planned),
    "disclosures:note_query": Case(HOLD, planned),
    "disclosures:query": Case(HOLD, asked),
    "disclosures:dialogue_contacts": Case(INSIDE, planned),
    "disclosures:contacts": Case(INSIDE),
    "disclosures:contacts_file": Case(
        INSIDE, some_kind, shared="a kind of file; what stands in it is the own organisation's"
    ),
    "disclosures:note_contact": Case(INSIDE),
    "disclosures:contact": Case(INSIDE, met),
}
