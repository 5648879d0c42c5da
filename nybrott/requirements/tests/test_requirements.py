"""Written, kept on purpose, weighed, traced, settled, frozen: what may be done when, and what is left behind."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.requirements import Hole
from nybrott.core.verdict import Refused
from nybrott.insights.actions import park_need
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION, OVER, ProcurementState
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.requirements import actions, queries, rules
from nybrott.requirements.actions import Wanted, Weighed
from nybrott.requirements.models import Criterion, KeptWords, Requirement
from nybrott.requirements.states import Kind
from nybrott.requirements.tests.factories import (
    TEST,
    a_criterion,
    a_procurement_with_needs,
    a_requirement,
    a_whole_set,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def buyer(place: Organisation) -> Actor:
    return a_buyer(place)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def test_the_kinds_are_those_the_core_knows() -> None:
    from nybrott.core.requirements import shares

    assert list(shares([]).counts) == Kind.values


def test_who_may_write_in_every_state(place: Organisation, buyer: Actor) -> None:
    """Buyers, until the competition is announced; nobody else, and nobody after."""
    one = a_procurement(place)
    for state in ProcurementState.values:
        one.state = state
        may = rules.may_change(buyer, one)
        assert bool(may) == (state in BEFORE_COMPETITION), state
        if not may and state not in OVER:
            assert "competition has been announced" in may.reason
        assert not rules.may_change(an_actor(place, "driver"), one)
        assert not rules.may_change(a_buyer(an_organisation()), one)


@pytest.mark.parametrize(
    ("written", "weight", "is_new", "why"),
    [
        (0, "100", True, "Write a requirement first"), (3, "90", True, "add up to 90 %"), (3, "0", True, "add up to 0 %"), (3, "100.01", True, "100.01 %"),
        (3, "100", False, "Nothing has changed"), (3, "100", True, ""),
    ],
)  # fmt: skip
def test_when_a_set_may_be_settled(place: Organisation, buyer: Actor, written: int, weight: str, is_new: bool, why: str) -> None:  # fmt: skip
    may = rules.may_settle(buyer, a_procurement(place), written=written, weight=Decimal(weight), is_new=is_new)
    assert bool(may) == (not why)
    assert why in may.reason


def test_numbers_are_given_once_and_order_is_changed(place: Organisation, buyer: Actor, now: datetime) -> None:
    one, _needs = a_procurement_with_needs(place)
    made = [a_requirement(one, f"Ansatte skal kunne {word}.", actor=buyer) for word in ("lese", "skrive", "regne")]
    actions.remove_requirement(actor=buyer, requirement=made[2], now=now)
    assert a_requirement(one, actor=buyer).number == 4
    actions.move_thing(actor=buyer, thing=made[0], up=False, now=now)
    actions.move_thing(actor=buyer, thing=made[1], up=True, now=now)  # first already: stays
    assert list(one.requirements.values_list("number", flat=True)) == [2, 1, 4]
    with pytest.raises(Refused, match="was removed in the meantime"):
        actions.write_requirement(actor=buyer, procurement=one, wanted=Wanted("x", "other"), requirement=_again(one, 3), now=now)  # fmt: skip
    with pytest.raises(Refused, match="Write what is required"):
        actions.write_requirement(actor=buyer, procurement=one, wanted=Wanted("  ", "other"), now=now)


def test_nobody_writes_over_anothers_words_unknowingly_and_links_to_parked_needs_stay(place: Organisation, buyer: Actor, now: datetime) -> None:  # fmt: skip
    one, needs = a_procurement_with_needs(place)
    asked = a_requirement(one, needs=tuple(needs), actor=buyer)
    read, new = asked.changed_at.isoformat(), Wanted("Ansatte skal kunne lese.", "functional")
    park_need(actor=an_actor(place, "lead"), need=needs[1], reason="Venter", now=now)
    later = now + timedelta(minutes=1)
    changed = actions.write_requirement(actor=buyer, procurement=one, wanted=new, requirement=asked, needs=needs[:1], seen=read, now=later)  # fmt: skip
    assert set(changed.needs.all()) == set(needs), "the need that is parked is taken up again one day"
    with pytest.raises(Refused, match="changed this while you were writing"):
        actions.write_requirement(actor=buyer, procurement=one, wanted=new, requirement=asked, seen=read, now=later)
    weighed = a_criterion(one, actor=buyer)
    with pytest.raises(Refused, match="changed this while you were writing"):
        actions.write_criterion(actor=buyer, procurement=one, weighed=Weighed("x", Decimal(1), "x"), criterion=weighed, seen=read, now=now)  # fmt: skip


def test_numbers_are_given_under_a_lock(place: Organisation, buyer: Actor) -> None:
    one = a_procurement(place)
    with CaptureQueriesContext(connection) as asked_of:
        a_requirement(one, actor=buyer)
    said = [query["sql"] for query in asked_of]
    lock = next(at for at, sql in enumerate(said) if "FOR UPDATE" in sql and "procurements_procurement" in sql)
    assert lock < next(at for at, sql in enumerate(said) if sql.startswith('INSERT INTO "requirements_requirement"'))


def _again(procurement: Procurement, number: int) -> Requirement:
    return Requirement(pk=10**8, procurement=procurement, number=number)


def test_only_needs_the_procurement_answers_are_linked_and_a_parked_one_becomes_a_hole(place: Organisation, buyer: Actor, now: datetime) -> None:  # fmt: skip
    one, needs = a_procurement_with_needs(place)
    _other, foreign = a_procurement_with_needs(place, needs=1)
    asked = a_requirement(one, needs=(needs[0], foreign[0]), actor=buyer)
    assert list(asked.needs.all()) == [needs[0]]
    assert queries.holes_of(one) == (Hole("need", needs[1].pk),)
    park_need(actor=an_actor(place, "lead"), need=needs[0], reason="Løst et annet sted", now=now)
    assert queries.holes_of(one) == (Hole("need", needs[1].pk), Hole("without_need", asked.pk))
    assert [one.holes for one in queries.lines(queries.snapshot(queries.chain_of(one)))] == [("need",), ("without_need",)]  # fmt: skip


def test_words_are_kept_with_a_reason_until_they_are_gone(place: Organisation, buyer: Actor, now: datetime) -> None:
    one = a_procurement(place)
    asked = a_requirement(one, "Det skal leveres en app.", kind="solution", actor=buyer)
    said = queries.remarks_on(asked.text, {}, "en")
    assert [(each.remark.rule, each.remark.words, each.because) for each in said] == [("solution", "app", "")]
    for words, because, why in (("app", " ", "Say why"), ("tavle", "Fordi", "are no longer in")):
        with pytest.raises(Refused, match=why):
            actions.keep_words(actor=buyer, requirement=asked, rule="solution", words=words, because=because, now=now)
    for because in ("Alle har telefon", "Alle ansatte har telefon"):
        actions.keep_words(actor=buyer, requirement=asked, rule="solution", words="app", because=because, now=now)
    kept = KeptWords.objects.get(requirement=asked)
    assert queries.remarks_on(asked.text, {(kept.rule, kept.words): kept.because}, "nb")[0].because == "Alle ansatte har telefon"  # fmt: skip
    actions.write_requirement(actor=buyer, procurement=one, wanted=Wanted("Ansatte skal kunne lese.", "functional"), requirement=asked, now=now)  # fmt: skip
    assert not asked.kept.exists()


@pytest.mark.parametrize("weight", ["0", "-5", "100.01", "1e9"])
def test_a_weight_is_a_share(place: Organisation, buyer: Actor, weight: str) -> None:
    with pytest.raises(Refused, match="more than 0 and at most 100"):
        a_criterion(a_procurement(place), weight, actor=buyer)


def test_the_database_refuses_what_no_action_makes(place: Organisation, now: datetime) -> None:
    one = a_procurement(place)
    for made in (
        Criterion(
            procurement=one, number=1, name="x", weight=Decimal(101), rewards="x", written_at=now, changed_at=now
        ),
        Requirement(procurement=one, number=1, text="x", kind="nice", written_at=now, changed_at=now),
        Requirement(procurement=one, number=1, text="", kind="other", written_at=now, changed_at=now),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save()


def test_what_rooms_above_read(place: Organisation, buyer: Actor) -> None:
    one, needs = a_procurement_with_needs(place)
    assert queries.rewards_better(one) is None
    asked = a_requirement(one, needs=(needs[0],), actor=buyer)
    a_requirement(one, "Varselet skal komme innen 30 sekunder.", kind="performance", needs=(needs[1],), strength="reward", actor=buyer)  # fmt: skip
    loose = a_criterion(one, "40", actor=buyer, is_better=False, name="Pris")
    assert queries.rewards_better(one) is False
    a_criterion(one, "60", actor=buyer, requirements=(asked,))
    assert queries.rewards_better(one) is True
    found = queries.shares_of(one)
    assert (found.n, found.counts["functional"], found.counts["performance"], found.per_cent("functional")) == (2, 1, 1, None)  # fmt: skip
    assert {(hole.kind, hole.key) for hole in queries.holes_of(one)} == {("not_rewarded", one.requirements.last().pk), ("criterion", loose.pk)}  # type: ignore[union-attr]  # fmt: skip
    assert (queries.counts([one.pk]), queries.functional([one.pk])) == ({one.pk: 2}, {one.pk: 1})


def test_a_set_is_settled_kept_and_frozen_when_the_competition_is_announced(place: Organisation, buyer: Actor, now: datetime) -> None:  # fmt: skip
    one, needs = a_whole_set(place)
    first = actions.settle_requirements(actor=buyer, procurement=one, now=now)
    assert (first.number, first.digest) == (1, queries.digest_of(first.content))
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.settle_requirements(actor=buyer, procurement=one, now=now)
    asked = one.requirements.get()
    actions.write_requirement(actor=buyer, procurement=one, wanted=Wanted("Ansatte skal kunne svare.", "functional"), requirement=asked, needs=needs, now=now)  # fmt: skip
    with pytest.raises(Refused, match="say why they remain"):
        actions.settle_requirements(actor=buyer, procurement=one, now=now)
    second = actions.settle_requirements(actor=buyer, procurement=one, because="Testen lages med brukerne", now=now)
    assert second.because == "Testen lages med brukerne"
    changed = queries.differences(first.content, second.content)
    assert [(was["text"], is_["text"]) for was, is_ in changed.changed] == [("Ansatte skal kunne se hvem som har svart.", "Ansatte skal kunne svare.")]  # fmt: skip
    assert (changed.came, changed.went, changed.criteria_changed) == ((), (), ())
    Procurement.objects.filter(pk=one.pk).update(state=ProcurementState.COMPETITION)
    for act in (
        lambda: actions.write_requirement(actor=buyer, procurement=one, wanted=Wanted("Nytt", "other"), now=now),
        lambda: actions.remove_requirement(actor=buyer, requirement=asked, now=now),
        lambda: actions.keep_words(actor=buyer, requirement=asked, rule="vague", words="kunne", because="x", now=now),
        lambda: actions.move_thing(actor=buyer, thing=asked, up=True, now=now),
        lambda: actions.write_criterion(actor=buyer, procurement=one, weighed=Weighed("x", Decimal(1), "x"), now=now),
        lambda: actions.remove_criterion(actor=buyer, criterion=one.award_criteria.get(), now=now),
        lambda: actions.choose_language(actor=buyer, procurement=one, language="nn", now=now),
    ):
        with pytest.raises(Refused, match="competition has been announced"):
            act()
    assert Requirement.objects.get(pk=asked.pk).text == "Ansatte skal kunne svare."


def test_what_was_never_settled_can_be_settled_after_the_announcement_but_only_as_it_stood(place: Organisation, buyer: Actor, now: datetime) -> None:  # fmt: skip
    one, needs = a_whole_set(place)
    Procurement.objects.filter(pk=one.pk).update(state=ProcurementState.COMPETITION)
    assert actions.settle_requirements(actor=buyer, procurement=one, now=now).number == 1
    park_need(actor=an_actor(place, "lead"), need=needs[0], reason="Løst", now=now)
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.settle_requirements(actor=buyer, procurement=one, because="x", now=now)


def test_requirements_are_copied_with_tests_but_only_with_needs_answered_here(place: Organisation, buyer: Actor, now: datetime) -> None:  # fmt: skip
    source, needs = a_procurement_with_needs(place)
    asked = a_requirement(source, "Det skal leveres en app.", kind="solution", needs=tuple(needs), actor=buyer)
    actions.keep_words(actor=buyer, requirement=asked, rule="solution", words="app", because="Alle har telefon", now=now)  # fmt: skip
    one = a_procurement(place)
    a_requirement(one, "Ansatte skal kunne lese.", actor=buyer)
    (made,) = actions.copy_requirements(actor=buyer, procurement=one, source=source, requirements=[asked], now=now)
    assert (made.number, made.kind, made.test_how, made.needs.count()) == (2, "solution", TEST["test_how"], 0)
    assert made.kept.get().because == "Alle har telefon"
    with pytest.raises(Refused, match="are not already here"):
        actions.copy_requirements(actor=buyer, procurement=one, source=source, requirements=[asked], now=now)
    foreign = a_procurement(an_organisation())
    with pytest.raises(Refused, match="another organisation"):
        actions.copy_requirements(actor=buyer, procurement=one, source=foreign, requirements=[], now=now)


def test_the_thread_and_the_next_step_follow(place: Organisation, buyer: Actor, now: datetime) -> None:
    one, needs = a_procurement_with_needs(place)
    assert list(queries.stops([one])) == []
    step = queries.next_step(buyer, one, now)
    assert step is not None
    assert step.step == "Write the first requirement"
    asked = a_requirement(one, needs=(needs[0],), actor=buyer)
    assert [(stop.kind, stop.state, stop.label) for _key, stop in queries.stops([one])] == [("requirement", "now", "1 requirement")]  # fmt: skip
    step = queries.next_step(an_actor(place, "driver"), one, now)
    assert step is not None
    assert (step.state, step.url) == ("1 gap in the chain from need to criterion.", "")
    a_requirement(one, "Ansatte skal kunne lese.", needs=(needs[1],), actor=buyer)
    a_criterion(one, actor=buyer, requirements=(asked,))
    step = queries.next_step(buyer, one, now)
    assert step is not None
    assert step.step == "Settle the requirements"
    actions.settle_requirements(actor=buyer, procurement=one, now=now)
    assert queries.next_step(buyer, one, now) is None
    assert [(stop.state, stop.note) for _key, stop in queries.stops([one])] == [("done", "Version 1")]
    one.state = ProcurementState.IDEA
    assert queries.next_step(buyer, one, now) is None


def test_everything_is_written_in_the_journal(place: Organisation, buyer: Actor, now: datetime) -> None:
    one, _needs = a_whole_set(place)
    actions.settle_requirements(actor=buyer, procurement=one, now=now)
    verbs = Entry.objects.filter(thing_kind="procurements.procurement", thing_ref=str(one.pk)).values_list("verb", flat=True)  # fmt: skip
    assert [verb for verb in verbs.order_by("pk") if verb.startswith("requirements.")] == ["requirements.written", "requirements.criterion_written", "requirements.settled"]  # fmt: skip
