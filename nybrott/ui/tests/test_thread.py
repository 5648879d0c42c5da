"""The red thread reads as a list, says its states in words, and draws as far as things have come."""

import re

import pytest

from nybrott.ui.tests.factories import Elements, draw, text_of
from nybrott.ui.thread import WORDS, NextStep, Stop, curve

STOPS = [
    Stop("Voices", "done", "/voices/", "12 people", "Heard"),
    Stop("Need", "now", "/need/"),
    Stop("Requirements", "assumption"),
    Stop("Dialogue", "stopped", note="Solved elsewhere"),
    Stop("Benefit", "missing"),
]


def test_thread_is_a_named_ordered_list_of_links() -> None:
    found = Elements(draw("{% thread stops 'From voices to benefit' %}", stops=STOPS))
    assert found.named("nav")[0]["aria-label"] == "From voices to benefit"
    assert len(found.named("ol")) == 1
    assert [stop["data-state"] for stop in found.named("li")] == [stop.state for stop in STOPS]
    assert [link["href"] for link in found.named("a")] == ["/voices/", "/need/"]
    assert [stop.get("aria-current") for stop in found.named("li")] == [None, "step", None, None, None]


@pytest.mark.parametrize("state", WORDS)
def test_every_state_is_said_in_a_word(state: str) -> None:
    markup = draw("{% thread stops %}", stops=[Stop("Need", state)])
    assert text_of(markup) == f"Need {WORDS[state]}"


def test_own_word_and_note_stand_for_the_usual_ones() -> None:
    assert text_of(draw("{% thread stops %}", stops=STOPS[:1])) == "Voices Heard 12 people"


def test_states_with_a_sign_have_an_icon_that_is_not_read_aloud() -> None:
    markup = draw("{% thread stops %}", stops=STOPS)
    assert re.findall(r"icons\.svg#([a-z]+)", re.sub(r"icons\.[0-9a-f]+\.svg", "icons.svg", markup)) == [
        "done",
        "assumption",
        "stopped",
    ]
    assert all(drawing["aria-hidden"] == "true" for drawing in Elements(markup).named("svg"))


def test_rising_line_is_drawn_as_far_as_things_have_come() -> None:
    drawn, ahead = curve(STOPS)
    assert drawn.startswith("M0.00 4.00")
    assert drawn.endswith("20.00 3.00")
    assert ahead.startswith("M20.00 3.00")
    assert ahead.endswith("80.00 0.00")


@pytest.mark.parametrize("count", [0, 1])
def test_short_threads_draw_no_line(count: int) -> None:
    assert curve(STOPS[:count]) == ("", "")
    assert draw("{% thread stops rise=True %}", stops=STOPS[:count]).count("<li") == count


def test_next_step_is_a_link_for_those_who_may_take_it() -> None:
    mine = NextStep("Nine have signed up.", "Open the meetings", who="You", url="/open/", due="before Friday")
    markup = draw("{% nextstep step %}", step=mine)
    (link,) = Elements(markup).named("a")
    assert (link["href"], link["data-variant"]) == ("/open/", "next")
    assert text_of(markup) == "Nine have signed up. Open the meetings You before Friday"


def test_next_step_says_why_not_to_others() -> None:
    theirs = NextStep("An assumption.", "Verify the need", who="Need owner", reason="Only the need owner can.")
    markup = draw("{% nextstep step %}", step=theirs)
    assert not Elements(markup).named("a")
    assert text_of(markup) == "An assumption. Verify the need Need owner Only the need owner can."
