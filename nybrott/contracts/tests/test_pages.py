"""Pages of contracts in their states: none, one, many, forbidden and with errors, from the contract to the decision."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.contracts import actions, queries
from nybrott.contracts.models import Contract, Patience
from nybrott.contracts.tests.factories import NUMBER, WRONG, a_contract, a_described_procurement, ended
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.tests.factories import a_procurement

pytestmark = pytest.mark.django_db
ANSWERED = {
    "meets": "partly", "how_far": "70", "how_far_words": "Syv av ti", "gaps": "Strøm", "need_changed": "no", "around": "Ingenting", "inside": "Ingenting",
}  # fmt: skip


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def browser(place: Organisation, role: str = "buyer") -> Client:
    """Somebody signed in, who reads English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(a_member(place, role))
    return client


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"contracts:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, name: str, *args: object, said: object = None, status: int = 302) -> str:
    answer = client.post(reverse(f"contracts:{name}", args=args), said or {})
    assert answer.status_code == status
    return answer.content.decode()


def test_from_the_contract_to_the_decision_on_its_pages(place: Organisation) -> None:
    client, owner = browser(place), Client(headers={"accept-language": "en"})
    procurement, described = a_described_procurement(place)
    assert procurement.owner is not None
    owner.force_login(procurement.owner)
    pk, today = procurement.pk, timezone.localdate()
    assert "No contract has been entered" in page(client, "contract", pk)
    terms = {
        "title": "<b>Pilot</b>", "kind": "pilot", "name": "Nattlys AS", "country": "NO", "registered": NUMBER, "is_new": "yes", "signed_on": str(today - timedelta(days=60)),
        "value": "1 250 000,50", "currency": "NOK", "ends": str(today),
    }  # fmt: skip
    for wrong, said in (
        ({"registered": WRONG}, "the last digit does not match"), ({"ends": "2019-01-01"}, "ends before it begins"), ({"value": "-5"}, "cannot be less than zero"),
        ({"value": "9" * 29}, "less than zero"), ({"value": "100 000 000 001"}, "100 billion"), ({"currency": "BTC"}, "Select a valid choice"),
        ({"option_months": "12"}, "by when they are decided"), ({"signed_on": "9999-12-31"}, "between 1990 and 2100"),
    ):  # fmt: skip
        assert said in send(client, "new", pk, said=terms | wrong, status=422), wrong
    send(client, "new", pk, said=terms)
    one = Contract.objects.get()
    assert one.value == 1_250_000_50
    shown = page(client, "contract", pk)
    assert "&lt;b&gt;Pilot" in shown
    assert described.purpose in shown, "the yardstick is quoted"
    assert "does it meet the need" in shown
    send(client, "change", pk, one.pk, said=terms | {"value": "2000"})
    send(client, "new_supplier", pk, one.pk, said={"name": "Natt AB", "country": "SE", "registered": "556016-0680"})
    send(client, "supplier", pk, one.pk, one.parties.last().pk, said={"remove": "yes"})  # type: ignore[union-attr]
    send(client, "new_milestone", pk, one.pk, said={"title": "Prototyp", "due_on": str(today - timedelta(days=2))})
    milestone = one.milestones.get()
    assert "Late" in page(client, "contract", pk)
    assert "Say the day." in send(client, "milestone", pk, one.pk, milestone.pk, said={"step": "move", "words": "Venter"}, status=422)  # fmt: skip
    send(client, "milestone", pk, one.pk, milestone.pk, said={"step": "move", "words": "Venter", "day": str(today)})
    send(client, "milestone", pk, one.pk, milestone.pk, said={"reword": "yes", "title": "Prototypen virker"})
    send(client, "milestone", pk, one.pk, milestone.pk, said={"step": "reach", "words": "Fem rom", "day": str(today)})
    assert "Fem rom" in page(client, "milestone", pk, one.pk, milestone.pk)
    assert f"option-{one.pk}" not in page(client, "dates", pk, one.pk)
    part = queries.parts(one)[0].asked
    args = (pk, one.pk, str(part.yardstick), part.ref)
    assert "Say who tested." in send(client, "result", *args, said={"outcome": "met", "evidence": "Prøvd", "tested_on": str(today)}, status=422)  # fmt: skip
    assert "valid URL" in send(client, "result", *args, said={"outcome": "met", "evidence": "Prøvd", "tested_on": str(today), "tester": "Laget", "url": "javascript:alert(1)"}, status=422)  # fmt: skip
    send(client, "result", *args, said={"outcome": "met", "evidence": "Prøvd i to uker", "tested_on": str(today), "tester": "Laget"})  # fmt: skip
    page(client, "result", pk, one.pk, "need", 10**6, status=404)
    assert "Prøvd i to uker" in page(client, "trial", pk, one.pk)
    rows = page(client, "trial_file", pk, one.pk, "json")
    assert "Prøvd i to uker" in rows
    page(client, "trial_file", pk, one.pk, "exe", status=404)
    send(client, "questions", pk, one.pk, said=ANSWERED | {"gaps": ""})
    assert "what is missing" in page(owner, "decide", pk, one.pk)
    assert "before the questions are answered" in send(owner, "decide", pk, one.pk, said={"course": "scale", "reason": "Den virker"}, status=422)  # fmt: skip
    send(client, "questions", pk, one.pk, said=ANSWERED)
    send(client, "decide", pk, one.pk, said={"course": "scale", "reason": "Den virker"}, status=403)
    send(owner, "decide", pk, one.pk, said={"course": "scale", "reason": "Den virker"})
    assert "Scaled" in page(client, "contract", pk)
    send(owner, "decide", pk, one.pk, said={"course": "stop", "reason": "Nei"}, status=403)
    send(owner, "again", pk, one.pk, said={"why": "Prisen er doblet"})
    assert "Den virker" in page(client, "contract", pk), "the first decision stays"
    assert "Nattlys AS" in client.get(reverse("procurements:procurement", args=[pk])).content.decode()
    assert "Nattlys AS;974760673;NO" in page(client, "contracts_file", "csv")


def test_many_contracts_stand_beside_each_other_and_currencies_apart(place: Organisation) -> None:
    client, procurement = browser(place, "observer"), a_procurement(place, state="preparing")
    for more in ({}, {"currency": "EUR", "value": 100_00}, {"value": None}):
        a_contract(place, procurement=procurement, **more)
    shown = page(client, "contract", procurement.pk)
    assert "EUR\u00a0100" in shown
    assert "NOK\u00a01\u202f250\u202f000" in shown
    assert "1 contract has no value" in shown
    assert "Only those who carry out procurements" in shown


def test_the_graveyard_says_how_long_who_and_what_would_end_it(place: Organisation) -> None:
    client = browser(place)
    assert "Nothing is waiting for a decision" in page(client, "graveyard")
    lies, comes = a_contract(place, **ended(8)), a_contract(place, **ended(3))
    dialogue = an_open_dialogue(place)
    long_ago = timezone.now() - timedelta(days=31 * 9)
    Dialogue.objects.filter(pk=dialogue.pk).update(state="ended", announced_at=long_ago, ended_at=long_ago)
    shown = page(client, "graveyard")
    assert lies.title in shown
    assert "8 months" in shown
    assert lies.procurement.owner is not None
    assert lies.procurement.owner.name in shown
    assert shown.index("On the way here") < shown.index(comes.title)
    send(client, "rest", dialogue.pk, said={"reason": ""}, status=422)
    send(client, "rest", dialogue.pk, said={"reason": "Markedet har det ikke ennå"})
    page(client, "rest", dialogue.pk, status=403)
    assert "greater than or equal to 1" in send(client, "patience", said={"months": "0"}, status=422)
    send(client, "patience", said={"months": "12"})
    assert Patience.objects.get().months == 12
    assert "Nothing is waiting for a decision" in page(client, "graveyard")
    assert lies.title in page(client, "graveyard_file", "csv")
    assert lies.title not in page(browser(an_organisation()), "graveyard_file", "csv")


def test_pages_ask_as_often_for_three_as_for_one(place: Organisation) -> None:
    client, procurement = browser(place), a_described_procurement(place)[0]

    def asked() -> list[int]:
        counted = []
        for name, args in (("contract", [procurement.pk]), ("graveyard", []), ("contracts_file", ["csv"])):
            with CaptureQueriesContext(
                connection,
            ) as found:
                page(client, name, *args)
            counted.append(len(found))
        return counted

    for _ in range(2):
        a_contract(place, procurement=procurement, **ended(8))
    asked()
    before = asked()
    for _ in range(2):
        one = a_contract(place, procurement=procurement, **ended(8))
        actions.add_milestone(actor=actor_of(procurement.made_by, place), contract=one, title="M", due_on=one.signed_on, now=timezone.now())  # fmt: skip
    assert asked() == before
