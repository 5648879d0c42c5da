"""The pages of adoptions, walked as people walk them: from a case to a result that stands on it."""

import json
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from nybrott.adoptions import feeds
from nybrott.adoptions.models import Adoption
from nybrott.adoptions.rules import Number
from nybrott.adoptions.tests.factories import a_new_version, a_result, an_adoption, under_way
from nybrott.adoptions.views import reading
from nybrott.cases import actions as cases
from nybrott.cases.queries import address_of
from nybrott.cases.tests.factories import published, whole
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
HOME = "/exchange/adoptions/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def page(client: Client, address: str, status: int = 200) -> str:
    return " ".join(html.fromstring(body(client, address, status)).text_content().replace("\xa0", " ").split())


def test_from_a_case_to_what_came_of_it() -> None:
    teller, place = an_organisation(), an_organisation()
    case = published(teller)
    lead = a_member(place, "lead")
    us, them, visitor = signed_in(lead), signed_in(a_member(teller, "driver")), Client()
    assert "not taken anything over yet" in page(us, HOME)
    take = reverse("adoptions:take", args=[teller.slug, case.slug])
    assert take in body(us, address_of(case))
    assert take not in body(them, address_of(case))
    assert "Taken over by others" not in body(visitor, address_of(case))
    assert visitor.get(take).status_code == 302
    typed = {
        "title": f"Netter {SCRIPT}", "wish": f"Færre alarmer {SCRIPT}", "owner": str(lead.pk), "report_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
        "level": "open", "challenge": "on",
    }  # fmt: skip
    for wrong in ({"title": ""}, {"wish": ""}, {"owner": "0"}, {"report_on": "2020-01-01"}, {"report_on": "soon"}, {"level": "moon"}, {"level": "network"}):  # fmt: skip
        answer = us.post(take, typed | wrong)
        assert answer.status_code == 422, wrong
        assert "ds-error-summary" in answer.content.decode()
    assert "Færre alarmer" in us.post(take, typed | {"title": ""}).content.decode(), "what was typed is kept"
    assert us.post(take, typed).status_code == 302
    assert us.get(take).status_code == 403
    made = Adoption.objects.get()
    address = reverse("adoptions:adoption", args=[made.pk])
    assert made.challenge is not None
    assert SCRIPT not in body(us, address)
    assert us.post(f"{address}parts/did/", {"ours": "Én korridor", "why": ""}).status_code == 422
    assert us.get(f"{address}parts/beads/").status_code == 404
    assert us.post(f"{address}parts/did/", {"ours": f"Én korridor {SCRIPT}", "why": "Vi er få."}).status_code == 302
    assert "Sitt oppe" in page(us, f"{address}parts/advice/"), "what the case says stands beside"
    assert us.post(f"{address}begin/").status_code == 302
    assert us.post(f"{address}begin/").status_code == 403
    told = {"outcome": "partly", "text": f"Det gikk litt ned. {SCRIPT}", "what1": "Alarmer per natt", "before1": "30", "after1": "1 212,5", "unit1": "stk", "measured1": "on"}  # fmt: skip
    for wrong in (
        {"outcome": ""},
        {"text": ""},
        {"what1": ""},
        {"after1": ""},
        {"after1": "mange"},
        {"after1": "1,212,5"},
        {"after1": "9" * 30},
    ):
        assert us.post(f"{address}result/", told | wrong).status_code == 422, wrong
    assert us.post(f"{address}result/", told).status_code == 302
    ours, theirs, everyone = body(us, address), body(them, address), body(visitor, address_of(case))
    for shown in (ours, theirs, everyone):
        assert SCRIPT not in shown
        assert "Det gikk litt ned." in shown
        assert "Én korridor" in shown
    assert lead.name not in theirs
    assert lead.name not in everyone
    assert them.get(f"{address}change/").status_code == 403
    assert "Taken over 1 time. 1 has said what came of it: it worked in part: 1." in page(them, HOME)
    assert us.post(f"{address}change/", typed | {"wish": "Noe annet", "level": "private"}).status_code == 302
    assert them.get(address).status_code == 404
    assert "Det gikk litt ned." not in body(visitor, address_of(case))
    assert us.post(f"{address}result/", {"outcome": "stopped", "text": "Vi sluttet."}).status_code == 302
    assert us.get(f"{address}change/").status_code == 403


def test_a_new_version_is_looked_at_and_followed() -> None:
    case, place = published(an_organisation()), an_organisation()
    us = signed_in(a_member(place, "lead"))
    made = an_adoption(case, place)
    address = reverse("adoptions:version", args=[made.pk])
    assert us.get(address).status_code == 403
    a_new_version(case, advice="Sitt oppe to netter selv før du skriver noe. Tell det som skjer, og la alle få se tallene.")  # fmt: skip
    assert address in body(us, reverse("adoptions:adoption", args=[made.pk]))
    assert "Sitt oppe to netter" in page(us, address)
    assert us.post(address, {"choice": "follow"}).status_code == 302
    made.refresh_from_db()
    assert made.version is not None
    assert made.version.number == 2


def test_only_stopping_is_told_before_it_has_begun_and_guests_are_kept_out() -> None:
    case, place = published(an_organisation()), an_organisation()
    made = an_adoption(case, place)
    us, guest = signed_in(a_member(place, "lead")), signed_in(a_member(place, "supplier"))
    address = reverse("adoptions:tell", args=[made.pk])
    assert "You have not started. Start it first" in page(us, address)
    assert us.post(address, {"outcome": "worked", "text": "Det gikk."}).status_code == 422
    assert guest.get(HOME).status_code == 403
    assert guest.get(address).status_code == 404
    assert "adoptions/take" not in body(guest, address_of(case))
    assert us.get(reverse("adoptions:adoption", args=[made.pk + 1000])).status_code == 404


@pytest.mark.parametrize("name", ["list", "case"])
def test_more_rows_ask_no_more_questions(name: str) -> None:
    teller, place = an_organisation(), an_organisation()
    reader = a_member(place, "lead") if name == "list" else a_member(teller, "lead")
    client, lead = signed_in(reader), an_actor(place, "lead")
    case = published(teller)
    own = published(place, actor=lead)

    def one_more() -> None:
        if name == "list":
            a_result(under_way(published(an_organisation()), place, actor=lead))
            a_result(under_way(own, an_organisation(), level="open"))
        else:
            a_result(under_way(case, an_organisation(), level="open"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, HOME if name == "list" else address_of(case))
        return len(caught)

    one_more()
    asked()
    first = asked()
    one_more()
    one_more()
    assert asked() == first


def test_all_are_counted_where_only_the_newest_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 1)
    teller = an_organisation()
    case = published(teller)
    for outcome in ("worked", "worse"):
        a_result(under_way(case, an_organisation(), level="open"), outcome=outcome)
    them = signed_in(a_member(teller, "driver"))
    text = page(them, HOME)
    assert "Taken over 2 times. 2 have said what came of it: it worked: 1, it became worse: 1." in text
    assert "The 1 newest are shown." in text
    assert len(html.fromstring(body(them, HOME)).xpath("//table//tbody/tr")) == 1


def test_two_that_took_it_over_and_bear_one_name_are_told_apart() -> None:
    case = published(an_organisation())
    places = [an_organisation("Nes kommune", number="964338531"), an_organisation("Nes kommune")]
    for place in places:
        an_adoption(case, place, level="open")
    page = Client().get(address_of(case)).content.decode()
    assert "964338531" in page
    assert f"({places[1].slug})" in page


def test_what_others_took_over_has_pages_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SIZE", 2)
    teller = an_organisation()
    case = published(teller)
    us, guest = signed_in(a_member(teller, "driver")), signed_in(a_member(teller, "supplier"))
    address = reverse("adoptions:theirs")
    assert "No one has taken over anything of ours yet" in page(us, address)
    for _ in range(3):
        under_way(case, an_organisation(), level="open")
    under_way(case, an_organisation())
    first, second = (html.fromstring(body(us, f"{address}?page={number}")) for number in (1, 2))
    assert [len(one.xpath("//table//tbody/tr")) for one in (first, second)] == [2, 1], (
        "what is private is not among them"
    )
    assert "Taken over 3 times." in page(us, address)
    assert address in body(us, HOME)
    assert guest.get(address).status_code == 403


def test_files_and_feeds_of_what_was_taken_over() -> None:
    teller, place, hidden = an_organisation("Fjordvik kommune"), an_organisation("Sundvåg kommune"), an_organisation()
    lead = a_member(place, "lead")
    actor = actor_of(lead, place)
    case, near = published(teller), published(teller, said=whole(title="Bare for nettverket", level="private"))
    made = under_way(case, place, actor=actor, level="open", title="=Netter & <b>ro</b>")
    a_result(made, actor=actor, outcome="partly", text=f"Det gikk ned. {SCRIPT}", figures=[Number("Alarmer", Decimal("12.5"), Decimal(30), "stk", measured=True)])  # fmt: skip
    a_result(made, actor=actor, outcome="worked", text="Og så helt ned.")
    an_adoption(published(teller, said=whole(title="Uten resultat")), place, actor=actor)
    under_way(case, hidden)
    us, them, far = (
        signed_in(lead),
        signed_in(a_member(teller, "driver")),
        signed_in(a_member(an_organisation(), "admin")),
    )
    book = load_workbook(
        BytesIO(us.get(reverse("adoptions:file", args=["ours", "xlsx"]), headers={"accept-language": "en"}).content)
    )
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][:3] == ("What we took over", "The case", "Told by")
    assert Counter(row[2] for row in rows[1:]) == {"Fjordvik kommune": 3}, (
        "a row for each result, and one for what has none"
    )
    assert {row[0] for row in rows[1:]} == {"'=Netter & <b>ro</b>", "Roligere netter hos oss"}, "no spreadsheet runs it"
    assert "Alarmer: 30 → 12.5 stk (measured)" in str(rows)
    assert lead.name in str(rows)
    theirs = them.get(reverse("adoptions:file", args=["theirs", "csv"])).content.decode()
    assert "Sundvåg kommune" in theirs
    assert lead.name not in theirs
    assert hidden.name not in theirs
    assert "Sundvåg" not in far.get(reverse("adoptions:file", args=["theirs", "csv"])).content.decode()
    for wrong in (("moon", "csv"), ("ours", "pdf")):
        assert us.get(reverse("adoptions:file", args=wrong)).status_code == 404
    visitor, names = Client(), {"a": "http://www.w3.org/2005/Atom"}
    atom = ElementTree.fromstring(
        visitor.get(reverse("adoptions:feed", args=["atom"]) + "?n=10000", headers={"accept-language": "en"}).content
    )
    [entry] = atom.findall("a:entry", names)
    assert entry.findtext("a:title", "", names) == f"Sundvåg kommune took over “{case.title}”"
    assert "Og så helt ned." in entry.findtext("a:summary", "", names)
    [item] = json.loads(visitor.get(reverse("adoptions:feed", args=["json"])).content)["items"]
    assert item["authors"] == [{"name": "Sundvåg kommune"}]
    assert item["id"].endswith(f"#adoption-{made.pk}")
    assert item["date_modified"] > item["date_published"]
    assert lead.name not in json.dumps(item)
    assert near.pk
    cases.take_down(actor=an_actor(teller, "lead"), case=case, reason="Et tall var galt", now=timezone.now())
    assert not json.loads(visitor.get(reverse("adoptions:feed", args=["json"])).content)["items"]
    assert visitor.get("/exchange/adoptions/feed.xml").status_code == 404


def test_a_feed_holds_the_newest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    case = published(an_organisation())
    made = [under_way(case, an_organisation(), level="open") for _ in range(3)]
    a_result(made[0])
    with CaptureQueriesContext(connection) as caught:
        items = json.loads(Client().get(reverse("adoptions:feed", args=["json"])).content)["items"]
    assert [one["id"].rpartition("-")[2] for one in items] == [str(made[0].pk), str(made[2].pk)]
    assert len(caught) < 12
