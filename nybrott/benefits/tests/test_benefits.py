"""What may be said of a benefit and until when, what is refused by its number, sums that keep two kinds apart, and reminders that come once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from nybrott.benefits import actions, queries, rules
from nybrott.benefits.models import Benefit, Measurement
from nybrott.benefits.tests.factories import (
    NIGHT,
    a_baseline,
    a_benefit,
    a_measured_benefit,
    a_measurement,
    ago,
    an_estimate,
    in_use,
    measured,
    money,
    owner_of,
    said,
    spread,
    today,
)
from nybrott.core.actor import Actor
from nybrott.core.benefits import Given, Unfit
from nybrott.core.terms import months_after
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Membership, Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION, ProcurementState
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def refused(match: str, act: Any, **given: Any) -> None:
    with pytest.raises(Refused, match=match):
        act(now=timezone.now(), **given)


# --- who may, and until when ---


def test_who_may_say_what_in_which_state(place: Organisation) -> None:
    """The whole table: buyer, the one who answers for it, another colleague, somebody else's buyer; every state."""
    found = a_benefit(place)
    buyer, owner, other, stranger = (
        a_buyer(place),
        owner_of(found),
        an_actor(place, "driver"),
        a_buyer(an_organisation()),
    )
    over, followed = (ProcurementState.ENDED, ProcurementState.STOPPED), rules.FOLLOWED
    for state, let_go in product(ProcurementState, (False, True)):
        found.procurement.state, found.state = state, "let_go" if let_go else "expected"
        live, kept = state not in over, not let_go
        told = {who: _answers(who, found) for who in (buyer, owner, other, stranger)}
        assert told[other] == told[stranger] == (False,) * 5
        assert told[buyer] == (
            kept and (live or state == "ended"), kept and live, kept and live, kept and live and state in followed,
            kept and (live or state == "ended"),
        ), (state, let_go)  # fmt: skip
        assert told[owner] == (False, kept and live, kept and live, kept and state in followed, False), (state, let_go)


def _answers(who: Actor, found: Benefit) -> tuple[bool, ...]:
    return (
        bool(rules.may_change(who, found)), bool(rules.may_set_baseline(who, found)), bool(rules.may_estimate(who, found, measured=False)),
        bool(rules.may_measure(who, found)), bool(rules.may_let_go(who, found)),
    )  # fmt: skip


def test_what_was_expected_is_fixed_once_somebody_has_measured(place: Organisation) -> None:
    found = a_measured_benefit(place)
    buyer = a_buyer(place)
    refused("stays as it was", actions.estimate_by_hand, actor=buyer, benefit=found, gain=spread(1, 0, 2), source="x")
    refused(
        "stay as they were", actions.change_benefit, actor=buyer, benefit=found, said=said(found.owner, target=D(11))
    )  # type: ignore[arg-type]
    refused("stays in the sums", actions.let_go, actor=buyer, benefit=found, reason="Det ble verre")
    same = replace(said(found.owner, needed="Mer opplæring"), target_on=found.target_on)  # type: ignore[arg-type]
    assert actions.change_benefit(actor=buyer, benefit=found, said=same, now=timezone.now()).needed == "Mer opplæring"


def test_somebody_in_the_line_answers_for_it(place: Organisation) -> None:
    project, line, buyer = a_member(place, "buyer"), a_member(place, "leader"), a_buyer(place)
    bought = a_procurement(place, state="preparing", owner=project)
    refused("someone in line management", actions.add_benefit, actor=buyer, procurement=bought, said=said(project))
    refused(
        "does not belong", actions.add_benefit, actor=buyer, procurement=bought, said=said(a_member(an_organisation()))
    )
    refused("Say who answers", actions.add_benefit, actor=buyer, procurement=bought, said=said(None))  # type: ignore[arg-type]
    assert actions.add_benefit(actor=buyer, procurement=bought, said=said(line), now=timezone.now()).owner == line


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"kind": "co2e"}, "is counted in"),
        ({"unit": " "}, "what is counted"),
        ({"kind": "money"}, "is counted in"),
        ({"counted": "money"}, "which currency"),
        ({"target": D(10) ** 12 + 1}, "large number"),
        ({"target_on": None}, "a level and a day"),
        ({"in_use_on": today() + timedelta(days=1)}, "has not come yet"),
    ],
)
def test_what_a_benefit_cannot_be(place: Organisation, more: dict[str, Any], match: str) -> None:
    bought = a_procurement(place, state="preparing")
    refused(
        match,
        actions.add_benefit,
        actor=a_buyer(place),
        procurement=bought,
        said=said(a_member(place, "leader"), **more),
    )


# --- before ---


def test_a_baseline_after_the_competition_says_so_for_ever(place: Organisation) -> None:
    found, buyer = a_benefit(place), a_buyer(place)
    for state in ProcurementState:
        found.procurement.state = state
        assert rules.is_late(found.procurement) == (state not in BEFORE_COMPETITION)
    Procurement.objects.filter(pk=found.procurement_id).update(state="preparing")
    assert a_baseline(found).late is False
    Procurement.objects.filter(pk=found.procurement_id).update(state="competition")
    refused(
        "Say why it is written again",
        actions.set_baseline,
        actor=buyer,
        benefit=found,
        value=spread(11),
        on=ago(30),
        how="Talt",
    )
    again = a_baseline(found, 11, days=30, why="Dobbelt registrert")
    assert again.late is True
    assert [one.value for one in found.baselines.all()] == [11, 12], "the one before is kept"
    entry = Entry.objects.filter(verb="benefits.baseline_set").latest("pk")
    assert (entry.private["facts"]["late"], entry.private["facts"]["why"]) == ("True", "Dobbelt registrert")


def test_a_baseline_is_a_value_with_its_day_or_why_there_is_none(place: Organisation) -> None:
    found, buyer = a_benefit(place), a_buyer(place)
    for more in (
        {},
        {"value": spread(1)},
        {"value": spread(1), "on": ago(1)},
        {"value": spread(1), "on": ago(1), "how": "x", "none_because": "y"},
    ):
        refused("has a value, a day", actions.set_baseline, actor=buyer, benefit=found, **more)
    told = {"actor": buyer, "benefit": found, "how": "Talt"}
    refused("has not come yet", actions.set_baseline, value=spread(12), on=today() + timedelta(days=1), **told)
    refused("large number", actions.set_baseline, value=spread(D(10) ** 13), on=ago(1), **told)
    refused("no better than the baseline", actions.set_baseline, value=spread(6), on=ago(1), **told)
    none = actions.set_baseline(actor=buyer, benefit=found, none_because="Ingen førte avvik", now=timezone.now())
    assert (none.value, none.spread) == (None, None)
    used = in_use(found)
    refused("without an effect", actions.measure, actor=owner_of(used), benefit=used, measured=measured())
    made = a_measurement(used, measured(outcome="unknown"))
    assert made.proposed == "unknown"
    standing = queries.benefits_of(used.procurement)[0]
    assert (standing.measured, standing.expected) == (None, None), "nothing can be said against nothing"


def test_a_target_before_the_baseline_or_on_its_wrong_side_is_refused(place: Organisation) -> None:
    found, buyer = a_benefit(place), a_buyer(place)
    a_baseline(found, 12, days=10)
    for more, match in (
        ({"target": D(12)}, "no better"),
        ({"target": D(13)}, "no better"),
        ({"target_on": ago(10)}, "after the day"),
    ):
        refused(match, actions.change_benefit, actor=buyer, benefit=found, said=said(found.owner, **more))  # type: ignore[arg-type]


# --- expected ---


def test_an_estimate_by_formula_keeps_what_it_rests_on(place: Organisation) -> None:
    found = a_benefit(place, kind="money")
    made = actions.estimate_by_formula(
        actor=a_buyer(place), benefit=found, formula="time_cost", assumptions=NIGHT, now=timezone.now()
    )
    assert (made.value, made.low, made.high, made.late) == (312_000, 86_400, 616_000, False)
    assert [(one.term, one.vouches) for one in made.assumptions.all()][-1] == ("hourly_cost", "Økonomi")
    assert queries.benefits_of(found.procurement)[0].expected == spread("312000.0000", "86400.0000", "616000.0000")


def test_an_estimate_never_mixes_currencies_and_says_where_it_is_from(place: Organisation) -> None:
    found, buyer = a_benefit(place, kind="money"), a_buyer(place)
    told = {"actor": buyer, "benefit": found, "now": timezone.now()}
    euros = NIGHT | {"hourly_cost": replace(NIGHT["hourly_cost"], given=Given(D(50), D(45), D(55), "EUR/hour"))}
    with pytest.raises(Unfit, match="currency"):
        actions.estimate_by_formula(formula="time_cost", assumptions=euros, **told)
    with pytest.raises(Unfit, match="negative: people"):
        actions.estimate_by_formula(
            formula="time_cost",
            assumptions=NIGHT | {"people": replace(NIGHT["people"], given=Given(D(-3), D(-3), D(3), "person"))},
            **told,
        )
    with pytest.raises(Refused, match="who vouches"):
        actions.estimate_by_formula(
            formula="time_cost", assumptions=NIGHT | {"people": replace(NIGHT["people"], vouches=" ")}, **told
        )
    with pytest.raises(Refused, match="does not give"):
        actions.estimate_by_formula(formula="time", assumptions=NIGHT, **told)
    with pytest.raises(Refused, match="the lowest and highest"):
        actions.estimate_by_hand(gain=spread(5), source="x", **told)
    assert not found.estimates.exists()


# --- measured ---


def test_the_person_says_what_it_says_and_explains_another_answer(place: Organisation) -> None:
    found = a_benefit(place)
    a_baseline(found, 12, 10, 14)
    used = in_use(found)
    owner = owner_of(used)
    for value, proposed in (
        (measured(7, 6, 8), "better"),
        (measured(11, 9, 13), "none"),
        (measured(18, 16, 20), "worse"),
        (measured(9, None, None), "better"),
    ):
        assert actions.proposed(used, value.value) == proposed
    refused("The numbers say “no effect", actions.measure, actor=owner, benefit=used, measured=measured(11, 9, 13))
    made = a_measurement(used, measured(11, 9, 13, explains="To avdelinger tok det ikke i bruk"))
    assert (made.proposed, made.outcome) == ("none", "better")
    for wrong, match in (
        (measured(days=-1), "has not come yet"), (measured(days=400), "after the baseline"), (measured(D(10) ** 13, None, None), "large number"),
        (measured(outcome="unknown"), "only without a baseline"), (measured(outcome="great"), "better, worse"), (replace(measured(), how=" "), "how it was measured"),
    ):  # fmt: skip
        refused(match, actions.measure, actor=owner, benefit=used, measured=wrong)
    assert a_measurement(used, measured(-3, -4, -2, days=9)).outcome == "better", "less than nothing is a number too"


def test_a_correction_keeps_what_it_corrects_and_counts_once(place: Organisation) -> None:
    found = a_measured_benefit(place)
    first, owner = found.measurements.get(), owner_of(found)
    refused("Say why", actions.correct, actor=owner, measurement=first, measured=measured(9, 8, 10), why=" ")
    actions.correct(
        actor=owner, measurement=first, measured=measured(9, 8, 10), why="Talt to ganger", now=timezone.now()
    )
    refused(
        "already been corrected",
        actions.correct,
        actor=owner,
        measurement=first,
        measured=measured(8, 7, 9),
        why="igjen",
    )
    standing = queries.benefits_of(found.procurement)[0]
    assert ([one.value for one in standing.measurements], [one.value for one in standing.corrected]) == ([9], [7])
    assert standing.measured is not None
    assert standing.measured.value == 3
    assert Measurement.objects.filter(benefit=found).count() == 2


def test_whoever_answers_for_it_measures_also_when_the_procurement_has_ended(place: Organisation) -> None:
    found = a_benefit(place)
    a_baseline(found)
    ended = in_use(found, ProcurementState.ENDED)
    refused("stays as it is", actions.measure, actor=a_buyer(place), benefit=ended, measured=measured())
    assert a_measurement(ended).outcome == "better"


# --- sums ---


def test_sums_stand_side_by_side_by_currency_and_name_what_is_not_measured(place: Organisation) -> None:
    bought = a_procurement(place, state="preparing")
    kroner, euros, bare = (
        a_benefit(place, procurement=bought, kind="money", title=title, currency=currency)
        for title, currency in (("a", "NOK"), ("b", "EUR"), ("c", "NOK"))
    )
    gone, share = (
        a_benefit(place, procurement=bought, kind="money", title="d"),
        a_benefit(place, procurement=bought, counted="share", title="e"),
    )
    for one in (kroner, euros, bare, gone, share):
        an_estimate(one)
    actions.let_go(actor=a_buyer(place), benefit=gone, reason="Nytt system likevel", now=timezone.now())
    a_baseline(kroner, 2_000_000)
    a_measurement(in_use(kroner), measured(2_100_000, 2_050_000, 2_150_000, outcome="worse"))
    found = {(one.kind, one.unit): one for one in queries.sums_of(place)}
    assert set(found) == {("money", "NOK"), ("money", "EUR")}
    nok = found["money", "NOK"]
    assert (nok.estimated.value, nok.estimated.n, nok.measured.value, nok.measured.n) == (800_000, 2, -100_000, 1)
    assert (nok.expected_of_measured.value, nok.without) == (400_000, ["c"])
    assert nok.measured.spread == spread("-100000.0000"), "the baseline has no interval, so neither has the gain"
    year = today().year
    assert queries.sums_of(place, year - 5) == []
    last_year = {(one.kind, one.unit): one for one in queries.sums_of(place, ago(10).year)}
    assert last_year["money", "NOK"].measured.n == 1
    assert queries.sums_of(an_organisation()) == []
    assert queries.counts(queries.benefits_of(bought)) == {"better": 0, "none": 0, "worse": 1, "unknown": 0, "": 3}


# --- reminders ---


def test_reminders_come_at_their_months_once_and_a_measurement_ends_the_task(place: Organisation) -> None:
    found = a_benefit(place)
    a_baseline(found, days=900)
    start = months_after(today(), -6)
    in_use(found, on=start)
    now = timezone.now()
    assert actions.remind(now=now - timedelta(days=2)) == 0
    assert actions.remind(now=now) == 1
    assert actions.remind(now=now) == 0, "called again it does nothing more"
    task = Task.objects.get(word="measure")
    assert (task.for_user, task.due_on, task.is_open) == (found.owner, today(), True)
    letter = Letter.objects.get(kind="benefits.measure")
    assert (letter.to_user_id, "6 måneder" in letter.body or "6 months" in letter.body) == (found.owner_id, True)
    a_measurement(in_use(found, on=start))
    task.refresh_from_db()
    assert not task.is_open
    later = now + timedelta(days=190)
    assert actions.remind(now=later) == 1
    assert actions.remind(now=later + timedelta(days=3_000)) == 1, "moments long past are reminded of together"
    assert sorted(found.reminders.values_list("months", flat=True)) == [6, 12, 24, 36]


def test_nobody_is_reminded_of_what_is_measured_or_let_go_and_another_takes_over_from_who_left(
    place: Organisation,
) -> None:
    measured_already = a_measured_benefit(place)
    in_use(measured_already, on=months_after(ago(10), -6))
    gone = a_benefit(place)
    actions.let_go(actor=a_buyer(place), benefit=gone, reason="Ikke aktuelt", now=timezone.now())
    in_use(gone)
    planned = a_benefit(place)
    Procurement.objects.filter(pk=planned.procurement_id).update(contract_on=ago(300))
    assert actions.remind(now=timezone.now()) == 0
    left = a_benefit(place)
    in_use(left)
    Membership.objects.filter(user=left.owner, organisation=place).update(ended_at=timezone.now())
    assert actions.remind(now=timezone.now()) == 1
    assert Task.objects.get(word="measure").for_role == "buyer"


def test_what_was_let_go_is_not_measured_by_somebody_who_had_not_seen_it(place: Organisation) -> None:
    found = a_benefit(place)
    a_baseline(found)
    used = in_use(found)
    stale = Benefit.objects.select_related("procurement").get(pk=used.pk)
    actions.let_go(actor=a_buyer(place), benefit=Benefit.objects.get(pk=used.pk), reason="Nei", now=timezone.now())
    refused("was let go", actions.measure, actor=owner_of(used), benefit=stale, measured=measured())


def test_next_steps_follow_the_way(place: Organisation) -> None:
    bought, now = a_procurement(place, state="preparing"), timezone.now()
    buyer = a_buyer(place)
    step = queries.next_step(buyer, bought, now)
    assert step is not None
    assert "Say what will get better" in step.step
    found = a_benefit(place, procurement=bought)
    step = queries.next_step(buyer, bought, now)
    assert step is not None
    assert step.url.endswith("/baseline/")
    a_baseline(found)
    assert queries.next_step(buyer, bought, now) is None
    in_use(found)
    bought.refresh_from_db()
    step = queries.next_step(an_actor(place, "driver"), bought, now)
    assert step is not None
    assert (step.step, step.url, step.who) == ("Enter a measurement", "", str(found.owner))
    _key, stop = next(iter(queries.stops_of([bought])))
    assert (stop.kind, stop.state, stop.note) == ("benefit", "now", "Not measured yet")
    assert queries.measured_column([bought.pk]) == {}


def test_money_is_rounded_to_the_nearest_and_nothing_else_is(place: Organisation) -> None:
    kroner, falls = a_benefit(place, kind="money"), a_benefit(place)
    told = [queries.amount(D(value), kroner) for value in ("0.005", "-0.005", "1234567.8949")]
    assert [one.replace("\u202f", " ").replace("\xa0", " ") for one in told] == [
        "NOK 0.01 a year",
        "NOK −0.01 a year",
        "NOK 1 234 567.89 a year",
    ]
    assert queries.amount(D("0.0050"), falls).startswith("0.005")


def test_money_is_for_money(place: Organisation) -> None:
    owner = a_member(place, "leader")
    made = actions.add_benefit(
        actor=a_buyer(place), procurement=a_procurement(place), said=money(owner, unit="bort"), now=timezone.now()
    )
    assert (made.unit, made.summed_in) == ("", "NOK")
