"""The pages: empty, one, many, what one may not do, what went wrong; in three languages and with few queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.insights.actions import park_need
from nybrott.insights.tests.factories import a_need, from_user
from nybrott.needs.models import Need, NeedLink
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.themes.models import NotAlike, ThemeName
from nybrott.themes.tests.factories import a_need_saying, linked, set_apart

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def home(place: Organisation, lead: Actor) -> Challenge:
    return a_challenge(lead, "Uro om natten", unit=a_unit(place, "Hjemmetjenesten"))


@pytest.fixture
def signed_in(client: Client, place: Organisation) -> Client:
    client.force_login(a_member(place, "lead"))
    return client


@pytest.fixture
def colleague(place: Organisation) -> Client:
    """Somebody of the house who works on none of it."""
    client = Client()
    client.force_login(a_member(place, "driver"))
    return client


@pytest.fixture
def night(lead: Actor, home: Challenge, place: Organisation) -> tuple[Need, Need]:
    """Two needs of two units that speak of the same."""
    ward = a_challenge(lead, unit=a_unit(place, "Omsorgsboligene"))
    return (
        a_need_saying(lead, home, "Eldre", "finne veien til badet om natten uten å falle", from_user(lead, home)),
        a_need_saying(lead, ward, "Pasientar", "kome seg til badet om natta utan å dette", from_user(lead, ward)),
    )


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def page(client: Client, name: str, *args: int, status: int = 200, **query: object) -> str:
    answer = client.get(reverse(f"themes:{name}", args=args), query)
    assert answer.status_code == status
    return words(answer)


# --- the graph ---


def test_an_empty_challenge_teaches(signed_in: Client, home: Challenge) -> None:
    said = page(signed_in, "challenge", home.pk)
    assert "Her er det ikke noe behov ennå" in said
    assert "<svg xmlns" not in said
    assert "Det er ikke noe tema ennå" in page(signed_in, "themes")
    assert "Ingen behov er koblet ennå" in page(signed_in, "all")


def test_a_challenge_shows_its_needs_what_looks_alike_and_the_next_step(
    signed_in: Client, home: Challenge, night: tuple[Need, Need]
) -> None:
    said = page(signed_in, "challenge", home.pk)
    assert said.count("<svg xmlns") == 2, "wide and narrow"
    assert "1 par behov ligner på hverandre" in said
    assert "Begge snakker om" in said
    assert "Omsorgsboligene" in said
    assert 'aria-current="page"' in said
    overview = words(signed_in.get(reverse("challenges:challenge", args=[home.pk])))
    assert reverse("themes:challenge", args=[home.pk]) in overview
    assert reverse("themes:need", args=[night[0].pk]) in words(
        signed_in.get(reverse("insights:need", args=[night[0].pk]))
    )
    assert reverse("themes:themes") in words(signed_in.get(reverse("challenges:challenges")))


def test_a_need_is_linked_from_the_page_and_the_link_undone(signed_in: Client, night: tuple[Need, Need]) -> None:
    one, other = night
    back = reverse("themes:challenge", args=[one.challenge_id])
    said = {"other": other.pk, "tie": "same", "back": back}
    answer = signed_in.post(reverse("themes:link", args=[one.pk]), said, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert "Hvert av dem beholder sin side" in words(answer)
    link = NeedLink.objects.get()
    assert (link.kind, link.proposed_by_likeness, "Begge snakker om" in link.why) == ("same", True, True)
    assert "er det samme som" in page(signed_in, "need", other.pk)
    assert "Disse var koblet slik fra før" in words(
        signed_in.post(reverse("themes:link", args=[one.pk]), said, follow=True)
    )
    answer = signed_in.post(reverse("themes:undo", args=[link.pk]), {"back": "https://annet.example/"}, follow=True)
    assert answer.redirect_chain == [(reverse("themes:need", args=[one.pk]), 302)], "never out of the house"
    assert not NeedLink.objects.exists()
    assert signed_in.post(reverse("themes:undo", args=[link.pk])).status_code == 404


@pytest.mark.parametrize(
    ("tie", "kind", "turned"),
    [
        ("same", "same", False),
        ("part", "part", False),
        ("whole", "part", True),
        ("causes", "causes", False),
        ("caused", "causes", True),
    ],
)
def test_the_direction_is_chosen(
    signed_in: Client, night: tuple[Need, Need], tie: str, kind: str, turned: bool
) -> None:
    one, other = night
    signed_in.post(reverse("themes:link", args=[one.pk]), {"other": other.pk, "tie": tie})
    link = NeedLink.objects.get()
    assert (link.kind, link.one_id) == (kind, other.pk if turned else one.pk)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "påkrevet"),
        ({"tie": "same"}, "påkrevet"),
        ({"tie": "same", "other": "x"}, "ikke blant deres"),
        ({"tie": "same", "other": "99999999999999999999"}, "ikke blant deres"),
        ({"tie": "better", "other": "other"}, "better"),
        ({"tie": "same", "other": "self"}, "seg selv"),
        ({"tie": "part", "other": "whole"}, "koblet allerede"),
    ],
)
def test_what_cannot_be_linked_is_answered_on_the_page(
    signed_in: Client, lead: Actor, night: tuple[Need, Need], said: dict[str, str], why: str
) -> None:
    one, other = night
    third = a_need(lead, one.challenge)
    linked(third, one, "part", lead)
    keys = {"other": other.pk, "self": one.pk, "whole": third.pk}
    asked = {name: keys.get(value, value) for name, value in said.items()}
    answer = signed_in.post(reverse("themes:link", args=[one.pk]), asked)
    assert answer.status_code == 422
    assert "Behovene ble ikke koblet" in words(answer)
    assert why in words(answer)
    assert NeedLink.objects.count() == 1


def test_not_alike_takes_a_reason_and_stays(signed_in: Client, night: tuple[Need, Need]) -> None:
    one, other = night
    address = reverse("themes:apart", args=[one.pk])
    assert signed_in.get(address).status_code == 302, "without the other one there is nothing to say"
    assert signed_in.get(address, {"other": "٣"}).status_code == 302
    assert "Begge snakker om" in words(signed_in.get(address, {"other": other.pk}))
    assert signed_in.post(address, {"other": other.pk, "reason": " "}).status_code == 422
    answer = signed_in.post(address, {"other": other.pk, "reason": "Den ene gjelder <b>dagen</b>."}, follow=True)
    assert "blir ikke foreslått igjen" in words(answer)
    assert "Den ene gjelder &lt;b&gt;dagen&lt;/b&gt;." in words(answer)
    assert "Den ene gjelder" in page(signed_in, "need", other.pk)
    assert "Ingen andre behov" in page(signed_in, "need", one.pk)
    pair = NotAlike.objects.get()
    assert signed_in.get(address, {"other": other.pk}).status_code == 403
    signed_in.post(reverse("themes:propose_again", args=[pair.pk]))
    assert not NotAlike.objects.exists()


def test_one_looks_for_a_need_by_its_words(signed_in: Client, lead: Actor, night: tuple[Need, Need]) -> None:
    third = a_need_saying(lead, night[1].challenge, "Foreldre", "vite hvem de skal spørre om skoleskyss")
    said = page(signed_in, "need", night[0].pk, q="skyssen til skolen")
    assert str(third) in said
    assert "Ingen behov sier noe slikt" in page(signed_in, "need", night[0].pk, q="xyzzy")
    assert "Ingen behov sier noe slikt" in page(signed_in, "need", night[0].pk, q="\u202e😀 <script>")


def test_who_does_not_work_on_it_reads_and_meets_why(colleague: Client, lead: Actor, night: tuple[Need, Need]) -> None:
    linked(*night, actor=lead)
    for name, key in (("challenge", night[0].challenge_id), ("need", night[0].pk)):
        said = page(colleague, name, key)
        assert "er det samme som" in said
        assert "Bare behovseieren og gruppen" in said
        assert "Angre koblingen" not in said
        assert "Koble dem" not in said
    answer = colleague.post(reverse("themes:link", args=[night[0].pk]), {"other": night[1].pk, "tie": "causes"})
    assert answer.status_code == 403
    assert "Bare behovseieren og gruppen" in words(answer)
    assert page(colleague, "name", night[0].pk, status=403)


def test_a_parked_need_is_shown_and_not_linked(signed_in: Client, lead: Actor, night: tuple[Need, Need]) -> None:
    linked(*night, actor=lead)
    park_need(actor=lead, need=night[0], reason="Senere", now=NOW)
    said = page(signed_in, "need", night[0].pk)
    assert "Behovet er parkert" in said
    assert "Parkert" in said
    assert "1 parkert behov er ikke talt med." in page(signed_in, "theme", night[1].pk)


def test_another_organisations_needs_are_not_found(night: tuple[Need, Need], lead: Actor) -> None:
    link, pair = linked(*night, "causes", lead), set_apart(*night, lead)
    client = Client()
    client.force_login(a_member(an_organisation("Sundvåg kommune"), "lead"))
    for name, key in (
        ("challenge", night[0].challenge_id),
        ("need", night[0].pk),
        ("theme", night[0].pk),
        ("name", night[0].pk),
    ):
        page(client, name, key, status=404)
    for name, key in (("undo", link.pk), ("propose_again", pair.pk), ("link", night[0].pk)):
        assert client.post(reverse(f"themes:{name}", args=[key])).status_code == 404
    assert "Eldre" not in page(client, "all") + page(client, "themes")


def test_many_links_come_a_page_at_a_time_with_the_same_queries(
    signed_in: Client, lead: Actor, home: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = [a_need(lead, home) for _number in range(9)]
    addresses = [
        reverse("themes:challenge", args=[home.pk]), reverse("themes:need", args=[needs[0].pk]), reverse("themes:all"),
        reverse("themes:theme", args=[needs[0].pk]), reverse("themes:themes"),
    ]  # fmt: skip
    linked(needs[0], needs[1], actor=lead)
    counted = []
    for tied in (2, 9):
        for other in needs[2:tied]:
            linked(needs[0], other, actor=lead)
        counts = []
        for address in addresses:
            signed_in.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert signed_in.get(address).status_code == 200
            counts.append(len(asked))
        counted.append(counts)
    # the first time there is something to propose, too
    assert all(many <= few <= 26 for few, many in zip(*counted, strict=True)), counted
    monkeypatch.setattr("nybrott.themes.queries.graph.SIZE", 3)
    said = page(signed_in, "challenge", home.pk, page=2)
    assert "Det er 8 koblinger" in said
    assert len(re.findall(r'<li id="link-\d+">', said)) == 3
    assert "?page=3" in said
    assert page(signed_in, "need", needs[0].pk, page="x٣")


# --- themes ---


def test_a_theme_says_who_where_and_how_it_grew(signed_in: Client, lead: Actor, night: tuple[Need, Need]) -> None:
    linked(*night, actor=lead)
    said = page(signed_in, "themes")
    assert "1 tema" in said
    assert "Nytt: ingenting ble skrevet før" in said
    said = page(signed_in, "theme", night[1].pk)
    for told in (
        "Hjemmetjenesten",
        "Omsorgsboligene",
        "2 personer",
        "Få behov: ett mer eller mindre",
        "Slik teller vi",
        str(night[0]),
    ):
        assert told in said
    assert "Har navn etter det største behovet." in said
    signed_in.post(reverse("themes:name", args=[night[1].pk]), {"name": "Trygge <netter>"})
    assert "Trygge &lt;netter&gt;" in page(signed_in, "themes", text="trygge")
    assert "Ingen temaer passer" in page(signed_in, "themes", text="skole")
    assert page(signed_in, "themes", unit="x", days="y", page="0")
    assert signed_in.post(reverse("themes:name", args=[night[1].pk]), {"name": "x" * 121}).status_code == 422
    signed_in.post(reverse("themes:name", args=[night[0].pk]), {"name": ""})
    assert not ThemeName.objects.exists()


def test_those_outside_see_no_small_numbers(colleague: Client, lead: Actor, night: tuple[Need, Need]) -> None:
    linked(*night, actor=lead)
    said = page(colleague, "theme", night[0].pk)
    assert "færre enn 5" in said
    assert "2 personer" not in said
    assert "færre enn 5" in page(colleague, "themes")
    assert "færre enn 5 personer" in page(colleague, "need", night[0].pk)


def test_a_need_alone_is_no_theme_yet(signed_in: Client, night: tuple[Need, Need]) -> None:
    assert "Ikke noe tema ennå" in page(signed_in, "theme", night[0].pk)
    assert "Det står alene så langt" in page(signed_in, "need", night[0].pk)


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "er det samme som"), ("nn", "er det same som"), ("en", "is the same as")]
)
def test_three_languages(signed_in: Client, lead: Actor, night: tuple[Need, Need], language: str, said: str) -> None:
    linked(*night, actor=lead)
    signed_in.get(reverse("language", args=[language]))
    assert said in page(signed_in, "all")
