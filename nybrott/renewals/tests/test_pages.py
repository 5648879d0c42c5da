"""The pages in their states, for the own people, for others and for everyone; queries do not grow with what is found."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.competitions.models import NoticeLink
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_procurement
from nybrott.renewals import actions, queries
from nybrott.renewals.tests.factories import a_buyer_organisation, a_contract, an_edition, in_months, today
from nybrott.ui.formats import day_short, day_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def place() -> Organisation:
    an_edition()
    return a_buyer_organisation()


@pytest.fixture
def buyer(place: Organisation, client: Client) -> User:
    """Somebody who buys, signed in, reading English."""
    user = a_member(place, "buyer")
    user.language = "en"
    user.save()
    client.force_login(user)
    return user


def read(client: Client, name: str, *args: object, query: str = "", status: int = 200) -> str:
    answer = client.get(reverse(f"renewals:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_radar_teaches(buyer: User, client: Client) -> None:
    """Without a contract the page says what it looks for, and where to find the buyer."""
    text = read(client, "radar")
    assert "None of your contracts is known yet" in text
    assert "310400009" in text
    assert reverse("renewals:buyers") in text


def test_contracts_stand_with_reasons_that_add_up(place: Organisation, buyer: User, client: Client) -> None:
    """The highest rank first; the note beside a rank holds its parts; a guess and an option say so."""
    a_contract(place, title="Trygghetsalarmer", tenders=1, minor=2_500_000_000, first_on=in_months(20), known_by="worded", words="varighet 4 år",
               last_on=in_months(32), option_months=12, option_words="opsjon 1 år")  # fmt: skip
    a_contract(place, title="Kontorrekvisita", tenders=6, minor=10_000_000)
    text = read(client, "radar")
    assert text.index("Trygghetsalarmer") < text.index("Kontorrekvisita")
    assert "Time 25 + Value 20 + Few tenders 20" in text
    assert "guessed, with options" in text
    found = queries.found_of(actor_of(buyer, place), ("NO", place.number), queries.window_of(today(), 6, 24), today())
    assert [one.rank.total for one in found] == [65, 28]


def test_the_window_is_the_readers_own(place: Organisation, buyer: User, client: Client) -> None:
    """Two years is the usual; a latest end within it counts too; a window the wrong way round is said at the field."""
    a_contract(place, title="Snart", first_on=in_months(2))
    a_contract(place, title="Sent", first_on=in_months(40))
    a_contract(place, title="Forlenget", first_on=in_months(-2), last_on=in_months(10))
    text = read(client, "radar")
    assert "Forlenget" in text
    assert "Time 16" in text  # ten months to the latest end: the earliest has passed, so an option is in use
    assert "Snart" not in text
    assert "Sent" not in text
    assert "Snart" in read(client, "radar", query="?first=0&last=6")
    assert "The last month comes before the first." in read(client, "radar", query="?first=9&last=3")
    assert "Forlenget" in read(client, "radar", query="?first=x&last=99999")


def test_what_was_made_can_be_asked_for(place: Organisation, buyer: User, client: Client) -> None:
    """Open, with a challenge, dismissed."""
    one, two = a_contract(place, title="Alarmer"), a_contract(place, title="Papir")
    actor = actor_of(buyer, place)
    for contract, dismissed in ((one, False), (two, True)):
        found = queries.contract_at(actor, f"{contract.key}.0", today())
        assert found is not None
        if dismissed:
            actions.dismiss_contract(actor=actor, found=found, reason="Fornyes ved lov.", now=timezone.now())
        else:
            actions.make_challenge(actor=actor, found=found, unit=a_unit(place), driver=None, slug="a-1", now=timezone.now())  # fmt: skip
    assert "Fornyes ved lov." in read(client, "radar", query="?shows=dismissed")
    text = read(client, "radar", query="?shows=challenge")
    assert "Alarmer: what do we need" in text
    assert "Papir" not in text
    assert "Nothing in this period was decided in this way." in read(client, "radar", query="?shows=open")


def test_one_and_three_take_as_many_queries(
    place: Organisation, buyer: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Nothing is asked for each row."""
    a_challenge(actor_of(buyer, place), "Eldre faller om natten og alarmen når ikke fram")
    a_contract(place, title="Trygghetsalarmer")
    counts = []
    for rows in (1, 3):
        for _more in range(rows - 1):
            a_contract(place, title="Trygghetsalarmer til eldre")
        read(client, "radar")
        with django_assert_max_num_queries(40) as asked:
            read(client, "radar")
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_everyone_sees_every_buyer(client: Client) -> None:
    """Names, a part of a name, one buyer's contracts, no word of what anyone made of them."""
    an_edition()
    a_contract(title="Avfall", buyer_name="Ås kommune", buyer="2")
    a_contract(title="Vann", buyer_name="Granli kommune", buyer="1")
    text = read(client, "buyers")
    assert text.index("Granli kommune") < text.index("Ås kommune")
    assert "Granli" not in read(client, "buyers", query="?name=ås")
    assert "No buyer fits" in read(client, "buyers", query="?name=nobody")
    text = read(client, "buyer", "NO", "2")
    assert "Avfall" in text
    assert "What was done about it" not in text
    read(client, "buyer", "NO", "3", status=404)


def test_a_contract_shows_all_that_is_known(place: Organisation, client: Client) -> None:
    """For everyone: the reasons with their points, the notice; nothing to decide."""
    one = a_contract(place, title="Trygghetsalarmer", tenders=1)
    text = read(client, "contract", f"{one.key}.0")
    assert "1 tender last time." in text
    assert reverse("observatory:notice", args=[one.key]) in text
    assert "Make a challenge of it" not in text
    for wrong in (f"{one.key}.1", f"{one.key}", "x", f"{one.key}.99999999999"):
        read(client, "contract", wrong, status=404)


def test_needs_on_the_theme_are_named(place: Organisation, buyer: User, client: Client) -> None:
    """A challenge that speaks of the same gives points and stands with its words; another organisation's does not."""
    a_challenge(
        actor_of(buyer, place), "Trygghetsalarmer når ikke fram om natten", story="Alarmen virker ikke utendørs."
    )
    other = an_organisation()
    a_challenge(actor_of(a_member(other, "driver"), other), "Trygghetsalarmer i en annen kommune")
    one = a_contract(place, title="Trygghetsalarmer med responssenter")
    text = read(client, "contract", f"{one.key}.0")
    assert "1 of your challenges is about the same thing" in text
    assert "Trygghetsalarmer når ikke fram om natten" in text
    assert "annen kommune" not in text


def test_others_who_buy_at_the_same_time(place: Organisation) -> None:
    """Other buyers, each once, of the same kind, within half a year; counted by hand beside it."""
    mine = a_contract(place, first_on=in_months(15))
    for buyer, months, kind in (
        ("1", 14, "331"),
        ("1", 16, "331"),
        ("2", 20, "331"),
        ("3", 25, "331"),
        ("4", 15, "905"),
    ):
        a_contract(buyer=buyer, first_on=in_months(months), kind=kind)
    found = queries.contract_at(actor_of(a_member(place, "buyer"), place), f"{mine.key}.0", today())
    assert found is not None
    assert found.others == 2


def test_files_hold_the_parts_and_are_defused(place: Organisation, buyer: User, client: Client) -> None:
    """CSV, XLSX and JSON; the parts add up in the file too; what a spreadsheet would run is defused."""
    a_contract(place, title="=1+1", tenders=1)
    rows = json.loads(client.get(reverse("renewals:radar_file", args=["json"])).content)["rows"]
    row = rows[0]
    assert row["rank"] == sum(row[part] for part in ("time", "value", "single", "needs", "others"))
    assert "'=1+1" in client.get(reverse("renewals:radar_file", args=["csv"])).content.decode()
    book = load_workbook(
        io.BytesIO(client.get(reverse("renewals:buyer_file", args=["NO", place.number, "xlsx"])).content)
    )
    assert book.worksheets[0].max_row == 2
    assert client.get(reverse("renewals:radar_file", args=["exe"])).status_code == 404


def test_dates_for_a_calendar(place: Organisation, client: Client) -> None:
    """When to begin and when it ends, for everyone: only what notices tell."""
    one = a_contract(place, title="Trygghetsalarmer; nye, bedre")
    answer = client.get(reverse("renewals:buyer_dates", args=["NO", place.number]))
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert f"DTSTART;VALUE=DATE:{one.first_on:%Y%m%d}" in text


def test_an_organisation_chooses_its_buyer(client: Client) -> None:
    """When the number does not say it; a buyer nobody knows is none; those who may not are told so."""
    place = an_organisation(number="999999999")
    user = a_member(place, "buyer")
    client.force_login(user)
    a_contract(title="Avfall", buyer="7", buyer_name="Kommunen vår")
    assert client.post(reverse("renewals:radar"), {"buyer": "NO/8"}).status_code == 404
    assert client.post(reverse("renewals:radar"), {"buyer": "NO/7"}).status_code == 302
    assert "Avfall" in read(client, "radar")
    client.force_login(a_member(place, "observer"))
    assert client.post(reverse("renewals:radar"), {"buyer": "NO/7"}).status_code == 403


def a_link(signed: Procurement, **said: Any) -> NoticeLink:
    """A notice that belongs to the procurement, as somebody confirmed."""
    return NoticeLink.objects.create(**{"procurement": signed, "state": "linked", "way": "number", "made_at": timezone.now()} | said)  # fmt: skip


@pytest.mark.parametrize("by", ["key", "chain"])
def test_a_contract_of_the_plan_that_a_notice_tells_of_stands_once(
    place: Organisation, buyer: User, client: Client, by: str
) -> None:
    """As the notice's, with the plan's day beside; only once the link is confirmed, and only for the organisation's own people."""
    signed = a_procurement(place, state="contract", title="Responssenter i planen", ends_on=in_months(14))
    told = a_contract(place, title="Responssenter i kunngjøringen", first_on=in_months(15))
    says = {"key": told.key, "chain": "another"} if by == "key" else {"key": "an-earlier-one", "chain": told.procedure}
    link = a_link(signed, **says)
    link.state = "suggested"
    link.score = 70
    link.save()
    text = read(client, "radar")
    assert "Responssenter i planen" in text, "nobody has said yet that they are the same"
    assert "Responssenter i kunngjøringen" in text
    link.state = "linked"
    link.save()
    text = read(client, "radar")
    assert "Responssenter i planen" not in text
    assert text.count("Responssenter i kunngjøringen</a>") == 1
    with override("en"):
        short, full = day_short(in_months(14)), day_year(in_months(14))
    assert f"{short} in the plan" in text
    ref = f"{told.key}.{told.ordinal}"
    text = read(client, "contract", ref)
    assert f"It runs out {full} in the plan." in text
    assert reverse("procurements:procurement", args=[signed.pk]) in text
    client.logout()
    assert "in the plan" not in read(client, "contract", ref)
    client.force_login(a_member(an_organisation(), "buyer"))
    assert "in the plan" not in read(client, "contract", ref)


def test_what_was_made_of_it_in_the_plan_stands_when_its_notice_is_found(
    place: Organisation, buyer: User, client: Client
) -> None:
    """A challenge made of the plan is the challenge of the notice's contract too: nobody is asked or written to twice."""
    signed = a_procurement(place, state="contract", title="Responssenter i planen", ends_on=in_months(14))
    window, actor = queries.window_of(today(), 6, 24), actor_of(buyer, place)
    unit, other = a_unit(place), a_contract(place, title="En annen")
    client.post(reverse("renewals:decide", args=[f"plan-{signed.pk}"]), {"what": "challenge", "place": f"{unit.pk}:"})
    told = a_contract(place, title="Responssenter i kunngjøringen", first_on=in_months(15))
    a_link(signed, key=told.key)
    found = {one.contract.pk: one for one in queries.found_of(actor, ("NO", place.number), window, today(), plan=True)}
    assert set(found) == {told.pk, other.pk}
    mark = found[told.pk].mark
    assert mark is not None
    assert mark.challenge == Challenge.objects.get()
    assert found[told.pk].names == {f"{told.procedure}/{told.lot}", f"plan-{signed.pk}"}
    assert found[other.pk].mark is None
    client.post(reverse("renewals:decide", args=[found[told.pk].ref]), {"what": "challenge", "place": f"{unit.pk}:"})
    assert Challenge.objects.count() == 1


def test_the_own_plan_stands_beside_the_notices(place: Organisation, buyer: User, client: Client) -> None:
    """Signed contracts with an end; nobody else sees them; a challenge of one quotes the plan."""
    said = {"ends_on": in_months(14), "options_months": 24, "value": 600_000_000, "cpv": ["33196200"]}
    signed = a_procurement(place, state="contract", title="Responssenter", **said)
    a_procurement(place, title="Bare en tanke", **said)
    a_contract(buyer="1", first_on=in_months(15))
    text = read(client, "radar")
    assert "Responssenter" in text
    assert "Bare en tanke" not in text
    ref = f"plan-{signed.pk}"
    text = read(client, "contract", ref)
    assert "As your own plan says." in text
    assert "1 other buyer has a contract of the same kind" in text
    unit = a_unit(place)
    client.post(reverse("renewals:decide", args=[ref]), {"what": "challenge", "place": f"{unit.pk}:"})
    assert "In our own plan: Responssenter" in Challenge.objects.get().story
    assert Challenge.objects.get().title in read(client, "radar")
    client.logout()
    read(client, "contract", ref, status=404)
    client.force_login(a_member(an_organisation(), "buyer"))
    for wrong in (ref, "plan-x", "plan-999999999999999999999"):
        read(client, "contract", wrong, status=404)
