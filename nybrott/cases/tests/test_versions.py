"""Older versions: who reads them, what changed between two, and the newest as a file."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word
from pypdf import PdfReader

from nybrott.benefits.tests.factories import a_baseline, a_benefit, a_measurement, in_use
from nybrott.cases import actions, queries, rules
from nybrott.cases.models import Case, Named, Version
from nybrott.cases.tests.factories import WHEN, a_named, approved, published, published_again, whole
from nybrott.core.actor import VISITOR, Actor
from nybrott.people.models import Network, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db
BETTER = "Den andre leverandøren lovet at alt skulle virke med vårt gamle nett. Det gjorde det ikke, og vi tapte fire måneder."


def at(case: Case, name: str, *more: int) -> str:
    return reverse(f"cases:{name}", args=[case.organisation.slug, case.slug, *more])


def read(client: Client, case: Case, name: str, *more: int, status: int = 200) -> str:
    answer = client.get(at(case, name, *more))
    assert answer.status_code == status
    return answer.content.decode()


def numbers(actor: Actor, case: Case) -> list[int]:
    return [one.number for one in queries.versions_of(actor, case)]


def test_anyone_reads_the_versions_of_an_open_case_and_what_changed(
    client: Client, here: Organisation, lead: Actor
) -> None:
    case = published(here, actor=lead)
    assert "Alle versjoner" not in read(client, case, "told"), "with one there is nothing to lead to"
    case = published_again(case, actor=lead, failed=BETTER)
    case = published_again(case, actor=lead, failed=BETTER, because="Et ord til", words=("natt",))
    assert at(case, "versions") in read(client, case, "told")
    page = read(client, case, "versions")
    for address in (at(case, "version", 1), at(case, "version", 2), at(case, "changes", 1, 2), at(case, "changes", 2, 3), at(case, "changes", 1, 3)):  # fmt: skip
        assert f'href="{address}"' in page
    assert "Et tall var galt" in page
    older = read(client, case, "version", 1)
    assert "Dette er en eldre versjon" in older
    assert "Den første leverandøren lovet" in older
    assert "noindex" in older
    assert client.get(at(case, "version", 3)).url == queries.address_of(case)  # type: ignore[attr-defined]
    changed = read(client, case, "changes", 1, 2)
    assert ">første</del>" in changed.replace("Før: </span>", "")
    assert ">andre</ins>" in changed.replace("Nytt: </span>", "")
    assert "Som før: Tittel, " in changed
    assert "Ord den finnes ved" not in changed.split("Som før:")[0]


@pytest.mark.parametrize(("old", "new"), [(2, 1), (1, 1), (1, 3), (0, 1), (1, 99999999999)])
def test_what_there_is_not_is_not_there(client: Client, here: Organisation, lead: Actor, old: int, new: int) -> None:
    case = published_again(published(here, actor=lead), actor=lead, failed=BETTER)
    read(client, case, "changes", old, new, status=404)
    read(client, case, "version", 99999999999, status=404)


def test_a_case_taken_down_or_narrowed_takes_its_versions_along_for_good(
    client: Client, here: Organisation, lead: Actor
) -> None:
    case = published_again(published(here, actor=lead), actor=lead, failed=BETTER)
    read(client, case, "version", 1)
    actions.take_down(actor=lead, case=case, reason="Et tall var galt", now=WHEN)
    for name, more in (("versions", ()), ("version", (1,)), ("changes", (1, 2))):
        read(client, case, name, *more, status=404)
    assert client.get(f"{queries.address_of(case)}case.pdf").status_code == 404
    case = published_again(case, actor=lead, failed=BETTER, because="Tallet er rettet")
    assert numbers(VISITOR, case) == [3], "what was taken down does not come back"
    assert numbers(an_actor(here, "driver"), case) == [3, 2, 1]
    read(client, case, "version", 1, status=404)
    actions.narrow_case(actor=lead, case=case, level="private", now=WHEN)
    assert numbers(VISITOR, case) == []
    assert numbers(an_actor(here, "driver"), case) == [3, 2, 1]


def inside(place: Organisation, *networks: Network, role: str = "driver") -> Actor:
    return replace(an_actor(place, role), network_ids=frozenset(one.pk for one in networks))


@pytest.mark.parametrize(
    ("first", "own", "guest", "fellow", "other", "visitor"),
    [
        ("private", [2, 1], [2], [2], [2], [2]),
        ("network", [2, 1], [2], [2, 1], [2], [2]),
        ("open", [2, 1], [2, 1], [2, 1], [2, 1], [2, 1]),
    ],
)
def test_an_older_version_is_read_by_those_it_was_meant_for(
    here: Organisation, first: str, own: list[int], guest: list[int], fellow: list[int], other: list[int], visitor: list[int]
) -> None:  # fmt: skip
    neighbour, third = an_organisation(), an_organisation()
    network, elsewhere = a_network(here, neighbour), a_network(here, third)
    teller = inside(here, network, elsewhere, role="lead")
    case = published(here, actor=teller, said=whole(level=first, networks=[network] if first == "network" else []))
    case = published_again(case, actor=teller, failed=BETTER)
    assert numbers(inside(here), case) == own
    assert numbers(an_actor(here, "supplier"), case) == guest
    assert numbers(inside(neighbour, network), case) == fellow
    assert numbers(inside(third, elsewhere), case) == other
    assert numbers(VISITOR, case) == visitor


def test_another_network_does_not_read_what_was_shown_to_the_first(here: Organisation) -> None:
    neighbour, third = an_organisation(), an_organisation()
    network, elsewhere = a_network(here, neighbour), a_network(here, third)
    teller = inside(here, network, elsewhere, role="lead")
    case = published(here, actor=teller, said=whole(level="network", networks=[network]))
    case = published_again(case, actor=teller, level="network", networks=[elsewhere])
    assert numbers(inside(third, elsewhere), case) == [2]
    assert numbers(inside(neighbour, network), case) == []


def test_published_for_fewer_the_older_ones_are_our_own(here: Organisation, lead: Actor) -> None:
    case = published(here, actor=lead)
    case = published_again(case, actor=lead, level="private")
    case = published_again(case, actor=lead)
    assert numbers(VISITOR, case) == [3]


def with_one_named(here: Organisation, lead: Actor) -> tuple[Case, Named]:
    """A published case in which Kari Moe has said yes to her name."""
    case = approved(here, actor=lead, said=whole(did=whole().did + " Det var Kari Moe som satt oppe."))
    actions.take_back(actor=lead, case=case, now=WHEN)
    named = a_named(case)
    case = Case.objects.get(pk=case.pk)
    case = _reviewed(case, lead)
    actions.ask_consents(actor=lead, case=case, now=WHEN)
    named.refresh_from_db()
    actions.answer_consent(named=named, verb="agree", seen=rules.told_of(case, named), now=WHEN)
    actions.publish_case(actor=lead, case=case, now=WHEN)
    return queries.with_versions(Case.objects.all()).get(pk=case.pk), named


def _reviewed(case: Case, lead: Actor) -> Case:
    second = a_member(case.organisation, "driver")
    actions.ask_review(actor=lead, case=case, reviewer=second, now=WHEN)
    actions.answer_review(actor=actor_of(second, case.organisation), case=case, approves=True, text="", now=WHEN)
    return Case.objects.get(pk=case.pk)


def test_who_withdraws_is_gone_from_older_versions_and_what_changed(
    client: Client, here: Organisation, lead: Actor
) -> None:
    case, named = with_one_named(here, lead)
    case = published_again(case, actor=lead, did=whole().did + " Det var Kari Moe som satt oppe.\nEn linje til.")
    assert "Kari Moe" in read(client, case, "version", 1)
    assert "Kari Moe" in read(client, case, "changes", 1, 2)
    actions.answer_consent(named=named, verb="withdraw", seen="", now=WHEN)
    for name, more in (("told", ()), ("version", (1,)), ("changes", (1, 2))):
        assert "Kari" not in read(client, case, name, *more)


def test_facts_that_changed_are_told_and_the_day_alone_is_no_change(client: Client, here: Organisation, lead: Actor) -> None:  # fmt: skip
    benefit = a_benefit(here)
    case = published(here, actor=lead, procurement=benefit.procurement)
    case = published_again(case, actor=lead)
    Version.objects.filter(case=case, number=2).update(facts={**Version.objects.get(number=1).facts, "as_of": "2026-12-24"})  # fmt: skip
    assert "De to versjonene sier det samme" in read(client, case, "changes", 1, 2)
    a_baseline(benefit)
    a_measurement(in_use(benefit))
    case = published_again(case, actor=lead)
    assert "Det som er kjent" in read(client, case, "changes", 2, 3).split("Som før:")[0]


def test_three_versions_take_as_many_queries_as_one(client: Client, here: Organisation, lead: Actor) -> None:
    case = published(here, actor=lead)
    pages = ("told", "versions")
    counts = {}
    for name in pages:
        read(client, case, name)
        with CaptureQueriesContext(connection) as one:
            read(client, case, name)
        counts[name] = len(one)
    case = published_again(case, actor=lead)
    with CaptureQueriesContext(connection) as two:
        read(client, case, "changes", 1, 2)
    case = published_again(case, actor=lead)
    for name in pages:
        with CaptureQueriesContext(connection) as three:
            read(client, case, name)
        assert len(three) == counts[name], name
    with CaptureQueriesContext(connection) as three:
        read(client, case, "changes", 1, 2)
    assert len(three) == len(two)


# --- to take along ---


def file(client: Client, case: Case, kind: str) -> bytes:
    answer: Any = client.get(f"{queries.address_of(case)}case.{kind}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_case_as_pdf_and_word_in_the_language_it_is_written_in(client: Client, here: Organisation, lead: Actor) -> None:  # fmt: skip
    benefit = a_benefit(here)
    case = published(here, actor=lead, procurement=benefit.procurement, said=whole(title="Færre <b>alarmer</b> & mer søvn"))  # fmt: skip
    client.cookies["nybrott_language"] = "en"
    assert f"{queries.address_of(case)}case.docx" in read(client, case, "told")
    pdf = PdfReader(BytesIO(file(client, case, "pdf")))
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]) == "nb"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf.pages[0].mediabox.height > pdf.pages[0].mediabox.width, "a text to be read stands upright"
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    word = Word(BytesIO(file(client, case, "docx")))
    assert word.core_properties.language == "nb-NO"
    assert word.sections[0].page_height > word.sections[0].page_width  # type: ignore[operator]
    heads = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert heads == ["Kort sagt", "Hva som var vanskelig", "Hva vi gjorde", "Hva som kom ut av det", "Hva som ikke virket", "Hva vi ville gjort annerledes", "Råd til andre", "Det som er kjent", "Om denne erfaringen"]  # fmt: skip
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    told = " ".join([*(one.text for one in word.paragraphs), *cells])
    for said in (text, " ".join(told.split())):
        assert "Færre <b>alarmer</b> & mer søvn" in said
        assert "Fjordvik kommune" in said
        assert "Sitt oppe en natt selv" in said
        assert benefit.title in said
        assert all(head in said for head in heads)
        assert queries.address_of(case) in said.replace(" ", "")
    assert file(client, case, "pdf") == file(client, case, "pdf"), "the same text gives the same bytes"
    assert client.get(f"{queries.address_of(case)}case.xlsx").status_code == 404


def test_who_withdrew_is_in_no_file(client: Client, here: Organisation, lead: Actor) -> None:
    case, named = with_one_named(here, lead)
    assert "Kari Moe" in " ".join(one.text for one in Word(BytesIO(file(client, case, "docx"))).paragraphs)
    actions.answer_consent(named=named, verb="withdraw", seen="", now=WHEN)
    assert "Kari" not in " ".join(one.text for one in Word(BytesIO(file(client, case, "docx"))).paragraphs)
    assert "Kari" not in " ".join(one.extract_text() for one in PdfReader(BytesIO(file(client, case, "pdf"))).pages)


def test_who_may_not_read_the_case_gets_no_file(client: Client, here: Organisation, lead: Actor) -> None:
    case = published(here, actor=lead, said=whole(level="private"))
    for kind in ("pdf", "docx"):
        assert client.get(f"{queries.address_of(case)}case.{kind}").status_code == 404
    client.force_login(a_member(here, "buyer"))
    told = " ".join(one.text for one in Word(BytesIO(file(client, case, "docx"))).paragraphs)
    assert "Hvem som kan lese den: " in told, "a print of what few may read says so"
