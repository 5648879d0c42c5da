"""The pages: empty, one, many, forbidden, frozen; with bad input; with as many questions to the database for three as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.dialogues.tests.factories import an_approved_description
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import ProcurementState
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.requirements import actions
from nybrott.requirements.models import Criterion, Requirement
from nybrott.requirements.tests.factories import a_criterion, a_procurement_with_needs, a_requirement, a_whole_set

pytestmark = pytest.mark.django_db
WANTED = {"text": "Ansatte skal kunne se hvem som har svart.", "kind": "functional", "strength": "must"}
WEIGHED = {"name": "Trygghet", "weight": "60", "rewards": "Tryggere netter", "is_better": "on"}


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def inside(place: Organisation, client: Client) -> Client:
    client.force_login(a_member(place, "buyer"))
    return client


def page(client: Client, name: str, *args: object, query: str = "", status: int = 200) -> str:
    answer = client.get(reverse(f"requirements:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, name: str, *args: object, said: object = None, status: int = 302) -> str:
    answer = client.post(reverse(f"requirements:{name}", args=args), said or {})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_from_the_first_requirement_to_a_settled_set(place: Organisation, inside: Client) -> None:
    one, needs = a_procurement_with_needs(place)
    one.descriptions.add(an_approved_description(place))
    pk = one.pk
    empty = page(inside, "requirements", pk)
    assert "No requirement is written" in empty
    assert "Quoted from" in empty
    assert "checked" in page(inside, "new", pk, query=f"?need={needs[0].pk}")
    page(inside, "new", pk, query="?need=zzz")
    asked = send(inside, "new", pk, said=WANTED | {"kind": ""}, status=422)
    assert "The words point to “functional”: «skal kunne»." in asked
    assert 'value="functional" checked' in " ".join(asked.split()) or "checked" in asked
    assert "do not show which kind" in send(inside, "new", pk, said=WANTED | {"kind": "", "text": "Fint."}, status=422)
    checked = send(inside, "new", pk, said=WANTED | {"text": "Det skal leveres en app.", "check": "yes"}, status=200)
    assert "«app»" in checked
    assert not Requirement.objects.exists()
    send(inside, "new", pk, said=WANTED | {"text": "Løsningen <script>alert(1)</script> skal kunne være moderne.", "needs": [needs[0].pk]})  # fmt: skip
    shown = page(inside, "requirement", pk, 1)
    assert "&lt;script&gt;" in shown
    assert "Keep, because" in shown
    send(inside, "requirement", pk, 1, said={"rule": "vague", "words": "moderne", "because": "Avtalt med brukerne"})
    assert "Kept. The reason: Avtalt med brukerne" in page(inside, "requirement", pk, 1)
    assert "are no longer in" in send(inside, "requirement", pk, 1, said={"rule": "vague", "words": "rask", "because": "x"}, status=422)  # fmt: skip
    overview = page(inside, "requirements", pk)
    assert "2 gaps in the chain" in overview
    assert "Does not say what is measured, how and when." in overview
    assert "No award criterion is written." in overview
    send(inside, "new_criterion", pk, said=WEIGHED | {"is_better": "", "requirements": [one.requirements.get().pk]})
    overview = page(inside, "requirements", pk)
    assert "No criterion rewards better than the minimum" in overview
    assert "The weights add up to 60 per cent." in overview
    page(inside, "settle", pk, status=403)
    assert "40 per cent are left" in page(inside, "new_criterion", pk)
    send(inside, "new_criterion", pk, said=WEIGHED | {"name": "Klima", "weight": "40", "needs": [needs[1].pk]})
    assert "Why the gaps remain" in page(inside, "settle", pk)
    send(inside, "settle", pk, status=422)
    send(inside, "settle", pk, said={"because": "Testen lages sammen med brukerne"})
    assert "Testen lages sammen med brukerne" in page(inside, "version", pk, 1)
    send(inside, "move", pk, said={"thing": "criterion", "key": "2", "to": "up"})
    assert list(one.award_criteria.values_list("name", flat=True)) == ["Klima", "Trygghet"]
    send(inside, "criterion", pk, 1, said={"remove": "yes"})
    send(inside, "change", pk, 1, said={"remove": "yes"})
    assert not Requirement.objects.exists()
    send(inside, "criterion", pk, 2, said=WEIGHED | {"weight": "100"})
    a_requirement(one)
    send(inside, "settle", pk, said={"because": "x"})
    changed = page(inside, "version", pk, 2)
    assert "What changed since version 1" in changed
    assert "<ins>Klima" not in changed


@pytest.mark.parametrize("weight", ["", "0", "-1", "101", "NaN", "1e400", "12,345"])
def test_weights_that_are_none_are_told(place: Organisation, inside: Client, weight: str) -> None:
    one = a_procurement(place)
    send(inside, "new_criterion", one.pk, said=WEIGHED | {"weight": weight}, status=422)
    assert not Criterion.objects.exists()


def test_bad_addresses_and_choices_are_told(place: Organisation, inside: Client) -> None:
    one = a_procurement(place)
    for name, args in (("requirement", (one.pk, 7)), ("change", (one.pk, 7)), ("criterion", (one.pk, 7)), ("version", (one.pk, 7)), ("file", (one.pk, "exe"))):  # fmt: skip
        page(inside, name, *args, status=404)
    page(inside, "file", one.pk, "csv", query="?version=9", status=404)
    page(inside, "file", one.pk, "csv", query="?version=x", status=404)
    for key in ("", "x", "9" * 30):
        send(inside, "move", one.pk, said={"key": key, "to": "up"})
    send(inside, "new", one.pk, said=WANTED | {"kind": "nice"}, status=422)
    send(inside, "new", one.pk, said=WANTED | {"needs": ["99999999"]}, status=422 if one.challenges.exists() else 302)
    send(inside, "new", one.pk, said=WANTED | {"text": "å" * 2_001}, status=422)
    send(inside, "requirements", one.pk, said={"language": "xx"}, status=422)
    send(inside, "requirements", one.pk, said={"language": "nn"})
    page(inside, "requirements", one.pk, query="?kind=nice&hole=any&page=99")
    page(inside, "trace", one.pk, query="?need=abc&hole=none")
    page(inside, "matrix", one.pk, query="?needs=99&page=x")


def test_copying_asks_where_from_and_what(place: Organisation, inside: Client) -> None:
    one, source = a_procurement(place), a_procurement(place, title="Tidligere anskaffelse")
    assert "No other procurement has requirements" in page(inside, "copy", one.pk)
    asked = a_requirement(source)
    assert "Tidligere anskaffelse" in page(inside, "copy", one.pk)
    assert asked.text in page(inside, "copy", one.pk, query=f"?from={source.pk}")
    assert "Nothing was copied" in send(inside, "copy", one.pk, said={"from": source.pk, "chosen": ["x"]}, status=422)
    send(inside, "copy", one.pk, said={"from": source.pk, "chosen": [asked.pk]})
    assert one.requirements.get().text == asked.text
    assert "already here" in page(inside, "copy", one.pk, query=f"?from={source.pk}")
    foreign = a_procurement(an_organisation())
    hidden = a_requirement(foreign, "Hemmelig skal kunne leses.")
    assert "Hemmelig" not in page(inside, "copy", one.pk, query=f"?from={foreign.pk}")
    send(inside, "copy", one.pk, said={"from": foreign.pk, "chosen": [hidden.pk]}, status=200)
    assert one.requirements.count() == 1


def test_when_the_competition_is_announced_the_pages_say_why_nothing_can_be_changed(place: Organisation, inside: Client) -> None:  # fmt: skip
    one, _needs = a_whole_set(place)
    Procurement.objects.filter(pk=one.pk).update(state=ProcurementState.COMPETITION)
    assert "stay as they were then" in page(inside, "requirements", one.pk)
    assert "stay as they were then" in page(inside, "requirement", one.pk, 1)
    assert "stay as they were then" in page(inside, "criterion", one.pk, 1)
    for name, args in (("new", ()), ("change", (1,)), ("new_criterion", ()), ("copy", ())):
        assert "stay as they were then" in page(inside, name, one.pk, *args, status=403)
    send(inside, "criterion", one.pk, 1, said={"remove": "yes"}, status=403)
    assert one.award_criteria.count() == 1


def test_others_read_and_strangers_see_nothing(place: Organisation, client: Client) -> None:
    one, _needs = a_whole_set(place)
    client.force_login(a_member(place, "driver"))
    assert "Write a requirement" not in page(client, "requirements", one.pk)
    assert "Change the requirement" not in page(client, "requirement", one.pk, 1)
    client.force_login(a_member(an_organisation(), "buyer"))
    for name, args in (("requirements", ()), ("requirement", (1,)), ("trace", ()), ("file", ("json",))):
        page(client, name, one.pk, *args, status=404)


def test_the_chain_is_filtered_by_need_kind_and_hole(place: Organisation, inside: Client) -> None:
    one, needs = a_procurement_with_needs(place)
    a_requirement(one, needs=(needs[0],))
    a_requirement(one, "Varselet skal komme innen 30 sekunder.", kind="performance", test_how="")
    a_criterion(one, name="Ensom")
    whole = page(inside, "trace", one.pk)
    for words in ("No requirement answers this need.", "Points back to no need.", "Does not say what is measured", "Concerns no requirement or need.", "4 gaps in all"):  # fmt: skip
        assert words in whole
    kept = page(inside, "trace", one.pk, query=f"?need={needs[0].pk}")
    assert "hvem som har svart" in kept
    assert "30 sekunder" not in kept
    assert "30 sekunder" in page(inside, "trace", one.pk, query="?kind=performance")
    assert "hvem som har svart" not in page(inside, "trace", one.pk, query="?hole=any")
    assert "No line to show" in page(inside, "trace", one.pk, query="?hole=not_rewarded")
    assert "Answers it" in page(inside, "matrix", one.pk)
    found = page(inside, "requirements", one.pk, query="?hole=without_need")
    assert "2 requirements" in found
    assert found.count("hvem som har svart") == 0


def test_the_database_is_asked_as_often_for_one_as_for_three(place: Organisation, inside: Client) -> None:
    one, needs = a_whole_set(place)
    asked_of = [("requirements", ()), ("trace", ()), ("matrix", ()), ("requirement", (1,))]
    counts: list[list[int]] = []
    for _ in range(2):
        counts.append([])
        for name, args in asked_of:
            page(inside, name, one.pk, *args)
            with CaptureQueriesContext(connection) as asked:
                page(inside, name, one.pk, *args)
            counts[-1].append(len(asked))
        more = [a_requirement(one, f"Ansatte skal kunne {n}.", needs=tuple(needs)) for n in ("lese", "skrive")]
        a_criterion(one, "1", requirements=tuple(more), needs=tuple(needs))
        actions.keep_words(actor=a_buyer(place), requirement=more[0], rule="vague", words="lese", because="x", now=timezone.now())  # fmt: skip
    assert counts[0] == counts[1]
