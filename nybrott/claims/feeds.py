"""Claims and costs as rows to take along."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.claims.queries import KINDS, ROLES, ClaimSaid, CostsSaid
from nybrott.effects.models import Plan
from nybrott.effects.states import Side, Strength, Weight
from nybrott.ui.formats import language
from nybrott.ui.sheets import Column, Sheet, Value


def claims_sheet(plan: Plan, claims: tuple[ClaimSaid, ...]) -> Sheet:
    """A row for each claim, each piece of evidence and each rival explanation."""
    columns = [
        Column("claim", _("Claim"), _("What the run is said to have contributed to.")),
        Column("what", _("What the row is"), _("The claim itself, evidence for or against it, or a rival explanation.")),
        Column("kind", _("Kind"), _("Where evidence comes from.")),
        Column("text", _("Text"), _("What the source said when it was added, then someone's own words.")),
        Column("judged", _("Judged as"), _("How strong the claim is by the written scale, or how likely a rival explanation is.")),
        Column("why", _("Why"), _("Why it is judged this way, or where typed evidence can be found.")),
        Column("on", _("Day"), _("When it was weighed or added.")),
        Column("later", _("After it was weighed"), _("Yes when it was added after the claim was weighed.")),
    ]  # fmt: skip
    about = [(_("Run"), plan.run.title), (_("The scale"), _("The guide says what each strength requires."))]
    return Sheet(_name(plan, "claims"), _("Claims: %(run)s") % {"run": plan.run.title}, columns, _claim_rows(claims), about)  # fmt: skip


def _claim_rows(claims: tuple[ClaimSaid, ...]) -> Iterator[list[Value]]:
    for one in claims:
        judged = str(Strength(one.strength).label)
        yield [one.text, _("Claim"), "", "", judged, one.why, one.weighed_on or None, one.weighed_before]
        for piece in one.evidence:
            said = " ".join(part for part in (piece.said[language()], piece.text) if part)
            side, kind = str(Side(piece.side).label), str(KINDS[piece.kind])
            yield [one.text, side, kind, said, "", piece.source, piece.put_in_on, piece.after_weighing]
        for rival in one.rivals:
            weight = str(Weight(rival.weight).label)
            yield [
                one.text,
                _("Rival explanation"),
                "",
                rival.said[language()],
                weight,
                rival.why,
                None,
                rival.after_weighing,
            ]


def costs_sheet(plan: Plan, found: CostsSaid) -> Sheet:
    """A row for each role, each cost, each sum, each price of an outcome, and each thing without a price."""
    columns = [
        Column("part", _("Part"), _("Hours by role, costs, sums, prices of outcomes, or things without a price.")),
        Column("what", _("What"), _("The role, the cost, the kind of outcome.")),
        Column("set_aside", _("Minutes set aside"), _("Empty when nothing was said.")),
        Column("used", _("Minutes used"), _("By people of the organisation.")),
        Column("rate", _("Øre an hour"), _("Empty when no one has said.")),
        Column("number", _("How many"), _("Of a kind of outcome.")),
        Column("amount", _("Øre"), _("Rounded to the nearest øre, half an øre upwards. Empty when it cannot be said.")),
        Column("day", _("Day"), _("When it was paid.")),
    ]  # fmt: skip
    about = [(_("Run"), plan.run.title)]
    if not found.whole:
        roles = ", ".join(str(ROLES[role]) for role in found.without_rate)
        about.append((_("Not in the sum"), _("Hours without a rate: %(roles)s.") % {"roles": roles}))
    if found.others:
        about.append((_("Not in the sum"), _("Minutes of people of other organisations: %(n)s.") % {"n": found.others}))
    return Sheet(_name(plan, "costs"), _("Costs: %(run)s") % {"run": plan.run.title}, columns, _cost_rows(found), about)


def _cost_rows(found: CostsSaid) -> Iterator[list[Value]]:
    for line in found.lines:
        yield [_("Hours"), str(ROLES[line.role]), line.set_aside, line.used, line.rate, None, line.cost, None]
    for paid in found.paid:
        yield [_("Paid"), paid.what, None, None, None, None, paid.amount, paid.paid_on or None]
    yield [_("Sum"), _("Hours"), None, None, None, None, found.hours, None]
    yield [_("Sum"), _("Paid"), None, None, None, None, found.other, None]
    yield [_("Sum"), _("Together"), None, None, None, None, found.total, None]
    for one in found.per:
        yield [_("Price of one"), one.labels[language()], None, None, None, one.number, one.each, None]
    for thing in found.unpriced:
        yield [_("Gain without a price") if thing.gain else _("Add something without a price"), thing.what, *[None] * 6]


def _name(plan: Plan, what: str) -> str:
    return f"{slugify(plan.run.title)[:50] or 'run'}-{what}"
