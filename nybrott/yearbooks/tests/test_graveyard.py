"""What lies without a decision, and what was decided in a year, reckoned again by a slow twin that asks of one thing at a time."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.contracts.models import Contract, Patience, Review
from nybrott.contracts.states import SHORT, TRIED, Course
from nybrott.contracts.tests.factories import a_contract, ended
from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.yearbooks import queries
from nybrott.yearbooks.feeds import whole_of
from nybrott.yearbooks.tests.factories import a_yearbook

pytestmark = pytest.mark.django_db
BEFORE_CONTRACT = ("idea", "needs", "dialogue")


# --- the slow twin ---


def whole_months(since: date, today: date) -> int:
    """Counted one by one."""
    n = 0
    while later(since, n + 1) <= today:
        n += 1
    return n


def later(day: date, months: int) -> date:
    """So many months on; the last day of a month too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def waits_since(one: Contract | Dialogue) -> date | None:
    """The day something waits from; None when nothing is to be decided, or it was."""
    if isinstance(one, Dialogue):
        taken = [each for each in Procurement.objects.all() if one in each.dialogues.all() and each.state not in BEFORE_CONTRACT]  # fmt: skip
        if one.state not in ("open", "ended") or one.outcome_at or taken or hasattr(one, "rest"):
            return None
        days = [one.ended_at] if one.ended_at else [one.announced_at, one.register_until, one.input_until, one.answers_until]  # fmt: skip
        return max(timezone.localdate(each) for each in days if each)
    reviews = list(Review.objects.filter(contract=one).order_by("number"))
    if one.kind not in TRIED or one.procurement.state == "stopped" or (reviews and reviews[-1].course):
        return None
    return max([one.ends or one.begins_on, *(timezone.localdate(each.again_at) for each in reviews if each.again_at)])


def lies(place: Organisation, today: date) -> list[dict[str, Any]]:
    """What has waited too long, the longest first."""
    kept = Patience.objects.filter(organisation=place).first()
    patience, found = kept.months if kept else 6, []
    contracts = [one for one in Contract.objects.all() if one.procurement.organisation == place]
    for one in [*contracts, *Dialogue.objects.filter(organisation=place)]:
        since = waits_since(one)
        if since is not None and later(since, patience) <= today:
            bought = one.procurement if isinstance(one, Contract) else Procurement.objects.filter(dialogues=one).order_by("pk").first()  # fmt: skip
            kind = one.kind if isinstance(one, Contract) else "dialogue"
            found.append({
                "kind": kind, "title": one.title, "since": since.isoformat(), "months": whole_months(since, today),
                "procurement": bought.pk if bought else None, "whose": bought.title if bought else "",
            })  # fmt: skip
    return sorted(found, key=lambda each: (each["since"], each["kind"] == "dialogue"))


def in_order(told: dict[str, Any]) -> dict[str, Any]:
    """With its names in one order."""
    return {name: told[name] for name in sorted(told)}


def decided_in(place: Organisation, year: int) -> Counter[str]:
    """How many of each decision were made in a year."""
    made: Counter[str] = Counter()
    for one in Review.objects.all():
        if one.contract.procurement.organisation == place and one.course and one.decided_at and timezone.localdate(one.decided_at).year == year:  # fmt: skip
            made[one.course] += 1
    return made


# --- what it is told of ---


def a_decision(contract: Contract, number: int, course: str, days: int) -> Review:
    """A decision so many days ago, as it would stand."""
    at = timezone.now() - timedelta(days=days)
    return Review.objects.create(contract=contract, number=number, meets="yes", answered_at=at, course=course, reason="Fordi.", decided_at=at)  # fmt: skip


def some_that_lie(place: Organisation, buyer: Actor) -> None:
    """Contracts and dialogues that differ in everything that decides whether they lie."""
    now = timezone.now()
    for months, kind in ((1, "pilot"), (5, "development"), (7, "pilot"), (8, "both"), (14, "development"), (30, "purchase"), (31, "framework")):  # fmt: skip
        a_contract(place, buyer=buyer, kind=kind, **ended(months))
    stopped = a_contract(place, buyer=buyer, **ended(20))
    Procurement.objects.filter(pk=stopped.procurement_id).update(state="stopped", stopped_reason="Lagt ned")
    for number, (course, days) in enumerate((("rest", 3), ("hand_over", 400), ("stop", 30), ("scale", 5), ("scale", 800)), 1):  # fmt: skip
        a_decision(a_contract(place, buyer=buyer, **ended(20 + number)), 1, course, days)
    again = a_contract(place, buyer=buyer, **ended(40))
    a_decision(again, 1, "rest", 500)
    Review.objects.create(contract=again, number=2, again="Ny leverandør", again_at=now - timedelta(days=300))
    for state, days, outcome in (("ended", 250, ""), ("ended", 20, ""), ("ended", 260, "Vi gikk videre."), ("open", 245, ""), ("locked", 300, "")):  # fmt: skip
        one = an_open_dialogue(place, actor=buyer)
        at = now - timedelta(days=days)
        Dialogue.objects.filter(pk=one.pk).update(
            state=state, announced_at=at, ended_at=None if state == "open" else at, register_until=at, input_until=at, answers_until=None,
            outcome=outcome, outcome_at=now if outcome else None, locked_at=at if state == "locked" else None, lock_reason="Konkurransen er kunngjort." if state == "locked" else "",
        )  # fmt: skip
    led = Dialogue.objects.filter(state="ended", outcome="").order_by("pk")[0]
    a_procurement(place, actor=buyer).dialogues.add(led)


def test_what_lies_and_what_was_decided_is_what_a_slow_twin_finds() -> None:
    place, other = an_organisation(), an_organisation()
    buyer, today = a_buyer(place), timezone.localdate()
    some_that_lie(place, buyer)
    a_contract(other, **ended(9))
    for year in (today.year, today.year - 1, today.year - 2):
        told = queries.gathered(place, year, today)["graveyard"]
        assert sorted(map(str, map(in_order, told["over"]))) == sorted(map(str, map(in_order, lies(place, today))))
        assert [each["since"] for each in told["over"]] == [each["since"] for each in lies(place, today)]
        assert told["decided"] == {course: decided_in(place, year)[course] for course in Course.values}
    assert {each["kind"] for each in told["over"]} == {"pilot", "both", "development", "dialogue"}
    assert sum(sum(decided_in(place, year).values()) for year in range(today.year - 3, today.year + 1)) == 6
    Patience.objects.create(organisation=place, months=2)
    patient = queries.gathered(place, today.year, today)["graveyard"]["over"]
    assert len(patient) == len(lies(place, today)) > len(told["over"]), "the organisation says how long is too long"


def test_the_report_says_what_lies_and_what_was_decided() -> None:
    place = an_organisation()
    some_that_lie(place, a_buyer(place))
    made = a_yearbook(place)
    said = made.content["graveyard"]
    with override("en"):
        [part] = [each for each in whole_of(made.content, 1).parts if each.id == "graveyard"]
    words = " ".join(str(each) for each in part.blocks)
    for each in said["over"]:
        assert each["title"] in words
    for course, n in said["decided"].items():
        with override("en"):
            assert f"{SHORT[Course(course)]}: {n}" in words
