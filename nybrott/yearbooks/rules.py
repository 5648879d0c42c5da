"""Who may publish and open, and which years there are."""

from datetime import date

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Organisation
from nybrott.procurements.rules import may_plan
from nybrott.yearbooks.models import Yearbook

FIRST = 2000  # nobody has procurements from before this
NEEDS_REASON = 1  # versions there may be before a new one must say why


def is_a_year(year: int, today: date) -> bool:
    """Whether there can be a report of a year: none of the years to come."""
    return FIRST <= year <= today.year


def may_publish(actor: Actor, organisation: Organisation, year: int, today: date) -> Verdict:
    """Publish the report of a year: those who carry out procurements, when the year has begun."""
    if not (allowed := may_plan(actor, organisation)):
        return allowed
    return YES if is_a_year(year, today) else no(_("There is no report for this year."))


def may_open(actor: Actor, report: Yearbook) -> Verdict:
    """Open the counts of a version to everyone, or close them again: those who publish."""
    return may_plan(actor, report.organisation)
