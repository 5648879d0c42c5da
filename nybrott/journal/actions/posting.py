"""Letters on their way: each posted exactly once, whoever is killed when.

A letter is marked as on its way and that is committed; then it goes; then it is marked as sent. Whoever posts holds an advisory
lock of its session on the letter meanwhile, which is gone the moment its process is. A letter on its way that nobody
holds was left by somebody who died: a way that is exact posts it again and no harm is done, for any other only a person can say
whether it went. What the machine does to a letter stands on the letter, not in the journal.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils.translation import override

from nybrott.core.actor import system
from nybrott.journal.actions.entries import record
from nybrott.journal.actions.laying import NewLetter
from nybrott.journal.letters.envelopes import envelope
from nybrott.journal.letters.gathering import gathered
from nybrott.journal.letters.ways import Never, NotNow, Unsure, Way
from nybrott.journal.models import Letter, LetterQuerySet, LetterState
from nybrott.journal.states import LETTER, Pace

POSTING = 0x6E7A  # the number of the advisory locks for posting; the second number is the letter
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]  # before the second try, the third, …
GATHERED = [Pace.DAILY, Pace.WEEKLY]


def due(now: datetime) -> LetterQuerySet:
    """The letters to post now, the oldest first."""
    ready = Q(send_after__isnull=True) | Q(send_after__lte=now)
    return Letter.objects.filter(ready, state=LetterState.WAITING, pace=Pace.ONCE).order_by("id")


def post_next_letter(*, way: Way, now: datetime) -> bool:
    """Post the next letter that is due; gives whether there was one. Call it outside a transaction."""
    letter = take(way=way, now=now)
    if letter is None:
        return False
    try:
        deliver(letter, way=way, now=now)
    finally:
        let_go(letter)
    return True


@transaction.atomic
def take(*, way: Way, now: datetime) -> Letter | None:
    """Mark the next letter that is due as on its way, held by this session; None when nothing is due."""
    for letter in due(now).select_for_update(skip_locked=True, of=("self",))[:5]:
        if not hold(letter):
            continue
        letter.state = LETTER.after("take", letter.state)
        letter.attempts, letter.way, letter.stranded_at = letter.attempts + 1, way.name, None
        letter.save(update_fields=["state", "attempts", "way", "stranded_at"])
        return letter
    return None


def hold(letter: Letter) -> bool:
    """Hold a letter for this session of the database until it is let go; False when another session holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [POSTING, letter.pk % 0x7FFFFFFF])
        return bool(cursor.fetchone()[0])


def let_go(letter: Letter) -> None:
    """Hold a letter no longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [POSTING, letter.pk % 0x7FFFFFFF])


def deliver(letter: Letter, *, way: Way, now: datetime) -> None:
    """Let a letter that is on its way go, and note what became of it."""
    try:
        way.post(envelope(letter, now=now))
    except Unsure as trouble:
        _note(letter, stranded_at=now, trouble=str(trouble)[:1000])
    except NotNow as trouble:
        later = letter.attempts <= len(PAUSES)
        _step(
            letter, "put_back" if later else "give_up", trouble=str(trouble)[:1000],
            **({"send_after": now + PAUSES[letter.attempts - 1]} if later else {}),
        )  # fmt: skip
    except (Never, ValueError) as trouble:
        _step(letter, "give_up", trouble=str(trouble)[:1000])
    else:
        mark_sent(letter, now=now)


def mark_sent(letter: Letter, *, now: datetime) -> None:
    """Note that it went, and forget its secrets."""
    _step(letter, "finish", sent_at=now, secrets={}, trouble="", stranded_at=None)


def _step(letter: Letter, verb: str, **changes: object) -> None:
    _note(letter, state=LETTER.after(verb, LetterState.SENDING), **changes)


def _note(letter: Letter, **changes: object) -> None:
    # only while it still is on its way: somebody may have said meanwhile what became of it
    Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING).update(**changes)


def rescue_letters(*, way: Way, now: datetime) -> int:
    """Look after the letters that somebody left on their way; gives how many were posted again.

    Only a letter that an exact way had taken, and the same way takes now, is posted again by itself.
    """
    again = 0
    for letter in Letter.objects.filter(state=LetterState.SENDING, stranded_at__isnull=True).select_related("entry"):
        with _held(letter) as mine:
            if not mine or not Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING).exists():
                continue
            if way.exact and letter.way == way.name:
                deliver(letter, way=way, now=now)
                again += 1
            else:
                _note(letter, stranded_at=now)
    return again


@contextmanager
def _held(letter: Letter) -> Iterator[bool]:
    mine = hold(letter)
    try:
        yield mine
    finally:
        if mine:
            let_go(letter)


# --- several letters gathered into one ---


def gather_letters(*, now: datetime) -> int:
    """Put the letters that wait to be gathered, and whose morning has come, into one for each receiver; gives how many came out.

    A letter that is alone goes as it is.
    """
    ready = Letter.objects.filter(state=LetterState.WAITING, pace__in=GATHERED, send_after__lte=now)
    receivers = ready.order_by().values_list("organisation_id", "to_user_id", "to_address").annotate(Count("pk"))
    return sum(
        _gather(organisation_id, user_id, address, now=now) for organisation_id, user_id, address, _n in receivers
    )


@transaction.atomic
def _gather(organisation_id: int | None, user_id: int | None, address: str, *, now: datetime) -> int:
    mine = Letter.objects.filter(
        state=LetterState.WAITING, pace__in=GATHERED, send_after__lte=now, to_user_id=user_id, to_address=address
    )
    mine = (
        mine.filter(organisation_id=organisation_id) if organisation_id else mine.filter(organisation_id__isnull=True)
    )
    letters = list(mine.order_by("id").select_for_update(skip_locked=True, of=("self",)))
    if not letters:
        return 0
    if len(letters) == 1:
        mine.filter(pk=letters[0].pk).update(pace=Pace.ONCE)
        return 1
    last = letters[-1]
    with override(last.language):
        subject, body = gathered([(letter.subject, letter.body) for letter in letters])
    entry = record(
        actor=system("Nybrott", organisation_id), verb="journal.gathered", thing=last, at=now, facts={"letters": len(letters)},
        letters=[
            NewLetter(
                "journal.gathered", address, subject, body, to_name=last.to_name, to_user_id=user_id, language=last.language
            )
        ],
    )  # fmt: skip
    whole = Letter.objects.get(entry=entry)
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        state=LETTER.after("gather", LetterState.WAITING), gathered_into=whole
    )
    return 1
