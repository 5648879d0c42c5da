"""What a run needs before it begins: the start gate. Rooms above ask for more when they start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.runs.models import Run, Yes
from nybrott.runs.queries.hung import DOORS
from nybrott.runs.states import PartState


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the gate asks for. `why` one sentence, `found` what there is, `missing` what is not, both whole sentences;
    `url` leads to where it is put in place."""

    key: str
    name: str
    why: str
    found: str
    missing: str
    url: str

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


ASKED: list[Callable[[Actor, Run], Check]] = []


def add_gate(check: Callable[[Actor, Run], Check]) -> None:
    """Something more a run needs before it begins, asked by a room above."""
    if check not in ASKED:
        ASKED.append(check)


def gate(actor: Actor, run: Run) -> list[Check]:
    """Everything that is asked for, in the order it is best put in place."""
    own = [_targets(run), _compared(run), _drivers(run)]
    return own + [ask(actor, run) for ask in ASKED]


def _targets(run: Run) -> Check:
    rows = list(run.targets.values_list("name", "baseline", "baseline_on", "no_baseline", "target"))
    whole = [row for row in rows if _settled(*row[1:])]
    lacking = [row[0] for row in rows if not _settled(*row[1:])]
    missing = ""
    if not rows:
        missing = _("There is no target yet.")
    elif lacking:
        missing = _("A value before (or why no one knows it) and a value to reach are missing for: %(names)s.") % {"names": "; ".join(lacking)}  # fmt: skip
    found = ngettext("%(n)s target is complete.", "%(n)s targets are complete.", len(whole)) % {"n": len(whole)}
    why = _("Without a value from before, no one can say afterwards what changed.")
    return Check("targets", _("Targets"), why, found, missing, reverse("runs:targets", args=[run.pk]))


def _settled(baseline: object, baseline_on: object, no_baseline: str, target: object) -> bool:
    """A value before with its day, or why there is none; and a value to reach."""
    before = (baseline is not None and baseline_on is not None) or bool(no_baseline.strip())
    return before and target is not None


def _compared(run: Run) -> Check:
    n = run.compared.count()
    found = ngettext("%(n)s unit is chosen.", "%(n)s units are chosen.", n) % {"n": n} if n else run.no_compared
    missing = "" if found else _("No units are chosen, and no one has written why.")
    why = _("Units that do not take part show what would have happened anyway.")
    return Check("compared", _("Units to compare with"), why, found, missing, reverse("runs:change", args=[run.pk]))


def _drivers(run: Run) -> Check:
    said = Yes.objects.filter(part=OuterRef("pk"), answer=True)
    drivers = run.parts.drivers().filter(state=PartState.IN).annotate(agreed=Exists(said))
    n, without = drivers.count(), drivers.filter(agreed=False).count()
    missing = ""
    if not n:
        missing = _("No driver has been taken in yet.")
    elif without:
        missing = ngettext("%(n)s driver does not have a leader’s yes.", "%(n)s drivers do not have a leader’s yes.", without) % {"n": without}  # fmt: skip
    found = ""
    if n:
        found = ngettext("%(n)s driver has a leader’s yes.", "%(n)s drivers have a leader’s yes.", n - without) % {
            "n": n - without
        }
    waiting = run.parts.drivers().filter(Q(state=PartState.ASKED)).count()
    if waiting:
        found += " " * bool(found) + ngettext("%(n)s more is waiting for an answer and can join later.", "%(n)s more are waiting for an answer and can join later.", waiting) % {"n": waiting}  # fmt: skip
    why = _("A driver whose leader has not approved the time has no time.")
    return Check("yes", _("Leaders' yes"), why, found, missing, reverse(DOORS.get("people", "runs:run"), args=[run.pk]))
