"""What other rooms ask: which class, which codes, which procurements are innovative, what the notice says, what comes next."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.classifications.models import ClassChoice, CodeAnswer, Proposal
from nybrott.classifications.states import INNOVATIVE, Class, Outcome
from nybrott.core.actor import Actor
from nybrott.core.classes import Declaration, declare
from nybrott.core.sayings import sayings
from nybrott.procurements.models import Procurement
from nybrott.procurements.rules import may_work
from nybrott.procurements.states import BEFORE_COMPETITION, ProcurementState
from nybrott.ui.formats import language
from nybrott.ui.thread import NextStep


def class_of(procurements: Iterable[Procurement | int]) -> Mapping[int, Class]:
    """The class the buyer chose, by the procurement's key; where none was chosen there is no entry."""
    keys = [one if isinstance(one, int) else one.pk for one in procurements]
    found = ClassChoice.objects.filter(procurement__in=keys, current=True).values_list("procurement", "klass")
    return {pk: Class(klass) for pk, klass in found}


def innovative(found: QuerySet[Procurement], *, classes: Collection[str] = INNOVATIVE) -> QuerySet[Procurement]:
    """Those that are innovative by the buyer's own classification: a class is chosen, and it is one of `classes` (all three ways)."""
    chosen = ClassChoice.objects.filter(procurement=OuterRef("pk"), current=True, klass__in=list(classes))
    return found.filter(Exists(chosen))


def confirmed_codes(procurement: Procurement) -> tuple[str, ...]:
    """The codes of BT-776 that are confirmed, in their order."""
    return tuple(CodeAnswer.objects.filter(procurement=procurement, current=True, confirmed=True).order_by("code").values_list("code", flat=True))  # fmt: skip


def class_column(keys: Collection[int]) -> Mapping[int, str]:
    """Classes in words, for the portfolio as a file."""
    return {pk: str(klass.label) for pk, klass in class_of(keys).items()}


def codes_column(keys: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Confirmed codes, for the portfolio as a file."""
    made: dict[int, tuple[str, ...]] = {}
    found = CodeAnswer.objects.filter(procurement__in=keys, current=True, confirmed=True)
    for pk, code in found.order_by("procurement", "code").values_list("procurement", "code"):
        made[pk] = (*made.get(pk, ()), code)
    return made


def declaration(procurement: Procurement) -> Declaration:
    """What the notice says of innovation, in the reader's language where nobody wrote words: the reason of the class, else those of the codes."""
    confirmed = list(CodeAnswer.objects.filter(procurement=procurement, current=True, confirmed=True).order_by("code"))
    chosen = ClassChoice.objects.filter(procurement=procurement, current=True).exclude(klass=Class.NONE).first()
    words = chosen.reason if chosen else " ".join(dict.fromkeys(one.reason for one in confirmed if one.reason))
    if not words.strip():
        words = ". ".join(sayings("adviser").say("codes", one.code, language()) for one in confirmed)
    return declare((one.code for one in confirmed), text=words, language=language())


def next_step(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """Proposals that wait for an answer, and before the competition is announced the class."""
    if procurement.state not in BEFORE_COMPETITION:
        return None
    if Proposal.objects.filter(procurement=procurement, outcome=Outcome.OPEN).exists():
        label = _("Answer what the draft points to")
    elif procurement.state == ProcurementState.PREPARING and not class_of([procurement]):
        label = _("Choose the class")
    else:
        return None
    allowed = may_work(actor, procurement)
    state, where = str(ProcurementState(procurement.state).label), reverse("classifications:page", args=[procurement.pk])  # fmt: skip
    who = procurement.owner.name if procurement.owner else _("Those who carry out procurements")
    return NextStep(state, label, _("You") if allowed else who, where if allowed else "", "" if allowed else allowed.reason)  # fmt: skip
