"""The need description: from the trail, written, reviewed, approved by another, never changed, compared, taken along."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_heard_challenge, an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.hearings import actions as hearings_actions
from nybrott.hearings.tests.factories import a_contribution
from nybrott.needs import actions, feeds, rules
from nybrott.needs.actions.descriptions import POINTS, Goal, Written
from nybrott.needs.models import NeedDescription
from nybrott.needs.queries import descriptions as queries
from nybrott.needs.states import DESCRIPTION
from nybrott.needs.tests.factories import a_description, a_statement
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.ui.documents import KINDS

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def challenge(place: Organisation) -> Challenge:
    return an_anchored_challenge(place, "Fall om natten")


@pytest.fixture
def draft(challenge: Challenge, lead: Actor) -> NeedDescription:
    return a_description(challenge, lead)


def texts(**changed: str) -> dict[str, str]:
    return {
        "title": "Trygge netter",
        "purpose": "Færre fall",
        "background": "",
        "unknown": "",
        "tried": "",
        "other_ways": "",
        "language": "nb",
    } | changed


def approved(draft: NeedDescription, by: Actor, writer: Actor) -> NeedDescription:
    actions.send_to_review(actor=writer, description=draft, now=NOW)
    actions.approve_description(actor=by, description=draft, now=NOW)
    draft.refresh_from_db()
    return draft


# --- from the trail ---


def test_the_first_version_is_put_together_from_the_trail(place: Organisation, lead: Actor) -> None:
    heard = a_heard_challenge(place, "Fall om natten")
    said = a_contribution(heard, "Jeg faller")
    a_contribution(heard, "Ikke tatt videre")
    hearings_actions.take_up(actor=lead, contribution=said, title="Fall", answer="", now=NOW)
    chosen = a_statement(heard, lead)
    actions.choose_problem(actor=lead, statement=chosen, now=NOW)
    made = a_description(heard, lead)
    assert (made.version, made.state, made.title, made.purpose) == (1, "draft", "Fall om natten", "Trygge netter")
    assert made.statement == chosen
    assert made.voices == [{"text": "Jeg faller", "side": "user", "language": "nb"}]
    assert [point.point for point in made.checklist.order_by("pk")] == list(POINTS)
    assert tuple(queries.POINTS) == POINTS


def test_only_one_version_is_in_the_making(draft: NeedDescription, lead: Actor) -> None:
    with pytest.raises(Refused, match="under arbeid"):
        a_description(draft.challenge, lead)


def test_the_next_version_begins_as_a_copy(draft: NeedDescription, lead: Actor, place: Organisation) -> None:
    goal = Goal("Fall om natten", "utrykninger i måneden", "", Decimal("14"), Decimal("7"))
    actions.write_description(
        actor=lead, description=draft, written=Written(texts(), (goal,), ("Ingen ligger lenge",)), now=NOW
    )
    approved(draft, an_actor(place, "lead"), lead)
    following = a_description(draft.challenge, lead)
    said = queries.whole(following)
    assert (following.version, following.state, following.purpose, following.approved_at) == (
        2,
        "draft",
        "Færre fall",
        None,
    )
    assert [queries.goal_in_words(one) for one in said.goals] == ["Fall om natten · utrykninger i måneden · 14 → 7"]
    assert said.criteria == ("Ingen ligger lenge",)


# --- who may ---


@pytest.mark.parametrize("state", DESCRIPTION.states)
def test_each_step_is_open_just_where_the_table_says(
    draft: NeedDescription, place: Organisation, lead: Actor, state: str
) -> None:
    draft.state, draft.purpose = state, "Færre fall"
    other = an_actor(place, "lead")
    may = {
        "send_to_review": rules.may_send_to_review(lead, draft), "send_back": rules.may_send_back(lead, draft),
        "approve": rules.may_approve(other, draft),
    }  # fmt: skip
    assert {verb for verb, verdict in may.items() if verdict} == set(DESCRIPTION.open_steps(state)) & set(may)
    assert bool(rules.may_write(lead, draft)) == (state == "draft")
    assert bool(rules.may_comment(an_actor(place, "observer"), draft)) == (state in ("draft", "review"))


def test_who_may_approve(draft: NeedDescription, place: Organisation, lead: Actor) -> None:
    actions.send_to_review(actor=lead, description=draft, now=NOW)
    draft.refresh_from_db()
    owner = a_member(place, "owner")
    Challenge.objects.update(owner=owner)
    draft = NeedDescription.objects.select_related("challenge").get()
    assert rules.may_approve(actor_of(owner), draft)
    assert "annen" in rules.may_approve(lead, draft).reason
    assert not rules.may_approve(an_actor(place, "observer"), draft)
    driver = a_member(place, "driver")
    Challenge.objects.update(raised_by=driver)
    draft = NeedDescription.objects.select_related("challenge").get()
    assert "behovseieren" in rules.may_approve(actor_of(driver), draft).reason


def test_without_a_purpose_it_goes_nowhere(draft: NeedDescription, lead: Actor) -> None:
    actions.write_description(actor=lead, description=draft, written=Written(texts(purpose=" ")), now=NOW)
    with pytest.raises(Refused, match="formålet"):
        actions.send_to_review(actor=lead, description=draft, now=NOW)


def test_an_approved_version_never_changes_and_the_challenge_is_described(
    draft: NeedDescription, place: Organisation, lead: Actor
) -> None:
    heard = draft.challenge
    challenges_actions.open_hearing(actor=lead, challenge=heard, in_public=False, public_text={"nb": "x"}, now=NOW)
    approved(draft, an_actor(place, "lead"), lead)
    heard.refresh_from_db()
    assert (heard.state, draft.approved_by_id is not None) == ("described", True)
    with pytest.raises(Refused, match="utkast"):
        actions.write_description(actor=lead, description=draft, written=Written(texts(purpose="Noe annet")), now=NOW)
    following = a_description(heard, lead)
    approved(following, an_actor(place, "lead"), lead)
    assert list(heard.descriptions.values_list("version", "state")) == [(2, "approved"), (1, "replaced")]


# --- goals and comparison ---


def test_a_goal_without_baseline_or_target_cannot_be_measured(draft: NeedDescription, lead: Actor) -> None:
    whole_goal = Goal("Fall", "utrykninger", "i måneden", Decimal("14.00"), Decimal("7.5"))
    lacking = (Goal("Søvn"), Goal("Ro", "spørreskjema"), Goal("Uro", "spørreskjema", "", Decimal(3), None))
    actions.write_description(actor=lead, description=draft, written=Written(texts(), (whole_goal, *lacking)), now=NOW)
    said = queries.whole(NeedDescription.objects.get())
    assert [goal.text for goal in said.cannot_be_measured] == ["Søvn", "Ro", "Uro"]
    assert queries.goal_in_words(said.goals[0]) == "Fall · utrykninger · 14 i måneden → 7.5 i måneden"


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_give_both_texts_back(before: str, after: str) -> None:
    found = queries.changes(before, after)
    assert "".join(one.text for one in found if one.kind != "taken") == after
    assert "".join(one.text for one in found if one.kind != "added") == before


def test_two_versions_are_compared_part_by_part(draft: NeedDescription, place: Organisation, lead: Actor) -> None:
    actions.write_description(actor=lead, description=draft, written=Written(texts()), now=NOW)
    approved(draft, an_actor(place, "lead"), lead)
    following = a_description(draft.challenge, lead)
    actions.write_description(
        actor=lead, description=following, written=Written(texts(purpose="Halvparten så mange fall")), now=NOW
    )
    parts = {
        str(one.name): one.same
        for one in queries.compared(queries.whole(draft), queries.whole(NeedDescription.objects.get(version=2)))
    }
    assert parts == {"Tittel": True, "Formål": False}


# --- documents ---


@pytest.fixture
def told(draft: NeedDescription, lead: Actor) -> queries.Whole:
    long = texts(
        purpose="Færre fall for «alle» #set page() $x$ <script>",
        background="Tre ganger i uken.\n\nMange ligger lenge.\x0b",
    )
    goal = Goal("Fall om natten", "utrykninger", "", Decimal(14), Decimal(7))
    actions.write_description(
        actor=lead, description=draft, written=Written(long, (goal, Goal("Søvn")), ("Ingen ligger lenge",)), now=NOW
    )
    made = NeedDescription.objects.get()
    made.voices = [{"text": "Eg vågar ikkje drikke", "side": "user", "language": "nn"}]
    return queries.whole(made)


def test_the_pdf_is_tagged_has_its_language_and_says_everything(told: queries.Whole) -> None:
    made = feeds.description_file(told, "pdf")
    read = PdfReader(BytesIO(made.content))
    text = " ".join(page.extract_text() for page in read.pages)
    for words in (
        "Trygge netter",
        "Formål",
        "#set page()",
        "Effektmål",
        "kan ikke måles",
        "Eg vågar ikkje drikke",
        "Fjordvik kommune",
    ):
        assert words in " ".join(text.split()), words
    root = read.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("nb")
    assert read.metadata is not None
    assert read.metadata.title == "Trygge netter"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" in xmp
    assert made.name == "trygge-netter-v1.pdf"


def test_the_word_document_has_headings_lists_and_its_language(told: queries.Whole) -> None:
    word = Word(BytesIO(feeds.description_file(told, "docx").content))
    headings = [
        one.text for one in word.paragraphs if one.style is not None and str(one.style.name).startswith("Heading")
    ]
    assert headings == ["Formål", "Hvordan det er i dag", "Effektmål", "Vi har lykkes når", "Med folks egne ord"]
    assert 'w:val="nb-NO"' in word.styles.element.xml
    assert word.core_properties.language == "nb-NO"
    assert any(one.text.startswith("Fall om natten · utrykninger") for one in word.paragraphs)


def test_markdown_says_it_all_and_takes_nothing_as_markup(told: queries.Whole) -> None:
    text = feeds.description_file(told, "md").content.decode()
    assert text.startswith("# Trygge netter\n")
    assert "## Formål" in text
    assert "\\<script\\>" in text
    assert "> Eg vågar ikkje drikke" in text


@pytest.mark.parametrize("language", ["nn", "en"])
def test_headings_are_in_the_descriptions_own_language(told: queries.Whole, language: str) -> None:
    told.description.language = language
    text = feeds.description_file(told, "md").content.decode()
    assert {"nn": "## Føremål", "en": "## Purpose"}[language] in text


# --- the pages ---


def test_from_nothing_to_an_approved_description_by_its_pages(
    client: Client, challenge: Challenge, place: Organisation
) -> None:
    writer, other = a_member(place, "lead"), a_member(place, "lead")
    client.force_login(writer)
    assert "Ingen har begynt på den ennå" in client.get(f"/challenges/{challenge.pk}/description/").content.decode()
    client.post(f"/challenges/{challenge.pk}/description/begin/")
    made = NeedDescription.objects.get()
    page = f"/challenges/description/{made.pk}/"
    form = texts() | {
        "criteria": "Ingen ligger lenge\nFlere sover", "statement": "",
        "goals-TOTAL_FORMS": "2", "goals-INITIAL_FORMS": "0", "goals-0-text": "Fall", "goals-0-measure": "utrykninger", "goals-0-baseline": "14",
        "goals-0-target": "7,5", "points-TOTAL_FORMS": "8", "points-INITIAL_FORMS": "8",
    } | {f"points-{n}-point": point for n, point in enumerate(POINTS)} | {"points-0-met": "yes", "points-0-note": "Lest høyt"}  # fmt: skip
    bad = client.post(f"{page}write/", form | {"goals-1-measure": "uten mål"})
    assert bad.status_code == 422
    assert "la hele raden være tom" in bad.content.decode()
    assert client.post(f"{page}write/", form).status_code == 302
    assert made.goals.get().target == Decimal("7.50")
    assert made.checklist.get(point="what").met
    shown = client.get(page).content.decode()
    assert "Lest høyt" in shown
    assert client.post(page, {"text": "Hva med pårørende?"}).status_code == 302
    assert client.post(f"{page}step/", {"step": "review"}).status_code == 302
    assert client.post(f"{page}step/", {"step": "approve"}).status_code == 403, "not by the one who wrote it"
    client.force_login(User.objects.get(pk=other.pk))
    assert client.post(f"{page}step/", {"step": "approve"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "approved"
    for kind in KINDS:
        file = client.get(f"{page}{kind}/")
        assert file.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{page}exe/").status_code == 404


def test_the_page_keeps_to_its_queries(
    draft: NeedDescription, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        queries.whole(draft)
