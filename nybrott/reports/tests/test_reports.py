"""Reports: who makes them, what goes in, pages in their states, documents that are opened again."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from nybrott.core.evaluation import digest, sealed, verify
from nybrott.core.evaluation.tests.samples import inputs
from nybrott.core.verdict import Refused
from nybrott.effects.models import Report
from nybrott.journal.models import Entry
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.reports import feeds, queries, rules
from nybrott.reports.feeds.blocks import Grid, Part, Whole
from nybrott.reports.feeds.pdf import pdf
from nybrott.reports.feeds.whole import whole_of
from nybrott.reports.tests.factories import a_full_plan, a_made_report, a_report, a_settled_plan

pytestmark = pytest.mark.django_db


def whole_report(place: Any) -> Report:
    """A report that holds every kind of comparison, as it would lie in the tables."""
    content = sealed(inputs() | {"stories": []})
    seal = content.pop("digest")
    return a_report(
        a_settled_plan(place), content=content, digest=seal, words={"plain": "Fem behov.", "unknown": "Mye."}
    )


def test_who_may_make_a_report() -> None:
    place, other = an_organisation(), an_organisation()
    plan = a_settled_plan(place)
    assert rules.may_make_report(an_actor(place, "evaluator"), plan)
    assert not rules.may_make_report(an_actor(place, "lead"), plan)
    assert not rules.may_make_report(an_actor(other, "evaluator"), plan)
    plan.state = "draft"
    assert "Fastsett" in rules.may_make_report(an_actor(place, "evaluator"), plan).reason


def test_a_report_keeps_everything_its_figures_follow_from() -> None:
    plan = a_full_plan(an_organisation())
    first, second = a_made_report(plan), a_made_report(plan)
    assert (first.number, second.number) == (1, 2)
    kept = Report.objects.get(pk=second.pk)
    assert digest(kept.content) == kept.digest, "the database gives back what was sealed"
    assert verify({**kept.content, "digest": kept.digest}).holds
    one, _other = kept.content["figures"]["indicators"]
    assert (one["now"], one["way"], one["better"], one["reached"]) == (5, 0.5, True, False)
    assert kept.content["figures"]["costs"]["all"] == 1_250_000
    assert "comparison" in kept.content["inputs"]["not_done"]
    assert Entry.objects.filter(verb="reports.made").count() == 2


def test_nobody_else_makes_one() -> None:
    plan = a_settled_plan(an_organisation())
    plan.state = "draft"
    plan.save()
    with pytest.raises(Refused):
        a_made_report(plan)


@pytest.mark.parametrize("made", [0, 1, 3])
def test_the_list_has_every_report(
    client: Client, made: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = an_organisation()
    plan = a_settled_plan(place)
    for _one in range(made):
        a_report(plan)
    client.force_login(a_member(place, "observer"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("reports:reports", args=[plan.run_id]))
    assert page.status_code == 200
    assert page.content.decode().count(">Rapport ") == made


def test_it_is_made_on_a_page_and_read_on_another(client: Client) -> None:
    place = an_organisation()
    plan = a_full_plan(place)
    client.force_login(a_member(place, "evaluator"))
    address = reverse("reports:make", args=[plan.run_id])
    assert "Ingen indikator har noe" in client.get(address).content.decode()
    assert client.post(address, {"plain": ""}).status_code == 422
    made = client.post(address, {"plain": "Fem <b>behov</b>.", "unknown": "Mye."}, follow=True)
    said = made.content.decode()
    assert made.status_code == 200
    assert "Fem &lt;b&gt;behov&lt;/b&gt;." in said
    for part in (
        "plain",
        "theory",
        "measured",
        "compared",
        "claims",
        "costs",
        "stories",
        "unknown",
        "decision",
        "reckoned",
    ):
        assert f'id="{part}"' in said
    assert Report.objects.get(plan=plan).digest in said
    assert "style=" not in said.partition("<article")[2].partition("</article")[0]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_shows_every_kind_of_comparison(client: Client, language: str) -> None:
    place = an_organisation()
    report = whole_report(place)
    client.force_login(a_member(place, "observer"))
    page = client.get(reverse("reports:report", args=[report.plan.run_id, 1]), headers={"accept-language": language})
    said = page.content.decode()
    assert page.status_code == 200
    designs = {"nb": "Opplegg: ", "nn": "Opplegg: ", "en": "Design: "}[language]
    assert said.count(designs) >= 6
    assert said.count("<svg") >= 20, "wide and narrow"


def test_another_organisation_finds_nothing(client: Client) -> None:
    report = whole_report(an_organisation())
    client.force_login(a_member(an_organisation(), "evaluator"))
    run = report.plan.run_id
    for name, more in (("report", [1]), ("data", [1]), ("document", [1, "nb", "pdf"]), ("compare", [1, 1])):
        assert client.get(reverse(f"reports:{name}", args=[run, *more])).status_code == 404


def test_nothing_is_called_an_effect_without_its_design() -> None:
    place = an_organisation()
    report = whole_report(place)
    told = queries.told_of(an_actor(place, "observer"), report.plan, report)
    with override("en"):
        blocks = next(part for part in whole_of(told).parts if part.id == "compared").blocks
    kinds = [(one.kind, getattr(one, "title", getattr(one, "sentence", ""))) for one in blocks]
    for at, (kind, title) in enumerate(kinds):
        if kind == "picture" and "between" in title:
            assert any(name.startswith("Design: ") for _kind, name in kinds[at + 1 :]), title
    assert sum(title.startswith("Too few to say") for _kind, title in kinds) == 1


def test_documents_are_opened_again_in_three_languages() -> None:
    place = an_organisation()
    report = whole_report(place)
    told = queries.told_of(an_actor(place, "observer"), report.plan, report)
    for language, code, first in (
        ("nb", "nb-NO", "Kort fortalt"),
        ("nn", "nn-NO", "Kva som vart målt"),
        ("en", "en-GB", "In plain words"),
    ):
        word = Document(BytesIO(feeds.document_file(told, language, "docx").content))
        assert word.core_properties.language == code
        headings = [one.text for one in word.paragraphs if one.style and str(one.style.name).startswith("Heading 1")]
        assert len(headings) == 10
        assert first in headings
        assert len(word.tables) > 8
        assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
        described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
        assert len(described) >= 8
        assert all(described)
    made = feeds.document_file(told, "nn", "pdf")
    assert made.content == feeds.document_file(told, "nn", "pdf").content
    read = PdfReader(BytesIO(made.content))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("nn")
    text = "\n".join(page.extract_text() for page in read.pages)
    assert "Kort fortalt" in read.pages[0].extract_text()
    assert "Kva som vart målt" not in read.pages[0].extract_text(), "one page in plain words first"
    assert report.digest in "".join(text.split())
    assert made.content.count(b"/Alt") >= 8 or "/StructTreeRoot" in root


def test_a_sentence_where_a_number_is_expected_keeps_the_table_on_the_page() -> None:
    grid = Grid(
        "Målt",
        (("Indikator", False), ("Før", True), ("Nå", True), ("Mål", True), ("Nådd", False)),
        (
            ("Enheter som spør brukerne før de skriver krav", "Anskaffelsene her viser ikke et helt år av våre egne.", "38 veiledninger, 27. november 2026", "90", "ikke ennå"),
            ("Samlinger", "2", "5", "10", "ikke ennå"),
        ),
    )  # fmt: skip
    (page,) = PdfReader(BytesIO(pdf(Whole("Rapport", "", "Fjordvik", "nb", (Part("p", "Del", [grid]),), "")))).pages
    ends: list[float] = []

    def seen(text: str, _cm: object, at: list[float], _font: object, size: float) -> None:
        if text.strip():
            ends.append(at[4] + 0.5 * size * len(text.strip()))

    text = page.extract_text(visitor_text=seen)
    assert max(ends) < float(page.mediabox.width) - 40
    assert "Enheter som" in text, "the first column has room for more than a word a line"


def test_the_data_file_holds_and_the_codebook_says_what_is_in_it(client: Client) -> None:
    place = an_organisation()
    report = whole_report(place)
    client.force_login(a_member(place, "observer"))
    run = report.plan.run_id
    data = client.get(reverse("reports:data", args=[run, 1]))
    found = verify(json.loads(data.getvalue()), known=report.digest)
    assert found.holds
    book = client.get(reverse("reports:codebook", args=[run, 1])).getvalue().decode()
    assert "figures.indicators[].way" in book
    for top in ("inputs", "figures"):
        for name in report.content[top]:
            assert f"{top}.{name}" in book, name


def test_two_reports_beside_each_other(client: Client) -> None:
    place = an_organisation()
    plan = a_full_plan(place)
    a_made_report(plan)
    indicator = plan.indicators.earliest("pk")
    indicator.target.readings.update(value=7)
    plan.indicators.latest("pk").delete()
    a_made_report(plan)
    first, second = (Report.objects.get(plan=plan, number=number) for number in (1, 2))
    found = queries.compared(first, second)
    assert [one.change for one in found.indicators] == [2, None]
    client.force_login(a_member(place, "observer"))
    page = client.get(reverse("reports:compare", args=[plan.run_id, 1, 2])).content.decode()
    assert "+2" in page
    assert client.get(reverse("reports:compare", args=[plan.run_id, 1, 3])).status_code == 404
