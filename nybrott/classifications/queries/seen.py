"""What is seen of a procurement: by rooms below and above, by the buyer, and in official notices."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.classifications.models import Answer
from nybrott.core.adviser import CODES
from nybrott.core.classes import Signal, merged
from nybrott.dialogues.states import DialogueState
from nybrott.hearings.models import Contribution, Evidence
from nybrott.hearings.states import ContributionState
from nybrott.procurements.models import Procurement

Seen = Callable[[Procurement], Iterable[Signal]]
"""What a room sees of a procurement: signals of `core.classes`, with words and the address where it is seen."""
# evidence that people told or were watched; figures and documents are none of it
FROM_PEOPLE = (Evidence.Kind.INTERVIEW, Evidence.Kind.OBSERVATION, Evidence.Kind.SURVEY, Evidence.Kind.WORKSHOP, Evidence.Kind.CONTRIBUTION)  # fmt: skip
HELD = (DialogueState.OPEN, DialogueState.ENDED, DialogueState.LOCKED)


@dataclass(frozen=True, slots=True)
class Declared:
    """What an official notice says: what it is called, where it is read, when it was published, its codes in BT-776, and whether it carries
    BT-06 inn-pur (None: a form that cannot carry it)."""

    title: str
    url: str
    on: date | None
    codes: tuple[str, ...]
    innovation: bool | None

    def agrees(self, confirmed: Collection[str]) -> bool | None:
        """Whether it says what is confirmed here; None for a form that cannot. Codes that are in the list no more say nothing."""
        if self.innovation is None:
            return None
        return set(self.codes) & set(CODES) == set(confirmed) and self.innovation == bool(confirmed)


@dataclass(frozen=True, slots=True)
class Told:
    """What is answered about a signal: yes, no, or None to take an answer back; and how one knows."""

    present: bool | None
    note: str = ""


SEEN: list[Seen] = []
DECLARED: list[Callable[[Procurement], Iterable[Declared]]] = []


def add_signal(read: Seen) -> None:
    """A room above or beside: what it sees of a procurement. Of several that see the same, one yes is a yes."""
    if read not in SEEN:
        SEEN.append(read)


def add_declared(read: Callable[[Procurement], Iterable[Declared]]) -> None:
    """A room above or beside: what official notices say of a procurement."""
    if read not in DECLARED:
        DECLARED.append(read)


def declared(procurement: Procurement) -> list[Declared]:
    """What official notices say, the latest first."""
    found = [one for read in DECLARED for one in read(procurement)]
    return sorted(found, key=lambda one: (one.on or date.min, one.title), reverse=True)


def answers(procurement: Procurement) -> dict[str, Answer]:
    """What the buyer answered, by signal; an answer that was taken back is none."""
    found = procurement.signal_answers.filter(current=True, present__isnull=False).select_related("by")
    return {one.kind: one for one in found}


def from_trail(procurement: Procurement) -> list[Signal]:
    """What Nybrott sees by itself: users heard, dialogues held, and what rooms above add."""
    return [*_heard(procurement), *_dialogues(procurement), *(one for read in SEEN for one in read(procurement))]


def signals(procurement: Procurement) -> dict[str, Signal]:
    """One signal of each kind, what was seen and what the buyer answered taken together."""
    said = [Signal(one.kind, one.present, one.note, "", "buyer") for one in answers(procurement).values()]
    return merged([*from_trail(procurement), *said])


def _heard(procurement: Procurement) -> Iterable[Signal]:
    """Whether people were heard on its challenges; unknown while it answers no challenge."""
    challenges = list(procurement.challenges.order_by("pk").values_list("pk", flat=True))
    if not challenges:
        return
    told = Contribution.objects.filter(challenge__in=challenges).exclude(state=ContributionState.HIDDEN)
    shown = Evidence.objects.filter(challenge__in=challenges, kind__in=FROM_PEOPLE, contribution__isnull=True)
    n, pieces = told.count(), shown.count()
    first = (told if n else shown).order_by("challenge").values_list("challenge", flat=True).first() or challenges[0]
    words = [ngettext("%(n)s contribution", "%(n)s contributions", n) % {"n": n}] if n else []
    words += [ngettext("%(n)s piece of evidence from people", "%(n)s pieces of evidence from people", pieces) % {"n": pieces}] if pieces else []  # fmt: skip
    where = reverse("hearings:contributions" if n else "hearings:evidence", args=[first])
    yield Signal("users-heard", bool(n or pieces), ", ".join(words) or _("No one was heard on its challenges."), where)


def _dialogues(procurement: Procurement) -> Iterable[Signal]:
    """Each market dialogue that was announced; no dialogue at all is unknown, it may have been held elsewhere."""
    for one in procurement.dialogues.filter(state__in=HELD, announced_at__isnull=False).order_by("announced_at", "pk"):
        words = _("Being held: %(title)s") if one.state == DialogueState.OPEN else _("Held: %(title)s")
        yield Signal("dialogue-held", True, words % {"title": one.title}, reverse("dialogues:dialogue", args=[one.pk]))
