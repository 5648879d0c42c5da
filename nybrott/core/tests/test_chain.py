"""A chain shows any change, removal or reordering, and survives an erasure."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.chain import BEGINNING, Link, digest_of, first_break, seal_of

WORDS = st.text(max_size=8)


def a_chain(said: list[tuple[str, str]]) -> list[Link]:
    previous, links = BEGINNING, []
    for place, (verb, name) in enumerate(said, 1):
        fields, salt = {"verb": verb, "at": f"2026-11-{place:02}"}, f"salt{place}"
        digest = digest_of({"actor": name}, salt)
        previous = seal_of(previous, place, fields, digest)
        links.append(Link(place, fields, digest, previous, {"actor": name}, salt))
    return links


CHAINS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6).map(a_chain)


@given(CHAINS)
def test_an_untouched_chain_holds(chain: list[Link]) -> None:
    assert first_break(chain, last_place=len(chain), last_seal=chain[-1].seal) is None
    assert first_break([]) is None


@given(CHAINS, st.data())
def test_a_change_is_found_where_it_is(chain: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    link = chain[at]
    changed = data.draw(
        st.sampled_from(
            [
                replace(link, fields={**link.fields, "verb": str(link.fields["verb"]) + "x"}),
                replace(link, private={"actor": "somebody else altogether"}),
                replace(link, salt="another"),
                replace(link, digest=digest_of("x", "y")),
                replace(link, seal=seal_of("x", 1, {}, "y")),
            ]
        )
    )
    found = first_break([*chain[:at], changed, *chain[at + 1 :]])
    assert found is not None
    assert found.place == link.place


@given(CHAINS, st.data())
def test_a_removal_is_found_at_the_end_too(chain: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    found = first_break([*chain[:at], *chain[at + 1 :]], last_place=len(chain), last_seal=chain[-1].seal)
    assert found is not None
    assert found.place == at + 1


@given(CHAINS.filter(lambda chain: len(chain) > 1), st.data())
def test_a_reordering_is_found_even_with_the_places_written_anew(chain: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 2))
    swapped = [*chain]
    swapped[at], swapped[at + 1] = replace(chain[at + 1], place=at + 1), replace(chain[at], place=at + 2)
    found = first_break(swapped)
    assert found is not None
    assert found.place == at + 1


@given(CHAINS)
def test_what_is_said_of_people_can_be_erased(chain: list[Link]) -> None:
    erased = [replace(link, private=None, salt=None) for link in chain]
    assert first_break(erased, last_place=len(chain), last_seal=chain[-1].seal) is None
    assert not any("actor" in str(link.private) for link in erased)


def test_the_end_that_was_told_is_held_to() -> None:
    chain = a_chain([("a", "b"), ("c", "d")])
    assert first_break(chain, last_place=3) is not None
    assert first_break(chain, last_seal="x" * 64) is not None
