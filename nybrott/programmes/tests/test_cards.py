"""Method cards of an organisation: the shelf, adapted, written, compared, brought up to date, put away, printed."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.methods import catalogue
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.programmes import actions, feeds, rules
from nybrott.programmes.models import MethodCard
from nybrott.programmes.queries import proposed, shelf, shelved
from nybrott.programmes.tests.factories import TEXT, an_adapted_card, an_own_card, content

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def client(place: Organisation) -> Client:
    client = Client()
    client.force_login(a_member(place, "lead"))
    return client


def changed(card: MethodCard, language: str = "nb", **more: Any) -> dict[str, Any]:
    return card.content | {language: card.content[language] | more}


# --- rules ---


@pytest.mark.parametrize("role", list(ROLES))
def test_who_may_write_cards(role: str, place: Organisation) -> None:
    actor = an_actor(place, role)
    allowed = role in ("lead", "editor", "admin")
    mine = MethodCard(organisation=place)
    away = MethodCard(organisation=place, put_away_at=NOW)
    others = MethodCard(organisation=an_organisation())
    for verdict in (
        rules.may_write_cards(actor),
        rules.may_adapt_card(actor, None),
        rules.may_change_card(actor, mine),
    ):
        assert bool(verdict) is allowed
        assert allowed or "Spør en av dem" in verdict.reason
    assert bool(rules.may_put_away_card(actor, mine)) is allowed
    assert bool(rules.may_take_out_card(actor, away)) is allowed
    assert not rules.may_adapt_card(actor, mine)
    assert not rules.may_put_away_card(actor, away)
    assert not rules.may_take_out_card(actor, mine)
    assert not rules.may_change_card(actor, others)


def test_an_action_asks_its_rule(place: Organisation) -> None:
    driver = an_actor(place, "driver")
    with pytest.raises(Refused):
        an_adapted_card(driver, place)
    with pytest.raises(Refused):
        an_own_card(driver, place)
    card = an_adapted_card(an_actor(place, "lead"), place)
    for act in (actions.put_away_card, actions.take_out_card):
        with pytest.raises(Refused):
            act(actor=driver, card=card, now=NOW)
    with pytest.raises(Refused):
        actions.change_card(actor=driver, card=card, content=card.content, now=NOW)
    with pytest.raises(Refused):
        actions.settle_card(actor=driver, card=card, path=("nb", "name"), chosen="x", now=NOW)


# --- the shelf ---


def test_the_shelf_holds_all_cards_and_ours_in_the_place_of_those_we_adapted(place: Organisation, lead: Actor) -> None:
    card = an_adapted_card(lead, place)
    actions.change_card(actor=lead, card=card, content=changed(card, name="Sju hvorfor"), now=NOW)
    an_own_card(lead, place)
    found = {one.card.id: one for one in shelf(lead, {}, "nb")}
    assert len(found) == len(catalogue()) + 1
    assert found["five-whys"].card.texts["nb"].name == "Sju hvorfor"
    assert found["five-whys"].is_changed
    other = {one.card.id: one for one in shelf(an_actor(an_organisation(), "lead"), {}, "nb")}
    assert "gatur" not in other
    assert other["five-whys"].own is None


@pytest.mark.parametrize(
    ("where", "holds", "lacks"),
    [
        ({"phase": "test"}, "best-mistake", "persona"),
        ({"minutes": "60"}, "five-whys", "persona"),
        ({"minutes": "240"}, "persona", "needs-workshop"),
        ({"minutes": "more"}, "needs-workshop", "problem-workshop"),
        ({"people": 25}, "needs-workshop", "persona"),
        ({"people": 2}, "interview-guide", "persona"),
        ({"text": "oppdiktet"}, "persona", "five-whys"),
        ({"text": "invented"}, "persona", "five-whys"),
        ({"own": True}, "gatur", "persona"),
    ],
)
def test_the_shelf_narrowed(where: dict[str, Any], holds: str, lacks: str, place: Organisation, lead: Actor) -> None:
    an_own_card(lead, place)
    found = {one.card.id for one in shelf(lead, where, "nb")}
    assert holds in found
    assert lacks not in found


def test_the_right_card_is_ours_when_we_have_adapted_it_and_says_why(place: Organisation, lead: Actor) -> None:
    card = an_adapted_card(lead, place)
    first = proposed(lead, stage="sensemaking", gaps=["cause"])[0]
    assert first.one.own == card
    assert len(first.why) == 1
    assert first.why[0].endswith(".")


# --- written and adapted ---


def test_a_card_of_ones_own_has_an_address_from_its_name_and_never_that_of_another(
    place: Organisation, lead: Actor
) -> None:
    assert [an_own_card(lead, place).slug for _ in range(2)] == ["gatur", "gatur-2"]
    for name, slug in (
        ("Gå", "kort-ga"),
        ("gå_en_tur", "ga-en-tur"),
        ("Persona", "persona-2"),
        ("New", "new-2"),
        ("5", "kort-5"),
        ("«»", "kort"),
        ("Five whys", "five-whys-2"),
    ):
        assert an_own_card(lead, place, nb=TEXT | {"name": name}).slug == slug


def test_what_is_no_card_is_refused_with_its_reason(place: Organisation, lead: Actor) -> None:
    with pytest.raises(Refused, match="minutes must be what the steps add up to, 40"):
        an_own_card(lead, place, minutes=50)


def test_adapted_twice_is_refused_and_a_card_nobody_has_is_no_origin(place: Organisation, lead: Actor) -> None:
    an_adapted_card(lead, place)
    with pytest.raises(Refused, match="allerede tilpasset dette kortet"):
        an_adapted_card(lead, place)
    with pytest.raises(Refused, match="finnes ikke lenger"):
        an_adapted_card(lead, place, "magic")


def test_every_change_counts_a_version_and_leaves_an_entry_and_no_change_leaves_none(
    place: Organisation, lead: Actor
) -> None:
    card = an_adapted_card(lead, place)
    same = actions.change_card(actor=lead, card=card, content=card.content, now=NOW)
    assert same.version == 1
    after = actions.change_card(actor=lead, card=card, content=changed(card, name="Sju hvorfor"), now=NOW)
    assert after.version == 2
    actions.put_away_card(actor=lead, card=card, now=NOW)
    actions.take_out_card(actor=lead, card=card, now=NOW)
    verbs = list(Entry.objects.filter(thing_kind="programmes.methodcard").order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"programmes.card_{verb}" for verb in ("adapted", "changed", "put_away", "taken_out")]


def test_put_away_it_is_read_as_nybrott_has_it_and_one_of_ours_is_still_there(place: Organisation, lead: Actor) -> None:
    card = an_adapted_card(lead, place)
    actions.change_card(actor=lead, card=card, content=changed(card, name="Sju hvorfor"), now=NOW)
    own = an_own_card(lead, place)
    for one in (card, own):
        actions.put_away_card(actor=lead, card=one, now=NOW)
    assert "gatur" not in {one.card.id for one in shelf(lead, {}, "nb")}
    there = shelved(lead, "five-whys")
    assert there is not None
    assert there.card.texts["nb"].name == "Fem hvorfor"
    assert shelved(lead, "gatur") is not None


# --- what is new in the card it came from ---


@pytest.fixture
def behind(place: Organisation, lead: Actor) -> MethodCard:
    """An adapted card whose origin has changed since: its name, which we changed as well, and its pitfalls."""
    card = an_adapted_card(lead, place)
    card.base["nb"] |= {"name": "De fem hvorfor", "pitfalls": ["Dere stanser for tidlig."]}
    card.content = card.base | {"nb": card.base["nb"] | {"name": "Sju hvorfor"}}
    card.save()
    return card


def test_news_are_settled_one_by_one(behind: MethodCard, lead: Actor) -> None:
    there = shelved(lead, "five-whys")
    assert there is not None
    assert there.news == 2
    theirs = catalogue()["five-whys"].data()
    card = actions.settle_card(actor=lead, card=behind, path=("nb", "name"), chosen="Mange hvorfor", now=NOW)
    assert (card.content["nb"]["name"], card.base["nb"]["name"]) == ("Mange hvorfor", "Fem hvorfor")
    card = actions.settle_card(actor=lead, card=card, path=("nb", "pitfalls"), chosen=theirs["nb"]["pitfalls"], now=NOW)
    assert card.base == theirs
    there = shelved(lead, "five-whys")
    assert there is not None
    assert (there.news, there.is_changed) == (0, True)


def test_a_piece_that_is_no_piece_and_a_third_that_makes_no_card_are_refused(behind: MethodCard, lead: Actor) -> None:
    with pytest.raises(Refused, match="avgjort eller borte"):
        actions.settle_card(actor=lead, card=behind, path=("nb", "name", "x"), chosen="x", now=NOW)
    with pytest.raises(Refused, match="kan ikke lagres"):
        actions.settle_card(actor=lead, card=behind, path=("nb", "pitfalls"), chosen=[], now=NOW)
    own = an_own_card(lead, behind.organisation)
    with pytest.raises(Refused, match="er borte"):
        actions.settle_card(actor=lead, card=own, path=("nb", "name"), chosen="x", now=NOW)


def test_the_page_of_news_offers_take_keep_and_a_third(behind: MethodCard, client: Client) -> None:
    address = "/programmes/cards/five-whys/news/"
    shown = client.get(address).content.decode()
    assert shown.count('class="pg-offer"') == 2
    assert "Sju hvorfor" in shown
    assert client.post(address, {"piece": "nb/name"}).status_code == 422
    assert client.post(address, {"piece": "nb/name", "choice": "third", "third": " "}).status_code == 422
    assert client.post(address, {"piece": "../x", "choice": "take"}).status_code == 422
    assert client.post(address, {"piece": "nb/name", "choice": "keep"}).status_code == 302
    assert client.post(address, {"piece": "nb/pitfalls", "choice": "third", "third": "Én.\n\nTo."}).status_code == 302
    behind.refresh_from_db()
    assert (behind.content["nb"]["name"], behind.content["nb"]["pitfalls"]) == ("Sju hvorfor", ["Én.", "To."])
    assert "pg-offer" not in client.get(address).content.decode()


# --- pages ---


def form(**more: Any) -> dict[str, Any]:
    said = {
        "phase": "need", "fewest": 2, "most": 4, "outputs": ["insight"], "stages": ["raised"], "gaps": ["together"],
        "steps-TOTAL_FORMS": 3, "steps-INITIAL_FORMS": 0, "steps-0-minutes": 20, "steps-0-nb": "Gå ut.", "steps-1-minutes": 25, "steps-1-nb": "Gå hjem.",
        "nb-name": "Gåtur", "nb-what": "Gå en tur.", "nb-why": "Det er lettere.", "nb-material": "Sko\nParaply", "nb-result": "En samtale.",
        "nb-pitfalls": "Det regner.", "nb-digital": "Med telefon.",
    }  # fmt: skip
    return said | more


def test_a_card_is_written_and_changed_on_pages(client: Client, place: Organisation) -> None:
    answer = client.post("/programmes/cards/new/", form())
    assert answer.headers["Location"] == "/programmes/cards/gatur/"
    card = place.method_cards.get()
    assert (card.content["minutes"], card.content["nb"]["material"]) == (45, ["Sko", "Paraply"])
    page = client.get("/programmes/cards/gatur/change/").content.decode()
    assert "Gå hjem." in page
    client.post("/programmes/cards/gatur/change/", form(**{"steps-1-minutes": 40, "steps-INITIAL_FORMS": 2}))
    card.refresh_from_db()
    assert (card.content["minutes"], card.version) == (60, 2)


@pytest.mark.parametrize(
    "more",
    [
        {"fewest": 5},
        {"fewest": ""},
        {"nb-name": ""},
        {"nb-why": ""},
        {"nb-name": "", "nb-what": "", "nb-why": "", "nb-material": "", "nb-result": "", "nb-pitfalls": "", "nb-digital": ""},
        {"steps-0-minutes": "", "steps-0-nb": "", "steps-1-minutes": "", "steps-1-nb": ""},
        {"steps-0-minutes": ""},
        {"steps-0-nb": ""},
        {"nb-why": "a" * 1_001},
        {"nb-material": "\n".join("abcdefghijklmn")},
        {"nn-name": "Gåtur"},
        {
            "nn-name": "Gåtur", "nn-what": "x", "nn-why": "x", "nn-material": "x", "nn-result": "x", "nn-pitfalls": "x", "nn-digital": "x",
        },
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    more: dict[str, Any], client: Client, place: Organisation
) -> None:
    answer = client.post("/programmes/cards/new/", form(**more))
    assert answer.status_code == 422
    assert "Gå hjem." in answer.content.decode() or "steps-1-nb" in more
    assert not place.method_cards.exists()


def test_the_pages_in_their_states(client: Client, place: Organisation, lead: Actor) -> None:
    assert client.get("/programmes/cards/").status_code == 200
    assert "Ingen kort passer" in client.get("/programmes/cards/?text=sjokoladekake").content.decode()
    assert client.get("/programmes/cards/?people=x&page=99&phase=nothing").status_code == 200
    for slug in catalogue():
        page = client.get(f"/programmes/cards/{slug}/")
        assert page.status_code == 200
        assert page.content.decode().count('class="pg-when"') == len(catalogue()[slug].step_minutes)
    assert client.get("/programmes/cards/magic/").status_code == 404
    assert client.get("/programmes/cards/five-whys/change/").status_code == 404
    assert (
        client.post("/programmes/cards/five-whys/adapt/").headers["Location"] == "/programmes/cards/five-whys/change/"
    )
    assert "Ingenting er endret ennå" in client.get("/programmes/cards/five-whys/difference/").content.decode()
    card = place.method_cards.get()
    actions.change_card(actor=lead, card=card, content=changed(card, name="Sju hvorfor"), now=NOW)
    difference = client.get("/programmes/cards/five-whys/difference/").content.decode()
    assert "<del>Fem</del><ins>Sju</ins>" in difference
    assert client.post("/programmes/cards/five-whys/put-away/").status_code == 302
    assert "Fem hvorfor" in client.get("/programmes/cards/five-whys/").content.decode()
    assert client.post("/programmes/cards/five-whys/take-out/").status_code == 302
    assert client.post("/programmes/cards/five-whys/take-out/").status_code == 403
    own = an_own_card(lead, place)
    assert client.get(f"/programmes/cards/{own.slug}/difference/").status_code == 404
    assert client.get(f"/programmes/cards/{own.slug}/news/").status_code == 404


def test_somebody_who_may_not_reads_and_is_told_why(place: Organisation) -> None:
    reader = Client()
    reader.force_login(a_member(place, "driver"))
    page = reader.get("/programmes/cards/five-whys/").content.decode()
    assert "Spør en av dem" in page
    assert reader.get("/programmes/cards/new/").status_code == 403


@pytest.mark.parametrize("own", [1, 3])
def test_the_shelf_asks_the_database_once(
    own: int, place: Organisation, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(own):
        an_own_card(lead, place)
    with django_assert_num_queries(1):
        assert len(shelf(lead, {}, "nb")) == len(catalogue()) + own


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_card_as_documents_opened_again(language: str) -> None:
    card = catalogue()["shadowing"]
    text = card.texts[language]
    pdf = feeds.card_file(card, "Nybrott", language, "pdf")
    read = PdfReader(BytesIO(pdf.content))
    assert read.trailer["/Root"]["/Lang"] == language
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in pdf.content or "pdfuaid" in str(
        read.xmp_metadata.rdf_root.toxml() if read.xmp_metadata else ""
    )
    said = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert text.name in said
    word = Word(BytesIO(feeds.card_file(card, "Nybrott", language, "docx").content))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert lines[0] == text.name
    assert sum(text.steps[0] in line for line in lines) == 1
    page = feeds.card_file(card, "Nybrott", language, "md").content.decode()
    assert page.startswith(f"# {text.name}")
    assert page.count("\n## ") == 6


def test_documents_are_handed_out_by_their_addresses(client: Client, place: Organisation) -> None:
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"# ")):
        answer = client.get(f"/programmes/cards/persona.{kind}")
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="persona.{kind}"'
    assert client.get("/programmes/cards/persona.exe").status_code == 404
    assert client.get("/programmes/cards/magic.pdf").status_code == 404


def test_time_and_people_in_words() -> None:
    assert [feeds.time_in_words(minutes) for minutes in (1, 45, 60, 90, 330)] == [
        "1 minutt", "45 minutter", "1 time", "1 time 30 minutter", "5 timer 30 minutter",
    ]  # fmt: skip
    assert [feeds.people_in_words(catalogue()[one]) for one in ("driver-talk", "persona")] == [
        "2 personer",
        "3–8 personer",
    ]


def test_another_organisations_card_is_not_there(place: Organisation, lead: Actor, client: Client) -> None:
    other = an_organisation()
    theirs = an_own_card(an_actor(other, "lead"), other, nb=TEXT | {"name": "Deres"})
    assert client.get(f"/programmes/cards/{theirs.slug}/").status_code == 404
    assert not MethodCard.objects.visible_to(actor_of(a_member(place), place)).exists()
    assert content()["nb"] is TEXT
