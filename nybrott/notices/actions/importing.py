"""Bringing notices in, and taking an import back. What takes long is done by `carry_imports`, one import at a time."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nybrott.core.actor import Actor, system
from nybrott.core.notices import Notice, ReadError, read
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.lake import NoLake, Progress, Report, build
from nybrott.notices import queries, rules
from nybrott.notices.actions.indexing import index_lake
from nybrott.notices.models import ImportTrouble, NoticeImport
from nybrott.notices.queries.imported import Base, base_file, files_of
from nybrott.notices.states import IMPORT
from nybrott.sources import Inbox, Limits, Refusal, Unreadable, documents, forget, keep

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

MOST_TRIES = 3
MOST_REFUSALS = 100_000  # kept of one import
_LOCK = 7_301_115  # the number of the lock that only one who carries imports holds
_TELL_EVERY = timedelta(seconds=1)
_TOGETHER = 500
TASK = "notices.carry_imports"


# --- what people ask for ---


@transaction.atomic
def bring_upload(*, actor: Actor, name: str, pieces: Iterable[bytes], now: datetime) -> NoticeImport:
    """Take a file somebody sent; its notices are read by and by. Raises `Unreadable` ("too-large", "empty")."""
    _insist_on_import(actor)
    one = _asked(actor, NoticeImport.Source.UPLOAD, name, now)
    # written before the row is seen by others, so that no import is ever without its file
    one.size = keep(pieces, files_of(one), name, most=settings.MOST_UPLOADED)
    one.save(update_fields=["size"])
    return one


@transaction.atomic
def bring_folder(*, actor: Actor, place: str, now: datetime) -> NoticeImport:
    """Take a file or folder below the inbox; it is copied by and by. Raises `Unreadable` ("outside", "missing")."""
    _insist_on_import(actor)
    found = queries.inbox()
    if found is None:
        raise Unreadable("missing")
    above = place.strip("/").rpartition("/")[0]
    if place.startswith("/") or place.strip("/") not in [one.place for one in found.lying(above, most=100_000)]:
        raise Unreadable("outside")
    return _asked(actor, NoticeImport.Source.FOLDER, place.strip("/"), now)


def _insist_on_import(actor: Actor) -> None:
    insist(rules.may_import_notices(actor))
    if queries.is_lake_of_others():
        raise Refused(
            _(
                "The notices here were read from files this site does not know of, and would be lost. Those who run the site can name them in the setting NYBROTT_NOTICES."
            )
        )


def _asked(actor: Actor, source: NoticeImport.Source, name: str, now: datetime) -> NoticeImport:
    one = NoticeImport.objects.create(
        organisation_id=actor.organisation_id or 0,
        brought_by_id=actor.user_id,
        source=source,
        name=name[-300:],
        asked_at=now,
    )
    app.configure_task(TASK).defer()
    record(actor=actor, verb="notices.import_asked", thing=one, at=now, facts={"source": str(source)})
    return one


@transaction.atomic
def take_back_import(*, actor: Actor, notice_import: NoticeImport, now: datetime) -> NoticeImport:
    """Take an import back. One that is in the lake leaves it by and by; one that is not goes at once, with its files."""
    one = NoticeImport.objects.select_for_update().get(pk=notice_import.pk)
    insist(rules.may_take_back(actor, one))
    step = "take_back" if "take_back" in IMPORT.open_steps(one.state) else "drop"
    one.state, one.tries, one.trouble, one.detail = IMPORT.after(step, one.state), 0, "", ""
    one.ended_at = now if one.state == "gone" else None
    one.save()
    if one.state == "gone":
        transaction.on_commit(lambda: forget(files_of(one)))
    else:
        app.configure_task(TASK).defer()
    record(actor=actor, verb="notices.import_taken_back", thing=one, at=now)
    return one


@transaction.atomic
def try_import_again(*, actor: Actor, notice_import: NoticeImport, now: datetime) -> NoticeImport:
    """Let an import that failed begin anew."""
    one = NoticeImport.objects.select_for_update().get(pk=notice_import.pk)
    insist(rules.may_try_again(actor, one))
    one.state, one.tries, one.trouble, one.detail = IMPORT.after("try_again", one.state), 0, "", ""
    one.ended_at = None
    one.save()
    app.configure_task(TASK).defer()
    record(actor=actor, verb="notices.import_tried_again", thing=one, at=now)
    return one


# --- what is done without them ---


def rebuild_lake(
    *,
    base: Base | None = None,
    also: NoticeImport | None = None,
    jobs: int = 1,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Make the lake hold just the host's own notices and all imports that are in (and `also`, which is on its way).

    The lake that stood there holds until the new one is complete. Raises `NoLake` when the host's own notices are not
    where they were, or another build is at work.
    """
    own = base or queries.base() or Base(())
    for path in own.paths:
        if not Path(path).exists():
            raise NoLake(f"The host's own notices are not in {path} any more; the lake is left as it is.")
    brought = [files_of(one) for one in queries.in_the_lake()] + ([files_of(also)] if also else [])
    report = build([*own.paths, *brought], settings.LAKE, jobs=jobs, progress=progress)
    said = base_file()
    said.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = said.with_suffix(".part")
    half.write_text(Base(own.paths, own.samples, report.generation).text(), encoding="utf-8")
    half.replace(said)
    return report


def carry_imports(*, clock: Clock) -> int:
    """Carry what is asked for through, one import after the other; gives how many. Does nothing while another does.

    The table of imports is the queue. What was killed half-way is found in it and begun again, three times at most;
    the build itself goes on where it was.
    """
    done = 0
    with _alone() as alone:
        while alone and (one := _next()) is not None:
            try:
                _leave(one, clock) if one.state == "leaving" else _bring(one, clock)
            except NoLake as busy:
                if "at work" not in str(busy):
                    raise
                # the host builds by hand just now: come back in a minute
                NoticeImport.objects.filter(pk=one.pk).update(tries=max(0, one.tries - 1))
                break
            done += 1
    return done


@contextmanager
def _alone() -> Iterator[bool]:
    """A lock that lives as long as the connection: whoever is killed lets it go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _next() -> NoticeImport | None:
    # nobody else is at work, so what is half-way was interrupted
    for states in (("working", "leaving"), ("waiting",)):
        if found := NoticeImport.objects.filter(state__in=states).order_by("pk").first():
            return found
    return None


def _bring(one: NoticeImport, clock: Clock) -> None:
    if one.state == "waiting":
        one.state = IMPORT.after("begin", one.state)
    one.tries, one.begun_at, one.trouble, one.detail = one.tries + 1, clock(), "", ""
    one.done = one.notices = one.troubles = 0
    one.save()
    try:
        if one.tries > MOST_TRIES:
            raise Unreadable("interrupted")
        _keep(one)
        _look_through(one, clock)
        if not one.found["read"]:
            raise Unreadable("nothing")
        one.before = queries.figures()
        _told(one, "building")
        rebuild_lake(also=one, progress=_teller(one, clock))
        new = queries.notices_from(files_of(one))
        one.found = one.found | {"new": new, "already": max(0, one.found["read"] - new)}
    except NoLake as trouble:
        if "at work" in str(trouble):
            raise
        _fail(one, "lake", str(trouble), clock())
    except Unreadable as trouble:
        _fail(one, trouble.code, trouble.detail, clock())
    except Exception as trouble:
        log.exception("Import %s failed", one.pk)
        _fail(one, "trouble", f"{type(trouble).__name__}: {trouble}", clock())
    else:
        index_lake(now=clock())
        one.after = queries.figures()  # before it is told to have ended: whoever looks then sees what it moved
        _hold(one, clock())


def _keep(one: NoticeImport) -> None:
    """See that the import's files lie in its folder; a folder on the host is copied there."""
    _told(one, "keeping")
    if files_of(one).is_dir():
        return
    if one.source != NoticeImport.Source.FOLDER:
        raise Unreadable("missing")
    _files, size = Inbox(Path(settings.INBOX)).take(one.name, files_of(one), most=settings.MOST_TAKEN)
    one.size = size
    one.save(update_fields=["size"])


def _look_through(one: NoticeImport, clock: Clock) -> None:
    """Read every file once, before the lake is touched: how many notices of which kind, and what cannot be read."""
    _told(one, "looking")
    folder = files_of(one)
    formats: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    refused: list[ImportTrouble] = []
    tell = _teller(one, clock)
    one.refusals.all().delete()
    done = 0

    def shown(path: str) -> str:
        return path.removeprefix(f"{folder}/")

    def refuse(path: str, place: str, reason: str) -> None:
        one.troubles += 1
        if one.troubles <= MOST_REFUSALS:
            refused.append(
                ImportTrouble(notice_import=one, path=_plain(shown(path)), place=_plain(place), reason=_plain(reason))
            )

    # named one by one, so that an archive without notices says so
    for item in documents(sorted(folder.iterdir()), limits=Limits()):
        if isinstance(item, Refusal):
            refuse(item.path, item.place, item.reason)
        else:
            done += 1
            for found in read(item.data, path=item.path):
                if isinstance(found, ReadError):
                    refuse(found.path, found.place, found.reason)
                elif isinstance(found, Notice):
                    formats[found.format] += 1
                    stages[found.stage] += 1
        if len(refused) >= _TOGETHER:
            ImportTrouble.objects.bulk_create(refused)
            refused.clear()
        tell(Progress("looking", done, formats.total(), one.troubles))
    ImportTrouble.objects.bulk_create(refused)
    one.found = {"documents": done, "read": formats.total(), "format": dict(formats), "stage": dict(stages)}
    one.notices, one.done = formats.total(), done
    one.save()


def _teller(one: NoticeImport, clock: Clock) -> Callable[[Progress], None]:
    """Writes how far it has come, at most once a second."""
    last = [clock()]

    def tell(now: Progress) -> None:
        if clock() - last[0] >= _TELL_EVERY:
            last[0] = clock()
            NoticeImport.objects.filter(pk=one.pk).update(done=now.documents, notices=now.notices)

    return tell


def _told(one: NoticeImport, step: str) -> None:
    one.step = step
    one.save(update_fields=["step", "found", "before", "size"])


@transaction.atomic
def _hold(one: NoticeImport, now: datetime) -> None:
    one.state, one.ended_at, one.step = IMPORT.after("hold", one.state), now, ""
    one.save()
    facts = {name: one.found[name] for name in ("read", "new", "already")} | {"refused": one.troubles}
    record(actor=_by(one), verb="notices.imported", thing=one, at=now, facts=facts)


@transaction.atomic
def _fail(one: NoticeImport, trouble: str, detail: str, now: datetime) -> None:
    one.state, one.ended_at, one.step = IMPORT.after("fail", one.state), now, ""
    one.trouble, one.detail = trouble, _plain(detail)[:1000]
    one.save()
    record(actor=_by(one), verb="notices.import_failed", thing=one, at=now, facts={"why": trouble})


def _leave(one: NoticeImport, clock: Clock) -> None:
    one.tries, one.begun_at, one.step = one.tries + 1, clock(), "building"
    one.before = queries.figures()
    one.save()
    try:
        if one.tries > MOST_TRIES:
            raise Unreadable("interrupted")
        rebuild_lake(progress=_teller(one, clock))
    except NoLake as trouble:
        if "at work" in str(trouble):
            raise
        _stay(one, "lake", str(trouble), clock())
    except Exception as trouble:
        log.exception("Import %s could not be taken back", one.pk)
        code = trouble.code if isinstance(trouble, Unreadable) else "trouble"
        _stay(one, code, f"{type(trouble).__name__}: {trouble}", clock())
    else:
        index_lake(now=clock())
        with transaction.atomic():
            one.state, one.ended_at, one.step = IMPORT.after("leave", one.state), clock(), ""
            one.after = queries.figures()
            one.save()
            record(actor=_by(one), verb="notices.import_left", thing=one, at=clock())
        forget(files_of(one))


@transaction.atomic
def _stay(one: NoticeImport, trouble: str, detail: str, now: datetime) -> None:
    one.state, one.ended_at, one.step = IMPORT.after("stay", one.state), now, ""
    one.trouble, one.detail = trouble, _plain(detail)[:1000]
    one.save()
    record(actor=_by(one), verb="notices.import_stayed", thing=one, at=now, facts={"why": trouble})


def _by(one: NoticeImport) -> Actor:
    return system("Import", one.organisation_id)


def _plain(text: str) -> str:
    # PostgreSQL holds no NUL, and no half of a character
    return text.replace("\x00", " ").encode("utf-8", "replace").decode()
