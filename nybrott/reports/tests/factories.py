"""Plans with reports, for tests."""

from django.utils import timezone

from nybrott.effects.models import Plan, Report
from nybrott.people.models import Organisation
from nybrott.runs.tests.factories import under_way


def a_settled_plan(place: Organisation) -> Plan:
    """The settled plan of a run that has begun."""
    now = timezone.now()
    return Plan.objects.create(run=under_way(place), state="settled", made_at=now, settled_at=now)


def a_report(plan: Plan, **more: object) -> Report:
    """The next report of a plan, as it lies in the tables."""
    said = {"number": plan.reports.count() + 1, "made_at": timezone.now(), "content": {}, "digest": "0" * 64} | more
    return Report.objects.create(plan=plan, **said)
