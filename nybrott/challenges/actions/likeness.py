"""Keep the index of texts: with each change at once, and by a sweep what the reviewed lists made old."""

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from nybrott.challenges.models import Challenge, IndexedText, TokenCount
from nybrott.challenges.queries.likeness import reader
from nybrott.challenges.queries.parts import TEXTS
from nybrott.core.matching import Packed

_AT_ONCE = 200  # challenges whose texts are read together
_COUNTED_AT_ONCE = 2_000  # texts fetched together to be counted
_SAID = ("label", "sharing", "version", "made_from", "size", "packed", "keys")


@transaction.atomic
def index_challenges(*, keys: Collection[int]) -> int:
    """Let the index say what these challenges and what hangs on them say now; gives how many texts it read anew.

    Called by every action that changes such words, in its transaction. What people say is in the journal; this is only
    made from it and can be made again.
    """
    challenges = {one.pk: one for one in Challenge.objects.filter(pk__in=keys)}
    texts = {(kind, ref): (pk, label, text) for pk, kind, ref, label, text in _texts(challenges)}
    held = {
        (kind, ref): (pk, made_from, version)
        for pk, kind, ref, made_from, version in IndexedText.objects.filter(challenge__in=keys).values_list(
            "pk", "kind", "ref", "made_from", "version"
        )
    }
    gone = [pk for place, (pk, *_rest) in held.items() if place not in texts]
    if gone:
        IndexedText.objects.filter(pk__in=gone).delete()
    new: list[IndexedText] = []
    for (kind, ref), (pk, label, text) in texts.items():
        one = challenges[pk]
        made_from = sha256(f"{one.sharing}\x1f{label}\x1f{text}".encode("utf-8", "replace")).hexdigest()
        if held.get((kind, ref), ())[1:] == (made_from, reader().version):
            continue
        packed = Packed.of(reader().features(text))
        new.append(
            IndexedText(
                challenge=one, organisation_id=one.organisation_id, kind=kind, ref=ref, label=label[:300], sharing=one.sharing,
                version=reader().version, made_from=made_from, size=len(packed.runs), packed=bytes(packed), keys=list(packed.index()),
            )
        )  # fmt: skip
    IndexedText.objects.bulk_create(
        new, update_conflicts=True, unique_fields=("kind", "ref"), update_fields=_SAID, batch_size=_AT_ONCE
    )
    return len(new)


def _texts(challenges: Collection[int]) -> Iterator[tuple[int, str, int, str, str]]:
    """Every text of these challenges that others are compared with: challenge, kind, key, label, text."""
    for one in Challenge.objects.filter(pk__in=challenges):
        yield one.pk, IndexedText.CHALLENGE, one.pk, one.title, f"{one.title}\n{one.story}\n{one.whom}"
    for kind, read in TEXTS.items():
        for challenge, ref, label, text in read(challenges):
            yield challenge, kind, ref, label, text


def index_what_is_old() -> int:
    """Read anew what was read with other lists, or never; gives how many texts. A killed sweep goes on where it was."""
    fresh = IndexedText.objects.filter(kind=IndexedText.CHALLENGE, ref=OuterRef("pk"), version=reader().version)
    never = Challenge.objects.filter(~Exists(fresh)).values_list("pk", flat=True)
    old = IndexedText.objects.exclude(version=reader().version).values_list("challenge", flat=True)
    wanted = sorted({*never, *old})
    return _in_parts(wanted)


def index_everything() -> int:
    """Look every text through; gives how many had to be read anew."""
    wanted = list(Challenge.objects.order_by("pk").values_list("pk", flat=True))
    return _in_parts(wanted)


def _in_parts(keys: list[int]) -> int:
    return sum(index_challenges(keys=keys[at : at + _AT_ONCE]) for at in range(0, len(keys), _AT_ONCE))


@transaction.atomic
def count_tokens() -> None:
    """Count in how many texts each word and letter run stands: how rare they are is known by that."""
    with connection.cursor() as cursor:  # one counts at a time; those who ask read on
        cursor.execute(f"LOCK TABLE {TokenCount._meta.db_table} IN EXCLUSIVE MODE")
    seen: Counter[int] = Counter()
    texts = 0
    for packed in IndexedText.objects.values_list("packed", flat=True).iterator(chunk_size=_COUNTED_AT_ONCE):
        texts += 1
        seen.update(set(Packed.read(bytes(packed))))
    tokens = array("q", sorted(seen))
    counted = array("I", (seen[token] for token in tokens))
    if sys.byteorder == "big":
        tokens.byteswap()
        counted.byteswap()
    made = TokenCount.objects.create(texts=texts, tokens=tokens.tobytes(), seen=counted.tobytes())
    TokenCount.objects.exclude(pk=made.pk).delete()
