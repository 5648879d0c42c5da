"""Those named: asked by letter, answering without an account, withdrawing; and a name that is gone is gone everywhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from nybrott.cases import actions, queries
from nybrott.cases.models import Case, CaseText, Named, Version
from nybrott.cases.tests.factories import WHEN, a_case, a_named, whole
from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_user
from nybrott.privacy.actions.erasing import erase_person

pytestmark = pytest.mark.django_db
TEXT = whole().did + " Det var Kari Moe som satt oppe, og Kari Moes liste som ble brukt."


def link_of(named: Named) -> str:
    """The address in the newest letter to somebody."""
    letter = Letter.objects.filter(kind="cases.consent").latest("pk")
    assert named.email == letter.to_address
    return reverse("cases:named", args=[re.search(r"/named/([^/]+)/", letter.secrets["link"])[1]])  # type: ignore[index]


def approve(case: Case, lead: Actor) -> Case:
    second = a_member(case.organisation, "driver")
    actions.ask_review(actor=lead, case=case, reviewer=second, now=WHEN)
    actions.answer_review(actor=actor_of(second, case.organisation), case=case, approves=True, text="", now=WHEN)
    return Case.objects.get(pk=case.pk)


def agreed(lead: Actor, here: Organisation, client: Client, answer: str = "agree") -> tuple[Case, Named, str]:
    """A published case with one named, who has answered, and the link of her letter."""
    case = a_case(here, actor=lead, said=whole(did=TEXT))
    named = a_named(case)
    approve(Case.objects.get(pk=case.pk), lead)
    actions.ask_consents(actor=lead, case=case, now=WHEN)
    link = link_of(named)
    seen = client.get(link).context["form"].initial["seen"]
    assert client.post(link, {"answer": answer, "seen": seen}).status_code == 302
    actions.publish_case(actor=lead, case=case, now=WHEN)
    return Case.objects.select_related("organisation").get(pk=case.pk), Named.objects.get(pk=named.pk), link


def read(client: Client, case: Case) -> str:
    return client.get(queries.address_of(case)).content.decode()


def test_no_version_and_no_working_text_holds_a_name(here: Organisation, lead: Actor, client: Client) -> None:
    case, _named, _link = agreed(lead, here, client)
    version = Version.objects.get()
    assert "Kari" not in str(version.story) + version.summary + version.title
    assert "Kari" not in case.did
    page = read(client, case)
    assert "Det var Kari Moe som satt oppe, og Kari Moes liste" in page


def test_by_role_only(here: Organisation, lead: Actor, client: Client) -> None:
    case, _named, _link = agreed(lead, here, client, "agree_by_role")
    page = read(client, case)
    assert "Kari" not in page
    assert "Det var en nattevakt som satt oppe" in page


def test_nothing_is_shown_before_everyone_has_answered(here: Organisation, lead: Actor) -> None:
    case = a_case(here, actor=lead, said=whole(did=TEXT))
    a_named(case)
    case = approve(Case.objects.get(pk=case.pk), lead)
    with pytest.raises(Refused, match="Ikke alle som er nevnt"):
        actions.publish_case(actor=lead, case=case, now=WHEN)
    assert actions.ask_consents(actor=lead, case=case, now=WHEN) == 1
    with pytest.raises(Refused, match="Ikke alle som er nevnt"):
        actions.publish_case(actor=lead, case=case, now=WHEN)


def test_a_no_is_a_no(here: Organisation, lead: Actor, client: Client) -> None:
    case, _named, _link = agreed(lead, here, client, "refuse")
    page = read(client, case)
    assert "Kari" not in page
    assert "[" in page, "it says that there was a name"


def test_who_withdraws_is_gone_from_everything_at_once(here: Organisation, lead: Actor, client: Client) -> None:
    case, named, link = agreed(lead, here, client)
    assert queries.alike(VISITOR, "Kari Moe", typed=True)
    assert client.post(link, {"answer": "withdraw", "seen": ""}).status_code == 302
    named.refresh_from_db()
    assert (named.name, named.email, named.consent) == ("", "", "withdrawn")
    for address in (queries.address_of(case), reverse("cases:cases")):
        assert "Kari" not in client.get(address).content.decode()
    assert not any("Kari" in one.told.text for one in queries.alike(VISITOR, "Kari Moe", typed=True))
    assert b"moe" not in bytes(CaseText.objects.get().packed).lower()
    client.force_login(a_member(here, "lead"))
    assert "Kari" not in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert not Letter.objects.filter(to_name__contains="Kari").exists()
    assert not Letter.objects.filter(to_address="kari@example.org").exists()
    assert not any("Kari" in str(one.private) for one in Entry.objects.all())
    assert Case.objects.open().filter(pk=case.pk).exists(), "the case stays"
    assert client.get(link).status_code == 410


def test_who_is_known_by_an_address_alone_can_be_erased(here: Organisation, lead: Actor, client: Client) -> None:
    case, named, link = agreed(lead, here, client)
    waiting = a_named(a_case(here), email="Kari@example.org")
    later = a_user("Kari Moe", email="kari@example.org")  # an account that was made afterwards, for something else
    erase_person(actor=system("Erasure"), user=later, reason="Hun ba om det.", now=WHEN)
    for one in (named, waiting):
        one.refresh_from_db()
        assert (one.name, one.email, one.consent, one.user_id, one.token_hash, one.letter_id) == ("", "", "withdrawn", None, None, None)  # fmt: skip
        assert one.answered_at is not None
    for address in (queries.address_of(case), reverse("cases:cases")):
        assert "Kari" not in client.get(address).content.decode()
    assert b"moe" not in bytes(CaseText.objects.get(case=case).packed).lower()
    assert not Letter.objects.filter(to_address__iexact="kari@example.org").exists()
    assert client.get(link).status_code in (404, 410)
    client.force_login(a_member(here, "lead"))
    page = client.get(reverse("cases:case", args=[case.pk]), headers={"accept-language": "en"}).content.decode()
    assert "Name deleted" in page
    assert "Withdrew" in page


def test_who_withdrew_is_not_written_in_again(here: Organisation, lead: Actor, client: Client) -> None:
    case, _named, link = agreed(lead, here, client)
    client.post(link, {"answer": "withdraw", "seen": ""})
    actions.take_back(actor=lead, case=case, now=WHEN)
    case = Case.objects.get(pk=case.pk)
    actions.write_case(actor=lead, case=case, said=whole(did=TEXT), seen=case.version, now=WHEN)
    case.refresh_from_db()
    with pytest.raises(Refused, match="ikke hel"):
        actions.ask_review(actor=lead, case=case, reviewer=a_member(here, "driver"), now=WHEN)
    with pytest.raises(Refused, match="ikke vil nevnes"):
        a_named(case, name="kari  moe")


def test_what_is_told_changes_and_she_is_asked_again(here: Organisation, lead: Actor, client: Client) -> None:
    case, named, link = agreed(lead, here, client)
    actions.take_back(actor=lead, case=case, now=WHEN)
    case = Case.objects.get(pk=case.pk)
    actions.write_case(
        actor=lead,
        case=case,
        said=whole(did=TEXT + " Det var også Kari Moe som glemte nøklene."),
        seen=case.version,
        now=WHEN,
    )
    case = approve(Case.objects.get(pk=case.pk), lead)
    with pytest.raises(Refused, match="Ikke alle som er nevnt"):
        actions.publish_case(actor=lead, case=case, because="Nøklene", now=WHEN)
    assert "Kari Moe" in read(client, case), "her yes to the first version stands"
    assert client.get(link).status_code == 200
    assert actions.ask_consents(actor=lead, case=case, now=WHEN.replace(hour=15)) == 1
    assert client.get(link).status_code == 404, "a newer letter has taken its place"
    assert client.post(link_of(named), {"answer": "agree", "seen": "something older"}).status_code == 409
    client.post(link_of(named), {"answer": "agree", "seen": client.get(link_of(named)).context["form"].initial["seen"]})
    assert actions.publish_case(actor=lead, case=case, because="Nøklene", now=WHEN).number == 2


def test_a_yes_for_the_network_is_no_yes_for_everyone(here: Organisation, lead: Actor, client: Client) -> None:
    case, named, _link = agreed(lead, here, client)
    Named.objects.filter(pk=named.pk).update(level="network")
    assert "Kari" not in read(client, case)


def test_a_deleted_person_is_gone_and_the_case_stays(here: Organisation, lead: Actor, client: Client) -> None:
    case, named, _link = agreed(lead, here, client)
    named.delete()  # what erasing a person does with this row (privacy.py)
    page = read(client, case)
    assert "Kari" not in page
    assert "som satt oppe" in page
    client.force_login(a_member(here, "lead"))
    assert "Kari" not in client.get(reverse("cases:case", args=[case.pk])).content.decode()


def test_a_title_names_nobody(here: Organisation, lead: Actor) -> None:
    case = a_case(here, actor=lead, said=whole(title="Slik gjorde Kari Moe natten roligere"))
    with pytest.raises(Refused, match="tittel nevner ingen"):
        a_named(case)
    case = a_case(here, actor=lead)
    a_named(case)
    with pytest.raises(Refused, match="tittel nevner ingen"):
        actions.write_case(
            actor=lead, case=case, said=whole(title="Slik gjorde Kari Moe natten roligere"), seen=case.version, now=WHEN
        )


def test_the_author_takes_a_name_out(here: Organisation, lead: Actor, client: Client) -> None:
    case, named, _link = agreed(lead, here, client)
    actions.take_name_out(actor=lead, case=case, named=named, now=WHEN)
    assert "Kari" not in read(client, case)
    fresh = a_case(here, actor=lead, said=whole(did=TEXT))
    one = a_named(fresh)
    actions.take_name_out(actor=lead, case=fresh, named=one, now=WHEN)
    fresh.refresh_from_db()
    assert "Det var en nattevakt som satt oppe" in fresh.did
    assert not Named.objects.filter(pk=one.pk).exists()


def test_the_letter_opens_and_asks(here: Organisation, lead: Actor, client: Client) -> None:
    case = a_case(here, actor=lead, said=whole(did=TEXT))
    named = a_named(case)
    actions.ask_consents(actor=lead, case=Case.objects.get(pk=case.pk), now=WHEN)
    letter = Letter.objects.get(kind="cases.consent")
    assert (letter.to_address, letter.to_name) == ("kari@example.org", "Kari Moe")
    assert "en nattevakt" in letter.body
    assert "Kari" not in letter.body + letter.subject, "so that it can be forgotten whole"
    page = client.get(link_of(named)).content.decode()
    assert "Kari Moes liste" in page
    assert Named.objects.get().consent == "waiting", "opening it answers nothing"
    assert client.get(reverse("cases:named", args=["feil"])).status_code == 404
