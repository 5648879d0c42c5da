"""Which needs may belong together: proposed by likeness, each with why, and never what people have judged already."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from nybrott.challenges.models import IndexedText
from nybrott.challenges.queries.counted import counts
from nybrott.challenges.queries.likeness import LIKELY, reader, why_alike
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.matching import Alike, Packed, Rarity, rank, sought
from nybrott.core.ties import Kind, Tie, same_as
from nybrott.needs.models import Need, NeedLink
from nybrott.needs.states import NeedState
from nybrott.themes.models import NotAlike, ThemePlace

SMALL = 300  # with no more needs than this all are compared
LOOKED_AT = 100  # needs that are compared closely
GLANCES = 4_000  # places of the tokens looked up by that are counted to choose them
ASKED = 20  # needs that proposals are made for at once

# For each token the needs it stands in; then the needs with what is most worth for their size.
_CHOSEN = f"""
SELECT found.id FROM unnest(%s::bigint[], %s::float8[]) AS asked(token, worth) CROSS JOIN LATERAL (
    SELECT one.id, one.size FROM {IndexedText._meta.db_table} one
    WHERE one.keys @> ARRAY[asked.token] AND one.organisation_id = %s AND one.kind = 'need'
    LIMIT %s) AS found GROUP BY found.id, found.size
ORDER BY sum(asked.worth) / sqrt(greatest(found.size, 1)) DESC, found.id LIMIT %s
"""  # noqa: S608 - of constants


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two needs that may belong together: `one` is the one asked about. `why` is a sentence; `score` from 0 to 1."""

    one: Need
    other: Need
    why: str
    score: float


def proposals(actor: Actor, needs: Collection[int], *, limit: int = 5) -> list[Proposal]:
    """The likeliest pairs of these needs (`ASKED` of them at most) with others of the organisation, each pair once.

    Left out: what is linked, what is the same through others, what people said is not alike, and parked needs. The
    number of queries depends neither on how many needs are asked about nor on what is found.
    """
    wanted = sorted(needs)[:ASKED]
    own = {key: _read(said_by(one)) for key, one in _needs(actor, wanted).items()}
    candidates, rarity = _candidates(actor, list(own.values()))
    judged = _judged(wanted)
    best: dict[frozenset[int], tuple[int, int, Alike]] = {}
    for key, asked in own.items():
        left = [(f"{ref:020}", read) for ref, read in candidates.items() if ref not in judged[key]]
        for alike in rank(asked, left, rarity=rarity, top=limit):
            pair = frozenset((key, int(alike.id)))
            if alike.score >= LIKELY and (pair not in best or best[pair][2].score < alike.score):
                best[pair] = (key, int(alike.id), alike)
    chosen = sorted(best.values(), key=lambda found: (-found[2].score, found[:2]))[:limit]
    rows = _needs(actor, {key for one, other, _alike in chosen for key in (one, other)})
    return [
        Proposal(rows[one], rows[other], why_alike(alike), alike.score)
        for one, other, alike in chosen
        if one in rows and other in rows
    ]


def found_by(actor: Actor, text: str, *, but: int, limit: int = 10) -> list[Need]:
    """Needs that speak of what somebody typed, the likest first; without the one asked from."""
    asked = _read(text[:1_000])
    candidates, rarity = _candidates(actor, [asked])
    left = [(f"{ref:020}", read) for ref, read in candidates.items() if ref != but]
    # letters that look alike are not enough: whoever typed a word wants to meet that word
    order = [int(alike.id) for alike in rank(asked, left, rarity=rarity, top=limit) if alike.shared]
    rows = _needs(actor, order)
    return [rows[key] for key in order if key in rows]


def said_by(need: Need) -> str:
    """What a need is compared by: the same words its text in the index was read from."""
    return "\n".join((need.who, need.situation, need.need, need.because, need.consequence))


def _read(text: str) -> Packed:
    return Packed.of(reader().features(text))


def _texts(actor: Actor) -> "QuerySet[IndexedText, tuple[int, bytes | memoryview[int]]]":
    found = IndexedText.objects.visible_to(actor).filter(kind="need", organisation=actor.organisation_id)
    return found.exclude(challenge__state=ChallengeState.JOINED).values_list("ref", "packed")


def _candidates(actor: Actor, asked: Collection[Packed]) -> tuple[dict[int, Packed], Rarity]:
    """Need → its features, those worth a close look for any that is asked about, and how rare words are."""
    rows = list(_texts(actor).order_by("pk")[: SMALL + 1])
    if len(rows) <= SMALL:
        read = {ref: Packed.read(bytes(packed)) for ref, packed in rows}
        seen = Counter(token for one in read.values() for token in one)
        return read, Rarity(len(read), seen.__getitem__)
    counted = counts()
    rarity = Rarity(counted.texts, counted.seen)
    by: Counter[int] = Counter()
    for one in asked:
        by.update(dict(sought(one, rarity=rarity, glances=GLANCES // len(asked))))
    chosen = RawSQL(_CHOSEN, (list(by), list(by.values()), actor.organisation_id, GLANCES, LOOKED_AT))  # noqa: S611
    return {ref: Packed.read(bytes(packed)) for ref, packed in _texts(actor).filter(pk__in=chosen)}, rarity


def _judged(needs: Collection[int]) -> dict[int, set[int]]:
    """Need → the needs people have said something of together with it, and itself."""
    beside = ThemePlace.objects.beside(needs)
    near = Q(one__in=beside) | Q(other__in=beside)
    ties = [
        Tie(cast("Kind", kind), one, other)
        for kind, one, other in NeedLink.objects.filter(near).values_list("kind", "one", "other")
    ]
    apart = NotAlike.objects.filter(Q(one__in=needs) | Q(other__in=needs)).values_list(F("one"), F("other"))
    pairs = [*(tie.pair for tie in ties), *map(frozenset, apart)]
    return {key: {key, *same_as(ties, key), *(end for pair in pairs if key in pair for end in pair)} for key in needs}


def _needs(actor: Actor, keys: Collection[int]) -> dict[int, Need]:
    found = Need.objects.visible_to(actor).filter(pk__in=keys).exclude(state=NeedState.PARKED)
    return {one.pk: one for one in found.select_related("challenge__unit")}
