"""The room while it is under way, and what came out. Nobody's unshared notes are read here but for their own writer."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from nybrott.workshops.models import Group, Note, Seat, Step, Vote, Workshop
from nybrott.workshops.states import SeatState, StepKind

CODE_LENGTH = 8


def with_code(code: str) -> Workshop | None:
    """The workshop a code on a wall lets into. Anyone may ask who has read the code; capitals or not."""
    found = Workshop.objects.select_related("step", "organisation", "challenge")
    return found.filter(code=code.upper()).first() if len(code) <= CODE_LENGTH else None


def shared_notes(workshop: Workshop) -> QuerySet[Note]:
    """The notes everybody in the room may read."""
    return workshop.notes.filter(step__shared_at__isnull=False)


@dataclass(slots=True)
class Tally:
    """A group with its notes, or one note in no group, and the votes for it. `given`: whether the one who asks gave one."""

    group: Group | None = None
    note: Note | None = None
    notes: list[Note] = field(default_factory=list)
    votes: int = 0
    given: bool = False
    landed: bool = False

    @property
    def key(self) -> str:
        """What a form calls it: group-3, note-4."""
        return f"group-{self.group.pk}" if self.group else f"note-{self.note.pk if self.note else 0}"

    @property
    def title(self) -> str:
        """What it is about."""
        return self.group.title if self.group else self.note.text if self.note else ""


def tallies(workshop: Workshop, *, seat: Seat | None = None, ranked: bool = False) -> list[Tally]:
    """Groups in their order, then shared notes in none. `seat`: whose votes are marked, in the step under way.

    Votes are counted over the steps whose count is shown. `ranked`: most votes first, ties in their order.
    """
    found = {("group", group.pk): Tally(group=group) for group in workshop.groups.all()}
    loose = {}
    for note in shared_notes(workshop).select_related("seat"):
        if note.group_id:
            found["group", note.group_id].notes.append(note)
        else:
            loose["note", note.pk] = Tally(note=note, notes=[note])
    found |= loose
    shown = Vote.objects.filter(step__workshop=workshop, step__shared_at__isnull=False)
    for group_id, note_id, number in shown.values_list("group", "note").annotate(n=Count("pk")).order_by():
        if one := found.get(("group", group_id) if group_id else ("note", note_id)):
            one.votes = number
    if seat is not None:
        for group_id, note_id in Vote.objects.filter(seat=seat, step=workshop.step_id).values_list("group", "note"):
            if one := found.get(("group", group_id) if group_id else ("note", note_id)):
                one.given = True
    for group_id, note_id in workshop.landings.values_list("group", "note"):
        if one := found.get(("group", group_id) if group_id else ("note", note_id)):
            one.landed = True
    rows = list(found.values())
    return sorted(rows, key=lambda one: -one.votes) if ranked else rows


def untouched_notes(workshop: Workshop) -> list[Note]:
    """Shared notes in no group."""
    return list(shared_notes(workshop).filter(group__isnull=True))


@dataclass(frozen=True, slots=True)
class Phone:
    """What one phone shows: the step, one's own notes in it, what is shared, and one's votes."""

    step: Step | None
    mine: list[Note]
    shared: list[Tally]
    votes_left: int
    ends_at: datetime | None


def phone(workshop: Workshop, seat: Seat) -> Phone:
    """The room as somebody who takes part sees it."""
    step = workshop.step
    if step is None:
        return Phone(None, [], tallies(workshop, seat=seat, ranked=True), 0, None)
    mine = list(seat.notes.filter(step=step)) if step.kind == StepKind.WRITE else []
    left = step.votes_each - Vote.objects.filter(seat=seat, step=step).count() if step.kind == StepKind.VOTE else 0
    shared = [] if step.kind == StepKind.WRITE and step.shared_at is None else tallies(workshop, seat=seat)
    return Phone(step, mine, shared, max(left, 0), workshop.step_ends_at)


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step as the one who leads sees it: how many notes from how many people, how many votes. Never what they say."""

    step: Step
    notes: int
    writers: int
    votes: int
    voters: int


def steps_told(workshop: Workshop) -> list[StepTold]:
    """Every step with its numbers."""
    steps = workshop.steps.annotate(
        n=Count("notes", distinct=True), writers=Count("notes__seat", distinct=True),
        v=Count("votes", distinct=True), voters=Count("votes__seat", distinct=True),
    )  # fmt: skip
    return [StepTold(one, one.n, one.writers, one.v, one.voters) for one in steps]


def mark_of(workshop: Workshop) -> str:
    """Changes when the one who leads has something new to see: a step, a phone, a note, a vote."""
    seen = Workshop.objects.filter(pk=workshop.pk).aggregate(
        seats=Count("seats", filter=Q(seats__joined_at__isnull=False) & ~Q(seats__state=SeatState.OUT), distinct=True),
        notes=Count("notes", distinct=True),
        votes=Count("steps__votes", distinct=True),
    )
    return f"{workshop.turn}-{seen['seats']}-{seen['notes']}-{seen['votes']}"
