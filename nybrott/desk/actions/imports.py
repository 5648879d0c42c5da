"""Bringing rows in: the file, its columns, what would change, and the taking in, which goes on where it was killed.

Work without anyone waiting is one job (`desk.work_on_import`), asked for in the transaction that makes it needed. Each part
of it is a transaction of its own; a lock of the database, which goes with the connection, keeps two workers off one import.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import IO

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from nybrott.core.actor import Actor, system
from nybrott.core.importing import WHOLE_ROW, Importer, Row, RowVerdict, missing, recognised
from nybrott.core.verdict import Refused, insist, no
from nybrott.desk.actions.drafts import drop_drafts
from nybrott.desk.actions.uploads import keep_upload, shelf
from nybrott.desk.models import Import, ImportRow, Upload
from nybrott.desk.queries import importer_of, rows_in, values_of
from nybrott.desk.rules import (
    may_bring_in,
    may_confirm,
    may_drop_import,
    may_go_on_with_import,
    may_match,
    place_of,
    why_not_taken,
)
from nybrott.desk.states import IMPORT
from nybrott.journal.actions import record
from nybrott.people.queries import actor_of
from nybrott.sources import Unreadable, rows_of

CHUNK = 200  # rows taken in together
BATCH = 500  # rows judged together
QUIET = timedelta(minutes=2)  # after which work is taken for dead
KEPT = timedelta(days=30)  # a file of an import

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


@transaction.atomic
def bring_in(*, actor: Actor, importer: Importer, file: IO[bytes], name: str, language: str, now: datetime) -> Import:
    """Keep a spreadsheet and recognise its columns; goes on to judging by itself when none that is required is missing.

    Raises `Unreadable` when the file is not taken. `language` is that of the sentences about its rows.
    """
    insist(may_bring_in(actor, importer))
    first = list(islice(rows_of(file), 2))
    word = importer.permission or importer.key
    upload = keep_upload(actor=actor, file=file, name=name, now=now, permission=word, kept_for="desk.import")
    headings = first[0][1]
    what = Import.objects.create(
        organisation_id=place_of(actor), kind=importer.key, permission=word, upload=upload, name=upload.name,
        uploaded_by_id=actor.user_id, language=language, headings=headings, heading_at=first[0][0],
        samples=first[1][1] if len(first) > 1 else [], places=recognised(importer.columns, headings), uploaded_at=now,
    )  # fmt: skip
    record(actor=actor, verb="desk.import_brought", thing=what, at=now, facts={"kind": importer.key})
    if not missing(importer.columns, what.places):
        match_columns(actor=actor, what=what, places=what.places, now=now)
        what.refresh_from_db()
    return what


@transaction.atomic
def match_columns(
    *, actor: Actor, what: Import, places: Mapping[str, int], now: datetime, no_heading: bool = False
) -> None:
    """Say which column is which (column key → place from 0) and have every row judged anew.

    `no_heading`: the first row is a row like the others. Raises `Refused` for a match that cannot be.
    """
    what = Import.objects.select_for_update().get(pk=what.pk)
    insist(may_match(actor, what))
    importer = _importer(what)
    known = {column.key for column in importer.columns}
    if set(places) - known or len(set(places.values())) < len(places) or missing(importer.columns, places):
        raise Refused(_("Each required column needs a column of the file, and no two the same."))
    what.places, what.heading_at = dict(places), 0 if no_heading else max(what.heading_at, 1)
    what.state = IMPORT.after("match", what.state)
    what.total, what.done, what.counts, what.trouble = None, 0, {}, ""
    what.started_at = what.beat_at = now
    what.save()
    drop_drafts(actor=actor, key=f"desk.import:{what.pk}")
    _ask_for_work(what)


@transaction.atomic
def confirm_import(*, actor: Actor, what: Import, now: datetime) -> None:
    """Have the good rows taken in. Confirmed again while it runs or after, nothing more happens."""
    what = Import.objects.select_for_update().get(pk=what.pk)
    if what.state in {"running", "done"} and may_go_on_with_import(actor, what):
        return
    insist(may_confirm(actor, what))
    what.state = IMPORT.after("confirm", what.state)
    what.total, what.done = what.counts.get("new", 0) + what.counts.get("changed", 0), 0
    what.confirmed_by_id, what.started_at, what.beat_at = actor.user_id, now, now
    what.save()
    record(actor=actor, verb="desk.import_confirmed", thing=what, at=now, facts={"rows": what.total})
    _ask_for_work(what)


@transaction.atomic
def drop_import(*, actor: Actor, what: Import, now: datetime) -> None:
    """Let an import be: nothing of it was taken in, and its rows and its file are forgotten."""
    what = Import.objects.select_for_update().get(pk=what.pk)
    insist(may_drop_import(actor, what))
    what.state, what.finished_at = IMPORT.after("drop", what.state), now
    what.save(update_fields=["state", "finished_at"])
    record(actor=actor, verb="desk.import_dropped", thing=what, at=now)
    _forget_file(what)
    drop_drafts(actor=actor, key=f"desk.import:{what.pk}")


# --- work without anyone waiting ---


def work_on_import(*, import_id: int, clock: Clock) -> None:
    """Judge or take in what waits, chunk by chunk, until it is done; gives way when another worker is at it."""
    with _alone(import_id) as alone:
        what = Import.objects.filter(pk=import_id).select_related("upload", "organisation").first()
        importer = importer_of(what.kind) if what else None
        if not alone or what is None or not what.is_under_way:
            return
        with override(what.language):
            if importer is None or what.upload is None:
                _stop(what, _("What is needed to import these rows is no longer here."), clock())
            elif what.state == "judging":
                _judge(what, importer, clock)
            else:
                while _take_in_some(what, importer, clock()):
                    pass


def _judge(what: Import, importer: Importer, clock: Clock) -> None:
    """Judge every row; begun anew when it was killed midway."""
    if what.upload is None:
        return
    try:
        with transaction.atomic():
            what.rows.all().delete()
        with shelf().open(what.upload.sha256) as file:
            waiting: deque[tuple[int, list[str]]] = deque()

            def given() -> Iterator[Row]:
                for number, cells in rows_in(what, file):
                    waiting.append((number, cells))
                    yield Row(number, values_of(what, cells))

            verdicts = iter(importer.judge(actor=_actor_of(what), rows=given()))
            while some := [(waiting.popleft()[1], verdict) for verdict in islice(verdicts, BATCH)]:
                if not _keep_judged(what, some, clock()):
                    return
    except (Unreadable, FileNotFoundError) as trouble:
        said = (
            why_not_taken(trouble) if isinstance(trouble, Unreadable) else _("The file is no longer on this machine.")
        )
        _stop(what, said, clock())
        return
    _show(what, clock())


@transaction.atomic
def _keep_judged(what: Import, some: Sequence[tuple[list[str], RowVerdict]], now: datetime) -> bool:
    """Whether the import still wants its rows judged; then these are kept."""
    if not Import.objects.select_for_update().filter(pk=what.pk, state="judging").exists():
        return False
    ImportRow.objects.bulk_create(
        ImportRow(
            of_id=what.pk, number=verdict.number, cells=cells, outcome=verdict.outcome, what=verdict.what[:500],
            errors=dict(verdict.errors), care=verdict.care[:300], judged_at=now,
        )
        for cells, verdict in some
    )  # fmt: skip
    Import.objects.filter(pk=what.pk).update(done=F("done") + len(some), beat_at=now)
    return True


@transaction.atomic
def _show(what: Import, now: datetime) -> None:
    locked = Import.objects.select_for_update().get(pk=what.pk)
    if locked.state == "judging":
        locked.state = IMPORT.after("show", locked.state)
        locked.counts, locked.total, locked.beat_at = _counts(locked), locked.done, now
        locked.save(update_fields=["state", "counts", "total", "beat_at"])


@transaction.atomic
def _take_in_some(what: Import, importer: Importer, now: datetime) -> bool:
    """Take the next rows in, with all that they change, in one transaction; whether there may be more."""
    locked = Import.objects.select_for_update().get(pk=what.pk)
    if locked.state != "running":
        return False
    actor = _actor_of(locked)
    if not (verdict := may_bring_in(actor, importer)):
        _stop(locked, verdict.reason, now)
        return False
    rows = list(locked.rows.filter(taken_at=None, outcome__in=["new", "changed"]).order_by("number")[:CHUNK])
    if not rows:
        _finish(locked, actor, now)
        return False
    verdicts = _taken(importer, actor, [Row(row.number, values_of(locked, row.cells)) for row in rows], now)
    for row in rows:
        said = verdicts[row.number]
        row.outcome, row.what, row.errors = said.outcome, said.what[:500], dict(said.errors)
        row.taken_at = None if said.outcome == "error" else now
    ImportRow.objects.bulk_update(rows, ["outcome", "what", "errors", "taken_at"])
    Import.objects.filter(pk=locked.pk).update(done=F("done") + len(rows), beat_at=now)
    return True


def _taken(importer: Importer, actor: Actor, rows: Sequence[Row], now: datetime) -> dict[int, RowVerdict]:
    """What became of each row. When one of several stands in the way, they are taken one by one, each for itself."""
    try:
        with transaction.atomic():
            verdicts = {said.number: said for said in importer.take_in(actor=actor, rows=rows, now=now)}
            return {row.number: verdicts[row.number] for row in rows}
    except Exception as trouble:  # a room may raise anything for a row; the rows beside it must not suffer
        if len(rows) > 1:
            return {number: said for row in rows for number, said in _taken(importer, actor, [row], now).items()}
        if not isinstance(trouble, Refused):
            log.exception("row %s of an import of %s could not be taken in", rows[0].number, importer.key)
        said = trouble.reason if isinstance(trouble, Refused) else _("This row could not be imported.")
        return {rows[0].number: RowVerdict(rows[0].number, "error", errors={WHOLE_ROW: said})}


def _finish(what: Import, actor: Actor, now: datetime) -> None:
    what.state, what.finished_at, what.beat_at = IMPORT.after("finish", what.state), now, now
    what.counts = _counts(what)
    what.save(update_fields=["state", "finished_at", "beat_at", "counts"])
    taken = what.rows.filter(taken_at__isnull=False).count()
    facts = {"taken": taken, "wrong": what.counts.get("error", 0)}
    record(actor=actor, verb="desk.import_finished", thing=what, at=now, facts=facts)


@transaction.atomic
def _stop(what: Import, why: str, now: datetime) -> None:
    what.state, what.trouble, what.beat_at = IMPORT.after("stop", what.state), why, now
    what.save(update_fields=["state", "trouble", "beat_at"])
    record(
        actor=system("Imports", what.organisation_id),
        verb="desk.import_stopped",
        thing=what,
        at=now,
        facts={"why": why},
    )


def go_on_with_imports(*, now: datetime) -> int:
    """Ask for work on every import that should be worked on and has been quiet; gives how many."""
    quiet = Import.objects.filter(state__in=["judging", "running"], beat_at__lt=now - QUIET)
    for what in quiet:
        _ask_for_work(what)
    return len(quiet)


def forget_imports(*, actor: Actor, now: datetime) -> int:
    """Let imports be that nobody confirmed within a month, and forget the files of all of that age; gives how many."""
    old = Import.objects.filter(uploaded_at__lt=now - KEPT, upload__isnull=False).exclude(
        state__in=["judging", "running"]
    )
    for what in old:
        with transaction.atomic():
            if what.state in IMPORT.steps["drop"][0]:
                what.state, what.finished_at = IMPORT.after("drop", what.state), now
                what.save(update_fields=["state", "finished_at"])
                record(actor=actor, verb="desk.import_dropped", thing=what, at=now)
            _forget_file(what)
    return len(old)


def _forget_file(what: Import) -> None:
    what.rows.all().delete()
    Import.objects.filter(pk=what.pk).update(samples=[])
    Upload.objects.filter(pk=what.upload_id or 0).delete()  # its bytes are swept in the night


def _counts(what: Import) -> dict[str, int]:
    return dict(what.rows.values_list("outcome").annotate(Count("pk")).order_by())


def _actor_of(what: Import) -> Actor:
    """Who answers for it: the one who confirmed it, or else who brought it."""
    return actor_of(what.confirmed_by or what.uploaded_by, what.organisation)


def _importer(what: Import) -> Importer:
    importer = importer_of(what.kind)
    if importer is None:
        insist(no(_("What is needed to import these rows is no longer here.")))
        raise AssertionError
    return importer


def _ask_for_work(what: Import) -> None:
    app.configure_task("desk.work_on_import").defer(import_id=what.pk)


@contextmanager
def _alone(import_id: int) -> Iterator[bool]:
    """Whether nobody else works on this import. The lock ends with the connection, so a killed worker holds none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(27, %s)", [import_id % 2**31])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(27, %s)", [import_id % 2**31])
