"""Goals and their readings as rows to take along."""

from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.goals import queries
from nybrott.goals.models import Goal
from nybrott.goals.states import Kind
from nybrott.ui.sheets import Column, Sheet, Value


def _number(goal: Goal, value: Decimal | None) -> float | None:
    """A value in the unit that stands beside it: kroner, per cent, or what is counted."""
    return None if value is None else float(value / 100 if goal.kind == Kind.MONEY else value)


def _unit(goal: Goal) -> str:
    return goal.counted_in or ("NOK" if goal.kind == Kind.MONEY else "%")


def goals_sheet(actor: Actor) -> Sheet:
    """A row for each goal of the organisation, those that are open first."""
    columns = [
        Column("title", _("Goal"), _("What is to be achieved.")), Column("unit", _("Unit"), _("For which unit; empty for the whole organisation.")),
        Column("state", _("State"), _("The stage it has reached.")), Column("how", _("How it is measured"), _("What is counted, and where it is found.")),
        Column("counted_in", _("Counted in"), _("What the numbers are of: NOK, % or what is counted.")), Column("better", _("Which way is better"), _("More or less.")),
        Column("baseline", _("Before"), _("The value before anything was done.")), Column("baseline_on", _("Before, as of"), _("The day of that value.")),
        Column("no_baseline", _("Why there is no baseline"), _("Said openly when no one knows what it was before.")),
        Column("target", _("Target value"), _("What it is to become.")), Column("target_on", _("By"), _("The day of the target.")),
        Column("now", _("Now"), _("The reading of the newest day.")), Column("now_on", _("Measured on"), _("The day of that reading.")),
        Column("line", _("The line that day"), _("Where the straight line from the value before to the target was on the day of the reading.")),
        Column("decided_by", _("Who decided"), _("The body or the person.")), Column("decided_on", _("Decided on"), _("The day.")),
        Column("case", _("Case number"), _("Where the decision is found.")), Column("owner", _("Who is responsible for it"), _("A person of the organisation.")),
        Column("review_on", _("To be looked at again"), _("The day that was set.")), Column("reason", _("Why it ended this way"), _("Empty while it is open.")),
        Column("page", _("Page"), _("Where it is read, after signing in.")),
    ]  # fmt: skip
    found = (
        Goal.objects.visible_to(actor).with_now().select_related("unit", "owner").order_by("ended_at", "title", "pk")
    )
    return Sheet("goals", _("Goals"), columns, (_row(one) for one in found), [])


def _row(one: Goal) -> tuple[Value, ...]:
    standing = queries.standing_now(one, one.now_value, one.now_on)
    return (
        one.title, one.unit.name if one.unit else "", str(one.get_state_display()), one.how, _unit(one), str(one.get_better_display()), _number(one, one.baseline), one.baseline_on,
        one.no_baseline, _number(one, one.target), one.target_on, _number(one, one.now_value), one.now_on, _number(one, standing.expected if standing else None), one.decided_by,
        one.decided_on, one.case, one.owner.name if one.owner else "", one.review_on, one.reason, f"{settings.ADDRESS}{reverse('goals:goal', args=[one.pk])}",
    )  # fmt: skip


def readings_sheet(goal: Goal) -> Sheet:
    """A row for each reading, those that were corrected too, the oldest day first."""
    columns = [
        Column("day", _("Measured on"), _("The day.")), Column("value", _("Value"), _("What it was; empty when a reading was removed.")),
        Column("counted_in", _("Counted in"), _("What the numbers are of: NOK, % or what is counted.")), Column("how", _("How it is known"), _("Where the number comes from.")),
        Column("counts", _("Counts"), _("Whether it counts: not when it was corrected, or takes another out.")),
        Column("reason", _("Why it was corrected"), _("When it corrects another reading.")),
        Column("by", _("Entered by"), _("A person of the organisation.")), Column("written_on", _("Entered on"), _("That day.")),
    ]  # fmt: skip
    rows = (
        (
            one.measured_on, _number(goal, one.value), _unit(goal), one.how, one.value is not None and not hasattr(one, "corrected_by"), one.reason,
            one.said_by.name if one.said_by else "", timezone.localdate(one.said_at),
        )
        for one in queries.readings_of(goal).order_by("measured_on", "pk")
    )  # fmt: skip
    return Sheet(
        f"goal-{goal.pk}-readings",
        goal.title,
        columns,
        rows,
        [(_("Goal"), goal.title), (_("How it is measured"), goal.how)],
    )
