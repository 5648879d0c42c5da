"""Keep the index of texts: with each change at once, and by a sweep what the reviewed lists made old."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from nybrott.challenges.models import Challenge, FreshText, IndexedText, TokenCount, TokenPlaces
from nybrott.challenges.models.challenges import Sharing
from nybrott.challenges.queries.counted import NETWORK, OPEN, OWN, as_bytes
from nybrott.challenges.queries.likeness import reader
from nybrott.challenges.queries.parts import TEXTS
from nybrott.core.matching import Packed

_AT_ONCE = 200  # challenges whose texts are read together
_COUNTED_AT_ONCE = 2_000  # texts fetched together to be counted
_PLACES_AT_ONCE = 5_000  # tokens whose places are written together
_TOLD: dict[str, int] = {Sharing.OWN: OWN, Sharing.NETWORK: NETWORK, Sharing.OPEN: OPEN}
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
    FreshText.objects.bulk_create([FreshText(text=one) for one in new], batch_size=_AT_ONCE)
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
    """Count in which texts each word and letter run stands: how rare they are, and where to look first, is known by that."""
    with connection.cursor() as cursor:  # one counts at a time; those who ask read on
        cursor.execute(f"LOCK TABLE {TokenCount._meta.db_table} IN EXCLUSIVE MODE")
    # told first: what is read anew while we count stays fresh
    fresh = list(FreshText.objects.values_list("pk", flat=True))
    rows, owners, sizes, told = array("q"), array("q"), array("I"), bytearray()
    places: dict[int, array[int]] = {}
    seen: Counter[int] = Counter()  # of what texts are not looked up by
    texts = IndexedText.objects.values_list("pk", "organisation_id", "kind", "sharing", "size", "packed").order_by("pk")
    for number, (pk, owner, kind, sharing, size, packed) in enumerate(texts.iterator(chunk_size=_COUNTED_AT_ONCE)):
        rows.append(pk)
        owners.append(owner)
        sizes.append(size)
        told.append(_TOLD[sharing] if kind == IndexedText.CHALLENGE else OWN)
        read = Packed.read(bytes(packed))
        looked_up = set(read.index())
        for token in looked_up:
            if token in places:
                places[token].append(number)
            else:
                places[token] = array("I", (number,))
        seen.update(set(read) - looked_up)
    tokens = array("q", sorted(places.keys() | seen.keys()))
    made = TokenCount.objects.create(
        texts=len(rows), tokens=as_bytes(tokens), rows=as_bytes(rows), owners=as_bytes(owners), sizes=as_bytes(sizes), told=bytes(told),
        seen=as_bytes(array("I", (len(places[token]) if token in places else seen[token] for token in tokens))),
        first=as_bytes(array("I", (places[token][0] if token in places else 0 for token in tokens))),
    )  # fmt: skip
    _keep_places(made, [(token, numbers) for token, numbers in places.items() if len(numbers) > 1])
    FreshText.objects.filter(pk__in=fresh).delete()
    # somebody may be asking by the last one still
    TokenCount.objects.filter(pk__lt=made.pk).exclude(
        pk=TokenCount.objects.filter(pk__lt=made.pk).aggregate(last=Max("pk"))["last"]
    ).delete()


def _keep_places(counted: TokenCount, places: list[tuple[int, "array[int]"]]) -> None:
    table = TokenPlaces._meta.db_table
    with connection.cursor() as cursor:
        for at in range(0, len(places), _PLACES_AT_ONCE):
            part = places[at : at + _PLACES_AT_ONCE]
            cursor.execute(
                f"INSERT INTO {table} (counted_id, token, places)"  # noqa: S608 - the name of our own table
                " SELECT %s, * FROM unnest(%s::bigint[], %s::bytea[])",
                (counted.pk, [token for token, _numbers in part], [as_bytes(numbers) for _token, numbers in part]),
            )
