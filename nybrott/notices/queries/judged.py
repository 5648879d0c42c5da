"""The queue of candidates for one reviewer, and what all reviewers' answers come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import MD5, Concat

from nybrott.core.actor import Actor
from nybrott.core.statistics import Agreement, agreement
from nybrott.lake.shapes import Page
from nybrott.notices.models import Answer, IndexedCandidate, IndexedNotice, Judgement, NoticeIndex
from nybrott.notices.states import ENOUGH, standing

ANSWERS = tuple(answer.value for answer in Answer)


@dataclass(frozen=True, slots=True)
class Done:
    """How far a reviewer has come: `judged` of `total` candidates."""

    judged: int
    total: int


def _in_index(wanted: Mapping[str, object]) -> QuerySet[IndexedCandidate]:
    narrowed = {"buyer_name__icontains" if name == "organisation" else name: value for name, value in wanted.items()}
    holds = NoticeIndex.objects.filter(holds=True).values("pk")[:1]
    return IndexedCandidate.objects.filter(index=holds, **narrowed)


def _mine(actor: Actor) -> QuerySet[Judgement]:
    return Judgement.objects.visible_to(actor).current().filter(reviewer_id=actor.user_id)


def next_candidate(
    actor: Actor, wanted: Mapping[str, object], *, skipped: Sequence[str] = ()
) -> IndexedCandidate | None:
    """The candidate this reviewer should look at now; None when all have been. In one query.

    First those exactly one other person has judged, so that pairs of answers grow; then those nobody has; then the
    rest. Within each the order is the reviewer's own, so that two who work at once seldom meet the same one.
    """
    current = Judgement.objects.current()
    by_one = current.values("finding").annotate(n=Count("pk")).filter(n=1).values("finding")
    turn = Case(
        When(finding__in=by_one, then=0),
        When(finding__in=current.values("finding"), then=2),
        default=1,
        output_field=IntegerField(),
    )
    own_order = MD5(Concat("finding", Value(f"/{actor.user_id}"), output_field=CharField()))
    return (
        _in_index(wanted)
        .exclude(finding__in=_mine(actor).values("finding"))
        .exclude(finding__in=list(skipped))
        .annotate(turn=turn, own_order=own_order)
        .order_by("turn", "own_order")
        .first()
    )


def candidate(finding: str) -> IndexedCandidate | None:
    """One candidate by its finding name, None when the notices no longer hold it."""
    return _in_index({"finding": finding}).first()


def my_answer(actor: Actor, finding: str) -> Judgement | None:
    """What the reviewer answered about it, as it holds."""
    return _mine(actor).filter(finding=finding).first()


def my_last(actor: Actor, before: Judgement | None = None) -> Judgement | None:
    """The reviewer's latest answer that can still be looked at; or the one before another answer of theirs."""
    there = _in_index({}).filter(finding=OuterRef("finding"))
    found = _mine(actor).filter(Exists(there))
    if before is not None:
        found = found.filter(Q(at__lt=before.at) | Q(at=before.at, pk__lt=before.pk))
    return found.order_by("-at", "-pk").first()


def my_progress(actor: Actor, wanted: Mapping[str, object]) -> Done:
    """How many of the candidates the reviewer has judged."""
    mine = _mine(actor).values("finding")
    counted = _in_index(wanted).aggregate(total=Count("pk"), judged=Count("pk", filter=Q(finding__in=mine)))
    return Done(counted["judged"], counted["total"])


def my_judgements(actor: Actor, *, page: int, size: int, gone: bool = False) -> Page[Judgement]:
    """A page of the reviewer's own answers, the latest first, each with `is_there`: whether the notices still hold what
    it is about. With `gone` only those that are not there."""
    there = Exists(_in_index({}).filter(finding=OuterRef("finding")))
    found = _mine(actor).annotate(is_there=there)
    if gone:
        found = found.filter(is_there=False)
    total = found.count()
    number = min(max(1, page), max(1, -(-total // size)))
    rows = found.order_by("-at", "-pk")[(number - 1) * size : number * size]
    return Page(tuple(rows), total, number, size)


def whole_texts(key: str) -> list[tuple[str, str, str]]:
    """All that the index keeps of a notice's texts: (field, language, text)."""
    holds = NoticeIndex.objects.filter(holds=True).values("pk")[:1]
    texts = IndexedNotice.objects.filter(index=holds, key=key).values_list("texts", flat=True).first()
    return [(field, language, text) for field, language, text in texts or ()]


# --- what all answers come to; nobody's name is in it ---


def _said(answer: str) -> Count:
    return Count("pk", filter=Q(answer=answer))


def standings(findings: Iterable[str]) -> dict[str, str]:
    """Finding → what its answers come to (`states.STANDINGS`); those nobody judged are left out. One query."""
    counted = (
        Judgement.objects.current()
        .filter(finding__in=list(findings))
        .values("finding")
        .annotate(confirm=_said("confirm"), reject=_said("reject"), unsure=_said("unsure"))
    )
    return {row["finding"]: standing(row["confirm"], row["reject"], row["unsure"]) for row in counted}


def confirmed_notices() -> tuple[str, ...]:
    """The keys of all notices in which people have confirmed a sign that still stands there, in order. One query."""
    there = Exists(_in_index({}).filter(finding=OuterRef("finding")))
    held = (
        Judgement.objects.current()
        .filter(there)
        .values("finding", "notice")
        .annotate(confirm=_said("confirm"), reject=_said("reject"))
        .filter(confirm__gte=ENOUGH, reject=0)
        .values_list("notice", flat=True)
    )
    return tuple(sorted(set(held)))


@dataclass(frozen=True, slots=True)
class Agreed:
    """How much two people agree about one sign ("" for all together), and how its candidates stand: `judged` findings
    with an answer, of them `confirmed`, `rejected` and `disputed`."""

    signal: str
    agreement: Agreement
    judged: int
    confirmed: int
    rejected: int
    disputed: int


_PAIRS = """
SELECT signal, first, second, count(*) FROM (
    SELECT signal, finding, answer AS first, lead(answer) OVER given AS second, row_number() OVER given AS place
    FROM notices_judgement WHERE is_current WINDOW given AS (PARTITION BY finding ORDER BY id)
) AS answers WHERE place = 1 AND second IS NOT NULL GROUP BY signal, first, second
"""


def agreements() -> list[Agreed]:
    """Agreement of the first two people who judged each finding, for all signs together and for each. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS)
        pairs = [(signal, (first, second), count) for signal, first, second, count in cursor.fetchall()]
    counted = (
        Judgement.objects.current()
        .values("signal", "finding")
        .annotate(confirm=_said("confirm"), reject=_said("reject"), unsure=_said("unsure"))
    )
    stand: dict[str, list[str]] = {}
    for row in counted:
        stood = standing(row["confirm"], row["reject"], row["unsure"])
        stand.setdefault(row["signal"], []).append(stood)
        stand.setdefault("", []).append(stood)
    return [
        Agreed(
            signal,
            agreement((pair for of, pair, count in pairs if signal in ("", of) for _each in range(count)), ANSWERS),
            len(stood),
            *(stood.count(what) for what in ("confirmed", "rejected", "disputed")),
        )
        for signal, stood in sorted(stand.items())
    ]


def judged_and_gone() -> int:
    """How many findings people judged that the notices no longer hold. One query."""
    there = _in_index({}).filter(finding=OuterRef("finding"))
    gone = Judgement.objects.current().filter(~Exists(there))
    return int(gone.aggregate(n=Count(F("finding"), distinct=True))["n"])
