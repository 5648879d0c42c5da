"""What is alike: the actor's own challenges, those others share, and official notices, each with why."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge, FreshText, IndexedText
from nybrott.challenges.models.likeness import near
from nybrott.challenges.queries.counted import counts
from nybrott.challenges.queries.parts import WITHIN
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.matching import Alike, Packed, Rarity, Reader, rank, sought

SMALL = 400  # with no more texts than this all are compared
FRESH = 400  # texts that are new since the last counting and always compared, the newest first
LOOKED_AT = 150  # texts that are compared closely
GLANCES = 100_000  # places of the tokens looked up by that are counted to choose them
LIKELY = 0.12  # a likeness below this is shown to nobody
_LONGEST = 6_000  # characters of a text that are compared


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The one reader of this process; half a second to make."""
    return Reader()


@dataclass(frozen=True, slots=True)
class LikelyTwin:
    """Something that may be the same: `kind` challenge, notice or what a room above calls its own; `ref` its key; `own` when it is ours."""

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
    return _("Both mention %(words)s.") % {"words": ", ".join(pairs)} if pairs else _("Their words look alike.")


def likely_twins(actor: Actor, text: str, *, limit: int = 5, but: Collection[int] = ()) -> list[LikelyTwin]:
    """The challenges most like a text, the likest first, each once: our own, and those others share with us.

    `but` holds the keys of challenges left out. The number of database queries does not depend on what is found.
    """
    asked = Packed.of(reader().features(text[:_LONGEST]))
    rows, rarity = _candidates(actor, asked)
    over = {f"{pk:020}": challenge for pk, challenge, _packed in rows}
    compared = [(f"{pk:020}", packed) for pk, challenge, packed in rows if challenge not in but]
    ranked = rank(asked, compared, rarity=rarity, top=limit * 5)
    best: dict[int, Alike] = {}
    for alike in ranked:
        if alike.score >= LIKELY:
            best.setdefault(over[alike.id], alike)
    chosen = {int(alike.id): alike for alike in list(best.values())[:limit]}
    found = _seen(actor).select_related("challenge__organisation").defer("keys", "packed")
    shown = {row.pk: _twin(actor, row, chosen[row.pk]) for row in found.filter(pk__in=list(chosen) or [0])}
    return [shown[pk] for pk in chosen if pk in shown]


def _twin(actor: Actor, row: IndexedText, alike: Alike) -> LikelyTwin:
    challenge = row.challenge
    own = challenge.organisation_id == actor.organisation_id
    named = row.kind in WITHIN
    return LikelyTwin(
        kind=row.kind if named else "challenge", ref=str(row.ref if named else challenge.pk),
        label=row.label if named else challenge.title, organisation=challenge.organisation.name, why=why_alike(alike),
        score=alike.score, url=reverse("challenges:challenge" if own else "challenges:shared", args=[challenge.pk]), own=own,
        state=str(ChallengeState(challenge.state).label),
    )  # fmt: skip


def _candidates(actor: Actor, asked: Packed) -> tuple[list[tuple[int, int, Packed]], Rarity]:
    """The texts worth a close look with the challenges they hang on, and how rare their words are."""
    visible = _seen(actor).values_list("pk", "challenge_id", "packed")
    counted = counts()
    if counted.texts <= SMALL:
        rows = [(pk, challenge, Packed.read(bytes(packed))) for pk, challenge, packed in visible[:SMALL]]
        exact = Counter(token for _pk, _challenge, packed in rows for token in packed)
        return rows, Rarity(len(rows), exact.__getitem__)
    chosen = counted.best(
        sought(asked, rarity=counted.rarity, glances=GLANCES), most=LOOKED_AT, organisation=actor.organisation_id or 0,
        beside=set(near(actor).values_list("organisation_id", flat=True)),
    )  # fmt: skip
    fresh = FreshText.objects.order_by("-pk").values_list("text_id", flat=True)[:FRESH]
    found = visible.filter(pk__in={*chosen, *fresh})
    return [(pk, challenge, Packed.read(bytes(packed))) for pk, challenge, packed in found], counted.rarity


def _seen(actor: Actor) -> "QuerySet[IndexedText]":
    return IndexedText.objects.visible_to(actor).exclude(challenge__state=ChallengeState.JOINED)


def fresh_texts() -> int:
    """How many texts were read since they were last counted."""
    return FreshText.objects.count()


def speaking_of(text: str) -> Q:
    """What a challenge must meet to speak of every word of a text, in any of the forms and spellings people use; by what
    it says itself or by what hangs on it. Everyday words are passed over."""
    wanted = Q()
    for word in text.split()[:10]:
        read = Packed.of(reader().features(word))
        tokens = {name: token for name, token in zip(read.names, read.tokens, strict=True) if name[0] in "wc"}
        whole = [token for name, token in tokens.items() if "+" in name] or list(tokens.values())
        if whole:
            wanted &= Q(pk__in=IndexedText.objects.filter(keys__overlap=whole).values("challenge"))
    return wanted


def shared_challenge(actor: Actor, pk: int) -> Challenge | None:
    """A challenge of another organisation that this actor may see, with what they may see of it."""
    return Challenge.objects.all().shared_with(actor).select_related("organisation").filter(pk=pk).first()
