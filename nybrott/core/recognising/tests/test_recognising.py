"""Suggestions against slow twins, stories in every state, tenders counted by hand."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.matching import Rarity, Reader, rank
from nybrott.core.recognising import Found, Lot, Planned, official_number, received, story, suggest
from nybrott.core.recognising.suggesting import LEAST, MOST, Suggestion, bare

UUID = "3c1f2a7e-0b44-4c1e-9d53-6a0f7f2f9a11"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2024-123456", "2024-123456"),
        (" https://doffin.no/notices/2024-123456 ", "2024-123456"),
        ("https://www.doffin.no/en/Notice/Details/2023-384729?tab=2", "2023-384729"),
        ("https://ted.europa.eu/en/notice/-/detail/00123456-2024", "123456-2024"),
        ("2024/S 123-123456", "123456-2024"),
        ("Kunngjort som 00123456-2024 i TED", "123456-2024"),
        (UUID.upper(), UUID),
        (f"{UUID}-01", f"{UUID}-01"),
        ("notice-2024-0ab3f9c1d2", "notice-2024-0ab3f9c1d2"),
        ("ocds-1a2b3c", "ocds-1a2b3c"),
        ("", ""),
        ("kunngjøringen fra i fjor", ""),
        ("https://[broken", ""),
        ("x1" * 60, ""),
    ],
)
def test_the_number_is_found_in_what_was_typed_or_pasted(typed: str, number: str) -> None:
    assert official_number(typed) == number


# --- suggestions ---

PLAN = Planned(
    "Fallsensor til bad", "Eldre faller på vei til badet om natten. Vi trenger varsling uten kamera.", ("33100000", "35120000"),
    {"dialogue": date(2025, 1, 15), "announce": date(2025, 5, 1), "contract": date(2025, 10, 1), "ends": date(2029, 10, 1)},
)  # fmt: skip
SAYS = (
    "Fallsensor",
    "varsling",
    "bad",
    "natt",
    "skole",
    "renhold",
    "asfalt",
    "drift",
    "eldre",
    "kamera",
    "bil",
    "kjøp av",
    "rammeavtale",
)


def notices(count: int, seed: int = 4) -> list[Found]:
    some = random.Random(seed)
    return [
        Found(
            f"n-{number:03d}", " ".join(some.sample(SAYS, 3)), some.choice(["planning", "competition", "direct-award", "result", "modification", "other"]),
            some.choice([None, date(2025, 5, 1) + timedelta(some.randint(-500, 500))]), " ".join(some.sample(SAYS, 6)),
            tuple(some.sample(["33100000", "33190000", "35121000", "45000000", "33000000"], some.randint(0, 2))),
            some.random() < 0.7, f"p-{some.randint(0, count // 2)}" if some.random() < 0.6 else "",
        )
        for number in range(count)
    ]  # fmt: skip


def slow(planned: Planned, found: list[Found]) -> list[tuple[str, int]]:
    """Every suggestion by the obvious way: each notice alone, each part by itself, each procedure's best."""
    reader = Reader()

    def likeness(said: str, text: str, corpus: list[str]) -> float:
        features = [reader.features(one) for one in corpus]
        rarity = Rarity(len(corpus), lambda token: sum(token in one.tokens or token in one.runs for one in features))
        return max(
            (one.score for one in rank(reader.features(said), [("x", reader.features(text))], rarity=rarity)),
            default=0.0,
        )

    scored: dict[str, list[tuple[int, int, str]]] = {}
    for one in found:
        shared = [
            next((n for n in range(8, -1, -1) if mine[:n] == theirs[:n]), 0)
            for mine, theirs in product(planned.cpv, one.cpv)
        ]
        code = {0: 0, 1: 0, 2: 5, 3: 12, 4: 17, 5: 21, 6: 23, 7: 23, 8: 25}[max(shared, default=0)]
        title = likeness(bare(planned.title, ""), bare(one.title, ""), [bare(other.title, "") for other in found]) / 0.7
        text = (
            likeness(
                f"{planned.title}\n{planned.text}",
                f"{one.title}\n{one.text}",
                [f"{other.title}\n{other.text}" for other in found],
            )
            / 0.6
        )
        words = int(35 * min(1, title) + 0.5) + int(15 * min(1, text) + 0.5)
        meant = {
            "planning": "dialogue",
            "competition": "announce",
            "direct-award": "contract",
            "result": "contract",
            "modification": "contract",
        }.get(one.stage)
        days = 0
        if meant and one.published_on:
            off = abs((one.published_on - planned.days[meant]).days)
            if one.stage == "modification" and planned.days["contract"] <= one.published_on <= planned.days["ends"]:
                off = 0
            days = 15 if off <= 60 else 10 if off <= 180 else 5 if off <= 365 else 0
        score = (10 if one.by_number else 6) + code + words + days
        if words and score >= LEAST:
            scored.setdefault(one.chain or one.key, []).append(
                (-score, -one.published_on.toordinal() if one.published_on else 0, one.key)
            )
    return [(key, -score) for score, _day, key in sorted(min(group) for group in scored.values())]


def test_suggestions_are_those_of_a_slow_twin_whatever_the_order() -> None:
    found = notices(60)
    made = suggest(PLAN, found, top=60)
    assert [(one.found.key, one.score) for one in made] == slow(PLAN, found)
    assert len(made) > 5, "the twins have something to agree on"
    mixed = random.Random(9).sample(found, len(found))
    assert suggest(PLAN, mixed, top=60) == made
    assert suggest(PLAN, mixed, top=2) == made[:2]
    assert all(
        one.more == sum(other.chain == one.found.chain for other in found) - 1 for one in made if one.found.chain
    )


def test_a_score_is_the_sum_of_five_named_parts_none_above_its_most() -> None:
    for one in suggest(PLAN, notices(40), top=40):
        assert [part.name for part in one.parts] == ["buyer", "code", "title", "text", "days"]
        assert all(0 <= part.points <= part.most == MOST[part.name] for part in one.parts)
        assert LEAST <= one.score == sum(part.points for part in one.parts) <= 100
    assert sum(MOST.values()) == 100


def one(**said: object) -> Suggestion | None:
    """The suggestion of a notice among others of the buyer."""
    base = Found(
        "n",
        "Fallsensor og varsling til bad",
        "competition",
        date(2025, 5, 20),
        "Varsling når eldre faller om natten.",
        ("33195000",),
    )
    others = [
        Found(f"o-{n}", f"Asfaltering og drift av vei {n}", "competition", date(2020, 1, 1), "Kjøp av asfalt.")
        for n in range(5)
    ]
    return next((each for each in suggest(PLAN, [replace(base, **said), *others]) if each.found.key == "n"), None)  # type: ignore[arg-type]


def test_each_part_says_what_it_rests_on() -> None:
    found = one()
    assert found
    parts = {part.name: part for part in found.parts}
    assert (parts["buyer"].points, parts["buyer"].number) == (10, 1)
    assert (parts["code"].points, parts["code"].number) == (12, 3)
    assert ("fallsensor", "fallsensor") in parts["title"].words
    assert any("faller" in pair[0].lower() for pair in parts["text"].words)
    assert (parts["days"].points, parts["days"].number) == (15, 19)
    by_name = one(by_number=False, cpv=("33100000",), published_on=None)
    assert by_name
    assert [(part.points, part.number) for part in by_name.parts if part.name in ("buyer", "code", "days")] == [
        (6, 0),
        (25, 8),
        (0, None),
    ]


def test_a_notice_that_says_nothing_of_the_plan_is_never_suggested_whatever_its_code_and_day() -> None:
    assert one(title="Xyz", text="", cpv=("33100000",)) is None
    running = one(stage="modification", published_on=date(2028, 2, 2))
    assert running
    assert running.parts[-1].number == 0, "a contract may be changed at any time while it runs"
    assert suggest(Planned(""), notices(10)) == []
    assert suggest(PLAN, []) == []


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Anskaffelse av varsling ved fall", "varsling fall"), ("Veiledende kunngjøring: Varsling, Fjordvik kommune 2024/113", "varsling"),
        ("Drift og vedlikehold av vei", "vei"), ("Drift", "drift"), ("2024-3 K903.06", ""), ("", ""),
    ],
)  # fmt: skip
def test_of_a_title_stay_the_words_that_say_what_is_bought(title: str, left: str) -> None:
    assert bare(title, "Fjordvik kommune") == left


# --- the story ---


@dataclass(frozen=True)
class Told:
    stage: str
    published_on: date | None = date(2025, 1, 1)
    deadline_on: date | None = None


TODAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("stages", "states"),
    [
        ("", "ahead ahead ahead ahead"),
        ("planning", "told ahead ahead ahead"),
        ("competition", "none told ahead ahead"),
        ("result", "none missing told none"),
        ("direct-award result", "none told told none"),
        ("planning competition result modification", "told told told told"),
        ("modification", "none missing missing told"),
        ("other test", "ahead ahead ahead ahead"),
    ],
)
def test_a_story_names_what_is_missing(stages: str, states: str) -> None:
    assert " ".join(chapter.state for chapter in story([Told(stage) for stage in stages.split()], TODAY)) == states


def test_a_result_is_missing_when_it_has_not_come_half_a_year_after_the_last_day_for_tenders() -> None:
    def award(today: date, **said: date | None) -> str:
        return story([Told("competition", **said)], today)[2].state

    deadline = date(2025, 2, 1)
    assert award(deadline + timedelta(180), deadline_on=deadline) == "ahead"
    assert award(deadline + timedelta(181), deadline_on=deadline) == "missing"
    assert award(date(2025, 1, 1) + timedelta(270)) == "ahead"
    assert award(date(2025, 1, 1) + timedelta(271)) == "missing"
    assert award(date(2030, 1, 1), published_on=None) == "ahead"


def test_notices_stand_by_day_and_undated_ones_last() -> None:
    days = [None, date(2025, 5, 1), date(2024, 5, 1)]
    told = story([Told("competition", day) for day in days], TODAY)[1].notices
    assert [each.published_on for each in told] == [date(2024, 5, 1), date(2025, 5, 1), None]


# --- tenders ---

LOTS = st.lists(
    st.builds(
        Lot, st.sampled_from("abcdef"), st.sampled_from("pq"), st.sampled_from("123"),
        st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2024, 12, 31))), st.one_of(st.none(), st.integers(0, 5)), st.just(""), st.integers(0, 9),
    ), max_size=12,
)  # fmt: skip


@given(LOTS)
def test_lots_are_counted_once_as_the_latest_notice_that_says_it_has_them(lots: list[Lot]) -> None:
    held = []
    for name in {(one.procedure, one.lot) for one in lots}:
        mine = [one for one in lots if (one.procedure, one.lot) == name]
        said = [one for one in mine if one.tenders is not None]
        held.append(max(said or mine, key=lambda one: (one.published_on or date.min, one.key, one.order)))
    numbers = sorted(one.tenders for one in held if one.tenders is not None)
    found = received(lots)
    assert (found.n, found.unsaid) == (len(numbers), len(held) - len(numbers))
    assert found.median == (median(numbers) if numbers else None)
    assert (found.single, found.none) == (numbers.count(1), numbers.count(0))
    years = sorted(one.published_on.year for one in held if one.tenders is not None and one.published_on)
    assert (found.first, found.last) == ((years[0], years[-1]) if years else (None, None))
    assert sum(each.n for _year, each in found.by_year()) == len(years)


def test_no_share_is_given_below_twenty() -> None:
    lots = [Lot(f"n{n}", f"p{n}", "1", date(2024, 1, 1), 1 if n < 5 else 3) for n in range(20)]
    assert received(lots).single_share == 0.25
    assert received(lots[:19]).single_share is None
    assert received([]).median is None
