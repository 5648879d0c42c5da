"""A plan brought in: each field read by itself, known again, and ten thousand rows with errors in them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.importing import Row
from nybrott.core.verdict import Refused
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.procurements.actions.importing import PLAN, bring_plan
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries.importing import judged_plan
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def rows_of(*said: dict[str, str]) -> list[Row]:
    """Rows of a file as the desk gives them, from row 2."""
    return [Row(number, one) for number, one in enumerate(said, 2)]


def outcomes(actor: Actor, *said: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    return [(row.outcome, row.errors) for row in judged_plan(actor, rows_of(*said))]


def test_a_row_says_what_it_says(place: Organisation) -> None:
    buys, unit, owner = a_buyer(place), a_unit(place, "Hjemmetjenesten"), a_member(place, "leader")
    said = {
        "ref": "2027-1", "title": "  Trygge   netter ", "aim": "Færre fall", "unit": "Hjemmetjenesten", "owner": owner.email.upper(), "value": "4 500 000,50",
        "currency": "eur", "cpv": "33192120-9; 48000000", "dialogue_on": "1.2.2027", "announce_on": "2027-06-15", "contract_on": "2027-11-01 00:00:00",
        "ends_on": "31/10/2029", "options_months": "24",
    }  # fmt: skip
    verdicts = bring_plan(actor=buys, rows=rows_of(said), now=timezone.now())
    assert [verdict.outcome for verdict in verdicts] == ["new"]
    one = Procurement.objects.get()
    assert (one.title, one.ref, one.value, one.currency, one.cpv) == (
        "Trygge netter",
        "2027-1",
        450_000_050,
        "EUR",
        ["33192120", "48000000"],
    )
    assert (one.unit, one.owner, one.state, one.options_months) == (unit, owner, "idea", 24)
    days = (one.dialogue_on, one.announce_on, one.contract_on, one.ends_on)
    assert days == (date(2027, 2, 1), date(2027, 6, 15), date(2027, 11, 1), date(2029, 10, 31))
    assert [verdict.outcome for verdict in bring_plan(actor=buys, rows=rows_of(said), now=timezone.now())] == [
        "unchanged"
    ]
    changed = {"ref": "2027-1", "title": "Trygge netter", "value": "5 mill"}
    assert outcomes(buys, changed)[0][0] == "error"
    changed["value"] = "5 000 000"
    bring_plan(actor=buys, rows=rows_of(changed), now=timezone.now())
    one.refresh_from_db()
    assert (one.value, one.aim) == (500_000_000, "Færre fall")  # what the row leaves empty stays


BAD = [
    ({"title": ""}, "title"),
    ({"title": "x" * 201}, "title"),
    ({"ref": "9" * 41}, "ref"),
    ({"unit": "Finnes ikke"}, "unit"),
    ({"owner": "ingen@example.org"}, "owner"),
    ({"value": "-1"}, "value"),
    ({"value": "100000000001"}, "value"),
    ({"value": "nan"}, "value"),
    ({"currency": "BTC"}, "currency"),
    ({"cpv": "12345678"}, "cpv"),
    ({"announce_on": "31.2.2027"}, "announce_on"),
    ({"announce_on": "2127-01-01"}, "announce_on"),
    ({"announce_on": "2027-06-01", "contract_on": "2027-05-31"}, "contract_on"),
    ({"contract_on": "2027-06-01", "ends_on": "2027-05-31"}, "ends_on"),
    ({"options_months": "mange"}, "options_months"),
    ({"options_months": "241"}, "options_months"),
]


def test_what_is_wrong_is_said_in_its_column(place: Organisation) -> None:
    buys = a_buyer(place)
    for said, column in BAD:
        ((outcome, errors),) = outcomes(buys, {"title": "Trygge netter"} | said)
        assert (outcome, list(errors)) == ("error", [column]), said
        assert errors[column]
    both = outcomes(buys, {"title": "", "value": "mye", "cpv": "0"})[0][1]
    assert set(both) == {"title", "value", "cpv"}  # one that is wrong hides no other
    twice = outcomes(
        buys,
        {"title": "Trygge netter"},
        {"title": "trygge netter"},
        {"title": "A", "ref": "1"},
        {"title": "B", "ref": "1"},
    )
    assert [outcome for outcome, _errors in twice] == ["new", "error", "new", "error"]


def test_only_those_who_buy_and_only_ones_own(place: Organisation) -> None:
    with pytest.raises(Refused):
        bring_plan(actor=an_actor(place, "leader"), rows=rows_of({"title": "A"}), now=timezone.now())
    a_procurement(an_organisation(), title="A", ref="7")
    buys = a_buyer(place)
    assert outcomes(buys, {"title": "A", "ref": "7"})[0][0] == "new"  # another organisation's is not known here
    late = a_procurement(place, title="Sen", contract_on=date(2027, 5, 1))
    assert (
        outcomes(buys, {"title": late.title, "announce_on": "2027-06-01"})[0][0] == "error"
    )  # against what stands there already
    assert PLAN.permission == "procurements.manage"


def test_ten_thousand_rows_of_which_a_third_is_wrong(place: Organisation) -> None:
    """Every wrong row says so and hides none, in a few queries for each two thousand."""
    buys = a_buyer(place)
    kept = a_procurement(place, actor=buys, ref="R300", title="Gammel")
    wrong = ({"value": "-1"}, {"cpv": "99999999"}, {"contract_on": "2027-06-02", "ends_on": "2027-06-01"})
    rows = [
        Row(number, {"ref": f"R{number}", "title": f"Kjøp {number}", "value": "1000"} | (wrong[number // 3 % 3] if number % 3 == 0 else {}))
        for number in range(1, 10_001)
    ]  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        judged = list(judged_plan(buys, rows))
    assert [row.number for row in judged] == list(range(1, 10_001))
    assert {row.number for row in judged if row.outcome == "error"} == set(range(3, 10_001, 3))
    assert sum(row.outcome == "new" for row in judged) == 10_000 - 3_333
    assert next(row for row in judged if row.number == 300).known == kept
    assert len(asked) <= 3 + 5 * 3
