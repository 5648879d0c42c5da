"""What misspelt words may have meant, when nothing holds them."""

from difflib import get_close_matches
from functools import lru_cache

from nybrott.challenges.queries import reader
from nybrott.core.actor import Actor
from nybrott.core.language import words_in
from nybrott.search.queries.finding import find
from nybrott.search.queries.words import Asked, asked

_SHORTEST = 4  # letters: of shorter words too many look alike
_ALIKE = 0.78
_LONGER = 2  # letters a word may have more or fewer


def meant(actor: Actor, sought: Asked) -> Asked | None:
    """The same query with words of the thesaurus that look like those it does not know, if that finds something for this reader;
    None otherwise. The thesaurus is the same for all, so that no word tells what others have written."""
    likely = {word.written: other for word in sought.words if (other := _likest(word.folded))}
    if not likely:
        return None
    instead = asked(" ".join(likely.get(word.written, word.written) for word in sought.words))
    return instead if find(actor, instead).total else None


def _likest(folded: str) -> str:
    known = _vocabulary().get(folded[:1], frozenset())
    if len(folded) < _SHORTEST or folded in known:
        return ""
    near = [word for word in known if abs(len(word) - len(folded)) <= _LONGER]
    return next(iter(get_close_matches(folded, sorted(near), n=1, cutoff=_ALIKE)), "")


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    """Words of the thesaurus by their first letter: whoever misspells a word seldom begins it wrong."""
    found: dict[str, set[str]] = {}
    for concept in reader().thesaurus.concepts.values():
        for term in concept.all():
            for word in words_in(term):
                if len(word.folded) >= _SHORTEST:
                    found.setdefault(word.folded[0], set()).add(word.folded)
    return {letter: frozenset(words) for letter, words in found.items()}
