"""What came before what, against the slow obvious twin."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.contributions import Contribution, Person, Reached, came_before, had, links_between

START = datetime(2026, 9, 1, tzinfo=UTC)
TIMES = st.integers(0, 6).map(lambda days: START + timedelta(days=days))  # few of them, so that many fall together
PEOPLE = st.frozensets(
    st.builds(Person, st.integers(1, 3), st.sampled_from(["driver", "mentor", ""]), st.integers(1, 2)), max_size=2
)
DONE = st.lists(
    st.builds(Contribution, st.sampled_from(["session", "step", "workshop"]), st.sampled_from("123456"), st.integers(1, 3), TIMES, PEOPLE),
    max_size=12, unique_by=lambda one: one.key,
)  # fmt: skip
GOT = st.lists(
    st.builds(Reached, st.sampled_from(["need", "description"]), st.sampled_from("12345"), st.integers(1, 3), TIMES),
    max_size=8, unique_by=lambda one: one.key,
)  # fmt: skip


@given(DONE, GOT)
def test_only_what_was_over_before_counts(done: list[Contribution], got: list[Reached]) -> None:
    found = came_before(done, got)
    assert set(found) == {thing.key for thing in got}
    for thing in got:
        expected = {one.key for one in done if one.challenge == thing.challenge and one.at < thing.at}
        assert {one.key for one in found[thing.key]} == expected
        assert list(found[thing.key]) == sorted(found[thing.key], key=lambda one: one.at)


@given(DONE, GOT)
def test_a_contribution_leads_to_the_first_of_each_kind_after_it(done: list[Contribution], got: list[Reached]) -> None:
    expected = set()
    for one in done:
        for kind in ("need", "description"):
            later = [t for t in got if t.kind == kind and t.challenge == one.challenge and t.at > one.at]
            if later:
                expected.add((one.key, min(later, key=lambda thing: (thing.at, thing.key)).key))
    assert links_between(done, got) == expected


@given(DONE, st.sampled_from(["driver", "mentor"]), st.integers(0, 2))
def test_who_was_in_it(done: list[Contribution], role: str, run: int) -> None:
    expected = False
    for one in done:
        for person in one.people:
            if person.role == role and run in (0, person.run):
                expected = True
    assert had(done, role, run=run) is expected
