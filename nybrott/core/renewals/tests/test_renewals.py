"""Ends, options and ranks: real wordings, every way an end is known, and the rank added up again by another hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.renewals import PARTS, Facts, ending, rank, wording
from nybrott.core.renewals.awards import Award
from nybrott.core.renewals.ending import counted_on
from nybrott.core.renewals.ranking import begin_on
from nybrott.core.terms import months_after, months_between

BARE = Award(
    "k1", 0, "LOT-0001", "p1", "NO", "310400009", "Fjordvik kommune", "Trygghetsalarmer", "", "2024-1", date(2024, 3, 1), "33196000", None,
    None, "", (), "", None, None, None, None, "", "", None, None, None, None, "", "", "", "",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Rammeavtalen inngås for 3 år + opsjon 1 + 1 år.", 24),
        ("Oppdragsgiver skal ha opsjon på forlengelse av avtalen ytterligere 1 + 1 år. Maksimal varighet er 4 år.", 24),
        ("med opsjon for oppdragsgjevar til å forlenge avtalen i inntil ytterlegare 3 år, 1 år om gangen.", 36),
        ("mulighet for ett års forlengelse.", 12),
        ("2 år pluss 1 år opsjon", 12),
        ("opsjon på ytterligere ett (1) + ett (1) år til.", 24),
        ("kan forlenges av Kunden tre ganger med ett år (1+1+1+1).", 36),
        ("an option to extend for 2 x 12 months", 24),
        ("opsjon på forlengelse med 6 + 6 måneder", 12),
        ("kan forlenges med 1 år av gangen, inntil 2 ganger", 24),
        ("i to år med adgang til forlengelse i ett pluss ett år", 24),
    ],
)
def test_options_are_read_as_people_write_them(text: str, months: int) -> None:
    """Sums, products, years and months, bokmål, nynorsk and English; the words are kept."""
    found = wording.options(text)
    assert found is not None
    assert found.months == months
    assert found.words


@pytest.mark.parametrize(
    "text",
    [
        "forlengelse med ett år av gangen",  # nobody says how often
        "verdi inkludert opsjoner er 5 000 000 kroner",
        "4 stk og opptil 16 stk på opsjon",
        "opsjon på noe tilleggsutstyr",
        "Opsjon 1 – 2024, Opsjon 1 - 2025",
        "varighet på 4 år",
        "The trial is extended by six months",
        "Utprøvingen forlenges med seks måneder",  # told of what was done, not of what may be
        "opsjon på forlengelse i 900 år",
    ],
)
def test_what_says_no_length_gives_none(text: str) -> None:
    """No number is made up."""
    assert wording.options(text) is None


def test_a_field_about_options_needs_no_word_for_them() -> None:
    """BT-54 often says only "1+1 år"."""
    found = wording.options("1+1 år", bare=True)
    assert found is not None
    assert found.months == 24
    assert wording.options("1+1 år") is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Avtalen skal ha en varighet på 2 år.", 24),
        ("inngås med 2 års varighet", 24),
        ("2 år med opsjon på 1 + 1 år", 24),
        ("avtaleperioden er 18 måneder", 18),
        ("Maksimal samlet avtaleperiode er fire (4) år", None),
        ("varighet: ikke sagt", None),
    ],
)
def test_how_long_it_lasts_is_read(text: str, months: int | None) -> None:
    """The length without options; the most it can be in all is not it."""
    found = wording.lasts(text)
    assert (found.months if found else None) == months


def test_a_period_with_both_days() -> None:
    """Two days near a word for a period; a day that is none, or the wrong way round, is not read."""
    found = wording.period("Avtalen har varighet 01.10.22-30.09.24 med opsjon")
    assert found is not None
    assert found.ends_on == date(2024, 9, 30)
    assert wording.period("varighet 30.09.24-01.10.22") is None
    assert wording.period("varighet 31.02.24-01.10.25") is None
    assert wording.period("åpent 01.10.22-30.09.24") is None


@pytest.mark.parametrize(
    ("said", "first_on", "known_by"),
    [
        ({"ends_on": date(2027, 5, 31), "duration": 12, "duration_unit": "MONTH"}, date(2027, 5, 31), "written"),
        ({"starts_on": date(2024, 1, 31), "duration": 13, "duration_unit": "MONTH"}, date(2025, 2, 28), "counted"),
        ({"concluded_on": date(2024, 4, 1), "duration": 2, "duration_unit": "YEAR"}, date(2026, 4, 1), "counted"),
        ({"asked_ends_on": date(2028, 1, 1), "duration": 2, "duration_unit": "YEAR"}, date(2028, 1, 1), "asked"),
        ({"concluded_on": date(2024, 4, 1), "asked_duration": 48, "asked_unit": "MONTH"}, date(2028, 4, 1), "asked"),
        ({"duration": 730, "duration_unit": "DAY"}, date(2026, 3, 1), "published"),
        ({"said": "varighet på 2 år"}, date(2026, 3, 1), "worded"),
        ({"asked_said": "i perioden 01.10.2022 - 30.09.2025"}, date(2025, 9, 30), "worded"),
    ],
)
def test_every_way_an_end_is_known(said: dict[str, object], first_on: date, known_by: str) -> None:
    """The surest first; all but the first two are guesses."""
    found = ending(replace(BARE, **said))  # type: ignore[arg-type]
    assert found is not None
    assert (found.first_on, found.known_by) == (first_on, known_by)
    assert found.guessed == (known_by not in ("written", "counted"))


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"duration": 0, "duration_unit": "YEAR"},
        {"duration": -3, "duration_unit": "YEAR"},
        {"duration": 2_000_000_000, "duration_unit": "DAY"},
        {"duration": 9_999, "duration_unit": "YEAR"},
        {"duration": 4, "duration_unit": "UNLIMITED"},
        {"duration": None, "duration_unit": "UNLIMITED"},
        {"published_on": None, "duration": 4, "duration_unit": "YEAR"},
    ],
)
def test_what_tells_no_end_gives_none(said: dict[str, object]) -> None:
    """Nothing, nonsense and what has no end are left out, not guessed at."""
    assert ending(replace(BARE, **said)) is None  # type: ignore[arg-type]


def test_options_make_a_latest_end() -> None:
    """What the field for options says goes before words in the text; renewals without a length are told, not counted."""
    award = replace(BARE, ends_on=date(2027, 5, 31), options="1+1 år", said="opsjon på forlengelse i 4 år")
    found = ending(award)
    assert found is not None
    assert (found.first_on, found.last_on, found.option_months) == (date(2027, 5, 31), date(2029, 5, 31), 24)
    assert found.option_words == "1+1 år"
    vague = ending(replace(BARE, ends_on=date(2027, 5, 31), renewals=2))
    assert vague is not None
    assert vague.may_go_on
    assert vague.last_on == vague.first_on


def _points(value: int | None, steps: list[tuple[int, int]]) -> int:
    """The most of all steps that are reached: another way than the first one of a falling row."""
    return max([0, *(points for least, points in steps if value is not None and value >= least)])


@given(
    ahead=st.integers(-400, 1_500),
    kroner=st.none() | st.integers(-5, 400_000_000),
    tenders=st.none() | st.integers(0, 9),
    needs=st.integers(0, 5),
    others=st.integers(0, 12),
)
def test_the_rank_is_the_sum_of_its_parts(
    ahead: int, kroner: int | None, tenders: int | None, needs: int, others: int
) -> None:
    """Added up by brute force: months counted one by one, steps tried all."""
    today = date(2026, 11, 27)
    ends_on = today + timedelta(days=ahead)
    found = rank(Facts(ends_on, kroner, tenders, needs, others), today)
    months = 0
    while ahead >= 0 and months_after(today, months + 1) <= ends_on:
        months += 1
    time = _points(months if ahead >= 0 else None, [(3, 3), (6, 8), (9, 16), (12, 25)])
    value = _points(
        kroner if kroner and kroner > 0 else None,
        [(1, 3), (1_000_001, 8), (5_000_001, 14), (20_000_001, 20), (100_000_001, 25)],
    )
    single = 0 if tenders is None or tenders > 2 else 10 if tenders == 2 else 20
    of_needs = [0, 12, 20, 20, 20, 20][needs]
    of_others = _points(others, [(1, 3), (2, 6), (5, 10)])
    assert found.total == time + value + single + of_needs + of_others
    assert list(found.parts) == list(PARTS)
    assert all(0 <= points <= PARTS[name] for name, points in found.parts.items())
    assert sum(PARTS.values()) == 100
    assert ahead < 0 or found.months == months


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-200, 200))
def test_months_there_and_back(day: date, months: int) -> None:
    """So many months later is so many months away."""
    assert months_between(day, months_after(day, months)) == months or day.day > 28
    assert begin_on(day) == months_after(day, -12)
    if months > 0:
        assert counted_on(day, months, "MONTH") == months_after(day, months)
