"""The pilot graveyard: market dialogues, pilots and developments nobody has decided about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contracts.models import Contract, Patience
from nybrott.contracts.queries.trial import undecided_contracts
from nybrott.contracts.states import Kind
from nybrott.core.terms import months_after, months_between
from nybrott.dialogues.models import Dialogue, Post
from nybrott.dialogues.states import DialogueState, PostKind
from nybrott.people.models import User
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import ProcurementState

GONE_ON = (
    ProcurementState.PREPARING, ProcurementState.COMPETITION, ProcurementState.CONTRACT, ProcurementState.IN_USE, ProcurementState.ENDED,
    ProcurementState.STOPPED,
)  # fmt: skip
MOST = 2_000  # of each, more than any organisation has


@dataclass(frozen=True, slots=True)
class Grave:
    """Something nobody has decided about. `since`: the day it waits from; `over_on`: the day it has waited as long as the organisation says;
    `ends_by`: what would end it, at `url`."""

    thing: Contract | Dialogue
    procurement: Procurement | None
    kind: str
    owner: User | None
    since: date
    over_on: date
    ends_by: str
    url: str

    @property
    def about(self) -> tuple[str, str]:
        """Its kind and key as tasks name them."""
        return ("contracts.contract" if isinstance(self.thing, Contract) else "dialogues.dialogue", str(self.thing.pk))

    def is_over(self, today: date) -> bool:
        """Whether it has waited too long."""
        return self.over_on <= today

    def months(self, today: date) -> int:
        """How many whole months it has waited."""
        return max(0, months_between(self.since, today))


def months_of(organisation: int) -> int:
    """After how many months something is in the graveyard."""
    found = Patience.objects.filter(organisation=organisation).values_list("months", flat=True).first()
    return Patience.USUAL if found is None else found


def _contracts(organisation: int) -> QuerySet[Contract]:
    found = undecided_contracts().filter(procurement__organisation=organisation)
    return found.select_related("procurement__owner").annotate(again=Max("reviews__again_at")).order_by("pk")[:MOST]


def _dialogues(organisation: int) -> QuerySet[Dialogue]:
    """Those that were announced, have led to no competition and no word of what became of them, and are not let lie."""
    found = Dialogue.objects.filter(
        organisation=organisation,
        state__in=(DialogueState.OPEN, DialogueState.ENDED),
        outcome_at__isnull=True,
        rest__isnull=True,
    )
    owned = Procurement.objects.select_related("owner").order_by("pk")
    leads = Post.objects.filter(kind=PostKind.LEADS).select_related("user").order_by("pk")
    return (
        found.exclude(procurements__state__in=GONE_ON)
        .select_related("made_by")
        .prefetch_related(Prefetch("procurements", owned, to_attr="buys"), Prefetch("posts", leads, to_attr="leads"))
        .order_by("pk")[:MOST]
    )


def _of_contract(one: Contract, months: int) -> Grave:
    since = one.ends or one.begins_on
    again = getattr(one, "again", None)
    if again is not None:
        since = max(since, timezone.localdate(again))
    kind = str(Kind(one.kind).label)
    address = reverse("contracts:decide", args=[one.procurement_id, one.pk])
    return Grave(
        one,
        one.procurement,
        kind,
        one.procurement.owner,
        since,
        months_after(since, months),
        _("The questions answered, and a decision"),
        address,
    )


def _of_dialogue(one: Dialogue, months: int) -> Grave:
    lasts = (
        [one.ended_at] if one.ended_at else [one.announced_at, one.register_until, one.input_until, one.answers_until]
    )
    since = max(timezone.localdate(when) for when in lasts if when is not None)
    buys: Sequence[Procurement] = getattr(one, "buys", ())
    procurement = buys[0] if buys else None
    leads = getattr(one, "leads", ())
    owner = (procurement.owner if procurement else None) or (leads[0].user if leads else one.made_by)
    return Grave(
        one, procurement, _("Market dialogue"), owner, since, months_after(since, months), _("A competition, a stopped procurement, or"
                                                                                             " news of what came of it"),
        reverse("contracts:rest", args=[one.pk]),
    )  # fmt: skip


def graves(organisation: int) -> list[Grave]:
    """What nobody in an organisation has decided about, the longest first, whether or not it has waited too long. A fixed number of queries."""
    months = months_of(organisation)
    found = [_of_contract(one, months) for one in _contracts(organisation)]
    found += [_of_dialogue(one, months) for one in _dialogues(organisation)]
    return sorted(found, key=lambda one: (one.since, one.about))


def procurement_of(dialogue: Dialogue) -> Procurement | None:
    """The procurement a market dialogue belongs to; the first, when several do."""
    return Procurement.objects.filter(dialogues=dialogue).select_related("owner").order_by("pk").first()


def dialogue_waits(dialogue: Dialogue) -> bool:
    """Whether nobody has decided what comes of a market dialogue."""
    return any(one.pk == dialogue.pk for one in _dialogues(dialogue.organisation_id))


def waiting_organisations() -> list[int]:
    """Organisations in which anything could be in the graveyard."""
    contracts = undecided_contracts().order_by().values_list("procurement__organisation", flat=True)
    dialogues = Dialogue.objects.filter(state__in=(DialogueState.OPEN, DialogueState.ENDED)).order_by()
    return sorted({*contracts, *dialogues.values_list("organisation", flat=True)})
