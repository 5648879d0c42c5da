"""Benefits to take along: rows for spreadsheets and programs, and the benefit plan (gevinstplan) of a procurement as a document."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.benefits import queries
from nybrott.benefits.models import Baseline, Estimate, Measurement
from nybrott.benefits.queries import Standing, amount, interval
from nybrott.benefits.states import BenefitState, Outcome
from nybrott.core.gains import Sum, Total
from nybrott.procurements.models import Procurement
from nybrott.ui.documents import Block, Document, File, Heading, Items, Paragraph
from nybrott.ui.documents import file_of as document_file
from nybrott.ui.formats import day_year, number
from nybrott.ui.sheets import Column, Sheet, Value, file_of

DOCUMENTS = ("docx", "pdf")


# --- rows ---


def rows_file(name: str, title: str, found: Iterable[Standing], kind: str) -> File:
    """A row for each benefit. `kind`: one of `FILE_KINDS` of `ui.sheets`."""
    about = [(_("What is expected and what is measured"), _("Two kinds of numbers that are never added together. A gain is how much better; less than zero is worse."))]  # fmt: skip
    return file_of(
        Sheet(
            f"{slugify(name)[:50] or 'procurement'}-benefits", title, _columns(), (_row(one) for one in found), about
        ),
        kind,
    )


def _columns() -> list[Column]:
    return [
        Column("procurement", _("Procurement"), _("Which procurement it is a benefit of.")),
        Column("benefit", _("Benefit"), _("What will get better.")),
        Column("kind", _("Kind of benefit"), _("What it is.")),
        Column("affected", _("For whom"), _("Who is affected.")),
        Column("owner", _("Who is responsible for it"), _("Someone in line management.")),
        Column("falls_to", _("Who has it"), _("Whose budget or life it is seen in.")),
        Column("unit", _("Counted in"), _("What the numbers count.")),
        Column("direction", _("Which way is better?"), _("Whether more or less is better.")),
        Column("state", _("State"), _("The stage it has reached.")),
        Column("before", _("Value before"), _("The baseline; empty when there is none.")),
        Column("before_on", _("As of"), _("The day the value before is of.")),
        Column("late", _("After the competition"), _("Whether the baseline was entered after the competition was announced.")),
        Column("no_baseline", _("Why there is no baseline"), _("Empty when there is one.")),
        Column("target", _("Level to reach"), _("The target, as a level.")),
        Column("target_on", _("Reached by"), _("The day of the target.")),
        Column("expected", _("Expected gain"), _("From a formula, typed with a source, or from the baseline to the target.")),
        Column("expected_low", _("Expected at least"), _("The lowest it may be; empty when no one has said.")),
        Column("expected_high", _("Expected at most"), _("The highest it may be; empty when no one has said.")),
        Column("measured_on", _("Measured on"), _("The day of the last measurement.")),
        Column("measured_value", _("Measured level"), _("What was measured last, as a level.")),
        Column("measured", _("Measured gain"), _("Against the baseline; empty when there is none.")),
        Column("measured_low", _("Measured at least"), _("Empty when the uncertainty is not known.")),
        Column("measured_high", _("Measured at most"), _("Empty when the uncertainty is not known.")),
        Column("outcome", _("What it says"), _("What the person who measured says about it.")),
        Column("explains", _("What explains it"), _("In their own words.")),
    ]  # fmt: skip


def _row(one: Standing) -> list[Value]:
    benefit, last, expected, measured = one.benefit, one.latest, one.expected, one.measured
    return [
        benefit.procurement.title, benefit.title, str(benefit.get_kind_display()), benefit.affected, benefit.owner.name if benefit.owner else None,
        str(benefit.get_falls_to_display()), queries.unit_of(benefit), str(benefit.get_direction_display()), str(benefit.get_state_display()),
        _plain(one.before.value if one.before else None), one.baseline.on if one.baseline else None, one.baseline.late if one.baseline else None,
        one.baseline.none_because if one.baseline else None, _plain(benefit.target), benefit.target_on,
        *((_plain(expected.value), _plain(expected.low), _plain(expected.high)) if expected else (None, None, None)),
        last.on if last else None, _plain(last.value if last else None),
        *((_plain(measured.value), _plain(measured.low), _plain(measured.high)) if measured else (None, None, None)),
        str(last.get_outcome_display()) if last else None, last.explains if last else None,
    ]  # fmt: skip


def _plain(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


# --- the plan ---


def plan_file(procurement: Procurement, kind: str, language: str, now: datetime) -> File:
    """The benefit plan as it stands. `kind`: one of `DOCUMENTS`."""
    return document_file(
        plan(procurement, language, now), f"{slugify(procurement.title)[:50] or 'procurement'}-benefit-plan", kind
    )


def plan(procurement: Procurement, language: str, now: datetime) -> Document:
    """The benefit plan in a language. What people wrote stays in their own words."""
    with override(language):
        found = queries.benefits_of(procurement)
        blocks = [*_lead(found), *(block for one in found for block in _chapter(one))]
        under = _("Benefit plan as of %(day)s") % {"day": day_year(now)}
        return Document(procurement.title, under, procurement.organisation.name, language, tuple(blocks))


def _lead(found: list[Standing]) -> Iterator[Block]:
    yield Heading(1, _("What it comes to"))
    if not found:
        yield Paragraph(_("No benefit has been stated yet."))
        return
    told = queries.counts(found)
    yield Items(
        (
            *(f"{outcome.label}: {number(told[outcome])}" for outcome in Outcome),
            f"{_('Not measured yet')}: {number(told[''])}",
        )
    )
    totals = queries.sum_up(found)
    if totals:
        yield Paragraph(_("What was expected and what is measured stand side by side and are never added together."))
        yield Items(tuple(sum_line(one) for one in totals))


def sum_line(one: Sum) -> str:
    """A sum as a sentence."""
    told = {
        "kind": queries.kind_words(one.kind), "estimated": total_words(one.estimated, one), "n": one.estimated.n,
        "measured": total_words(one.measured, one), "m": one.measured.n,
    }  # fmt: skip
    line = _("%(kind)s: expected %(estimated)s (n = %(n)s), measured %(measured)s (n = %(m)s).") % told
    return f"{line} {_('Not measured: %(names)s.') % {'names': ', '.join(one.without)}}" if one.without else line


def total_words(total: Total, one: Sum) -> str:
    """A total with its interval in the unit of its sum; a dash when it rests on nothing."""
    amounts = total.spread
    if amounts is None:
        return number(None)
    whole = queries.summed(amounts.value, one.unit)
    between = queries.summed_between(amounts, one.unit)
    return f"{whole} ({between})" if between else whole


def _chapter(one: Standing) -> Iterator[Block]:
    benefit = one.benefit
    yield Heading(1, benefit.title)
    facts = [
        (_("Kind of benefit"), benefit.get_kind_display()), (_("State"), benefit.get_state_display()), (_("Why it is let go"), benefit.let_go_reason),
        (_("From the need description"), benefit.goal.text if benefit.goal else ""), (_("For whom, and who is affected"), benefit.affected), (_("Who is responsible for it"), benefit.owner.name if benefit.owner else _("No one")),
        (_("Who has it"), benefit.get_falls_to_display()), (_("Counted in"), f"{queries.unit_of(benefit)}, {str(benefit.get_direction_display()).lower()}"),
        (_("Level to reach"), f"{amount(benefit.target, benefit)}, {day_year(benefit.target_on)}" if benefit.target_on else _("None has been set.")),
        (_("What must be done to get it"), benefit.needed or _("Nothing has been written.")), (_("What may stand in its way"), benefit.risk or _("Nothing has been written.")),
    ]  # fmt: skip
    yield Items(tuple(f"{term}: {text}" for term, text in facts if text))
    if benefit.state == BenefitState.LET_GO:
        return
    yield Heading(2, _("Before"))
    yield from _before(one.baseline, one)
    yield Heading(2, _("Expected"))
    yield from _expected(one.estimate, one)
    yield Heading(2, _("Measured"))
    if not one.measurements:
        yield Paragraph(_("Not measured yet"))
    for measurement in one.measurements:
        yield from _measured(measurement, one)


def _before(baseline: Baseline | None, one: Standing) -> Iterator[Block]:
    if baseline is None:
        yield Paragraph(_("No one has recorded how it was before."))
    elif baseline.value is None:
        yield Paragraph(_("There is no baseline: %(why)s") % {"why": baseline.none_because})
    else:
        said = (
            amount(baseline.value, one.benefit),
            interval(baseline.spread, one.benefit),
            day_year(baseline.on),
            baseline.how,
        )
        yield Items(tuple(said))
    if baseline is not None and baseline.late:
        yield Paragraph(_("Entered after the competition was announced."))


def _expected(estimate: Estimate | None, one: Standing) -> Iterator[Block]:
    if (expected := one.expected) is None:
        yield Paragraph(_("No one has said what is expected."))
        return
    yield Paragraph(f"{amount(expected.value, one.benefit)}. {interval(expected, one.benefit)}.")
    if estimate is None:
        yield Paragraph(_("From the baseline to the target."))
        return
    if estimate.late:
        yield Paragraph(_("Made after the competition was announced."))
    if not estimate.formula:
        yield Paragraph(_("Source: %(source)s") % {"source": estimate.source})
        return
    yield Paragraph(str(queries.FORMULA_WORDS[estimate.formula][1]))
    yield Items(tuple(queries.assumption_words(each) for each in estimate.assumptions.all()))


def _measured(measurement: Measurement, one: Standing) -> Iterator[Block]:
    gain = one.gain_of(measurement)
    yield Heading(3, f"{day_year(measurement.on)}: {measurement.get_outcome_display()}")
    lines = [
        f"{amount(measurement.value, one.benefit)}. {interval(measurement.spread, one.benefit)}.",
        _("Against the baseline: %(gain)s better") % {"gain": amount(gain.value, one.benefit)} if gain and gain.value >= 0 else "",
        _("Against the baseline: %(loss)s worse") % {"loss": amount(-gain.value, one.benefit)} if gain and gain.value < 0 else "",
        _("How: %(how)s") % {"how": measurement.how}, measurement.explains, measurement.unexpected,
        _("Corrected: %(why)s") % {"why": measurement.why} if measurement.why else "",
    ]  # fmt: skip
    yield Items(tuple(line for line in lines if line))
