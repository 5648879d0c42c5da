"""Contributions from a spreadsheet: what is recognised, what is refused with a reason, what is warned of, and taken in once."""

import csv
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.core.actor import Actor
from nybrott.core.importing import Row
from nybrott.core.verdict import Refused
from nybrott.desk.actions import bring_in, confirm_import, work_on_import
from nybrott.desk.models import Import, Upload
from nybrott.desk.queries import importer_of
from nybrott.hearings import actions
from nybrott.hearings.models import Contribution
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.sources.tests.books import a_workbook, row_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HEADING = "Innspill;Hva ville vært bedre;Hvem;Språk;Dato;Grunnlag;Nummer\n"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def me(place: Organisation, client: Client) -> User:
    user = a_member(place, "lead")
    client.force_login(user)
    return user


@pytest.fixture
def lead(me: User, place: Organisation) -> Actor:
    return actor_of(me, place)


@pytest.fixture
def heard(place: Organisation) -> Challenge:
    return a_heard_challenge(place, "Uro om natten")


def brought(actor: Actor, challenge: Challenge, rows: str, heading: str = HEADING) -> Import:
    """A file brought in and judged."""
    importer = importer_of(f"contributions-{challenge.pk}", actor)
    assert importer is not None
    file = io.BytesIO((heading + rows).encode())
    what = bring_in(actor=actor, importer=importer, file=file, name="svar.csv", language="nb", now=timezone.now())
    return worked(what)


def worked(what: Import) -> Import:
    work_on_import(import_id=what.pk, clock=timezone.now)
    what.refresh_from_db()
    return what


def taken(actor: Actor, challenge: Challenge, rows: str) -> Import:
    """The same, confirmed and taken in."""
    what = brought(actor, challenge, rows)
    confirm_import(actor=actor, what=what, now=timezone.now())
    return worked(what)


def said(what: Import) -> dict[int, str]:
    return {row.number: row.what or " ".join(row.errors.values()) for row in what.rows.order_by("number")}


def test_a_row_is_a_contribution_that_staff_wrote_down(lead: Actor, heard: Challenge) -> None:
    what = taken(lead, heard, "Jeg faller om natten;Lys;Pårørende;nynorsk;17.05.2025;Samtykke;7\n😀 שלום <b>;;;;;;\n")
    assert (what.state, what.counts) == ("done", {"new": 2})
    one, other = Contribution.objects.order_by("received_at")
    assert (one.text, one.wish, one.side, one.language, one.legal_basis) == (
        "Jeg faller om natten", "Lys", "relative", "nn", "consent",
    )  # fmt: skip
    assert (one.received_at.date().isoformat(), one.state, one.private_hash) == ("2025-05-17", "received", "")
    assert one.entered_by_id == lead.user_id
    assert one.keep_until.year == timezone.now().year + 2
    assert (other.text, other.side, other.language) == ("😀 שלום <b>", "other", "nb")
    entry = Entry.objects.filter(verb="hearings.contributions_brought").get()
    assert entry.private["facts"] == {"number": 2}
    assert "faller" not in str(list(Entry.objects.values())), "what was told never stands in the history"


def test_the_same_file_twice_adds_nothing_twice(lead: Actor, heard: Challenge) -> None:
    rows = "Jeg faller;;;;;;\nJeg faller;;;;;;2\nMørkt;;;;;;\n"
    taken(lead, heard, rows)
    assert Contribution.objects.count() == 3, "a number of their own tells two people apart"
    again = brought(lead, heard, rows)
    assert again.counts == {"unchanged": 3}
    assert all(text.startswith("Tatt inn før") for text in said(again).values())
    # also when both were looked at before either was taken in
    one, other = brought(lead, heard, "Nytt;;;;;;\n"), brought(lead, heard, "Nytt;;;;;;\n")
    for what in (one, other):
        confirm_import(actor=lead, what=what, now=timezone.now())
        worked(what)
    assert Contribution.objects.filter(text="Nytt").count() == 1
    elsewhere = a_heard_challenge(heard.organisation)
    assert brought(lead, elsewhere, rows).counts == {"new": 3}, "another challenge is another matter"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";Lys;;;;;", "Ingenting er fortalt"),
        ("   ;Lys;;;;;", "Ingenting er fortalt"),
        ("a" * 10_001 + ";;;;;;", "mer enn 10 000 tegn"),
        ("a" * 100_000 + ";;;;;;", "mer enn 10 000 tegn"),
        ("Mørkt;" + "a" * 5_001 + ";;;;;", "mer enn 5 000 tegn"),
        ("Mørkt;;Konge;;;;", "«Konge»"),
        ("Mørkt;;;klingon;;;", "«klingon»"),
        ("Mørkt;;;;31.02.2025;;", "«31.02.2025»"),
        ("Mørkt;;;;i går;;", "«i går»"),
        ("Mørkt;;;;;Fordi;", "«Fordi»"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_others_go_in(
    lead: Actor, heard: Challenge, row: str, why: str
) -> None:
    what = taken(lead, heard, f"{row}\nGlatt gulv;;;;;;\n")
    assert what.counts == {"error": 1, "new": 1}
    assert why in said(what)[2].replace("\xa0", " ")
    assert list(Contribution.objects.values_list("text", flat=True)) == ["Glatt gulv"]


def test_the_very_same_row_twice_is_asked_about(lead: Actor, heard: Challenge) -> None:
    what = brought(lead, heard, "Mørkt;;;;;;\nGlatt;;;;;;\nMørkt;;;;;;\n")
    assert what.counts == {"error": 1, "new": 2}
    assert "rad 2" in said(what)[4]


def test_a_day_to_come_is_seen_when_the_rows_are_taken_in(lead: Actor, heard: Challenge) -> None:
    what = taken(lead, heard, "Mørkt;;;;2062-01-01;;\n")
    assert what.counts == {"error": 1}
    assert "ingen dag som har vært" in said(what)[2]
    assert not Contribution.objects.exists()


def test_what_tells_who_somebody_is_is_warned_of_before_anything_is_taken_in(
    client: Client, lead: Actor, heard: Challenge
) -> None:
    rows = "Ring Kari på 912 34 567;;;;;;\nMors nummer er 01018012387;kari@example.org;;;;;\nMørkt;;;;;;\n"
    what = brought(lead, heard, rows)
    assert what.counts == {"new": 3}, "a warning stops nothing"
    care = dict(what.rows.values_list("number", "care"))
    assert (care[2], care[4]) == ("Viser hvem noen er: 1 telefonnummer.", "")
    assert "1 e-postadresse" in care[3]
    page = client.get(reverse("desk:import", args=[what.pk])).content.decode()
    assert "2 rader kan vise hvem noen er" in page
    only = client.get(reverse("desk:import", args=[what.pk]) + "?outcome=care").content.decode()
    assert only.count('role="rowheader"') == 2
    assert not Contribution.objects.exists()


def test_a_formula_in_a_row_is_defused_when_it_is_handed_back(client: Client, lead: Actor, heard: Challenge) -> None:
    what = brought(lead, heard, "=HYPERLINK(1);;Konge;;;;\n+47 er ikke svar;;;;;;\n")
    assert what.counts == {"error": 1, "new": 1}, "people begin a sentence as they like"
    answer = client.get(reverse("desk:wrong_rows", args=[what.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))  # type: ignore[arg-type]
    assert rows[1][0] == "'=HYPERLINK(1)"


def test_a_sheet_with_blank_rows_without_end_is_answered_quickly(client: Client, lead: Actor, heard: Challenge) -> None:
    """A tenth of a million; the million itself is read in the tests of `sources` and `desk`."""
    blank = "".join(f'<row r="{number}" s="1"/>' for number in range(100, 10_100))
    book = a_workbook([row_of(1, "Innspill"), row_of(2, "Mørkt"), *(blank for _ in range(10))])
    began = time.process_time()  # its own, however busy the machine is
    file = SimpleUploadedFile("svar.xlsx", book.read())
    answer = client.post(reverse("desk:new_import", args=[f"contributions-{heard.pk}"]), {"file": file})
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert worked(Import.objects.get()).counts == {"new": 1}
    assert time.process_time() - began < 20


def test_from_the_list_of_contributions_to_the_rows_by_its_pages(client: Client, lead: Actor, heard: Challenge) -> None:
    start = f"/imports/new/contributions-{heard.pk}/"
    assert start in client.get(f"/challenges/{heard.pk}/contributions/").content.decode()
    page = client.get(start).content.decode()
    assert "Uro om natten" in page
    assert "Utelat navn" in page
    with override("nn"):
        template = b"".join(client.get(f"{start}template.csv", headers={"accept-language": "nn"})).decode("utf-8-sig")  # type: ignore[arg-type]
    assert template.startswith("Innspel;Kva ville vore betre;Kven")
    file = SimpleUploadedFile("svar.csv", template.encode())
    assert client.post(start, {"file": file}).status_code == 302
    what = worked(Import.objects.get())
    assert what.counts == {"new": 1}, "the template is itself a file that can be brought in"
    client.post(reverse("desk:confirm_import", args=[what.pk]))
    worked(what)
    result = client.get(reverse("desk:import", args=[what.pk])).content.decode()
    assert f'href="/challenges/{heard.pk}/contributions/"' in result
    assert Contribution.objects.get().text == "Jeg finner ikke bryteren når jeg må opp om natten."
    assert "svar.csv" in client.get("/imports/").content.decode()


def test_only_those_who_work_on_it_bring_in_and_only_they_see_the_rows(
    client: Client, place: Organisation, lead: Actor, heard: Challenge
) -> None:
    what = brought(lead, heard, "Hemmelig;;;;;;\n")
    start, address = f"/imports/new/contributions-{heard.pk}/", reverse("desk:import", args=[what.pk])
    for role in ("driver", "admin", "observer"):
        client.force_login(a_member(place, role))
        assert "Hemmelig" not in client.get(address).content.decode()
        assert client.get(address).status_code == 404, "another's file, also for an administrator"
        assert client.get(f"/uploads/{what.upload_id}/").status_code == 404
        if role != "admin":
            assert client.get(start).status_code == 403
            assert client.post(start, {"file": SimpleUploadedFile("x.csv", b"Innspill\nx\n")}).status_code == 403
    client.force_login(a_member(an_organisation(), "lead"))
    for there in (start, address, f"{start}template.csv"):
        assert client.get(there).status_code == 404
    assert client.get("/imports/new/contributions-999999999/").status_code == 404
    assert client.get("/imports/new/contributions-x/").status_code == 404
    assert Import.objects.count() == Upload.objects.count() == 1


def test_a_challenge_that_is_over_takes_no_more_rows(place: Organisation, lead: Actor, heard: Challenge) -> None:
    what = brought(lead, heard, "Mørkt;;;;;;\n")
    confirm_import(actor=lead, what=what, now=NOW)
    challenges_actions.park_challenge(actor=lead, challenge=heard, reason="Senere", now=NOW)
    assert worked(what).state == "stopped"
    assert "Satt på vent".lower() in what.trouble.lower() or "kan ikke" in what.trouble
    with pytest.raises(Refused):
        actions.bring_contributions(actor=lead, challenge=heard, rows=[Row(2, {"text": "x"})], now=NOW)
    with pytest.raises(Refused):
        actions.bring_contributions(
            actor=an_actor(place, "observer"), challenge=heard, rows=[Row(2, {"text": "x"})], now=NOW
        )
    assert not Contribution.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(lead: Actor, heard: Challenge) -> None:
    asked = []
    for count in (1, 150):
        rows = [Row(number, {"text": f"Svar {count} {number}"}) for number in range(count)]
        with CaptureQueriesContext(connection) as seen:
            actions.bring_contributions(actor=lead, challenge=heard, rows=rows, now=NOW)
        asked.append(len(seen))
    assert asked[0] == asked[1]
