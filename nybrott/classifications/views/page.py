"""How the classification stands, and the same as files."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.classifications import feeds, queries
from nybrott.classifications.models import Proposal
from nybrott.classifications.queries import CodeRow, SignalRow, Standing
from nybrott.classifications.states import Class
from nybrott.classifications.views.framing import drawn, seen
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_year
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.templatetags.ui import tag


@dataclass(frozen=True, slots=True)
class Sentence:
    """A proposal as it is shown: the sentence, where it stands, by which sign, and what that sign looks for."""

    proposal: Proposal
    where: str
    sign: str
    looks_for: str


def sentence(one: Proposal) -> Sentence:
    """A proposal with its words."""
    name, looks_for = queries.sign_of(one.sign)
    return Sentence(one, queries.where_of(one), name, looks_for)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The class, what was seen, the codes, and what notices say."""
    _actor, procurement = seen(request, pk)
    found = queries.standing(procurement)
    proposed = Class(found.weighed.klass)
    return drawn(
        request, procurement, "classifications/page.html", found=found, chosen=found.chosen, proposed=proposed, rules=[queries.said("rules", one) for one in found.weighed.rules],
        could_be=_could_be(found), signals=_signals(found), codes=[(row, _state(row), _sentences(row), queries.said("rules", row.rule) if row.rule else "") for row in found.codes],
        differs=found.chosen is not None and found.chosen.klass != proposed, sentences=[sentence(one) for one in found.class_proposals], drafted=_drafted(found), rested=[sentence(one) for one in found.class_rested],
        notices=_notices(found) if found.declared else None, files=[(kind.upper(), reverse("classifications:file", args=[pk, kind])) for kind in feeds.FILES],
    )  # fmt: skip


def _drafted(found: Standing) -> Class | None:
    """The class drafts speak for that asks most of the market; None when nothing of them waits."""
    spoken = {one.klass for one in found.class_proposals}
    return next((one for one in Class if one.value in spoken), None)


def _could_be(found: Standing) -> list[tuple[str, list[str]]]:
    """Classes that ask more of the market, with the unknown signals that would lead there."""
    return [(str(Class(klass).label), [queries.said("signals", one) for one in wanted]) for klass, wanted in found.weighed.could_be]  # fmt: skip


def _sentences(row: CodeRow) -> list[Sentence]:
    return [sentence(one) for one in (row.proposals or row.rested)]


def _state(row: CodeRow) -> str:
    words = {"open": (_("Proposed"), "warning"), "confirmed": (_("Confirmed"), "success"), "rejected": (_("Rejected"), "neutral")}  # fmt: skip
    return str(tag(*words[row.state])) if row.state else ""


def present_tag(present: bool | None) -> str:
    """Yes, no or not known, as a tag."""
    words = {True: (_("Yes"), "success"), False: (_("No"), "neutral"), None: (_("Not known"), "warning")}
    return str(tag(*words[present]))


def _signals(found: Standing) -> Table:
    columns = [Column("signal", _("Signal")), Column("seen", _("Seen")), Column("where", _("Where it is seen"))]
    return Table(
        columns, [_signal(row) for row in found.signals], _("What was seen"), id="signals", caption_hidden=True
    )


def _signal(row: SignalRow) -> list[Cell | str]:
    one, answer = row.signal, row.answer
    if one.present is None:
        where = Cell("–")
    elif one.source == "buyer" and answer is not None:
        who = answer.by.name if answer.by else _("Someone")
        where = Cell(one.said or _("Answered by the buyer"), note=f"{who}, {day_year(answer.at)}")
    else:
        where = Cell(one.said, one.url)
    return [Cell(row.label, note=row.weight), Cell(present_tag(one.present)), where]


def _notices(found: Standing) -> Table:
    """What official notices say, beside what is confirmed here."""
    columns = [Column("notice", _("Notice")), Column("said", _("It says")), Column("same", _("The same as here"))]
    rows: list[list[Cell | str]] = []
    for one in found.declared:
        says = ", ".join(one.codes) or ("BT-06: inn-pur" if one.innovation else _("nothing about innovation"))
        same = one.agrees(found.confirmed)
        word = _("Cannot carry codes") if same is None else _("Yes") if same else _("No")
        kind = "neutral" if same is None else "success" if same else "warning"
        rows.append([Cell(one.title, one.url, day_year(one.on) if one.on else ""), says, Cell(str(tag(word, kind)))])
    return Table(columns, rows, _("What the notices say"), id="notices", caption_hidden=True)


@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """For the tender tool, and to read: XML, JSON or text."""
    _actor, procurement = seen(request, pk)
    if kind not in feeds.FILES:
        raise Http404
    return as_file(feeds.file_of(procurement, kind))
