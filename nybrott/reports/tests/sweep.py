"""Who comes in where, for the sweep over every address."""

from nybrott.effects.models import Plan
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.programmes.tests.factories import a_package
from nybrott.reports.tests.factories import a_decision, a_lesson, a_made_report, a_report, a_settled_plan
from nybrott.runs.tests.factories import under_way

LEAD = frozenset({"lead", "coordinator"})  # who lead runs, and so write lessons


def of_run(place: Organisation, _user: User) -> Kwargs:
    """A run with a settled plan."""
    return {"run": a_settled_plan(place).run_id}


def reported(place: Organisation) -> Plan:
    """A plan with a report."""
    plan = a_settled_plan(place)
    a_report(plan)
    return plan


def of_report(place: Organisation, _user: User) -> Kwargs:
    """A run with a report, on which nothing is decided."""
    return {"run": reported(place).run_id}


def one_report(place: Organisation, _user: User) -> Kwargs:
    """A report as it was made."""
    made = a_made_report(a_settled_plan(place))
    return {"run": made.plan.run_id, "number": made.number}


def as_document(place: Organisation, user: User) -> Kwargs:
    return {**one_report(place, user), "language": "nb", "kind": "docx"}


def two_reports(place: Organisation, user: User) -> Kwargs:
    of = one_report(place, user)
    return {"run": of["run"], "first": of["number"], "second": of["number"]}


def of_decision(place: Organisation, _user: User) -> Kwargs:
    """A run after which it was decided to continue."""
    return {"run": a_decision(reported(place), course="continue").plan.run_id}


def of_others_programme(place: Organisation, _user: User) -> Kwargs:
    """A run of another organisation's programme, after which it was decided to adapt it."""
    other = an_organisation()
    plan = a_settled_plan(place, under_way(place, package=a_package(an_actor(other, "lead"), other, "open")))
    a_report(plan)
    return {"run": a_decision(plan).plan.run_id}


def of_lesson(place: Organisation, _user: User) -> Kwargs:
    """A lesson of a decision no version has come of."""
    return {"pk": a_lesson(a_decision(reported(place))).pk}


SWEEP = {
    "reports:reports": Case(thing=of_run),
    "reports:make": Case("evaluations.manage", of_run),
    "reports:report": Case(thing=one_report),
    "reports:document": Case(thing=as_document),
    "reports:data": Case(thing=one_report),
    "reports:codebook": Case(thing=one_report),
    "reports:compare": Case(thing=two_reports),
    "reports:theory": Case(thing=of_run),
    "reports:decision": Case(thing=of_decision),
    "reports:decide": Case("organisation.manage", of_report),
    "reports:correct": Case("organisation.manage", of_decision),
    "reports:open_programme": Case("programmes.manage", of_others_programme, post=True),
    "reports:release": Case("programmes.manage", of_decision),
    "reports:lesson_new": Case("evaluations.manage", of_decision, also=LEAD),
    "reports:lesson": Case("evaluations.manage", of_lesson, also=LEAD),
    "reports:settle": Case("evaluations.manage", of_lesson, also=LEAD),
    "reports:remove": Case("evaluations.manage", of_lesson, post=True, also=LEAD),
}
