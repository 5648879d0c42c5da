"""Official notices that are like a challenge: somebody has asked the market for something against the same trouble."""

from collections.abc import Iterator

from django.shortcuts import resolve_url

from nybrott.challenges.queries.likeness import LikelyTwin, reader, why_alike
from nybrott.core.language import Lexicon, Sought
from nybrott.core.matching import Features, Rarity, rank
from nybrott.notices.models import IndexedNotice
from nybrott.notices.queries import lexicon, notice_index, notices_with_two

_WORDS = 10  # weightiest words of a challenge that notices are looked up by
_OTHER_WORDS = 24  # words that say the same, for each of them
_LOOKED_AT = 60  # notices that are compared closely
_LIKELY = 0.16  # a notice is longer than a challenge, and speaks of more by chance
_READ = 1_500  # characters of a notice that are compared


def likely_notices(text: str, *, limit: int = 3) -> list[LikelyTwin]:
    """The official notices most like a text, the likest first, each with why. None while there is no index."""
    index = notice_index()
    asked = reader().features(text[:6_000])
    if index is None or not asked.tokens:
        return []
    words = lexicon(index)
    rarity = Rarity(index.notices, lambda token: _seen(token, asked, words))
    found = notices_with_two(list(_sought(asked, words, rarity)), limit=_LOOKED_AT)
    by_key = {one.key: one for one in found}
    ranked = rank(asked, [(one.key, reader().features(_text(one))) for one in found], rarity=rarity, top=limit)
    return [
        LikelyTwin(
            "notice", alike.id, by_key[alike.id].title, by_key[alike.id].buyer_name, why_alike(alike), alike.score,
            notice_address(alike.id),
        )
        for alike in ranked if alike.score >= _LIKELY
    ]  # fmt: skip


def notice_address(key: str) -> str:
    """The page of a notice. Which one it is, the settings say: the room that shows notices stands beside this one."""
    return str(resolve_url(IndexedNotice(key=key)))


def _text(one: IndexedNotice) -> str:
    return f"{one.title}\n{' '.join(str(text) for _field, _language, text in one.texts)[:_READ]}"


def _seen(token: str, asked: Features, words: Lexicon) -> int:
    """In how many notices about a token stands: as often as the word it came from."""
    said = asked.said.get(token, token[2:])
    return max((words.vocabulary.stems.get(key, 0) for key in (token[2:], *words.words(said))), default=0)


def _sought(asked: Features, words: Lexicon, rarity: Rarity) -> Iterator[Sought]:
    """The weightiest words of what is asked, each with the words that say the same in the index's own forms."""
    weights: dict[str, float] = {}
    concepts: dict[str, set[str]] = {}
    for token, said in asked.said.items():
        if token[0] in "wc":
            weights[said] = max(weights.get(said, 0.0), asked.tokens[token] * rarity.of(token))
        if token[0] == "c":
            concepts.setdefault(said, set()).add(token[2:])
    chosen = sorted(weights, key=lambda said: (said not in concepts, -weights[said], said))[:_WORDS]
    for said in chosen:
        keys = dict.fromkeys(sorted(words.words(said)))
        for concept in sorted(concepts.get(said, ())):
            for term in reader().thesaurus.concepts[concept].all():
                if " " not in term:
                    keys |= dict.fromkeys(sorted(words.words(term)))
        if keys:
            yield Sought(said, tuple(keys)[:_OTHER_WORDS])
