"""Which of an organisation's challenges speak of the same as a contract: by words, with the words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nybrott.challenges.models import IndexedText
from nybrott.challenges.queries import OVER, reader
from nybrott.core import cpv
from nybrott.core.matching import Packed, Rarity, rank
from nybrott.renewals.models import Contract

TEXTS = 300  # challenges compared, the latest first
LIKELY = 0.16  # a likeness below this is chance: one everyday word of the trade in common
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """A challenge that speaks of the same, and the words both say."""

    challenge_id: int
    title: str
    words: tuple[str, ...]


def themes_of(organisation_id: int, contracts: Iterable[Contract]) -> Mapping[tuple[str, int], tuple[Theme, ...]]:
    """Notice and number of a contract → the likest challenges under way, the likest first. One query, whatever is found."""
    texts = IndexedText.objects.filter(organisation=organisation_id, kind=IndexedText.CHALLENGE)
    rows = [
        (challenge, title, Packed.read(bytes(packed)))
        for challenge, title, packed in texts.exclude(challenge__state__in=OVER)
        .order_by("-challenge_id")
        .values_list("challenge_id", "challenge__title", "packed")[:TEXTS]
    ]
    if not rows:
        return {}
    seen = Counter(token for _challenge, _title, packed in rows for token in packed)
    rarity = Rarity(len(rows), seen.__getitem__)
    titles = {challenge: title for challenge, title, _packed in rows}
    compared = [(f"{challenge:020}", packed) for challenge, _title, packed in rows]
    read = {(one.key, one.ordinal): _words(one) for one in contracts}
    alike = {}
    for text in dict.fromkeys(read.values()):
        ranked = rank(Packed.of(reader().features(text)), compared, rarity=rarity, top=SHOWN)
        alike[text] = tuple(
            Theme(int(one.id), titles[int(one.id)], tuple(mine for mine, _theirs in one.shared))
            for one in ranked
            if one.score >= LIKELY and one.shared
        )
    return {which: alike[text] for which, text in read.items()}


def _words(one: Contract) -> str:
    """What a contract is about: its titles, and what its code is called."""
    try:
        named = cpv.code(one.cpv).name("nb")
    except cpv.UnknownCode:
        named = ""
    return "\n".join(dict.fromkeys((one.title, one.lot_title, named)))[:1_000]
