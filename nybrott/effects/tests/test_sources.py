"""Everything an indicator can be measured by: each number against a count of everything one by one."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy
from pytest_django import DjangoAssertNumQueries, Settings

from nybrott.challenges.tests.factories import a_heard_challenge, an_anchored_challenge
from nybrott.core.contributions import Reached
from nybrott.effects import queries
from nybrott.effects.models import Plan
from nybrott.effects.queries.counting import COUNTABLE
from nybrott.effects.states import Level, Source
from nybrott.effects.tests.factories import a_plan
from nybrott.evaluations.models import Series, Wave
from nybrott.evaluations.queries import make_tables
from nybrott.evaluations.states import WaveState
from nybrott.evaluations.tests.factories import a_series, a_wave
from nybrott.gatherings.queries import contributions
from nybrott.gatherings.tests.factories import an_outreach
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.hearings.models import Contribution, Informant
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.lake import build
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_unit, an_actor, an_organisation
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_day, a_part, a_run

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BEGINS = TODAY - timedelta(days=40)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def run(place: Organisation) -> Run:
    made = a_run(place)
    Run.objects.filter(pk=made.pk).update(begins_on=BEGINS, ends_on=a_day(80))
    made.refresh_from_db()
    return made


@pytest.fixture
def plan(run: Run) -> Plan:
    return a_plan(run)


def a_driver_since(run: Run) -> Participation:
    return a_part(run, took_in_at=datetime.combine(BEGINS, time(8), UTC))


def counted(plan: Plan, key: str, on: date = TODAY) -> tuple[Decimal | None, int | None]:
    found = queries.read_source(plan, Source.COUNTED, key, on)
    assert found.sentence
    assert found.on == on
    return found.value, found.n


def test_everything_that_can_be_chosen_has_its_words_and_can_be_read(plan: Plan) -> None:
    found = queries.choices(plan)
    assert len({(one.source, one.ref) for one in found}) == len(found)
    assert {one.ref for one in found if one.source == Source.COUNTED} >= {
        "outreach", "colleagues", "units", "raised", "learnt", "used", "taught", "teachers", "attendance", "sessions", "active", "heard.3", "heard.5", "heard.10",
        "led_to.need", "led_to.need.share", "led_to.description", "led_to.description.share",
    }  # fmt: skip
    for one in found:
        assert one.label
        assert one.unit
        assert one.how.endswith("."), one
        assert one.level in Level.values
        assert len(one.ref) <= 120
    for read in queries.read_sources(plan, [(one.source, one.ref) for one in found], TODAY):
        assert read.sentence
    assert queries.read_source(plan, Source.TYPED, "", TODAY).value is None
    assert "Ingen teller" in queries.read_source(plan, Source.COUNTED, "gone", TODAY).sentence


def test_what_spreads_is_summed_or_stands_since_the_run_began(plan: Plan, run: Run, place: Organisation) -> None:
    unit, quiet = a_unit(place), a_unit(place)
    run.units.set([unit, quiet])
    first, second = a_driver_since(run), a_driver_since(run)
    assert counted(plan, "outreach") == (0, 0)
    days = [BEGINS + timedelta(days=3), BEGINS + timedelta(days=30), TODAY]
    for day, part, people in zip(days, (first, first, second), (4, 2, 9), strict=True):
        an_outreach(part, held_on=day, people=people, unit=unit, card="interview-guide", taught=part == second)
    an_outreach(a_part(a_run(place)), people=50)  # of another run
    assert counted(plan, "outreach") == (3, 3)
    assert counted(plan, "colleagues") == (15, 3)
    assert counted(plan, "units") == (50, 2)
    assert counted(plan, "used") == (1, 2)
    assert counted(plan, "taught") == (Decimal("0.5"), 2)
    assert counted(plan, "teachers") == (50, 2)
    assert counted(plan, "active") == (50, 2)
    assert counted(plan, "attendance") == (None, 0)
    assert queries.read_source(plan, Source.COUNTED, "units", TODAY).sentence.startswith("1 av 2 ")


def test_before_the_run_began_there_is_nothing_to_count(plan: Plan) -> None:
    assert counted(plan, "outreach", BEGINS - timedelta(days=40)) == (None, 0)


def test_what_challenges_reached_counts_with_a_driver_before_and_since_the_run_began(plan: Plan, run: Run, place: Organisation) -> None:  # fmt: skip
    with_driver, with_mentor, early = (an_anchored_challenge(place) for _n in range(3))
    driver, mentor = a_driver_since(run), a_part(run, "mentor")
    an_outreach(driver, challenge=with_driver, held_on=BEGINS + timedelta(days=1))
    an_outreach(driver, challenge=early, held_on=BEGINS + timedelta(days=1))
    pairing = a_pairing(place, run=run, driver=a_part(run), mentor=mentor)
    a_session(pairing, timezone.now() - timedelta(days=5), state="held", challenge=with_mentor)
    moments = {with_driver.pk: (20, 30), with_mentor.pk: (1,), early.pk: (-9,)}  # days after the first

    def read(keys: object) -> list[Reached]:
        return [
            Reached("contract", f"{key}-{n}", key, datetime.combine(BEGINS + timedelta(days=n), time(12), UTC))
            for key in keys  # type: ignore[attr-defined]
            for n in moments[key]
        ]

    assert counted(plan, "led_to.need") == (0, 0)
    assert counted(plan, "led_to.need.share") == (None, 0)
    contributions.add_reached("contract", gettext_lazy("Contracts"), read)
    try:
        assert counted(plan, "led_to.contract") == (2, 3)  # the early one is from before the run
        assert counted(plan, "led_to.contract.share") == (Decimal("66.67"), 3)
        assert counted(plan, "led_to.contract", BEGINS + timedelta(days=25)) == (1, 2)
        assert [one.level for one in queries.choices(plan) if one.ref == "led_to.contract"] == [Level.RESULTS]
    finally:
        del contributions.REACHED["contract"]


def test_sessions_and_users_heard_are_counted_once_each(plan: Plan, run: Run, place: Organisation) -> None:
    lead, now = an_actor(place, "lead"), timezone.now()
    pairing = a_pairing(place, run=run)
    for days, state in ((9, "held"), (5, "held"), (3, "no_show"), (2, "called_off")):
        a_session(pairing, now - timedelta(days=days), state=state)
    a_session(a_pairing(place), now - timedelta(days=5), state="held")  # of another run
    assert counted(plan, "sessions") == (2, 1)
    assert counted(plan, "sessions", TODAY - timedelta(days=7)) == (1, 1)
    many, few = a_heard_challenge(place), a_heard_challenge(place)
    driver = a_driver_since(run)
    for challenge, told in ((many, 2), (few, 2)):
        an_outreach(driver, challenge=challenge)
        for _n in range(told):
            Contribution.objects.filter(pk=a_contribution(challenge).pk).update(side="user")
    hidden, relative = a_contribution(few), a_contribution(few)
    Contribution.objects.filter(pk=hidden.pk).update(side="user", state="hidden")
    Contribution.objects.filter(pk=relative.pk).update(side="relative")
    for challenge, side in ((many, "user"), (few, "employee")):
        asked = Informant.objects.create(challenge=challenge, pseudonym="Kari", side=side)
        for _n in range(2):  # heard twice is one user
            evidence = some_evidence(challenge, lead)
            evidence.informant = asked
            evidence.save()
    assert counted(plan, "heard.3") == (1, 2)
    assert counted(plan, "heard.5") == (0, 2)


def test_a_room_above_adds_what_it_counts(plan: Plan) -> None:
    queries.add_counted(
        "meetings", gettext_lazy("Meetings"), gettext_lazy("meetings"), Level.BEHAVIOUR, lambda of: queries.Counted(of.run.pk, 4, "Talt."),
        how=gettext_lazy("How many."),
    )  # fmt: skip
    try:
        assert counted(plan, "meetings") == (plan.run_id, 4)
        assert "meetings" in {one.ref for one in queries.choices(plan)}
    finally:
        del COUNTABLE["meetings"]


def test_all_of_it_costs_the_same_however_much_there_is(plan: Plan, run: Run, place: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:  # fmt: skip
    refs = [(Source.COUNTED, key) for key in queries.countable()]
    for _round in range(2):
        for _n in range(3):
            an_outreach(a_driver_since(run), challenge=an_anchored_challenge(place))
        with django_assert_max_num_queries(60):
            queries.read_sources(plan, refs, TODAY)


# --- surveys: published tables alone ---

FEW, MANY = {"size": "few", "use": 2}, {"size": "many", "use": 5}


def a_closed_wave(place: Organisation, series: Series, said: list[dict[str, object]], days: int = 0) -> Wave:
    """A wave of a series that these answered, closed so many days ago."""
    wave = a_wave(an_actor(place, "evaluator"), place, people=0, series=series)
    day = TODAY - timedelta(days=days)
    wave.state, wave.opens_on, wave.closes_on = WaveState.CLOSED, day - timedelta(days=9), day
    wave.save()
    for number, found in enumerate(make_tables(wave, said)):
        wave.results.create(place=number, found=found)
    return wave


def waved(plan: Plan, ref: str, on: date = TODAY) -> queries.Found:
    return queries.read_source(plan, Source.WAVE, ref, on)


def test_a_question_is_read_of_the_newest_closed_wave(plan: Plan, place: Organisation) -> None:
    series = a_series(an_actor(place, "evaluator"))
    mean, share = f"{series.pk}:use", f"{series.pk}:size=few"
    assert "Ingen undersøkelse" in waved(plan, mean).sentence
    a_closed_wave(place, series, [FEW] * 5 + [MANY] * 5, days=30)
    first = waved(plan, mean)
    assert (first.value, first.n, first.on) == (Decimal("3.50"), 10, TODAY - timedelta(days=30))
    assert "10 svarte i" in first.sentence
    assert (waved(plan, share).value, waved(plan, share).n) == (Decimal(50), 10)
    assert "5 av de 10" in waved(plan, share).sentence
    a_closed_wave(place, series, [FEW] * 6 + [MANY] * 14, days=1)
    assert (waved(plan, share).value, waved(plan, share).n) == (Decimal(30), 20)
    assert waved(plan, share, TODAY - timedelta(days=10)).value == Decimal(50)  # an earlier day, the wave of then
    labels = {one.ref: one.label for one in queries.choices(plan) if one.source == Source.WAVE}
    assert labels[mean] == "Hvor nyttig?"
    assert labels[share] == "Hvor mange er dere?: Få"
    assert f"{series.pk}:why" not in labels  # words people write are no number
    assert f"{series.pk}:grid.try" in labels
    assert f"{series.pk}:what.time=yes" in labels


def test_what_is_suppressed_is_too_few_to_show(plan: Plan, place: Organisation) -> None:
    series = a_series(an_actor(place, "evaluator"))
    a_closed_wave(place, series, [FEW] * 2 + [MANY] * 8)
    small = waved(plan, f"{series.pk}:size=few")
    assert (small.value, small.n) == (None, None)
    assert small.sentence.startswith("For få til å vise")
    few = a_series(an_actor(place, "evaluator"))
    a_closed_wave(place, few, [FEW] * 4)
    assert waved(plan, f"{few.pk}:use").sentence.startswith("For få svarte på")
    assert "forteller ikke" in waved(plan, f"{series.pk}:gone").sentence


@pytest.mark.parametrize("ref", ["", "x", "0:use", "99999999:use", ":use", "1:"])
def test_a_reference_that_leads_nowhere_says_so(plan: Plan, ref: str) -> None:
    assert waved(plan, ref).sentence == "Undersøkelsen er borte."


def test_another_organisations_survey_is_not_there(plan: Plan) -> None:
    other = an_organisation()
    series = a_series(an_actor(other, "evaluator"))
    a_closed_wave(other, series, [FEW] * 6)
    assert waved(plan, f"{series.pk}:use").sentence == "Undersøkelsen er borte."
    assert not [one for one in queries.choices(plan) if one.source == Source.WAVE]


def test_the_mean_is_of_the_published_table_and_nothing_else(plan: Plan, place: Organisation) -> None:
    series = a_series(an_actor(place, "evaluator"))
    wave = a_closed_wave(place, series, [FEW] * 5 + [MANY] * 5)
    row = next(one for one in wave.results.all() if one.found["key"] == "use" and one.found["show"] == "mean")
    row.found["mean"], row.found["n"], row.found["at_least"] = 4.2, None, 5
    row.save()
    found = waved(plan, f"{series.pk}:use")
    assert (found.value, found.n) == (Decimal("4.20"), None)
    assert "Minst 5 svarte" in found.sentence


# --- official notices ---

OWN = "310400009"


@pytest.fixture(scope="module")
def small_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two competitions of our own in every quarter from 2024, and one innovation partnership in each of 2025; others beside."""
    folder, rows = tmp_path_factory.mktemp("sources"), []
    for year in (2024, 2025):
        for month in (2, 5, 8, 11):
            for buyer, procedure in (
                (OWN, ""),
                (OWN, "Innovasjonspartnerskap" if year == 2025 else ""),
                ("920000002", "Innovasjonspartnerskap"),
            ):
                rows.append({
                    "id": f"r-{len(rows)}", "title": f"Kjøp {len(rows)}", "notice_type": "Kunngjøring av konkurranse", "procedure": procedure, "buyer_name": buyer,
                    "buyer_ref": buyer, "published_on": f"{year}-{month:02d}-03", "country": "NO",
                })  # fmt: skip
    (folder / "in").mkdir()
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in rows)
    (folder / "in" / "records.jsonl").write_text(lines, encoding="utf-8")
    build([folder / "in"], folder / "lake", jobs=1)
    return folder / "lake"


def noticed(plan: Plan, ref: str, on: date) -> queries.Found:
    return queries.read_source(plan, Source.OFFICIAL, ref, on)


def test_official_notices_are_counted_over_the_last_whole_year(plan: Plan, place: Organisation, small_lake: Path, settings: Settings) -> None:  # fmt: skip
    settings.LAKE = small_lake
    assert "organisasjonsnummer" in noticed(plan, "innovative", date(2025, 12, 1)).sentence
    place.number = plan.run.organisation.number = OWN
    # the first and the last quarter may be known in part only: from the second of 2024 to the third of 2025
    whole = noticed(plan, "innovative", date(2025, 12, 1))
    assert (whole.value, whole.n, whole.on) == (3, 8, date(2025, 9, 30))
    assert "3 av 8 anskaffelser" in whole.sentence
    assert noticed(plan, "innovative.share", date(2025, 12, 1)).value == Decimal("37.50")
    assert noticed(plan, "dialogues", date(2025, 12, 1)).value == 0
    early = noticed(plan, "innovative", date(2025, 5, 1))
    assert (early.value, early.n, early.on) == (1, 8, date(2025, 3, 31))
    assert "Færre enn tolv" in noticed(plan, "innovative", date(2025, 2, 1)).sentence
    assert "telles ikke" in noticed(plan, "weather", date(2025, 12, 1)).sentence
    plan.run.organisation.number = "999999999"
    nobody = noticed(plan, "innovative.share", date(2025, 12, 1))
    assert (nobody.value, nobody.n) == (None, 0)


def test_without_a_lake_it_is_said(plan: Plan, settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "no-lake"
    plan.run.organisation.number = OWN
    assert "Færre enn tolv" in noticed(plan, "innovative", TODAY).sentence
