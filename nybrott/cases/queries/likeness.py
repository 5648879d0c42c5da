"""Cases that speak of the same: by words, with the words."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from nybrott.cases.models import Case, CaseText
from nybrott.cases.queries.cases import Told, in_short, with_versions
from nybrott.challenges.queries.likeness import LIKELY, reader, why_alike
from nybrott.core.actor import Actor
from nybrott.core.matching import Alike, Packed, Rarity, rank

SMALL = 400  # with no more texts than this all are compared
_LONGEST = 6_000  # characters that are compared


@dataclass(frozen=True, slots=True)
class Found:
    """A case that is like what was asked for, and why."""

    told: Told
    why: str


def packed(text: str) -> Packed:
    """A text made ready to be compared."""
    return Packed.of(reader().features(text[:_LONGEST]))


def alike(actor: Actor, text: str, *, limit: int = 5, but: Collection[int] = (), typed: bool = False) -> list[Found]:
    """The cases the actor may read that are most like a text, the likest first. `typed`: somebody asked by words, and wants to meet those words. At most five queries."""
    asked = packed(text)
    seen = CaseText.objects.visible_to(actor).exclude(case__in=but)
    if seen.count() > SMALL:
        seen = seen.filter(keys__overlap=list(asked.index()))
    rows = {
        str(case): Packed.read(bytes(kept))
        for case, kept in seen.order_by("-case_id").values_list("case_id", "packed")[:SMALL]
    }
    counted = Counter(token for one in rows.values() for token in one.tokens)
    ranked = rank(asked, list(rows.items()), rarity=Rarity(len(rows), counted.__getitem__), top=limit)
    chosen: dict[int, Alike] = {int(one.id): one for one in ranked if (one.shared if typed else one.score >= LIKELY)}
    cases = {one.pk: one for one in with_versions(Case.objects.readable_by(actor).filter(pk__in=chosen))}
    told = {one.case.pk: one for one in in_short(cases.values())}
    return [Found(told[pk], why_alike(why)) for pk, why in chosen.items() if pk in told]
