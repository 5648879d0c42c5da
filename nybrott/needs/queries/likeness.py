"""What is alike: the actor's own challenges, those others share, and official notices, each with why."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.matching import Alike, Features, Rarity, Reader, rank
from nybrott.needs.models import Challenge, IndexedText, IndexedToken
from nybrott.needs.models.challenges import Sharing
from nybrott.needs.models.likeness import near
from nybrott.needs.states import ChallengeState

SMALL = 400  # with no more texts than this all are compared
LOOKED_AT = 120  # texts that are compared closely
_GLANCES = 8_000  # places of the rarest words that are counted to choose them
_RUN = 0.2  # weight of a letter run beside a word, when texts are chosen
LIKELY = 0.12  # a likeness below this is shown to nobody
_LONGEST = 6_000  # characters of a text that are compared


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The one reader of this process; half a second to make."""
    return Reader()


@dataclass(frozen=True, slots=True)
class LikelyTwin:
    """Something that may be the same: `kind` challenge, description or notice; `ref` its key; `own` when it is ours."""

    kind: str
    ref: str
    label: str
    organisation: str
    why: str
    score: float
    url: str
    own: bool = False
    state: str = ""


def why_alike(alike: Alike) -> str:
    """A likeness in a sentence, in the reader's language."""
    pairs = [
        f"«{mine}»" if mine.lower() == theirs.lower() else f"«{mine}» / «{theirs}»" for mine, theirs in alike.shared
    ]
    return _("Both speak of %(words)s.") % {"words": ", ".join(pairs)} if pairs else _("Their words look alike.")


class _Row(NamedTuple):
    """What of an indexed text is needed to compare it: no more is fetched for the many that are looked at."""

    pk: int
    challenge_id: int
    tokens: dict[str, tuple[float, str]]
    runs: str

    def features(self) -> Features:
        """The features, as they were read."""
        weights = {token: weight for token, (weight, _said) in self.tokens.items()}
        said = {token: word for token, (_weight, word) in self.tokens.items() if word}
        return Features(weights, frozenset(self.runs.split()), said)


def likely_twins(actor: Actor, text: str, *, limit: int = 5, but: Collection[int] = ()) -> list[LikelyTwin]:
    """The challenges most like a text, the likest first, each once: our own, and those others share with us.

    `but` holds the keys of challenges left out. The number of database queries does not depend on what is found.
    """
    asked = reader().features(text[:_LONGEST])
    rows, rarity = _candidates(actor, asked)
    over = {f"{row.pk:020}": row.challenge_id for row in rows if row.challenge_id not in but}
    compared = [(f"{row.pk:020}", row.features()) for row in rows if row.challenge_id not in but]
    ranked = rank(asked, compared, rarity=rarity, top=limit * 5)
    best: dict[int, Alike] = {}
    for alike in ranked:
        if alike.score >= LIKELY:
            best.setdefault(over[alike.id], alike)
    chosen = {int(alike.id): alike for alike in list(best.values())[:limit]}
    found = _seen(actor).select_related("challenge__organisation").defer("keys", "tokens", "runs")
    shown = {row.pk: _twin(actor, row, chosen[row.pk]) for row in found.filter(pk__in=list(chosen) or [0])}
    return [shown[pk] for pk in chosen if pk in shown]


def _twin(actor: Actor, row: IndexedText, alike: Alike) -> LikelyTwin:
    challenge = row.challenge
    own = challenge.organisation_id == actor.organisation_id
    described = row.kind == IndexedText.Kind.DESCRIPTION
    return LikelyTwin(
        kind="description" if described else "challenge", ref=str(row.ref if described else challenge.pk),
        label=row.label if described else challenge.title, organisation=challenge.organisation.name, why=why_alike(alike),
        score=alike.score, url=reverse("needs:challenge" if own else "needs:shared", args=[challenge.pk]), own=own,
        state=str(ChallengeState(challenge.state).label),
    )  # fmt: skip


# The rarest words first, and for each the texts it stands in; then the texts with the most of them.
_CHOSEN = """
SELECT found.id FROM unnest(%s::text[], %s::float8[]) AS asked(token, weight) CROSS JOIN LATERAL (
    SELECT one.id FROM needs_indexedtext one WHERE one.keys @> ARRAY[asked.token] AND (
        one.organisation_id = %s OR one.kind = 'challenge' AND (
            one.sharing = %s OR one.sharing = %s AND one.organisation_id = ANY(%s::bigint[])))
    LIMIT %s) AS found GROUP BY found.id ORDER BY sum(asked.weight) DESC, found.id LIMIT %s
"""


def _candidates(actor: Actor, asked: Features) -> tuple[list[_Row], Rarity]:
    """The texts worth a close look, and how rare their words are."""
    visible = _seen(actor).values_list("pk", "challenge_id", "tokens", "runs")
    keys = list(asked.index())
    counted = _counted(["", *keys, *asked.others()])
    total = counted.get("", 0)
    if total <= SMALL:
        rows = [_Row(*row) for row in visible[:SMALL]]
        exact: Counter[str] = Counter(token for row in rows for token in (*row.tokens, *row.runs.split()))
        return rows, Rarity(len(rows), exact.__getitem__)
    rarity = Rarity(total, lambda token: counted.get(token, 0))
    tokens: list[str] = []
    glances = 0
    for token in sorted(keys, key=lambda token: (counted.get(token, 0), token)):
        glances += counted.get(token, 0)
        if glances > _GLANCES and tokens:
            break
        tokens.append(token)
    weights = [asked.tokens.get(token, _RUN) * rarity.of(token) for token in tokens]
    beside = list(near(actor).values_list("organisation_id", flat=True))
    chosen = RawSQL(  # noqa: S611 - the text is a constant; everything asked is a parameter
        _CHOSEN, (tokens, weights, actor.organisation_id, Sharing.OPEN, Sharing.NETWORK, beside, _GLANCES, LOOKED_AT)
    )  # fmt: skip
    rows = [_Row(*row) for row in visible.filter(pk__in=chosen)]
    theirs = _counted({token for row in rows for token in row.tokens} - counted.keys())
    return rows, Rarity(total, (theirs | counted | {token: counted.get(token, 0) for token in keys}).__getitem__)


def _seen(actor: Actor) -> "QuerySet[IndexedText]":
    return IndexedText.objects.visible_to(actor).exclude(challenge__state=ChallengeState.JOINED)


def _counted(tokens: Iterable[str]) -> dict[str, int]:
    # one array, not a parameter for each of two thousand words: taking those apart costs more than the look-up
    asked = list(tokens)
    found = IndexedToken.objects.extra(where=["token = ANY(%s)"], params=[asked])
    return dict.fromkeys(asked, 0) | dict(found.values_list("token", "seen"))


def speaking_of(text: str) -> Q:
    """What a challenge must meet to speak of every word of a text, in any of the forms and spellings people use; by what
    it says itself or by what hangs on it. Everyday words are passed over."""
    wanted = Q()
    for word in text.split()[:10]:
        tokens = [token for token in reader().features(word).tokens if token[0] in "wc"]
        whole = [token for token in tokens if "+" in token] or tokens
        if whole:
            wanted &= Q(pk__in=IndexedText.objects.filter(keys__overlap=whole).values("challenge"))
    return wanted


def shared_challenge(actor: Actor, pk: int) -> Challenge | None:
    """A challenge of another organisation that this actor may see, with what they may see of it."""
    return Challenge.objects.all().shared_with(actor).select_related("organisation").filter(pk=pk).first()
