"""Letters laid in the outbox, in the transaction of the action that wants them sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from nybrott.journal.letters.envelopes import ascii_address, missing, one_line
from nybrott.journal.models import Entry, Letter, LetterState
from nybrott.journal.queries import gatherable, letter_kinds, paces_of, read_first
from nybrott.journal.states import Pace

MORNING = 7  # o'clock, when gathered letters go


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter an action wants sent. `kind` is "<room>.<what>", told of in the room's `letters.KINDS`; `secrets` are filled
    into `body` only on the way out, each where {its name} stands; the secret "stop" is an address that stops such letters at
    one POST, and goes in the letter's head as well (RFC 8058). `held`: whoever lays it out wants to read it there first."""

    kind: str
    to_address: str
    subject: str
    body: str
    to_name: str = ""
    to_user_id: int | None = None
    language: str = "nb"
    secrets: Mapping[str, str] = field(default_factory=dict)
    send_after: datetime | None = None
    held: bool = False

    def __post_init__(self) -> None:
        if lost := missing(self.body, self.secrets):
            raise ValueError(f"the letter {self.kind} does not say {', '.join(lost)}")


def lay_out(entry: Entry, letters: Iterable[NewLetter], *, at: datetime) -> list[Letter]:
    """Lay letters in the outbox beside the entry that caused them; how each begins hangs on what was chosen.

    Held, when the organisation reads its kind first; later, with others, or not at all, as its receiver chose; failed
    from the start, when its address is none.
    """
    wanted = list(letters)
    if not wanted:
        return []
    kinds = {letter.kind for letter in wanted}
    chosen = paces_of({letter.to_user_id for letter in wanted if letter.to_user_id is not None}, kinds)
    held = read_first(entry.organisation_id) & kinds
    return Letter.objects.bulk_create(_laid(entry, letter, chosen, held, at) for letter in wanted)


def _laid(
    entry: Entry, letter: NewLetter, chosen: Mapping[tuple[int, str], Pace], held: set[str], at: datetime
) -> Letter:
    pace = Pace.ONCE
    if letter.to_user_id is not None and not letter.secrets and gatherable(letter.kind):
        pace = chosen.get((letter.to_user_id, letter.kind), Pace.ONCE)
    laid = Letter(
        organisation_id=entry.organisation_id, entry=entry, kind=letter.kind, language=letter.language,
        to_address=letter.to_address[:254], to_name=one_line(letter.to_name)[:200], to_user_id=letter.to_user_id,
        subject=one_line(letter.subject)[:300], body=letter.body.replace("\x00", ""), secrets=dict(letter.secrets),
        written_at=at, send_after=letter.send_after, pace=pace,
    )  # fmt: skip
    known = letter_kinds().get(letter.kind)
    try:
        ascii_address(letter.to_address)
    except ValueError as trouble:
        laid.state, laid.trouble, laid.to_address = LetterState.FAILED, str(trouble), one_line(letter.to_address)[:254]
        return laid
    if pace == Pace.NEVER:
        laid.state = LetterState.WITHDRAWN
    elif letter.held or (letter.kind in held and (known is None or known.readable)):
        laid.state = LetterState.HELD
    if pace in (Pace.DAILY, Pace.WEEKLY):
        laid.send_after = next_morning(max(at, letter.send_after or at), weekly=pace == Pace.WEEKLY)
    return laid


def next_morning(after: datetime, *, weekly: bool) -> datetime:
    """The next time gathered letters go: the coming morning, or that of the coming Monday, in the host's time zone."""
    local = timezone.localtime(after)
    day = local.date() if local.hour < MORNING else local.date() + timedelta(days=1)
    if weekly:
        day += timedelta(days=-day.weekday() % 7)
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=MORNING)))
