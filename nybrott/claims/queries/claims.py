"""Claims as pages and reports say them: weighed on the written scale, with what came in afterwards marked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from nybrott.claims.queries.sources import Drawn, now_of, stories_in, words_of
from nybrott.claims.queries.words import LANGUAGES, rival_said
from nybrott.core.claims import LOOKED, Piece, as_it_stands, missing
from nybrott.core.claims import Rival as Weighed
from nybrott.effects.models import Claim, Evidence, Plan, Rival

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EvidenceSaid:
    """A piece of evidence. `kind` and `ref` say where it stands, `root` what it rests on (core.claims.Piece). `said`: language → the sentence when it was put in, `now` the one it is now when that differs (else empty).

    `text` is in somebody's own words, `source` where typed evidence can be found. `figures` as they were frozen. `story`: the words of a
    story everybody of the organisation may still read. `gone`: what was drawn is no longer there.
    """

    key: int
    side: str
    kind: str
    ref: str
    root: str
    text: str
    source: str
    said: Mapping[str, str]
    now: Mapping[str, str]
    gone: bool
    put_in_on: str
    after_weighing: bool
    figures: Mapping[str, Any]
    story: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RivalSaid:
    """A rival explanation. `said`: language → what it says; the same words in each when it is somebody's own (`code` is empty)."""

    key: int
    code: str
    said: Mapping[str, str]
    weight: str
    why: str
    after_weighing: bool


@dataclass(frozen=True, slots=True)
class ClaimSaid:
    """A claim. `judged` is what the evaluator said, `strength` what still stands of it; `missing`: what is missing for `judged` now.

    `weighed_before`: evidence or rival explanations were put in, changed or taken out after it was weighed.
    """

    key: int
    text: str
    about: str
    judged: str
    strength: str
    missing: tuple[str, ...]
    why: str
    weighed_on: str
    weighed_before: bool
    evidence: tuple[EvidenceSaid, ...]
    rivals: tuple[RivalSaid, ...]

    def on(self, side: str) -> list[EvidenceSaid]:
        """What speaks on one side."""
        return [one for one in self.evidence if one.side == side]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many pieces of evidence for, against, and rival explanations."""
        return len(self.on("for")), len(self.on("against")), len(self.rivals)


def claims_of(plan: Plan) -> tuple[ClaimSaid, ...]:
    """All claims of a plan in their order, as a report stores them: plain values that can be written as JSON."""
    claims = listed(plan)
    pieces = [piece for one in claims for piece in one.evidence.all()]
    now = now_of(plan, pieces)
    keys = {piece.ref for piece in pieces if piece.kind == "story"}
    stories = dict(words_of(stories_in(plan).filter(pk__in=keys))) if keys else {}
    return tuple(said_of(one, now, stories) for one in claims)


def listed(plan: Plan) -> list[Claim]:
    """The claims of a plan in their order, with evidence and rival explanations. Three queries."""
    return list(Claim.objects.filter(plan=plan).prefetch_related("evidence", "rivals"))


def weighed(claim: Claim) -> tuple[list[Piece], list[Weighed]]:
    """What the written scale reads of a claim."""
    return [_piece(one) for one in claim.evidence.all()], [_rival(one) for one in claim.rivals.all()]


def _piece(one: Evidence) -> Piece:
    return Piece(one.side, LOOKED if one.kind == "looked" else str(one.found.get("root", one.kind)))


def _rival(one: Rival) -> Weighed:
    return Weighed(one.weight, bool(one.why.strip()))


def said_of(
    claim: Claim, now: Mapping[int, Drawn | None] = NOTHING, stories: Mapping[str, Mapping[str, str]] = NOTHING
) -> ClaimSaid:
    """A claim as it is said. `now`: what was drawn says now, by key of the evidence; `stories`: words of stories by key."""
    pieces, rivals = weighed(claim)
    at = claim.weighed_at
    return ClaimSaid(
        claim.pk, claim.text, claim.about, claim.strength, as_it_stands(claim.strength, pieces, rivals),
        missing(claim.strength, pieces, rivals), claim.why, timezone.localdate(at).isoformat() if at else "",
        weighed_before(claim), _evidence_said(claim, now, stories),
        tuple(
            RivalSaid(one.pk, one.code, rival_said(one.code, one.text), one.weight, one.why, bool(at and one.put_in_at and one.put_in_at > at))
            for one in claim.rivals.all()
        ),
    )  # fmt: skip


def weighed_before(claim: Claim) -> bool:
    """Whether something of it was put in, changed or taken out after it was weighed."""
    return claim.weighed_at is not None and claim.changed_at is not None and claim.changed_at > claim.weighed_at


def _evidence_said(
    claim: Claim, now: Mapping[int, Drawn | None], stories: Mapping[str, Mapping[str, str]]
) -> tuple[EvidenceSaid, ...]:
    found = []
    for one in claim.evidence.all():
        said = one.found.get("said") or dict.fromkeys(LANGUAGES, "")
        drawn = now.get(one.pk)
        differs = drawn is not None and dict(drawn.figures) != one.found.get("figures", {})
        found.append(
            EvidenceSaid(
                one.pk,
                one.side,
                one.kind,
                one.ref,
                _piece(one).root,
                one.text,
                one.ref if one.kind in ("typed", "looked") else "",
                said,
                dict(drawn.said) if drawn is not None and differs else {},
                one.pk in now and drawn is None,
                timezone.localdate(one.put_in_at).isoformat(),
                bool(claim.weighed_at and one.put_in_at > claim.weighed_at),
                one.found.get("figures", {}),
                stories.get(one.ref, {}) if one.kind == "story" else {},
            )
        )
    return tuple(found)
