"""Contracts, milestones and trials: what can be written in, what is refused and why, and what becomes a task."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from nybrott.contracts import actions, queries, rules
from nybrott.contracts.actions import Firm, Shown
from nybrott.contracts.models import Contract
from nybrott.contracts.states import Kind, MilestoneState, Outcome
from nybrott.contracts.tests.factories import (
    NUMBER,
    WRONG,
    a_contract,
    a_described_procurement,
    owner_of,
    the_terms,
    with_results,
)
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.models import Entry
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.requirements.tests.factories import a_requirement

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def buyer(place: Organisation) -> Actor:
    return a_buyer(place)


def today() -> date:
    return timezone.localdate()


def test_a_contract_is_written_in_with_its_supplier_and_the_procurement_has_one_from_then_on(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    procurement, described = a_described_procurement(place, buyer=buyer)
    one = a_contract(place, procurement=procurement, buyer=buyer)
    assert (one.description, one.parties.get().number, one.parties.get().is_new) == (described, NUMBER, True)
    procurement.refresh_from_db()
    assert procurement.state == "contract"
    other = a_contract(place, procurement=procurement, buyer=buyer, currency="EUR", value=500_00)
    a_contract(place, procurement=procurement, buyer=buyer, value=None)
    sums, unknown = queries.sums(queries.contracts_of(procurement))
    assert [(each.currency, each.minor, each.n) for each in sums] == [("EUR", 500_00, 1), ("NOK", 1_250_000_00, 1)], "currencies are never added up"  # fmt: skip
    assert unknown == 1
    assert queries.suppliers_by([procurement.pk]) == {procurement.pk: "Nattlys AS"}
    assert other.ends_latest_on == other.ends
    assert Entry.objects.filter(verb="contracts.written").count() == 3


BAD = {
    "ends before it begins": ({"ends": date(2020, 1, 1)}, "ends before it begins"),
    "less than zero": ({"value": -1}, "less than zero"),
    "huge": ({"value": 10**14 + 1}, "a hundred billion"),
    "beyond any column": ({"value": 2**63}, "a hundred billion"),
    "a currency nobody has": ({"currency": "XXX"}, "“XXX” is not one of ours"),
    "no kind": ({"kind": "gift"}, "what it is for"),
    "no name": ({"title": "  "}, "what the contract is called"),
    "before there were such": ({"starts": date(1814, 5, 17)}, "between 1990 and 2100"),
    "options without a day": ({"option_months": 12}, "by when they are decided"),
    "too many options": ({"option_months": 241}, "between 0 and 240"),
    "options after the end": ({"option_months": 12, "decide_by": date(2100, 1, 1)}, "before the contract ends"),
    "signed tomorrow": ({"signed_on": "tomorrow"}, "still to come"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_terms_are_refused_with_the_reason_and_nothing_is_written(name: str, place: Organisation, buyer: Actor) -> None:  # fmt: skip
    said, reason = BAD[name]
    if said.get("signed_on") == "tomorrow":
        said = {"signed_on": today() + timedelta(days=1), "ends": None}
    procurement, now = a_procurement(place, actor=buyer), timezone.now()
    with pytest.raises(Refused, match=reason):
        actions.write_contract(actor=buyer, procurement=procurement, terms=the_terms(now, **said), now=now)
    assert not Contract.objects.exists()


def test_a_number_whose_check_digit_is_wrong_is_refused_and_a_supplier_stands_once(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    one, now = a_contract(place, buyer=buyer), timezone.now()
    for number, reason in ((WRONG, "the last digit does not match"), ("12345678", "nine digits"), (NUMBER, "already")):
        with pytest.raises(Refused, match=reason):
            actions.write_party(actor=buyer, contract=one, firm=Firm("Mørk AS", number=number), now=now)
    abroad = actions.write_party(actor=buyer, contract=one, firm=Firm("Natt AB", "SE", "556016-0680", True, False), now=now)  # fmt: skip
    assert abroad.number == "5560160680"
    actions.remove_party(actor=buyer, party=abroad, now=now)
    assert one.parties.count() == 1


def test_who_may_write_follow_and_decide(place: Organisation, buyer: Actor) -> None:
    one = a_contract(place, buyer=buyer)
    owner = owner_of(one.procurement)
    stranger = an_actor(an_organisation(), "buyer")
    for role in ROLES:
        actor = an_actor(place, role)
        buys, leads = role in ("buyer", "admin"), role in ("leader", "admin")
        assert bool(rules.may_write(actor, one.procurement)) is buys, role
        assert bool(rules.may_follow(actor, one.procurement)) is buys, role
        assert bool(rules.decides(actor, one.procurement)) is leads, role
    assert rules.may_write(owner, one.procurement)
    assert rules.decides(owner, one.procurement)
    assert not rules.decides(stranger, one.procurement)
    assert "owns the procurement, decides" in rules.decides(buyer, one.procurement).reason
    one.procurement.state = "ended"
    assert not rules.may_write(buyer, one.procurement)
    assert rules.may_follow(buyer, one.procurement), "a pilot often ends before anybody decides"
    one.procurement.state = "stopped"
    assert not rules.may_follow(buyer, one.procurement)


def test_a_milestone_is_moved_reached_and_dropped_each_with_its_words(place: Organisation, buyer: Actor) -> None:
    one, now, owner = a_contract(place, buyer=buyer), timezone.now(), a_member(place, "driver")
    made = actions.add_milestone(actor=buyer, contract=one, title="Prototyp", due_on=today(), owner=owner, now=now)
    assert actions.remind_of_days(now=now) == 1
    assert actions.remind_of_days(now=now) == 0, "once"
    task = Task.objects.get(about_kind="contracts.milestone")
    assert (task.for_user, task.due_on) == (owner, today())
    later = today() + timedelta(days=40)
    for wrong, reason in ((("", later), "Say why"), (("Venter", today()), "already"), (("Venter", date(1999, 1, 1)), "before the contract")):  # fmt: skip
        with pytest.raises(Refused, match=reason):
            actions.move_milestone(actor=buyer, milestone=made, due_on=wrong[1], reason=wrong[0], now=now)
    made = actions.move_milestone(actor=actor_of(owner, place), milestone=made, due_on=later, reason="Leverandøren venter på deler", now=now)  # fmt: skip
    assert (made.first_due_on, made.due_on, len(made.moves), made.is_moved) == (today(), later, 1, True)
    task.refresh_from_db()
    assert task.state != "open", "it is not due now"
    assert actions.remind_of_days(now=now) == 0
    assert actions.remind_of_days(now=now + timedelta(days=35)) == 1, "due again, asked again"
    with pytest.raises(Refused, match="still to come"):
        actions.reach_milestone(actor=buyer, milestone=made, on=today() + timedelta(days=1), result="Ferdig", now=now)
    made = actions.reach_milestone(actor=buyer, milestone=made, on=today(), result="Fem rom er utstyrt", now=now)
    assert (made.state, made.result) == (MilestoneState.DONE, "Fem rom er utstyrt")
    with pytest.raises(Refused, match="“reached”"):
        actions.drop_milestone(actor=buyer, milestone=made, reason="Nei", now=now)
    made = actions.reopen_milestone(actor=buyer, milestone=made, now=now)
    assert actions.drop_milestone(actor=buyer, milestone=made, reason="Vi gjør det uten", now=now).state == "dropped"
    assert not rules.may_step(an_actor(place, "driver"), made, "take_up")
    with pytest.raises(Refused, match="does not belong"):
        actions.add_milestone(actor=buyer, contract=one, title="X", due_on=later, owner=a_member(an_organisation()), now=now)  # fmt: skip


def test_an_option_becomes_a_task_two_months_before_once_and_again_when_it_is_moved(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    now, day = timezone.now(), today() + timedelta(days=50)
    one = a_contract(place, buyer=buyer, ends=today() + timedelta(days=100), option_months=24, decide_by=day)
    assert [actions.remind_of_days(now=now), actions.remind_of_days(now=now)] == [1, 0]
    task = Task.objects.get(word="decide_option")
    assert (task.due_on, task.for_user) == (day, one.procurement.owner)
    terms = the_terms(now, title=one.title, ends=one.ends, option_months=24, decide_by=day + timedelta(days=5))
    actions.write_contract(actor=buyer, procurement=one.procurement, terms=terms, contract=one, now=now)
    assert actions.remind_of_days(now=now) == 1
    assert Task.objects.filter(word="decide_option", state="open").get().due_on == day + timedelta(days=5)
    assert [key.split("-")[0] for key, _what, _day in queries.days(one)] == ["option", "end"]


def test_the_trial_is_held_against_one_approved_version_thing_by_thing(place: Organisation, buyer: Actor) -> None:
    procurement, described = a_described_procurement(place, buyer=buyer)
    one, now = a_contract(place, procurement=procurement, buyer=buyer), timezone.now()
    parts = queries.parts(one)
    assert [part.asked.yardstick for part in parts] == ["goal", "criterion", "criterion"]
    assert parts[0].asked.how == "fall i måneden, today 12 fall, target 4 fall"
    assert queries.standing(parts)[Outcome.NOT_TESTED] == 3
    asked = parts[1].asked
    good = Shown("met", "Prøvd to uker", today(), "Nattlaget")

    def record(shown: Shown, ref: int = asked.ref) -> None:
        actions.record_result(actor=buyer, contract=one, yardstick="criterion", ref=ref, shown=shown, now=now)

    wrong = (
        (replace(good, evidence=" "), "what it rests on"), (replace(good, tester=""), "who tested"), (replace(good, tested_on=None), "when it was tested"),
        (replace(good, tested_on=today() + timedelta(days=1)), "still to come"), (replace(good, tested_on=date(2001, 1, 1)), "before the contract"),
        (replace(good, outcome="splendid"), "what the trial showed"), (replace(good, url="javascript:alert(1)"), "begins with https"),
    )  # fmt: skip
    for shown, reason in wrong:
        with pytest.raises(Refused, match=reason):
            record(shown)
    with pytest.raises(Refused, match="not tried against this"):
        record(good, ref=10**9)
    record(replace(good, outcome="not_met"))
    record(good)
    part = queries.part_of(one, "criterion", asked.ref)
    assert part is not None
    assert (part.outcome, part.results, part.is_reworded) == (Outcome.MET, 2, False), (
        "the newest counts, the first stays"
    )
    assert [each.outcome for each in queries.history_of(one, part)] == ["met", "not_met"]
    newer = NeedDescription.objects.create(challenge=described.challenge, version=2, state="draft", title="Ny", written_at=now, changed_at=now)  # fmt: skip
    with pytest.raises(Refused, match="It stays"):
        actions.choose_yardstick(actor=buyer, contract=one, description=newer, now=now)
    one.results.all().delete()
    with pytest.raises(Refused, match="an approved need description"):
        actions.choose_yardstick(actor=buyer, contract=one, description=newer, now=now)
    described.criteria.filter(pk=asked.ref).update(text="Ingen venter lenger enn ett minutt")
    with_results(one, buyer, "partly")
    assert queries.standing(queries.parts(one))[Outcome.PARTLY] == 3


def test_requirements_that_say_how_they_are_measured_are_tried_too(place: Organisation, buyer: Actor) -> None:
    procurement, _described = a_described_procurement(place, buyer=buyer)
    measured = a_requirement(procurement, "Lyset tennes når noen reiser seg.")
    a_requirement(procurement, "Det skal være pent.", test_what="", test_how="", test_when="", threshold="")
    one = a_contract(place, procurement=procurement, buyer=buyer)
    last = queries.parts(one)[-1].asked
    assert (last.yardstick, last.ref, len(queries.parts(one))) == ("requirement", measured.pk, 4)
    assert measured.test_what in last.how
    with_results(one, buyer, "met")
    measured.delete()
    gone = queries.parts(one)[-1]
    assert (gone.asked.yardstick, gone.outcome) == ("requirement", Outcome.MET), "what was tested stays"


def test_a_contract_that_was_written_in_by_mistake_is_taken_out_until_something_stands_on_it(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    one, kept = a_contract(place, buyer=buyer), a_contract(place, buyer=buyer)
    actions.remove_contract(actor=buyer, contract=one, now=timezone.now())
    with_results(kept, buyer, "met")
    with pytest.raises(Refused, match="Results or answers rest on it"):
        actions.remove_contract(actor=buyer, contract=kept, now=timezone.now())
    assert list(Contract.objects.all()) == [kept]
    assert Entry.objects.filter(verb="contracts.removed").exists(), "the journal remembers"


def test_without_a_description_nothing_can_be_tested(place: Organisation, buyer: Actor) -> None:
    one = a_contract(place, procurement=a_procurement(place, actor=buyer, state="preparing"), buyer=buyer)
    assert queries.parts(one) == []
    assert "Choose first" in rules.may_test(buyer, one, None).reason


def test_kinds_in_which_something_is_tried(place: Organisation, buyer: Actor) -> None:
    procurement: Procurement = a_procurement(place, actor=buyer, state="preparing")
    asked = {kind: a_contract(place, procurement=procurement, buyer=buyer, kind=kind).is_tried for kind in Kind.values}
    assert asked == {"purchase": False, "development": True, "both": True, "pilot": True, "framework": False}
