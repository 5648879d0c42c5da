"""What was told and promised, whether it was worth the suppliers' time, and dialogues as stops of the red thread."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import Avg, Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop, Trail
from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.dialogues.rules import MANAGE, may_read
from nybrott.dialogues.states import DialogueState
from nybrott.feedback import rules
from nybrott.feedback.models import Message, Worth
from nybrott.feedback.states import OUTCOMES, Promised, Told
from nybrott.needs.states import DescriptionState
from nybrott.ui.formats import day_short, day_year
from nybrott.ui.thread import NextStep

FEWEST = 3  # answers below which no figure is shown: one would be somebody's
UNASKED = timedelta(days=14)  # after a dialogue ended without a promise, its summary is due
SOON = timedelta(days=7)  # before a promised day it becomes a task
GOOD = 4  # marks from which it was worth their time


def sent(dialogue: Dialogue) -> QuerySet[Message]:
    """What everyone who took part was told, the newest first."""
    return dialogue.messages.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")


def draft_of(dialogue: Dialogue) -> Message | None:
    """What is being written."""
    return dialogue.messages.filter(sent_at=None).first()


def is_kept(dialogue: Dialogue, kind: str) -> bool:
    """Whether what was promised has been sent."""
    kinds = (Told.SUMMARY,) if kind == Promised.SUMMARY else OUTCOMES
    return dialogue.messages.filter(sent_at__isnull=False, kind__in=kinds).exists()


@dataclass(frozen=True, slots=True)
class Due:
    """Feedback that is owed: what, by which day, and whether anybody promised it in so many words."""

    kind: str
    on: date
    promised: bool

    @property
    def label(self) -> str:
        """What it is."""
        return str(Promised(self.kind).label)


def owed(dialogue: Dialogue) -> list[Due]:
    """Feedback that has not been sent, the first due first: what was promised, and a summary two weeks after a dialogue ended without a promise."""
    found = [Due(one.kind, one.due_on, True) for one in dialogue.pledges.all() if not is_kept(dialogue, one.kind)]
    ended = dialogue.ended_at or dialogue.locked_at
    if ended and not is_kept(dialogue, Promised.SUMMARY) and not any(one.kind == Promised.SUMMARY for one in found):
        found.append(Due(Promised.SUMMARY, (timezone.localtime(ended) + UNASKED).date(), False))
    return sorted(found, key=lambda one: (one.on, one.kind))


def pressing(today: date) -> Iterator[tuple[Dialogue, Due]]:
    """Feedback that is due within a week, or overdue, in every dialogue."""
    promised = Q(pledges__due_on__lte=today + SOON) | Q(ended_at__isnull=False) | Q(locked_at__isnull=False)
    for dialogue in Dialogue.objects.filter(promised, announced_at__isnull=False).select_related("organisation").distinct().order_by("pk"):  # fmt: skip
        for due in owed(dialogue):
            if due.on <= today + SOON:
                yield dialogue, due


def feedback_waits(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """Feedback that is due within a week, or overdue."""
    today = timezone.localdate(now)
    due = next((one for one in owed(dialogue) if one.on <= today + SOON), None)
    if due is None:
        return None
    can = rules.may_give_feedback(actor, dialogue)
    said = {"what": due.label, "day": day_year(due.on)}
    state = (_("%(what)s was due %(day)s and has not been sent.") if due.on < today else _("%(what)s is due %(day)s.")) % said  # fmt: skip
    url = reverse("feedback:after", args=[dialogue.pk]) if can else ""
    return NextStep(state, _("Give the suppliers feedback"), url=url, reason="" if can else can.reason, due=day_short(due.on))  # fmt: skip


# --- whether it was worth their time ---


@dataclass(frozen=True, slots=True)
class Said:
    """What suppliers said: of `asked` persons `answered`. The marks are means of 1–5 and None when too few answered; `good` is the share in per
    cent that found it worth their time (4 or 5). `because`: their own words, in no order that tells whose."""

    asked: int
    answered: int
    worth: float | None
    clear: float | None
    fair: float | None
    good: float | None
    because: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        """Whether there is a figure to show."""
        return self.worth is not None


def worth_of(dialogues: Collection[int], until: datetime | None = None) -> Said:
    """What suppliers said of these dialogues. From few answers, and from people of one firm alone, nothing is shown."""
    found = Worth.objects.filter(supplier__dialogue__in=dialogues)
    if until is not None:
        found = found.filter(said_at__lt=until)
    people = Representative.objects.filter(
        supplier__dialogue__in=dialogues, confirmed_at__isnull=False, supplier__left_at=None
    )
    # an aggregate may not be called like the field it is of
    counted = found.aggregate(
        n=Count("pk"), firms=Count("supplier", distinct=True), of_worth=Avg("worth"), of_clear=Avg("clear"), of_fair=Avg("fair"),
        good=Count("pk", filter=Q(worth__gte=GOOD)),
    )  # fmt: skip
    n = counted["n"]
    asked = max(people.count(), n)
    if counted["firms"] < FEWEST:
        return Said(asked, n, None, None, None, None, ())
    because = tuple(sorted(found.exclude(because="").values_list("because", flat=True)))
    marks = (counted["of_worth"], counted["of_clear"], counted["of_fair"])
    return Said(asked, n, *marks, 100 * counted["good"] / n, because)


def answerer(token: str, salt: str, now: datetime) -> Representative | None:
    """Who answers by a link; None for a forged one, or whose person left or is no longer kept."""
    try:
        key = int(signing.loads(token, salt=salt))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = Representative.objects.select_related("supplier__dialogue__organisation")
    return found.filter(pk=key, confirmed_at__isnull=False, keep_until__gte=now.date(), supplier__left_at=None).first()


# --- what rooms above count and draw ---

DRAWN: dict[str, State] = {
    DialogueState.DRAFT: "now", DialogueState.OPEN: "now", DialogueState.ENDED: "done", DialogueState.LOCKED: "done", DialogueState.CALLED_OFF: "stopped",
}  # fmt: skip


def dialogues_of(actor: Actor, challenge: Challenge) -> Trail:
    """Dialogues on the challenge's need descriptions as stops, with links from the descriptions; one that is missing when there is an approved
    description and none has been held. Three queries."""
    versions = list(challenge.descriptions.values_list("pk", "state"))
    seen = Dialogue.objects.visible_to(actor).filter(descriptions__challenge=challenge).distinct()
    found = list(seen.select_related("organisation").order_by("made_at", "pk"))
    rests = Dialogue.descriptions.through.objects.filter(needdescription__challenge=challenge)
    shown = {one.pk for one in found}
    links = {
        (("description", str(description)), ("dialogue", str(dialogue)))
        for description, dialogue in rests.values_list("needdescription", "dialogue")
        if dialogue in shown
    }
    stops = []
    for one in found:
        state = DialogueState(one.state)
        url = reverse("dialogues:dialogue", args=[one.pk]) if may_read(actor, one) else reverse("dialogues:public", args=[one.slug])  # fmt: skip
        stops.append(Stop("dialogue", str(one.pk), one.title, DRAWN[state], url, one.announced_at or one.made_at, word=str(state.label)))  # fmt: skip
    if not found and any(state == DescriptionState.APPROVED for _pk, state in versions):
        url = reverse("dialogues:ours") if actor.may(MANAGE) else ""
        stops.append(Stop("dialogue", "", _("Market dialogue"), "missing", url, note=_("Ask the market before you decide")))  # fmt: skip
    return Trail(tuple(stops), frozenset(links))


def held_in(organisation_id: int, first: datetime, until: datetime) -> QuerySet[Dialogue]:
    """Dialogues announced in a period and not called off."""
    found = Dialogue.objects.filter(organisation_id=organisation_id, announced_at__gte=first, announced_at__lt=until)
    return found.exclude(state=DialogueState.CALLED_OFF)


def suppliers_reached(dialogues: QuerySet[Dialogue], until: datetime) -> int:
    """Firms that took part in one of them at least; the same organisation number counts once."""
    rows = Supplier.objects.filter(dialogue__in=dialogues, came_at__lt=until, people__confirmed_at__isnull=False)
    return len({number or f"{country} {foreign or name}".casefold() for number, country, foreign, name in rows.values_list("number", "country", "foreign", "name").distinct()})  # fmt: skip


def announced_on(challenges: Collection[int]) -> list[tuple[Dialogue, int]]:
    """Announced dialogues with the challenge they are on; one on several challenges comes once for each."""
    found = Dialogue.objects.filter(descriptions__challenge__in=challenges, announced_at__isnull=False).exclude(state=DialogueState.CALLED_OFF)  # fmt: skip
    pairs = found.values_list("pk", "descriptions__challenge").distinct()
    by_key = {one.pk: one for one in Dialogue.objects.filter(pk__in={pk for pk, _c in pairs})}
    return [(by_key[pk], challenge) for pk, challenge in sorted(pairs) if challenge in set(challenges)]
