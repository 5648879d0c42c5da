"""A round as a file: rows for reckoning, a document for reading. Never who said what; only what the page shows too."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.priorities.models import Round
from nybrott.priorities.queries import NeedShown, Result, result
from nybrott.priorities.queries.words import cell_in_words, firm_in_words, rank_in_words
from nybrott.priorities.states import RoundState
from nybrott.ui.documents import Block, Document, File, Heading, Items, Paragraph, Quote, docx, pdf
from nybrott.ui.formats import day_year, number
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, xlsx_file

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def round_file(one: Round, kind: str) -> File:
    """What was shown of a round and what was decided, in the reader's language. `kind`: one of `KINDS`."""
    found = [each for each in (result(one, in_pass) for in_pass in range(1, one.shown + 1)) if each is not None]
    if kind in ("pdf", "docx"):
        document = round_document(one, found)
        content = pdf(document) if kind == "pdf" else docx(document)
    elif kind == "csv":
        content = "".join(csv_parts(round_sheet(one, found))).encode()
    else:
        with xlsx_file(round_sheet(one, found)) as file:
            content = file.read()
    return File(f"{slugify(one.title)[:60] or 'round'}.{kind}", content, KINDS[kind])


# --- rows ---


def round_sheet(one: Round, found: list[Result]) -> Sheet:
    """A row for each pass, need and criterion."""
    columns = [
        Column("need", _("Need"), _("The need that was scored.")),
        Column("founded", _("How well founded"), _("The state of the need: an assumption, expressed or verified.")),
        Column("pass", _("Pass"), _("1: before the talk. 2: after it.")),
        Column("criterion", _("Criterion"), _("What it was scored by.")),
        Column("weight", _("Weight"), _("How much the criterion counts, 1 to 5.")),
        Column("scores", _("Scores"), _("How many gave a score. Empty when fewer than three did; nothing is shown then.")),
        *(Column(f"gave_{score}", _("Gave %(score)s") % {"score": score}, _("How many gave this score.")) for score in range(1, 6)),
        Column("median", _("Middle score"), _("The median: as many gave more as gave less.")),
        Column("apart", _("How far apart"), _("0 when all gave the same, 1 when half gave 1 and half gave 5 (Leik's dispersion)."), share=True),
        Column("total", _("Weighted mean"), _("The mean of the need's middle scores, each counted as often as its weight says.")),
        Column("rank", _("Rank"), _("The need's place by its weighted mean; equal ones share it.")),
        Column("holds", _("Trials in which the place holds"), _("Of those in the next column.")),
        Column("trials", _("Trials"), _("Other ways to calculate: one person left out, one criterion left out, one weight a step up or down.")),
        Column("decision", _("Decision"), _("What was decided about the need.")),
        Column("reason", _("Why"), _("The reason, in the words of the person who decided.")),
        Column("decided_by", _("Decided by"), _("Who decided.")),
        Column("decided_on", _("Decided on"), _("The day it was decided.")),
    ]  # fmt: skip
    about = [
        (_("Round"), one.title),
        (_("Progress"), str(RoundState(one.state).label)),
        *((_("Pass %(number)s") % {"number": each.showing.in_pass}, _took_part(each)) for each in found),
        (_("Who said what"), _("Is not in this file, and is shown to no one. With fewer than three scorers, nothing of the scores is shown.")),
    ]  # fmt: skip
    return Sheet(slugify(one.title)[:60] or "round", one.title, columns, _rows(found), about)


def _took_part(each: Result) -> str:
    said = {"scorers": each.showing.scorers, "asked": each.showing.asked, "day": day_year(each.showing.shown_at)}
    return _("%(scorers)s of %(asked)s scored; shown %(day)s.") % said


def _rows(found: list[Result]) -> Iterator[list[Value]]:
    for each in found:
        for need in each.needs:
            one = need.priority
            decided: list[Value] = [
                str(one.get_outcome_display()) if one.outcome else None, one.reason or None,
                one.decided_by.name if one.decided_by else None, one.decided_at.date() if one.decided_at else None,
            ]  # fmt: skip
            ranked: list[Value] = [need.total, need.rank, *((need.holds, need.trials) if need.rank else (None, None))]
            for cell in need.cells:
                seen = cell.spread
                scores: list[Value] = [None] * 8 if seen is None else [seen.n, *seen.counts, seen.median, seen.apart]
                yield [
                    f"{one.need.who}: {one.need.need}", str(one.need.get_state_display()), each.showing.in_pass,
                    cell.criterion.said("name"), cell.criterion.weight, *scores, *ranked, *decided,
                ]  # fmt: skip


# --- a document ---


def round_document(one: Round, found: list[Result]) -> Document:
    """The decisions with their reasons first, then how the scores lay, pass by pass."""
    last = found[-1] if found else None
    blocks: list[Block] = []
    if one.reason:
        blocks.append(Paragraph(_("Cancelled: %(reason)s") % {"reason": one.reason}))
    blocks.append(Heading(1, _("What was decided")))
    for each in last.needs if last else ():
        blocks += _decision(each)
    blocks.append(Heading(1, _("What the needs were scored by")))
    weighed = [
        _("%(criterion)s (weight %(weight)s): %(help)s 1: %(low)s. 5: %(high)s.") % {"criterion": by.said("name"), "weight": by.weight, **by.about}
        for by in (last.criteria if last else one.criteria.all())
    ]  # fmt: skip
    blocks.append(Items(tuple(weighed)))
    for seen in found:
        blocks += _pass(seen)
    state = str(RoundState(one.state).label)
    under = f"{state} · {day_year(one.moved_at)}"
    return Document(one.title, under, one.organisation.name, (get_language() or "nb")[:2], tuple(blocks))


def _decision(each: NeedShown) -> list[Block]:
    one = each.priority
    blocks: list[Block] = [Heading(2, f"{one.need.who}: {one.need.need}")]
    state = str(one.need.get_state_display())
    if not one.outcome:
        return [*blocks, Paragraph(_("Not decided yet. The need is: %(state)s.") % {"state": state})]
    who = one.decided_by.name if one.decided_by else "–"
    said = {"decision": one.get_outcome_display(), "who": who, "day": day_year(one.decided_at), "state": state}
    return [
        *blocks,
        Paragraph(_("%(decision)s. Decided by %(who)s, %(day)s. The need is: %(state)s.") % said),
        Quote(one.reason, (get_language() or "nb")[:2]),
    ]


def _pass(seen: Result) -> list[Block]:
    title = (
        _("How the scores were spread before the talk")
        if seen.showing.in_pass == 1
        else _("How the scores were spread after the talk")
    )
    blocks: list[Block] = [Heading(1, title), Paragraph(_took_part(seen))]
    if seen.few:
        return [
            *blocks,
            Paragraph(
                _("Fewer than three scored. How they scored is not shown, because it would reveal who said what.")
            ),
        ]
    for each in seen.needs:
        total = "–" if each.total is None else number(each.total, 2)
        said = {"rank": rank_in_words(each), "total": total, "firm": firm_in_words(each)}
        lines = [f"{cell.criterion.said('name')}: {cell_in_words(cell)}" for cell in each.cells]
        blocks += [
            Heading(2, f"{each.priority.need.who}: {each.priority.need.need}"),
            Paragraph(_("Place %(rank)s, weighted mean %(total)s. %(firm)s") % said),
            Items(tuple(lines)),
            *(Quote(text) for text in each.remarks),
        ]
    return blocks
