"""Procurements: who may, the steps of the way, what each answers, and the pages."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.dialogues.tests.factories import a_dialogue, an_approved_description
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.procurements import actions, queries, rules
from nybrott.procurements.actions import Planned
from nybrott.procurements.forms import PlanForm
from nybrott.procurements.models import MOST, Procurement, SavedView
from nybrott.procurements.states import PROCUREMENT, ProcurementState
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(client: Client, organisation: Organisation, *roles: str) -> Client:
    """The same client, for a new person with these roles."""
    client.force_login(a_member(organisation, *roles))
    return client


def test_who_may_do_what(place: Organisation) -> None:
    """Every state × who asks: those who buy and the owner, as long as it is not over; nobody from elsewhere."""
    owner = an_actor(place, "leader")
    people = {
        "buyer": a_buyer(place), "owner": owner, "colleague": an_actor(place, "driver"), "guest": an_actor(place, "supplier"),
        "elsewhere": a_buyer(an_organisation()),
    }  # fmt: skip
    one = a_procurement(place)
    one.owner_id = owner.user_id
    for state in ProcurementState:
        one.state = state
        for who, actor in people.items():
            assert bool(rules.may_read(actor, one)) == (who in {"buyer", "owner", "colleague"})
            over = state in {"ended", "stopped"}
            verdict = rules.may_work(actor, one)
            assert bool(verdict) == (who in {"buyer", "owner"} and not over), (state, who)
            assert verdict or verdict.reason
            for verb, (froms, _to) in PROCUREMENT.steps.items():
                assert bool(rules.may_move(actor, one, verb)) == (who in {"buyer", "owner"} and state in froms)


def test_a_competition_rests_on_a_description_or_says_why_it_does_not(place: Organisation) -> None:
    buys, now = a_buyer(place), timezone.now()
    one = a_procurement(place, actor=buys, state="preparing")
    with pytest.raises(Refused, match="godkjent behovsbeskrivelse"):
        actions.move_procurement(actor=buys, procurement=one, verb="compete", now=now)
    actions.say_what_it_answers(actor=buys, procurement=one, no_description="Behovet er kjent.", now=now)
    moved = actions.move_procurement(actor=buys, procurement=one, verb="compete", now=now)
    assert moved.state == ProcurementState.COMPETITION
    other = a_procurement(place, actor=buys, state="preparing", title="En annen")
    actions.say_what_it_answers(actor=buys, procurement=other, descriptions=[an_approved_description(place)], now=now)
    assert actions.move_procurement(actor=buys, procurement=other, verb="compete", now=now).state == "competition"


def test_it_is_joined_to_what_is_the_organisations_own(place: Organisation) -> None:
    buys, now, elsewhere = a_buyer(place), timezone.now(), an_organisation()
    one, described = a_procurement(place, actor=buys), an_approved_description(place)
    theirs, talk = a_challenge(an_actor(elsewhere, "driver")), a_dialogue(place)
    joined = actions.say_what_it_answers(
        actor=buys, procurement=one, challenges=[theirs], descriptions=[described, an_approved_description(elsewhere)],
        dialogues=[talk, a_dialogue(elsewhere)], now=now,
    )  # fmt: skip
    assert list(joined.challenges.all()) == [
        described.challenge
    ]  # the challenge of the description comes along; theirs is left out
    assert list(joined.descriptions.all()) == [described]
    assert list(joined.dialogues.all()) == [talk]
    assert [quoted.purpose for quoted in queries.purposes(joined)] == [described.purpose]
    kinds = {stop.kind: stop.state for stop in queries.trail_of(buys, joined).stops}
    assert kinds["challenge"] == kinds["description"] == "done"
    assert kinds["contract"] == kinds["benefit"] == "missing"


def test_stopping_says_why_and_it_can_be_taken_up_again(place: Organisation) -> None:
    buys, now = a_buyer(place), timezone.now()
    one = a_procurement(place, actor=buys, state="contract")
    with pytest.raises(ValueError, match="reason"):
        actions.move_procurement(actor=buys, procurement=one, verb="stop", reason=" ", now=now)
    stopped = actions.move_procurement(actor=buys, procurement=one, verb="stop", reason="Behovet er borte.", now=now)
    assert (stopped.state, stopped.stopped_reason) == ("stopped", "Behovet er borte.")
    with pytest.raises(Refused, match="stoppet"):
        actions.describe_procurement(actor=buys, procurement=stopped, planned=Planned("Annet"), now=now)
    again = actions.move_procurement(actor=buys, procurement=stopped, verb="take_up", now=now)
    assert (again.state, again.stopped_reason) == ("idea", "")
    verbs = list(
        Entry.objects.filter(thing_kind="procurements.procurement", thing_ref=str(one.pk))
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert verbs[-2:] == ["procurements.stopped", "procurements.taken_up"]


BAD = [
    ({"value": "-1"}, "value", "mindre enn null"),
    ({"value": "1e400"}, "value", "Skriv summen med tall"),
    ({"value": "100 000 000 001"}, "value", "100 milliarder"),
    ({"value": "mye"}, "value", "Skriv summen med tall"),
    ({"currency": "BTC"}, "currency", "gyldig"),
    ({"cpv": "99999999"}, "cpv", "ingen CPV-kode"),
    ({"announce_on": "2026-05-01", "contract_on": "2026-04-30"}, "contract_on", "før konkurransen"),
    ({"contract_on": "2026-05-01", "ends_on": "2026-04-30"}, "ends_on", "før den er signert"),
    ({"announce_on": "0202-05-01"}, "announce_on", "1990"),
    ({"options_months": "-1"}, "options_months", "0"),
    ({"options_months": "241"}, "options_months", "240"),
    ({"title": ""}, "title", "påkrevet"),
]


def test_bad_input_is_said_at_its_field(place: Organisation) -> None:
    actor = a_buyer(place)
    for said, field, words in BAD:
        form = PlanForm({"title": "Nattlys", "currency": "NOK"} | said, actor=actor, organisation=place)
        assert not form.is_valid()
        assert words in str(form.errors[field]), (said, form.errors)


def test_a_word_is_answered_with_codes_and_a_number_stands_on_one_line(place: Organisation) -> None:
    actor = a_buyer(place)
    a_procurement(place, ref="A-12")
    form = PlanForm(
        {"title": "X", "currency": "NOK", "cpv": "senger til medisinsk bruk", "ref": "A-12"},
        actor=actor,
        organisation=place,
    )
    assert "33192100" in str(form.errors["cpv"])
    assert "allerede dette nummeret" in str(form.errors["ref"])
    good = {
        "title": "X",
        "currency": "NOK",
        "cpv": "33192120-9, 48000000 48000000",
        "value": "1 250 000,50",
        "announce_on": "2027-01-15",
    }
    form = PlanForm(good, actor=actor, organisation=place)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["cpv"] == ("33192120", "48000000")
    assert form.cleaned_data["value"] == 125_000_050


def test_the_database_refuses_what_cannot_be(place: Organisation) -> None:
    one = a_procurement(place, value=MOST)
    for changed in (
        {"value": MOST + 1},
        {"value": -1},
        {"state": "stopped"},
        {"contract_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Procurement.objects.filter(pk=one.pk).update(**changed)
    a_procurement(place, ref="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_procurement(place, ref="1")


def a_portfolio(place: Organisation, n: int) -> Actor:
    """`n` procurements in different states, currencies and units."""
    buys = a_buyer(place)
    states = ["idea", "needs", "preparing", "contract", "ended"]
    for number in range(n):
        a_procurement(
            place, actor=buys, state=states[number % 5], title=f"Kjøp {number}", unit=a_unit(place), value=(number + 1) * 100 if number % 3 else None,
            currency="EUR" if number % 4 == 1 else "NOK", cpv=("33192120",) if number % 2 else (), announce_on=date(2026 + number % 2, 3, 1),
        )  # fmt: skip
    return buys


def test_the_portfolio_is_narrowed_sorted_and_summed_as_one_by_one(place: Organisation) -> None:
    """Against a slow twin: every filter by itself and together, sums by currency never mixed."""
    buys = a_portfolio(place, 12)
    a_procurement(an_organisation(), title="Andres", value=10**9)
    every = list(Procurement.objects.filter(organisation=place))
    unit = every[0].unit
    wants: list[tuple[dict[str, object], set[int]]] = [
        ({}, {one.pk for one in every}),
        ({"state": "under_way"}, {one.pk for one in every if one.state not in {"in_use", "ended", "stopped"}}),
        ({"state": "ended"}, {one.pk for one in every if one.state == "ended"}),
        ({"unit": unit}, {one.pk for one in every if one.unit_id == unit.pk}),  # type: ignore[union-attr]
        ({"text": "kjøp 1"}, {one.pk for one in every if "kjøp 1" in one.title.lower()}),
        ({"year": "2027"}, {one.pk for one in every if one.announce_on and one.announce_on.year == 2027}),
        (
            {"cpv": "3319", "year": "2027"},
            {one.pk for one in every if one.cpv and one.announce_on and one.announce_on.year == 2027},
        ),
        ({"mine": True}, {one.pk for one in every}),
        ({"from_need": True}, set()),
    ]
    for where, keys in wants:
        found = queries.portfolio(buys, where)
        assert {one.pk for one in found} == keys, where
        amounts, unknown = queries.sums(found)
        by_hand: dict[str, int] = {}
        for one in every:
            if one.pk in keys and one.value is not None:
                by_hand[one.currency] = by_hand.get(one.currency, 0) + one.value
        assert {one.currency: one.amount for one in amounts} == by_hand
        assert unknown == sum(one.value is None for one in every if one.pk in keys)
        board = queries.board(found, list(ProcurementState))
        assert sum(column.total for column in board) == len(keys)
        assert all(card.state == column.state for column in board for card in column.cards)
    values = [one.value for one in queries.in_order_of(queries.portfolio(buys, {}), "-value")]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[len(known) :] == [None] * (len(values) - len(known))


def test_pages_of_the_portfolio(place: Organisation, client: Client) -> None:
    """Empty, one, many, narrowed to nothing, as a board, as a file, saved and forgotten."""
    buys = signed_in(client, place, "buyer")
    address = reverse("procurements:portfolio")
    assert "Det står ingenting i planen ennå" in buys.get(address).content.decode()
    a_portfolio(place, 9)
    text = buys.get(address, {"sort": "-value"}).content.decode()
    assert "9 anskaffelser" in text
    assert "Kjøp 8" in text
    assert "Ingen anskaffelse passer" in buys.get(address, {"text": "finnes ikke"}).content.decode()
    board = buys.get(address, {"form": "board"}).content.decode()
    assert "Konkurransen forberedes" in board
    csv = buys.get(reverse("procurements:portfolio_file", args=["csv"]), {"state": "ended"}).content.decode()
    assert "Kjøp 4" in csv
    assert "Kjøp 3" not in csv
    said = buys.post(reverse("procurements:save"), {"name": "Mine i år", "query": "mine=on&year=2026"})
    assert said.status_code == 302
    kept = SavedView.objects.get()
    assert f"{address}?{kept.query}" in said["Location"]
    assert "Mine i år" in buys.get(address).content.decode()
    other = signed_in(Client(), place, "buyer")
    assert "Mine i år" not in other.get(address).content.decode()
    assert other.post(reverse("procurements:forget", args=[kept.pk])).status_code == 404
    assert buys.post(reverse("procurements:forget", args=[kept.pk])).status_code == 302
    assert not SavedView.objects.exists()


def test_the_same_number_of_questions_however_many(place: Organisation, client: Client) -> None:
    buys = signed_in(client, place, "buyer")
    buys.get(reverse("procurements:portfolio"))  # what is asked once in a session
    asked: dict[tuple[str, int], int] = {}
    for n in (1, 4):
        a_portfolio(place, n)
        for shape in ("table", "board"):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                buys.get(reverse("procurements:portfolio"), {"form": shape, "state": "idea"})
            asked[shape, n] = len(seen)
    assert asked["table", 1] == asked["table", 4]
    assert asked["board", 1] == asked["board", 4]


def test_one_from_the_plan_to_use_through_its_pages(place: Organisation, client: Client) -> None:
    buys = signed_in(client, place, "buyer")
    made = buys.post(
        reverse("procurements:plan"),
        {"title": "Trygge netter", "currency": "NOK", "value": "2 000 000", "cpv": "33192120"},
    )
    one = Procurement.objects.get()
    assert made["Location"] == reverse("procurements:answers", args=[one.pk])
    described = an_approved_description(place)
    buys.post(made["Location"], {"descriptions": [described.pk]})
    page = buys.get(reverse("procurements:procurement", args=[one.pk])).content.decode()
    assert described.purpose in page
    assert "2 mill. kr" in page.replace("\xa0", " ")
    for verb in ("prepare", "compete", "sign", "put_to_use"):
        assert buys.post(reverse("procurements:move", args=[one.pk]), {"step": verb}).status_code == 302
    one.refresh_from_db()
    assert one.state == "in_use"
    assert (
        buys.post(reverse("procurements:move", args=[one.pk]), {"step": "stop"}).status_code == 302
    )  # stopping asks why, on a page of its own
    assert buys.post(reverse("procurements:move", args=[one.pk]), {"step": "sign"}).status_code == 403
    wrong = buys.post(reverse("procurements:change", args=[one.pk]), {"title": "", "currency": "NOK", "value": "-5"})
    assert wrong.status_code == 422
    assert "mindre enn null" in wrong.content.decode()
    assert "Sykehus senger" in buys.get(reverse("procurements:codes"), {"q": "hospital beds"}).content.decode()
    colleague = signed_in(Client(), place, "driver")
    assert (
        "Bare de som gjennomfører anskaffelser"
        in colleague.get(reverse("procurements:procurement", args=[one.pk])).content.decode()
    )


def test_options_make_it_last_longer(place: Organisation) -> None:
    one = a_procurement(place, contract_on=date(2026, 1, 31), ends_on=date(2028, 1, 31), options_months=13)
    assert one.ends_latest_on == date(2029, 2, 28)
    assert one.moved_at <= timezone.now() + timedelta(seconds=1)
