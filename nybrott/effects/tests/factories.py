"""Evaluation plans, for tests."""

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.effects import actions
from nybrott.effects.models import Plan
from nybrott.people.tests.factories import an_actor
from nybrott.runs.models import Run


def an_evaluator(run: Run) -> Actor:
    """Somebody who evaluates in the organisation that keeps a run, and leads no runs."""
    return an_actor(run.organisation, "evaluator")


def a_plan(run: Run, *, actor: Actor | None = None) -> Plan:
    """The plan of a run, just begun."""
    return actions.begin_plan(actor=actor or an_evaluator(run), run=run, now=timezone.now())
