"""Choosing: one competition a dialogue, in time, no ties; the quick way like the slow one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.linking import Announcement, Guess, guess, guesses, guessing, rules

DAY = date(2023, 1, 2)


def announced(key: str, title: str, days: int = 0, cpv: str = "72224000") -> Announcement:
    return Announcement(key, title, DAY + timedelta(days), (cpv,) if cpv else (), "Fjordvik kommune")


DIALOGUE = announced("d", "Invitasjon til dialogkonferanse: velferdsteknologi")


def test_the_likest_is_chosen_with_its_reasons() -> None:
    found = guess(
        DIALOGUE,
        [
            announced("other", "Asfaltering av veger", 30),
            announced("right", "Kjøp av velferdsteknologi", 42),
            announced("far", "Velferdsteknologi", 50, "45000000"),
        ],
    )
    assert found is not None
    assert (found.dialogue, found.competition, found.days) == ("d", "right", 42)
    assert (found.likeness.score, found.likeness.shared, found.likeness.cpv_digits) == (1, ("velferdsteknologi",), 8)


@pytest.mark.parametrize(("days", "is_found"), [(-1, False), (0, False), (1, True), (900, True), (901, False)])
def test_only_in_the_days_after(days: int, is_found: bool) -> None:
    known = rules()
    assert (known.first_day, known.last_day) == (1, 900)
    assert (guess(DIALOGUE, [announced("c", "Velferdsteknologi", days)]) is not None) == is_found
    assert bool(list(guesses([DIALOGUE], [announced("c", "Velferdsteknologi", days)]))) == is_found


def test_two_as_likely_give_none() -> None:
    twice = [announced("a", "Velferdsteknologi", 10), announced("b", "Velferdsteknologi – ny utlysning", 90)]
    assert guess(DIALOGUE, twice) is None
    assert list(guesses([DIALOGUE], twice)) == []
    late = [twice[0], announced("b", "Velferdsteknologi", 901)]
    assert guess(DIALOGUE, late) is not None
    nearly = [announced("a", "Velferdsteknologi", 10), announced("b", "Velferdsteknologi", 20, "72222000")]
    assert guess(DIALOGUE, nearly) is not None  # 0.925 is not within the margin of 1
    close = [announced("a", "Velferdsteknologi", 10), announced("b", "Velferdsteknologi", 20, "72224100")]
    assert guess(DIALOGUE, close) is None


def test_several_dialogues_may_lead_to_one_competition() -> None:
    competition = announced("c", "Velferdsteknologi", 60)
    again = announced("again", "RFI velferdsteknologi", 20)
    found = list(guesses([DIALOGUE, again], [competition]))
    assert [(one.dialogue, one.competition, one.days) for one in found] == [("d", "c", 60), ("again", "c", 40)]


def test_nothing_to_guess_from() -> None:
    assert list(guesses([], [announced("c", "Velferdsteknologi", 9)])) == []
    assert list(guesses([DIALOGUE], [])) == []
    assert guess(DIALOGUE, []) is None
    assert list(guesses([announced("e", "Dialogkonferanse")], [announced("c", "Velferdsteknologi", 9)])) == []


def test_a_title_like_too_many_says_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [announced(f"c{number}", f"Velferdsteknologi i rode {number}", 9) for number in range(20)]
    one = [announced("d", "Dialog om velferdsteknologi i rode 7")]
    assert len(list(guesses(one, many))) == 1
    monkeypatch.setattr(guessing, "MOST_COMPARED", 10)
    assert list(guesses(one, many)) == []


words = st.sampled_from([
    "velferdsteknologi", "velferdsteknologiløsning", "barneskole", "skole", "skoler", "strøm", "elkraft", "drift", "ny",
    "system", "Fjordvik", "rode", "4", "7", "vannmåler", "vann", "dialogkonferanse", "rammeavtale", "konsulent", "helse",
    "kommunehelsetjeneste",
])  # fmt: skip
announcements = st.builds(
    lambda title, days, cpv: (" ".join(title), days, cpv),
    st.lists(words, max_size=5),
    st.integers(0, 1200),
    st.sampled_from(["72224000", "72222000", "72000000", "45000000", ""]),
)


@given(st.lists(announcements, max_size=8), st.lists(announcements, max_size=25))
def test_the_quick_way_finds_what_the_slow_way_finds(
    some: list[tuple[str, int, str]], others: list[tuple[str, int, str]]
) -> None:
    dialogues = [announced(f"d{at}", *one) for at, one in enumerate(some)]
    competitions = [announced(f"c{at}", *one) for at, one in enumerate(others)]
    slow = [found for one in dialogues if (found := guess(one, competitions)) is not None]
    assert list(guesses(dialogues, competitions)) == slow
    assert list(guesses(dialogues, competitions[::-1])) == slow
    for one in slow:
        assert isinstance(one, Guess)
        assert one.likeness.score >= rules().least_score
        assert rules().first_day <= one.days <= rules().last_day
    assert len({one.dialogue for one in slow}) == len(slow)
