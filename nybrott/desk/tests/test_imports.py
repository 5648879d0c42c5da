"""Rows brought in: recognised, judged, shown, confirmed, taken in once, given back when they are wrong."""

import csv
import io
import resource
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk import actions, rules
from nybrott.desk.models import Import, ImportRow, Upload
from nybrott.desk.states import IMPORT, ImportState
from nybrott.desk.tests.beds import beds
from nybrott.desk.tests.factories import an_import, queries_of, work
from nybrott.journal.models import Entry
from nybrott.people.models import Membership, Unit
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.sources import Unreadable, rows_of
from nybrott.sources.tests.books import MAIN, a_workbook, row_of

pytestmark = pytest.mark.django_db

MIXED = "Etasje;Seng\n1;Seng 1\n2;Seng 2\nto;Seng 3\n;\n1;Seng 1\n;Seng 4\n3;\n"


@pytest.fixture
def admin(client: Client) -> Actor:
    """An administrator who has signed in."""
    place = an_organisation()
    user = a_member(place, "admin")
    client.force_login(user)
    return actor_of(user, place)


def asked_for() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (args->>'import_id')::int FROM procrastinate_jobs WHERE task_name = 'desk.work_on_import'"
        )
        return [row[0] for row in cursor.fetchall()]


def units(actor: Actor) -> set[str]:
    return set(Unit.objects.filter(organisation_id=actor.organisation_id).values_list("name", flat=True))


def test_every_state_of_the_table_has_its_word() -> None:
    assert set(IMPORT.states) == set(ImportState.values)


def test_rows_are_judged_shown_and_taken_in(admin: Actor) -> None:
    what = an_import(admin, text=MIXED)
    assert (what.state, what.counts, what.total) == ("ready", {"new": 3, "error": 3}, 6)
    assert [(row.number, row.outcome, row.what or row.errors) for row in what.rows.order_by("number")] == [
        (2, "new", "Seng 1 is put up."),
        (3, "new", "Seng 2 is put up."),
        (4, "error", {"floor": "A floor is a number."}),
        (6, "error", {"": "It stands here twice."}),
        (7, "new", "Seng 4 is put up."),
        (8, "error", {"name": "A bed needs a name."}),
    ]
    assert units(admin) == set(), "nothing changes before it is confirmed"
    actions.confirm_import(actor=admin, what=what, now=timezone.now())
    work(what)
    assert (what.state, what.done, what.total) == ("done", 3, 3)
    assert units(admin) == {"Seng 1", "Seng 2", "Seng 4"}
    assert asked_for() == [what.pk, what.pk]
    assert list(Entry.objects.filter(thing_kind="desk.import").order_by("pk").values_list("verb", flat=True)) == [
        "desk.import_brought", "desk.import_confirmed", "desk.import_finished",
    ]  # fmt: skip


def test_confirmed_twice_it_is_taken_in_once(admin: Actor) -> None:
    what = an_import(admin)
    for _ in range(2):
        actions.confirm_import(actor=admin, what=what, now=timezone.now())
    work(what)
    actions.confirm_import(actor=admin, what=what, now=timezone.now())
    work(what)
    assert Entry.objects.filter(verb="desk.import_confirmed").count() == 1
    assert Entry.objects.filter(verb="desk.import_finished").count() == 1
    assert what.counts == {"new": 2}


def test_what_changed_since_the_preview_is_said(admin: Actor) -> None:
    what = an_import(admin, "Seng 1", "Seng 2")
    Unit.objects.create(organisation_id=admin.organisation_id, name="Seng 1")
    actions.confirm_import(actor=admin, what=what, now=timezone.now())
    assert work(what).counts == {"new": 1, "unchanged": 1}


def test_a_row_that_cannot_be_taken_in_leaves_the_others_alone(admin: Actor, caplog: pytest.LogCaptureFixture) -> None:
    what = an_import(admin, "Seng 1", "refused 2", "broken 3", "Seng 4")
    actions.confirm_import(actor=admin, what=what, now=timezone.now())
    work(what)
    assert units(admin) == {"Seng 1", "Seng 4"}
    wrong = {row.number: row.errors for row in what.rows.filter(outcome="error")}
    assert wrong == {3: {"": "The porter says no."}, 4: {"": "This row could not be imported."}}
    assert what.state == "done"
    assert "row 4 of an import of test_beds" in caplog.text


def test_who_loses_the_right_midway_takes_nothing_more_in(admin: Actor) -> None:
    what = an_import(admin)
    actions.confirm_import(actor=admin, what=what, now=timezone.now())
    Membership.objects.filter(user_id=admin.user_id).update(roles=["driver"])
    work(what)
    assert what.state == "stopped"
    assert "Your role does not let you" in what.trouble
    assert units(admin) == set()


def test_nobody_without_the_permission_brings_in_or_confirms(admin: Actor) -> None:
    what = an_import(admin)
    driver = an_actor(what.organisation, "driver")
    with pytest.raises(Refused):
        an_import(driver)
    for action in (actions.confirm_import, actions.drop_import):
        with pytest.raises(Refused):
            action(actor=driver, what=what, now=timezone.now())
    with pytest.raises(Refused):
        actions.match_columns(actor=driver, what=what, places={"name": 0}, now=timezone.now())
    assert not Import.objects.visible_to(driver).exists()
    assert not Upload.objects.visible_to(an_actor(what.organisation, "driver")).exists(), "nor sees the file"


@pytest.mark.parametrize("state", IMPORT.states)
def test_what_may_be_done_in_each_state(admin: Actor, state: str) -> None:
    what = an_import(admin)
    what.state = state
    may = {
        "match": bool(rules.may_match(admin, what)),
        "confirm": bool(rules.may_confirm(admin, what)),
        "drop": bool(rules.may_drop_import(admin, what)),
    }
    assert may == {
        "match": state in {"uploaded", "ready", "stopped"},
        "confirm": state == "ready",
        "drop": state in {"uploaded", "judging", "ready", "stopped"},
    }


def test_an_import_that_would_change_nothing_is_not_confirmed(admin: Actor) -> None:
    what = an_import(admin, text="Seng\n;\n")
    assert rules.may_confirm(admin, what).reason
    with pytest.raises(Refused, match="No row would change anything"):
        actions.confirm_import(actor=admin, what=what, now=timezone.now())


def test_columns_that_are_not_recognised_are_matched_by_hand(admin: Actor) -> None:
    what = an_import(admin, text="Hva;Hvor\nSeng 1;1\n")
    assert (what.state, what.places, what.samples) == ("uploaded", {}, ["Seng 1", "1"])
    for wrong in ({}, {"floor": 1}, {"name": 0, "floor": 0}, {"name": 0, "colour": 1}):
        with pytest.raises(Refused):
            actions.match_columns(actor=admin, what=what, places=wrong, now=timezone.now())
    actions.match_columns(actor=admin, what=what, places={"name": 0, "floor": 1}, now=timezone.now())
    assert work(what).counts == {"new": 1}
    actions.match_columns(actor=admin, what=what, places={"name": 0}, no_heading=True, now=timezone.now())
    assert work(what).counts == {"new": 2}


def test_an_import_that_is_let_be_forgets_its_rows_and_its_file(admin: Actor) -> None:
    what = an_import(admin)
    actions.drop_import(actor=admin, what=what, now=timezone.now())
    what.refresh_from_db()
    assert (what.state, what.upload, what.name, what.samples) == ("dropped", None, "senger.csv", [])
    assert not ImportRow.objects.exists()
    assert not Upload.objects.exists()
    work(what)
    assert what.state == "dropped"


def test_after_a_month_files_and_rows_are_forgotten(admin: Actor) -> None:
    waiting, done = an_import(admin), an_import(admin, "Seng 9")
    actions.confirm_import(actor=admin, what=done, now=timezone.now())
    work(done)
    soon = timezone.now() + actions.imports.KEPT - timezone.timedelta(hours=1)
    assert actions.forget_imports(actor=system("Imports"), now=soon) == 0
    assert actions.forget_imports(actor=system("Imports"), now=soon + timezone.timedelta(hours=2)) == 2
    waiting.refresh_from_db()
    done.refresh_from_db()
    assert [waiting.state, done.state, done.name] == ["dropped", "done", "senger.csv"]
    assert not Upload.objects.exists()


def test_quiet_work_is_asked_for_again(admin: Actor) -> None:
    what = an_import(admin)
    actions.confirm_import(actor=admin, what=what, now=timezone.now())
    assert actions.go_on_with_imports(now=timezone.now()) == 0
    assert actions.go_on_with_imports(now=timezone.now() + timezone.timedelta(minutes=3)) == 1
    assert len(asked_for()) == 3
    assert work(what).state == "done"


# --- hostile and large ---


def bring(admin: Actor, data: bytes | io.BytesIO, name: str = "fil.xlsx") -> Import:
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    what = actions.bring_in(actor=admin, importer=beds(), file=file, name=name, language="en", now=timezone.now())
    return work(what)


def test_fifty_thousand_rows_in_bounded_memory(admin: Actor) -> None:
    rows = (row_of(number, f"Seng {number}", "1" if number % 10 else "x") for number in range(2, 50_002))
    book = a_workbook([row_of(1, "Seng", "Etasje"), *rows])
    began = time.process_time()  # its own, however busy the machine is
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    what = bring(admin, book)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert what.counts == {"new": 45_000, "error": 5_000}
    assert grown < 60, f"{grown:.0f} MB"
    assert time.process_time() - began < 120


def test_a_sheet_with_a_million_blank_rows(admin: Actor) -> None:
    blank = "".join(f'<row r="{number}" s="1"/>' for number in range(100, 10_100))
    book = a_workbook([row_of(1, "Seng"), row_of(2, "Seng 1"), *(blank for _ in range(100))])
    assert bring(admin, book).counts == {"new": 1}


def test_traps_leave_nothing(admin: Actor) -> None:
    bomb = a_workbook(" " * 1_000_000 for _ in range(120))
    lol = a_workbook("", **{"xl__sharedStrings.xml": f'<!DOCTYPE a [<!ENTITY a "x">]><sst {MAIN}>&a;</sst>'})
    for data, code in ((bomb, "trap"), (lol, "entities"), (b"", "empty"), (b"%PDF-1.7 %%EOF", "kind")):
        with pytest.raises(Unreadable) as trouble:
            bring(admin, data)
        assert trouble.value.code == code
    assert not Import.objects.exists()
    assert not Upload.objects.exists()


def test_what_turns_out_to_be_too_long_stops_and_says_so(admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit itself, 100,000 rows, is tried where the rows are read."""
    monkeypatch.setattr("nybrott.sources.spreadsheets.MOST_ROWS", 50)
    what = bring(admin, b"Seng\n" + b"Seng 1\n" * 60)
    assert what.state == "stopped"
    assert what.trouble.startswith("The spreadsheet has more than 100,000 rows.")


def test_formulas_give_their_values_and_come_back_defused(admin: Actor, client: Client) -> None:
    sheet = (
        row_of(1, "Seng", "Etasje")
        + '<row r="2"><c r="A2" t="str"><f>"Seng "&amp;4</f><v>Seng 4</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    )
    sheet += '<row r="3"><c r="A3" t="inlineStr"><is><t>=cmd|calc</t></is></c><c r="B3" t="inlineStr"><is><t>=1+1</t></is></c></row>'
    what = bring(admin, a_workbook(sheet))
    assert what.rows.get(number=2).cells == ["Seng 4", "2"]
    text = b"".join(client.get(f"/imports/{what.pk}/errors.csv", HTTP_ACCEPT_LANGUAGE="en").streaming_content).decode(
        "utf-8-sig"
    )  # type: ignore[attr-defined]
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["Seng", "Etasje", "What is wrong"], ["'=cmd|calc", "'=1+1", "Floor: A floor is a number."],
    ]  # fmt: skip
    again = bring(admin, text.encode(), "igjen.csv")
    assert again.rows.get().cells[:2] == ["=cmd|calc", "=1+1"], "our own apostrophe is taken off again"


# --- pages ---


def upload(client: Client, text: str | bytes, name: str = "senger.csv") -> Import | str:
    data = text.encode() if isinstance(text, str) else text
    beds()
    answer = client.post("/imports/new/test_beds/", {"file": SimpleUploadedFile(name, data)}, HTTP_ACCEPT_LANGUAGE="en")
    return Import.objects.latest("pk") if answer.status_code == 302 else answer.content.decode()


def page(client: Client, address: str) -> str:
    return client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_from_the_file_to_the_result(client: Client, admin: Actor) -> None:
    beds()
    assert "Beds to be put up." in page(client, "/imports/")
    assert "No imports yet" in page(client, "/imports/")
    assert "Nothing is changed yet" in page(client, "/imports/new/test_beds/")
    what = upload(client, MIXED)
    assert isinstance(what, Import)
    here = f"/imports/{what.pk}/"
    again = client.post("/imports/new/test_beds/", {"file": SimpleUploadedFile("igjen.csv", MIXED.encode())})
    assert again.headers["Location"] == f"/imports/{what.pk + 1}/", "no columns to match: straight to the preview"
    assert "Checking the rows" in page(client, here)
    assert "Checking the rows" in page(client, f"{here}progress/")
    work(what)
    assert client.get(f"{here}progress/").headers["HX-Refresh"] == "true"
    shown = page(client, here)
    for words in (
        "3 rows are new.",
        "3 rows have errors",
        "Row 4",
        "Floor: A floor is a number.",
        "Errors (3)",
        "All rows (6)",
    ):
        assert words in shown, words
    only = page(client, f"{here}?outcome=error")
    assert "Row 4" in only
    assert "Row 2" not in only
    assert client.post(f"{here}confirm/").status_code == 302
    assert "Importing the rows" in page(client, here)
    work(what)
    assert "The rows are in" in page(client, here)
    assert "senger.csv" in page(client, "/imports/")


def test_columns_are_chosen_in_the_page(client: Client, admin: Actor) -> None:
    what = upload(client, "Hva;Hvor\nSeng 1;1\n")
    assert isinstance(what, Import)
    here = f"/imports/{what.pk}/columns/"
    assert "Hva (Seng 1)" in page(client, here)
    assert "Match the columns" in page(client, f"/imports/{what.pk}/")
    for wrong, said in (
        ({}, "Choose the column that holds this."),
        ({"name": "0", "floor": "0"}, "chosen twice"),
        ({"name": "7"}, "valid choice"),
    ):
        answer = client.post(here, wrong, HTTP_ACCEPT_LANGUAGE="en")
        assert (answer.status_code, said in answer.content.decode()) == (422, True), wrong
    assert client.post(here, {"name": "0", "floor": "1"}).status_code == 302
    assert work(what).counts == {"new": 1}


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), ("%PDF-", "This kind of file"), ("\n;\n", "empty"), ("x" * 21_000_000, "20 MB")]
)
def test_a_file_that_is_no_list_says_so(client: Client, admin: Actor, text: str, said: str) -> None:
    answer = upload(client, text)
    assert isinstance(answer, str)
    assert said in answer


def test_the_template_can_be_brought_straight_back(client: Client, admin: Actor) -> None:
    beds()
    for ending in ("csv", "xlsx"):
        data = b"".join(
            client.get(f"/imports/new/test_beds/template.{ending}", HTTP_ACCEPT_LANGUAGE="nb").streaming_content
        )  # type: ignore[attr-defined]
        assert list(rows_of(io.BytesIO(data))) == [(1, ["Seng", "Etasje"]), (2, ["Seng 4", "2"])]
        assert upload(client, data, f"mal.{ending}")


def test_a_preview_takes_as_many_queries_for_three_rows_as_for_one(client: Client, admin: Actor) -> None:
    page(client, "/imports/")
    one, three = an_import(admin, "Seng 1"), an_import(admin, "Seng 1", "Seng 2", "Seng 3")
    assert queries_of(client, f"/imports/{one.pk}/") == queries_of(client, f"/imports/{three.pk}/")


def test_the_list_for_those_who_may_bring_nothing_in(client: Client) -> None:
    client.force_login(a_member(an_organisation(), "driver"))
    assert "Nothing for your role" in page(client, "/imports/")
    beds()
    assert client.get("/imports/new/test_beds/").status_code == 403
    assert client.get("/imports/new/nothing/").status_code == 404
