"""The red thread: rooms' parts joined, in order, in stages, and the thread that holds through all of it."""

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.trail import BACK, ORDER, STATES, WITHIN, Stage, Stop, Trail, before, held, in_order, joined, stages

KINDS = st.sampled_from([*ORDER, "something new"])
STOPS = st.builds(
    Stop, KINDS, st.sampled_from("123"), st.sampled_from(["a", "b"]), st.sampled_from([*STATES, "now"]),
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
)  # fmt: skip


@st.composite
def trails(draw: st.DrawFn) -> Trail:
    stops = {stop.key: stop for stop in draw(st.lists(STOPS, max_size=12))}
    keys = sorted(stops)
    links = draw(st.frozensets(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=20)) if keys else []
    return Trail(tuple(stops.values()), frozenset(links))


def stop(kind: str, ref: str, state: str = "done") -> Stop:
    return Stop(kind, ref, f"{kind} {ref}", state)  # type: ignore[arg-type]


def test_rooms_parts_are_joined_and_the_later_room_knows_best() -> None:
    below = Trail((stop("need", "1", "assumption"),), frozenset({(("evidence", "9"), ("need", "1"))}))
    above = Trail((stop("evidence", "9"), stop("need", "1")))
    whole = joined([below, above])
    assert [(one.key, one.state) for one in whole.stops] == [(("evidence", "9"), "done"), (("need", "1"), "done")]
    assert whole.links == below.links
    assert joined([below]).links == frozenset()  # nothing leads from what nobody knows


@given(st.lists(trails(), max_size=3))
def test_every_stop_is_in_one_stage_and_order_is_kept(parts: list[Trail]) -> None:
    whole = joined(parts)
    found = stages(whole)
    assert sorted(one.key for stage in found for one in stage.stops) == sorted(one.key for one in whole.stops)
    assert list(whole.stops) == in_order(whole.stops)
    assert len({stage.kind for stage in found}) == len(found)
    assert not {stage.kind for stage in found} & set(WITHIN)
    assert all(came in {one.key for one in whole.stops} for link in whole.links for came in link)


@given(trails())
def test_what_is_held_leads_to_the_furthest_that_is_done(trail: Trail) -> None:
    found = held(trail)
    done = [
        stage for stage in stages(trail) if stage.kind not in BACK and any(one.state == "done" for one in stage.stops)
    ]
    if not done:
        assert found == frozenset()
        return
    ends = {one.key for one in done[-1].stops if one.state == "done"}
    assert ends <= found
    assert found - ends == frozenset().union(*(before(trail, end) for end in ends)) - ends


def test_a_stage_says_how_far_it_is() -> None:
    cases = {
        ("done",): "done",
        ("done", "stopped"): "done",
        ("done", "assumption"): "done",
        ("done", "missing"): "now",
        ("now", "done"): "now",
        ("assumption", "stopped"): "assumption",
        ("missing",): "missing",
        ("stopped",): "stopped",
    }
    for states, said in cases.items():
        stage = Stage("need", tuple(stop("need", str(n), state) for n, state in enumerate(states)))
        assert stage.state == said, states


def test_walking_back_ends_in_a_circle() -> None:
    one, other = ("need", "1"), ("need", "2")
    trail = Trail((stop(*one), stop(*other)), frozenset({(one, other), (other, one)}))
    assert before(trail, one) == {other}


@given(trails())
def test_a_thread_seen_from_a_thing_holds_what_led_to_it_and_what_came_of_it(trail: Trail) -> None:
    turned = Trail(trail.stops, frozenset((went, came) for came, went in trail.links))
    for here in trail.stops:
        cut = trail.seen_from(here.key)
        keys = {one.key for one in cut.stops}
        assert here.key in keys
        assert before(trail, here.key) | before(turned, here.key) <= keys
        assert keys <= {one.key for one in trail.stops}
        assert all(came in keys and went in keys for came, went in cut.links)
        # what is neither before nor after is there only because it begins the thread, or says that a stage is bare
        others = keys - before(trail, here.key) - before(turned, here.key) - {here.key}
        assert all(kind == "challenge" or not ref.isdigit() for kind, ref in others)
        # seen from there once more it is the same
        assert cut.seen_from(here.key) == cut


@given(trails(), st.frozensets(st.tuples(st.tuples(KINDS, st.sampled_from("19")), st.tuples(KINDS, st.sampled_from("19"))), max_size=9))  # fmt: skip
def test_links_to_what_is_not_there_break_nothing(
    trail: Trail, ghosts: frozenset[tuple[tuple[str, str], tuple[str, str]]]
) -> None:
    broken = Trail(trail.stops, trail.links | ghosts)
    there = {one.key for one in broken.stops}
    held(broken)
    assert broken.seen_from(("ghost", "1")) == Trail()
    for here in broken.stops:
        assert {one.key for one in broken.seen_from(here.key).stops} <= there


def test_a_ring_of_ten_thousand_is_walked_once_each_way() -> None:
    stops = tuple(Stop("need", str(n), "", "done") for n in range(10_000))
    ring = frozenset((stops[n].key, stops[n - 1].key) for n in range(10_000))
    assert len(Trail(stops, ring).seen_from(stops[7].key).stops) == 10_000
    assert len(held(Trail(stops, ring))) == 10_000
