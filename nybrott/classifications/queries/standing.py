"""How the classification of a procurement stands, as its page and its files show it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nybrott.classifications.models import Answer, ClassChoice, CodeAnswer, Draft, Proposal
from nybrott.classifications.queries.seen import Declared, answers, declared, signals
from nybrott.classifications.states import Class, Outcome
from nybrott.core.adviser import CODES
from nybrott.core.classes import Signal, Weighed, weigh
from nybrott.core.sayings import sayings
from nybrott.core.signals import catalogue
from nybrott.notices.states.codes import CODES as CODE_FIELDS
from nybrott.notices.states.codes import FIELDS
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import OVER
from nybrott.ui.formats import language

KEPT = timedelta(days=180)  # that the text of a draft waits for answers at most
MOST_SENTENCES = 400  # proposals that are looked at; at most 20 drafts wait, each with four codes and five sentences
MOST_TOLD = 3  # answered sentences that are shown of one code or class
MOST_PAST = 30  # earlier choices and answers that are shown


def said(kind: str, code: str) -> str:
    """What a signal, a question, a weight or a rule of `core.classes` is called; codes and classes of `core.adviser`."""
    return sayings("adviser" if kind in ("codes", "classes") else "classes").say(kind, code, language())


def sign_of(sign: str) -> tuple[str, str]:
    """The name of a sign a text was found by, and what it looks for; its id when a later catalogue no longer has it."""
    found = catalogue().signals.get(sign)
    return (found.names[language()], found.what[language()]) if found else (sign, "")


def where_of(proposal: Proposal) -> str:
    """Where in the draft it stands, in words."""
    name = str(FIELDS.get(proposal.field) or CODE_FIELDS.get(proposal.field) or proposal.field)
    if proposal.lot:
        name = f"{name} ({proposal.lot})"
    return _("%(field)s, line %(line)s") % {"field": name, "line": proposal.line} if proposal.line else name


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal as the page shows it: what it is called, what is known, what it counts for, and the buyer's answer if there is one."""

    signal: Signal
    label: str
    weight: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code: its meaning, the current answer, proposals of drafts that wait, the rule of `core.classes` by which the signals speak for it, and
    proposals that are answered."""

    code: str
    meaning: str
    answer: CodeAnswer | None
    proposals: tuple[Proposal, ...]
    rule: str
    rested: tuple[Proposal, ...] = ()

    @property
    def state(self) -> str:
        """open (something waits for an answer), confirmed, rejected, or "" when nothing speaks for it."""
        if self.proposals or (self.rule and self.answer is None):
            return "open"
        return "" if self.answer is None else "confirmed" if self.answer.confirmed else "rejected"


@dataclass(frozen=True, slots=True)
class Past:
    """One thing of the history: what, why, who, when."""

    what: str
    reason: str
    who: str
    at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it. `troubles`: sentences on what does not fit together."""

    signals: tuple[SignalRow, ...]
    weighed: Weighed
    chosen: ClassChoice | None
    codes: tuple[CodeRow, ...]
    drafts: tuple[Draft, ...]
    class_proposals: tuple[Proposal, ...]
    class_rested: tuple[Proposal, ...]
    declared: tuple[Declared, ...]
    past: tuple[Past, ...]
    troubles: tuple[str, ...]

    @property
    def confirmed(self) -> tuple[str, ...]:
        """The codes that are confirmed."""
        return tuple(row.code for row in self.codes if row.answer is not None and row.answer.confirmed)


def standing(procurement: Procurement) -> Standing:
    """How it stands now."""
    found, given = signals(procurement), answers(procurement)
    weighed = weigh(found.values())
    rows = tuple(SignalRow(one, said("signals", kind), said("weights", kind), given.get(kind)) for kind, one in found.items())  # fmt: skip
    choices = list(procurement.class_choices.select_related("by")[:MOST_PAST])
    answered = list(procurement.code_answers.select_related("by")[:MOST_PAST])
    chosen = next((one for one in choices if one.current), None)
    drafts = tuple(kept_drafts(procurement))
    proposals = list(procurement.class_proposals.select_related("draft").defer("draft__texts").order_by("-pk")[:MOST_SENTENCES])[::-1]  # fmt: skip
    waits = [one for one in proposals if one.outcome == Outcome.OPEN]
    told = [one for one in proposals if one.outcome != Outcome.OPEN]
    codes = tuple(of_code(code, weighed, answered, waits, told) for code in CODES)
    notices = tuple(declared(procurement))
    made = Standing(
        rows, weighed, chosen, codes, drafts, tuple(one for one in waits if one.klass), tuple(one for one in told if chosen and one.klass == chosen.klass)[-MOST_TOLD:], notices, tuple(_past(choices, answered)), ()
    )  # fmt: skip
    return replace(made, troubles=tuple(_troubles(made)))


def kept_drafts(procurement: Procurement) -> QuerySet[Draft]:
    """Drafts whose text is kept, because something in them waits for an answer; the texts themselves are left in the database."""
    return procurement.class_drafts.exclude(texts=[]).select_related("brought_by").defer("texts")


def overdue(now: datetime) -> QuerySet[Draft]:
    """Drafts whose text has waited too long for answers, or whose procurement is over."""
    late = Q(brought_at__lt=now - KEPT) | Q(procurement__state__in=OVER)
    return Draft.objects.exclude(texts=[]).filter(late).order_by("pk")


def of_code(code: str, weighed: Weighed, answered: list[CodeAnswer], waits: list[Proposal], told: list[Proposal]) -> CodeRow:  # fmt: skip
    """How one code stands."""
    answer = next((one for one in answered if one.code == code and one.current), None)
    rule = dict(weighed.codes).get(code, "")
    waiting, rested = (tuple(one for one in some if one.code == code) for some in (waits, told))
    return CodeRow(code, said("codes", code), answer, waiting, rule, rested[-MOST_TOLD:])


def _past(choices: list[ClassChoice], answered: list[CodeAnswer]) -> list[Past]:
    made = [Past(str(one.get_klass_display()), one.reason, one.by.name if one.by else "", one.at, one.current) for one in choices]  # fmt: skip
    for one in answered:
        words = _("%(code)s confirmed") if one.confirmed else _("%(code)s rejected")
        made.append(Past(words % {"code": one.code}, one.reason, one.by.name if one.by else "", one.at, one.current))
    return sorted(made, key=lambda one: one.at, reverse=True)[:MOST_PAST]


def _troubles(found: Standing) -> list[str]:
    """What does not fit together, in sentences."""
    said_no = found.chosen is not None and found.chosen.klass == Class.NONE
    made = []
    if said_no and found.confirmed:
        made.append(_("A code for innovation is confirmed, but the class is none of the innovative ways. The "
                      "notice would say something different from the class."))  # fmt: skip
    if found.chosen is not None and found.chosen.klass in (Class.OF_INNOVATION, Class.INNOVATIVE_SOLUTION) and not found.confirmed:  # fmt: skip
        made.append(_("The class says innovation, but no code is confirmed. The notice would not show it."))
    for one in found.declared:
        if one.agrees(found.confirmed) is False:
            made.append(_("The notice “%(title)s” does not say what is confirmed here.") % {"title": one.title})
    return made
