"""`nybrott journal`: what it says and how it ends, for chains that hold and chains that do not."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from nybrott.journal.actions import seal_entries
from nybrott.journal.models import Entry
from nybrott.journal.tests.factories import NOW, an_entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    """An organisation with three sealed entries."""
    made = an_organisation("Bjørkelia kommune", slug="bjorkelia")
    actor = an_actor(made, "admin")
    for _n in range(3):
        an_entry(actor)
    seal_entries(now=NOW)
    return made


def said(*words: str) -> str:
    out = StringIO()
    call_command("journal", *words, stdout=out)
    return out.getvalue()


def refused(*words: str) -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("journal", *words, stdout=out)
    return out.getvalue()


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_keep_entry")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER journal_keep_entry")


@pytest.mark.parametrize("chain", ["", "bjorkelia", "number"])
def test_a_chain_that_holds(place: Organisation, chain: str) -> None:
    words = ["--chain", str(place.pk) if chain == "number" else chain] if chain else []
    assert said("verify", *words) == "Bjørkelia kommune: 3 entries hold.\n"


def test_the_first_broken_entry_is_named(place: Organisation) -> None:
    row = Entry.objects.get(place=2).pk
    tamper("UPDATE journal_entry SET verb = 'x.y' WHERE place > 1")
    assert refused("verify") == (
        f"Bjørkelia kommune: broken at entry 2 (row {row}): its seal does not fit what it says or what stands before it.\n"
    )


def test_heads_are_handed_over_and_held_against_the_chain(place: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "heads.json"
    assert "1 chains end" in said("heads", "--out", str(file))
    told = json.loads(file.read_text("utf-8"))
    assert told["chains"][0] == {
        "organisation": place.pk, "name": "Bjørkelia kommune", "place": 3, "seal": Entry.objects.get(place=3).seal,
    }  # fmt: skip
    an_entry(an_actor(place, "admin"))
    seal_entries(now=NOW)
    assert said("verify", "--against", str(file)) == "Bjørkelia kommune: 4 entries hold, as handed over at entry 3.\n"
    told["chains"][0]["seal"] = "0" * 64
    told["chains"].append({"organisation": 999_999, "place": 1, "seal": "1" * 64})
    file.write_text(json.dumps(told), "utf-8")
    found = refused("verify", "--against", str(file))
    assert "broken at entry 3" in found
    assert "organisation 999999: broken at entry 1" in found


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"chains": [{}]}', '{"chains": 5}', "nothing"])
def test_a_file_that_holds_no_heads(text: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text(text, "utf-8")
    refused("verify", "--against", str(tmp_path / "x"))
    refused("verify", "--against", str(tmp_path / "not there"))
    refused("verify", "--chain", "nobody")
    refused("heads", "--out", str(tmp_path / "no" / "folder"))
