"""Every figure reckoned again by a slow twin that asks the database of one thing at a time; and what a version that is published does."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from nybrott.benefits.models import Benefit, Measurement
from nybrott.benefits.tests.factories import a_baseline, a_benefit, a_measurement, in_use, measured
from nybrott.challenges.tests.factories import a_challenge
from nybrott.classifications.models import ClassChoice
from nybrott.competitions.models import NoticeLink
from nybrott.contracts.models import Contract
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_dialogue
from nybrott.gatherings.models import Outreach
from nybrott.goals.tests.factories import a_decided_goal, a_reading
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.procedures.models import AnswerSheet, ProcedureChoice
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer
from nybrott.requirements.models import Requirement
from nybrott.runs.models import Participation
from nybrott.runs.tests.factories import a_run
from nybrott.yearbooks import actions, queries
from nybrott.yearbooks.feeds.words import part_of
from nybrott.yearbooks.models import Yearbook
from nybrott.yearbooks.tests.factories import a_yearbook

pytestmark = pytest.mark.django_db
YEAR, NOW = 2025, datetime(2026, 1, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
CLASSES = ("procurement-of-innovation", "innovative-solution", "innovation-friendly", "none", "")
INNOVATIVE = CLASSES[:3]


def at(year: int, month: int = 6, day: int = 15, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def bought(place: Organisation, n: int, **said: object) -> Procurement:
    """A row as it would stand after its steps, at times of our choosing."""
    told: dict[str, object] = {"state": "in_use", "made_at": at(2024), "moved_at": at(2025), "title": f"Kjøp {n:02}"}
    return Procurement.objects.create(organisation=place, **told | said)


def a_year(place: Organisation) -> None:
    """Fourteen procurements that differ in everything that is counted, and some of other years."""
    units = [a_unit(place), None, a_unit(place)]
    for n in range(14):
        one = bought(
            place, n, unit=units[n % 3], competed_at=at(2024 + n % 3) if n % 4 else None, signed_at=at(2025, 1 + n % 9) if n % 5 else None,
            used_at=at(2025 + n % 2, 11) if n % 3 else None,
        )  # fmt: skip
        if CLASSES[n % 5]:
            ClassChoice.objects.create(
                procurement=one, klass="none", reason="Først", proposed="none", at=at(2025), current=False
            )
            ClassChoice.objects.create(procurement=one, klass=CLASSES[n % 5], reason="Så", proposed="none", at=at(2026))
        for each in range(n % 3):
            Contract.objects.create(
                procurement=one, title=f"Kontrakt {each}", kind="purchase", signed_on=date(2024 + (n + each) % 3, 3, 1), made_at=NOW,
                value=None if n % 4 == 3 else (n + 1) * 100_000_03, currency=("NOK", "EUR")[(n + each) % 2],
            )  # fmt: skip
        if n % 2:
            codes = [["BT-776", "mar-nov", ""]] if n % 4 == 1 else [["BT-06", "inn-pur", ""]] if n == 3 else []
            NoticeLink.objects.create(
                procurement=one, number=f"2025-{n}",
                key=f"doffin:2025-{n}", way="typed", state="linked", made_at=NOW, facts={"codes": codes, "lots": 1},
                stage="planning" if n % 3 == 0 else "competition",
            )  # fmt: skip
        for kind in ("functional", "solution")[: n % 3]:
            Requirement.objects.create(procurement=one, number=1 + (kind == "solution"), text="Varsler", kind=kind, written_at=NOW, changed_at=NOW)  # fmt: skip
    bought(place, 90, competed_at=at(2023), signed_at=at(2024))
    bought(place, 91, competed_at=at(2024, 12, 31, 23), signed_at=None)
    bought(an_organisation(), 92, competed_at=at(2025))


# --- the slow twin: one procurement and one question at a time ---


def moment_of(one: Procurement, moment: str) -> bool:
    mine = list(Contract.objects.filter(procurement=one))
    if moment == "started":
        when = one.competed_at if one.competed_at is not None else one.signed_at
        return when is not None and timezone.localdate(when).year == YEAR
    if moment == "used":
        return one.used_at is not None and timezone.localdate(one.used_at).year == YEAR
    if mine:
        return YEAR in [each.signed_on.year for each in mine]
    return one.signed_at is not None and timezone.localdate(one.signed_at).year == YEAR


def by(one: Procurement, way: str) -> bool | None:
    if way == "class":
        chosen = ClassChoice.objects.filter(procurement=one).order_by("at").last()
        return None if chosen is None else chosen.klass in INNOVATIVE
    if way == "behaviour":
        return Requirement.objects.filter(procurement=one, kind="functional").exists() or Dialogue.objects.filter(procurements=one, state__in=("ended", "locked")).exists()  # fmt: skip
    said: bool | None = None
    for link in NoticeLink.objects.filter(procurement=one, state="linked"):
        yes = any(
            field == "BT-776" or (field, value) == ("BT-06", "inn-pur") for field, value, _lot in link.facts["codes"]
        )
        if yes or link.stage != "planning":
            said = yes or bool(said)
    return said


def test_every_figure_is_what_a_slow_twin_counts() -> None:
    place = an_organisation()
    a_year(place)
    dialogue = a_dialogue(place)
    Dialogue.objects.filter(pk=dialogue.pk).update(state="ended", announced_at=at(2025))
    Procurement.objects.get(title="Kjøp 06").dialogues.add(dialogue)
    content = queries.gathered(place, YEAR, TODAY)
    told = content["figures"]
    mine = [
        one
        for one in Procurement.objects.filter(organisation=place)
        if any(moment_of(one, each) for each in queries.MOMENTS)
    ]
    assert sorted(row["pk"] for row in content["procurements"]) == sorted(one.pk for one in mine)
    assert 0 < len(mine) < Procurement.objects.filter(organisation=place).count()
    for way in queries.WAYS:
        for moment in queries.MOMENTS:
            answers = [by(one, way) for one in mine if moment_of(one, moment)]
            assert told["ways"][way][moment] == {
                "n": answers.count(True),
                "of": len(answers),
                "unknown": answers.count(None),
            }
    for n in range(4):
        assert told["agree"][str(n)] == len(
            [one for one in mine if [by(one, way) for way in queries.WAYS].count(True) == n]
        )
    groups = [(each, [one for one in mine if (klass_of(one) == each["key"])]) for each in told["classes"]]
    groups += [(each, [one for one in mine if one.unit_id == each["key"][0]]) for each in told["units"]] + [
        (told["all"], mine)
    ]
    assert sum(len(some) for _each, some in groups) == 3 * len(mine)
    for each, some in groups:
        contracts = [
            contract for one in some for contract in Contract.objects.filter(procurement=one, signed_on__year=YEAR)
        ]
        sums: dict[str, int] = {}
        for contract in contracts:
            if contract.value is not None:
                sums[contract.currency] = sums.get(contract.currency, 0) + contract.value
        bare = [
            one for one in some if moment_of(one, "signed") and not Contract.objects.filter(procurement=one).exists()
        ]
        assert each["values"] == sums
        assert each["unsaid"] == len([one for one in contracts if one.value is None]) + len(bare)
        assert each["innovative"] == len([one for one in some if True in [by(one, way) for way in queries.WAYS]])
        for moment in queries.MOMENTS:
            assert each[moment] == len([one for one in some if moment_of(one, moment)])
    assert {"NOK", "EUR"} <= set(told["all"]["values"])


def test_habits_drivers_and_joint_ones_are_what_a_slow_twin_counts() -> None:
    """Who was heard, what was joint, and whether a driver was in it before the competition; unknown is said, and too late does not count."""
    place = an_organisation()
    a_year(place)
    run = a_run(place)
    part = Participation.objects.create(
        run=run, organisation=place, user=a_member(place, "driver"), kind="driver", state="in", signed_up_at=at(2024), took_in_at=at(2024)
    )  # fmt: skip
    done: dict[int, datetime] = {}
    for n, one in enumerate(Procurement.objects.filter(organisation=place).order_by("pk")):
        if n % 3:
            challenge = a_challenge(an_actor(place, "owner"))
            one.challenges.add(challenge)
            day = date(2024, 1, 10) if n % 2 else date(2027, 1, 10)
            Outreach.objects.create(
                part=part, challenge=challenge, what="Vaktbytte", held_on=day, people=3, minutes=30, written_at=NOW
            )
            done[one.pk] = at(day.year, day.month, day.day + 1, 0)
        for number, others in enumerate(("no", "yes")[: n % 4 % 3], 1):
            sheet = AnswerSheet.objects.create(
                procurement=one, number=number, choices={"others": others}, changed_at=NOW
            )
            ProcedureChoice.objects.create(
                procurement=one,
                sheet=sheet,
                option="open",
                names={},
                reason="Kjent",
                ranking={},
                chosen_at=at(2025, number),
            )
    told = queries.gathered(place, YEAR, TODAY)["figures"]
    mine = list(Procurement.objects.filter(organisation=place))

    def driven(one: Procurement) -> bool:
        came = one.competed_at or one.signed_at
        return one.pk in done and (came is None or done[one.pk] <= came)

    def joint(one: Procurement) -> bool | None:
        last = ProcedureChoice.objects.filter(procurement=one).order_by("chosen_at").last()
        return None if last is None else last.sheet.choices["others"] == "yes"

    def functional(one: Procurement) -> bool:
        return Requirement.objects.filter(procurement=one, kind="functional").exists()

    for moment in queries.MOMENTS:
        here = [one for one in mine if moment_of(one, moment)]
        assert told["habits"][moment] == {
            "of": len(here), "dialogue": 0, "functional": sum(map(functional, here)), "either": sum(map(functional, here)), "driver": sum(map(driven, here)),
            "joint": [joint(one) for one in here].count(True), "joint_unknown": [joint(one) for one in here].count(None),
        }  # fmt: skip
    counted = [one for one in mine if any(moment_of(one, moment) for moment in queries.MOMENTS)]
    assert told["all"]["driver"] == sum(map(driven, counted))
    assert told["all"]["joint"] == [joint(one) for one in counted].count(True)
    assert 0 < told["all"]["driver"] < len(counted)


def klass_of(one: Procurement) -> str:
    chosen = ClassChoice.objects.filter(procurement=one).order_by("at").last()
    return chosen.klass if chosen else ""


def test_benefits_of_the_year_stand_beside_what_was_expected_and_worse_as_plainly_as_better() -> None:
    place = an_organisation()
    year = timezone.localdate().year
    made = {}
    for value, low, high, outcome in ((7, 6, 8, "better"), (12, 10, 14, "none"), (20, 18, 22, "worse")):
        one = a_benefit(place)
        a_baseline(one)
        used = in_use(one)
        a_measurement(used, measured(value, low, high, outcome=outcome, days=0))
        made[outcome] = one.pk
    unmeasured = a_benefit(place)
    told = queries.gathered(place, year, timezone.localdate())["benefits"]
    assert told["counts"] == {"better": 1, "none": 1, "worse": 1, "unknown": 0}
    assert {one["outcome"]: one["pk"] for one in told["measured"]} == made
    assert told["unmeasured"] == 1
    [summed] = told["sums"]
    gain = sum(Decimal(12) - one.value for one in Measurement.objects.all())  # the baseline is 12, and less is better
    assert Decimal(summed["measured"]["value"]) == gain == -3
    assert summed["measured"]["n"] == 3
    expected = sum(Decimal(12) - (one.target or 0) for one in Benefit.objects.exclude(pk=unmeasured.pk))
    assert Decimal(summed["expected_of_measured"]["value"]) == expected
    before = queries.gathered(place, year - 1, timezone.localdate())["benefits"]
    assert before["measured"] == []
    assert before["unmeasured"] == 0


def test_a_goal_is_told_with_its_last_value_of_the_year() -> None:
    place = an_organisation()
    goal = a_decided_goal(place, on=date(2025, 3, 4))
    a_reading(goal, 110, date(2025, 6, 1))
    a_reading(goal, 100, date(2025, 12, 31))
    a_reading(goal, 90, date(2026, 1, 1))
    [told] = queries.gathered(place, YEAR, TODAY)["goals"]
    assert (told["now"], told["now_on"]) == ("100.00", "2025-12-31")
    assert queries.gathered(place, 2024, TODAY)["goals"] == []


def test_no_share_is_told_of_fewer_than_twenty() -> None:
    assert part_of(3, 19) == "3 of 19"
    assert "%" not in part_of(0, 0)
    assert part_of(5, 20).startswith("5 of 20 (25")


def test_what_is_published_stays_and_a_new_version_says_why() -> None:
    place = an_organisation()
    first = a_yearbook(place)
    kept = dict(first.content)
    bought(place, 1, signed_at=timezone.now())
    with pytest.raises(Refused, match="Write why there is a new one"):
        a_yearbook(place)
    second = a_yearbook(place, because="Et kjøp manglet")
    first.refresh_from_db()
    assert first.content == kept
    assert queries.holds(first)
    assert (first.number, second.number) == (1, 2)
    assert len(second.content["procurements"]) == 1
    noted = Entry.objects.filter(verb="yearbooks.published").order_by("pk")
    assert noted.count() == 2
    Yearbook.objects.filter(pk=first.pk).update(content=kept | {"goals": [1]})
    first.refresh_from_db()
    assert not queries.holds(first)


def test_who_publishes_publishes_what_was_read() -> None:
    place = an_organisation()
    now = timezone.now()
    year = timezone.localdate(now).year
    seen = queries.digest_of(queries.gathered(place, year, timezone.localdate(now)))
    with pytest.raises(Refused, match="carry out procurements"):
        actions.publish_yearbook(actor=an_actor(place, "member"), organisation=place, year=year, seen=seen, now=now)
    with pytest.raises(Refused, match="no report for this year"):
        actions.publish_yearbook(actor=a_buyer(place), organisation=place, year=year + 1, seen=seen, now=now)
    bought(place, 1, signed_at=now - timedelta(seconds=1))
    with pytest.raises(Refused, match="have changed"):
        actions.publish_yearbook(actor=a_buyer(place), organisation=place, year=year, seen=seen, now=now)
    assert not Yearbook.objects.exists()
