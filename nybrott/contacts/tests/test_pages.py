"""The pages of talks, walked as people walk them: from naming somebody to what was learned; what is typed wrong; what never stands in them."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from nybrott.cases.tests.factories import published
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.contacts import actions
from nybrott.contacts.models import ContactPoint, Talk
from nybrott.contacts.tests.factories import a_point, a_talk, an_agreed_talk, two_in_a_network
from nybrott.desk.actions import About
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
HOME = "/exchange/contacts/"


@pytest.fixture
def places() -> tuple[Organisation, Organisation]:
    return two_in_a_network()


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


def test_from_naming_somebody_to_what_was_learned(places: tuple[Organisation, Organisation]) -> None:
    asks, asked = places
    lead, contact, buyer = a_member(asked, "lead"), a_member(asked, "driver"), a_member(asks, "buyer")
    naming, answering, asking = signed_in(lead), signed_in(contact), signed_in(buyer)
    assert "No one is named yet" in page(naming, f"{HOME}ours/")
    assert "No one has asked yet" in page(asking, HOME)
    typed = {"user": str(contact.pk), "role": "Fagleder natt", "topic": f"Tilsyn {SCRIPT}", "reach": "network", "shows_name": "on"}  # fmt: skip
    assert naming.post(f"{HOME}ours/new/", typed | {"reach": "moon"}).status_code == 422
    assert naming.post(f"{HOME}ours/new/", typed | {"user": str(buyer.pk)}).status_code == 422
    assert naming.post(f"{HOME}ours/new/", typed).status_code == 302
    assert naming.post(f"{HOME}ours/new/", typed).status_code == 422, "named twice"
    point = ContactPoint.objects.get()
    agree = reverse("contacts:agree", args=[point.pk])
    assert naming.get(agree).status_code == 403
    assert answering.post(agree, {"shows_name": "maybe"}).status_code == 422
    assert answering.post(agree, {"shows_name": "no"}).status_code == 302
    listed = body(asking, f"{HOME}organisations/")
    assert SCRIPT not in listed
    assert "Fagleder natt" in listed
    assert contact.name not in listed
    ask = reverse("contacts:ask", args=[asked.slug])
    said = {"subject": "other", "about": f"Natt {SCRIPT}", "text": "Hvem hørte dere?", "shown": "on", "point": str(point.pk)}  # fmt: skip
    assert asking.post(ask, said | {"about": ""}).status_code == 422
    assert asking.post(ask, said | {"subject": "beads"}).status_code == 422
    assert asking.post(ask, said | {"text": "x" * 10_000}).status_code == 422
    assert "x" * 10_000 in asking.post(ask, said | {"text": "x" * 10_000}).content.decode(), "what was typed is kept"
    assert asking.post(ask, said).status_code == 302
    talk = Talk.objects.get()
    address = reverse("contacts:talk", args=[talk.pk])
    for client in (asking, answering):
        shown = body(client, address)
        assert SCRIPT not in shown
        assert "mailto:" not in shown
    assert contact.name not in body(asking, address)
    assert buyer.name not in body(answering, address)
    assert "is waiting for an answer" in page(answering, HOME)
    assert answering.post(f"{address}step/say_yes/").status_code == 302
    assert contact.email in body(asking, address)
    assert buyer.email in body(answering, address)
    when = timezone.localtime(timezone.now() + timedelta(days=4)).strftime("%Y-%m-%dT12:00")
    assert answering.post(f"{address}step/propose/", {"first": "soon", "how": "Video"}).status_code == 422
    assert answering.post(f"{address}step/propose/", {"first": "2020-01-01T12:00", "how": "Video"}).status_code == 422
    assert answering.post(f"{address}step/propose/", {"first": when, "how": f"Video {SCRIPT}"}).status_code == 302
    assert "They have proposed times." in page(asking, address)
    proposal = talk.sides.get(organisation=asked).proposals.get()
    assert asking.post(reverse("contacts:choose", args=[proposal.pk])).status_code == 302
    assert "A time is agreed on." in page(answering, address)
    today = timezone.localdate()
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert asking.post(f"{address}step/hold/", {"on": tomorrow}).status_code == 422
    assert asking.post(f"{address}step/hold/", {"on": today.isoformat()}).status_code == 302
    assert asking.post(f"{address}step/learn/", {"text": "x" * 10_000}).status_code == 422
    assert asking.post(f"{address}step/learn/", {"text": f"Spør nattevaktene. {SCRIPT}"}).status_code == 302
    read = body(answering, address)
    assert "Spør nattevaktene." in read
    assert SCRIPT not in read
    assert answering.post(f"{address}step/hide/").status_code == 302
    assert "mailto:" not in body(asking, address) + body(answering, address)
    assert asking.get(f"{address}step/vanish/").status_code == 404


def test_refusals_are_said_where_one_stands(places: tuple[Organisation, Organisation]) -> None:
    asks, asked = places
    client = signed_in(a_member(asks, "buyer"))
    ask = reverse("contacts:ask", args=[asked.slug])
    for _ in range(3):
        a_talk(asks, asked)
    assert "has 3 requests waiting" in page(client, ask)
    answer = client.post(ask, {"subject": "other", "about": "En til", "text": "Hei"}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "has 3 requests waiting" in answer.content.decode()
    assert "En til" in answer.content.decode()
    far = an_organisation()
    assert "named no one" in page(client, reverse("contacts:ask", args=[far.slug]), 403)
    watching = signed_in(a_member(asks, "observer"))
    assert "Those who speak for the organisation" in page(watching, f"{HOME}organisations/")
    talk = Talk.objects.latest("pk")
    assert "Whoever takes part" in page(watching, reverse("contacts:talk", args=[talk.pk]))
    assert watching.get(f"{HOME}{talk.pk}/step/withdraw/").status_code == 403
    outside = signed_in(a_member(far, "admin"))
    assert outside.get(f"{HOME}{talk.pk}/").status_code == 404
    assert outside.get(f"{HOME}{talk.pk}/step/decline/").status_code == 404


def test_a_driver_asks_from_the_page_of_a_challenge(places: tuple[Organisation, Organisation]) -> None:
    asks, asked = places
    driver = a_member(asks, "driver")
    challenge = a_challenge(actor_of(driver, asks), "Natten faller på")
    heard = a_heard_challenge(asked, "Tilsyn om natten")
    client = signed_in(driver)
    listed = body(client, reverse("contacts:for_challenge", args=[challenge.pk]))
    ask = f"{reverse('contacts:ask', args=[asked.slug])}?challenge={challenge.pk}"
    assert ask in listed
    assert "Tilsyn om natten" in body(client, ask), "what they have opened for contributions can be asked about"
    assert client.get(ask.partition("?")[0]).status_code == 403
    for nonsense in ("x", "99999999999999", "0"):
        assert client.get(f"{ask.partition('?')[0]}?challenge={nonsense}").status_code == 404
    assert client.post(ask, {"subject": f"challenge:{heard.pk}", "text": "Hei", "shown": "on"}).status_code == 302
    talk = Talk.objects.get()
    assert (talk.about, talk.kind, talk.challenge) == ("Tilsyn om natten", "challenge", challenge)
    assert "Natten faller på" in page(client, reverse("contacts:talk", args=[talk.pk]))
    theirs = signed_in(a_member(asked, "admin"))
    assert "Natten faller på" not in page(theirs, reverse("contacts:talk", args=[talk.pk]))
    assert reverse("contacts:for_challenge", args=[challenge.pk]) in body(client, reverse("challenges:challenge", args=[challenge.pk]))  # fmt: skip


def test_the_file_holds_no_names(places: tuple[Organisation, Organisation]) -> None:
    asks, asked = places
    user = a_member(asked, "buyer")
    talk = an_agreed_talk(asks, asked, by=user)
    a_talk(*two_in_a_network(), about=About("other", "", "Ikke vårt", ""))
    client = signed_in(a_member(asks, "observer"))
    text = client.get(f"{HOME}file/csv/").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert talk.about in row.values()
    assert "Ikke vårt" not in text
    assert not re.search("@", text)
    assert user.name not in text
    assert client.get(f"{HOME}file/exe/").status_code == 404


@pytest.mark.parametrize("name", ["talks", "organisations", "ours"])
def test_more_rows_ask_no_more_questions(places: tuple[Organisation, Organisation], name: str) -> None:
    asks, _asked = places
    client = signed_in(a_member(asks, "buyer"))
    address = reverse(f"contacts:{name}")

    def one_more() -> None:
        other = an_organisation()
        a_network(asks, other)
        a_talk(other, asks)
        a_point(other)
        a_point(asks)

    def asked_for() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, address)
        return len(caught)

    one_more()
    page(client, address)
    few = asked_for()
    for _ in range(2):
        one_more()
    many = asked_for()
    assert many == few


def test_ending_a_contact_point_takes_it_off_the_list(places: tuple[Organisation, Organisation]) -> None:
    asks, asked = places
    user = a_member(asked, "driver")
    point = a_point(asked, user)
    client, other = signed_in(user), signed_in(a_member(asks, "buyer"))
    assert "Fagleder natt" in page(other, f"{HOME}organisations/")
    assert signed_in(a_member(asked, "observer")).post(f"{HOME}ours/{point.pk}/end/").status_code == 403
    assert client.post(f"{HOME}ours/{point.pk}/end/").status_code == 302
    assert "Has not named anyone yet" in page(other, f"{HOME}organisations/")
    assert client.post(f"{HOME}ours/{point.pk}/end/").status_code == 403
    talk = a_talk(asks, asked)
    actions.say_yes(actor=an_actor(asked, "lead"), talk=talk, now=timezone.now())


def test_from_a_case_one_asks_about_that_case(client: Client) -> None:
    teller, reader = an_organisation(), an_organisation()
    case, user = published(teller), a_member(reader, "buyer")
    client.force_login(user)
    page = client.get(f"/cases/{teller.slug}/{case.slug}/").content.decode()
    address = f"/exchange/contacts/ask/{teller.slug}/?subject=case:{case.pk}"
    assert f'href="{address}"' in page
    form = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert f'<option value="case:{case.pk}" selected>' in form
    assert 'name="about"' not in form, "nothing else can be asked of those one does not know"
    assert "Their administrators get a letter and a task." in form
    assert client.post(address, {"subject": "other", "about": "Noe", "text": "Hva?"}).status_code == 422
    sent = client.post(address, {"subject": f"case:{case.pk}", "text": "Hvor lenge prøvde dere?", "shown": "on"})
    assert sent.status_code == 302
    talk = Talk.objects.get()
    assert (talk.kind, talk.ref, talk.about) == ("case", str(case.pk), case.title)
    told = client.get(sent["Location"]).content.decode()
    assert f'href="/cases/{teller.slug}/{case.slug}/"' in told
