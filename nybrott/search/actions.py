"""The index of things, made from what stands in their own tables. It is nobody's deed, so no entry in the journal tells of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from nybrott.journal.models import Entry
from nybrott.search.models import JournalRead, SearchedThing
from nybrott.search.queries import KINDS, Kind, Said, keys_of, version
from nybrott.search.queries.words import vector

_AT_ONCE = 500  # things read together
_ENTRIES = 2_000  # entries of the journal read together
# an entry gets its number before it is committed: for so long one with a lower number may still come
_SETTLED = timedelta(minutes=10)
_LOCK = 7_301_121  # only one makes everything anew
_WRITE = f"""
    INSERT INTO {SearchedThing._meta.db_table} (organisation_id, kind, ref, reach, at, title_words, words, made_from)
    VALUES (%s, %s, %s, %s, %s, %s::tsvector, %s::tsvector, %s)
    ON CONFLICT (kind, ref) DO UPDATE SET organisation_id = excluded.organisation_id, reach = excluded.reach, at = excluded.at,
        title_words = excluded.title_words, words = excluded.words, made_from = excluded.made_from
"""  # noqa: S608 - the name of our own table


@transaction.atomic
def index_things(*, kind: str, refs: Collection[int]) -> int:
    """Let the index say what these things of a kind say now, and forget those that are gone or shall not be found. Gives how many
    it wrote or forgot; doing it twice changes nothing."""
    of = KINDS[kind]
    # one at a time for each thing, so that an older reading never comes last
    held = dict(
        SearchedThing.objects.select_for_update()
        .filter(kind=kind, ref__in=refs)
        .order_by("pk")
        .values_list("ref", "made_from")
    )
    said = {one.pk: told for one in _read(of, refs) if (told := of.said(one)) is not None}
    gone = [ref for ref in held if ref not in said]
    changed = [(ref, told, mark) for ref, told in said.items() if held.get(ref) != (mark := _fingerprint(told))]
    SearchedThing.objects.filter(kind=kind, ref__in=gone).delete()
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, [_row(kind, ref, told, mark) for ref, told, mark in changed])
    return len(gone) + len(changed)


def _read(of: Kind, refs: Collection[int]) -> Iterable[Any]:
    return of.rows().filter(pk__in=refs)


def _fingerprint(told: Said) -> str:
    whole = "\x1f".join((version(), str(told.organisation), told.reach, told.at.isoformat(), told.title, told.text))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()


def _row(kind: str, ref: int, told: Said, mark: str) -> tuple[Any, ...]:
    title = keys_of(told.title, written=True)
    return (
        told.organisation, kind, ref, told.reach, told.at, vector(title), vector(title | keys_of(told.text)), mark,
    )  # fmt: skip


def follow_journal(*, now: datetime) -> int:
    """Read what the journal tells since last time and index the things it is about. Gives how many were written or forgotten.

    Killed on the way it begins again where it was; what was indexed already stays as it is.
    """
    mark = JournalRead.objects.first()
    if mark is None:
        return index_everything()
    done, after = 0, mark.entry
    while entries := list(
        Entry.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "thing_kind", "thing_ref", "at")[:_ENTRIES]
    ):
        about: dict[str, set[str]] = {}
        for _pk, of, ref, _at in entries:
            about.setdefault(of, set()).add(ref)
        for name, kind in KINDS.items():
            refs = {ref for told, keys in about.items() for ref in kind.touched(told, keys)}
            if refs:
                done += index_things(kind=name, refs=refs)
        after = entries[-1][0]
        settled = [pk for pk, _of, _ref, at in entries if at <= now - _SETTLED]
        if settled:
            JournalRead.objects.filter(pk=mark.pk, entry__lt=settled[-1]).update(entry=settled[-1])
    return done


def index_everything() -> int:
    """Look everything through: what was never read, what was read with other word lists, and what is gone. Gives how many were
    written or forgotten; 0 too when another does it already."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
        done = sum(_everything_of(kind) for kind in KINDS.values())
        done += SearchedThing.objects.exclude(kind__in=KINDS).delete()[0]
        if not JournalRead.objects.exists():
            JournalRead.objects.create(entry=last)
    return done


def _everything_of(kind: Kind) -> int:
    done, after = 0, 0
    keys = kind.model._default_manager.order_by("pk").values_list("pk", flat=True)
    while refs := list(keys.filter(pk__gt=after)[:_AT_ONCE]):
        done += index_things(kind=kind.name, refs=refs)
        after = refs[-1]
    left = SearchedThing.objects.filter(kind=kind.name).exclude(ref__in=kind.model._default_manager.values("pk"))
    return done + left.delete()[0]
