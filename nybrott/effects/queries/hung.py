"""What every page of an evaluation has around it, and what rooms above hang on it: they say it when they start."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.effects.models import Plan
from nybrott.runs import queries as runs
from nybrott.ui.frame import Link

# address, what it is called, and who gets to see it: everyone who sees the plan, or what the rule lets
Rule = Callable[[Actor, Plan], object]
PARTS: list[tuple[str, Promise, Rule | None]] = [
    ("effects:plan", _("The plan"), None),
    ("effects:standing", _("How it stands"), None),
]


def add_part(address: str, label: Promise, *, before: str = "", rule: Rule | None = None) -> None:
    """A tab of an evaluation. `address` takes the run's key as `run`; `before` is the address of the tab it stands before, the end when
    empty; `rule` (actor, plan) says who sees it, everyone who sees the plan when there is none."""
    names = [name for name, _label, _rule in PARTS]
    if address not in names:
        PARTS.insert(names.index(before) if before else len(names), (address, label, rule))


def parts(actor: Actor, plan: Plan, here: str) -> list[Link]:
    """The parts of an evaluation as tabs, those somebody may open; `here` is the address of the one shown."""
    return [
        Link(str(label), reverse(name, args=[plan.run_id]), current=name == here)
        for name, label, rule in PARTS
        if rule is None or rule(actor, plan)
    ]


def crumbs(plan: Plan, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of an evaluation, from the run."""
    return runs.crumbs(
        plan.run, Link(str(_("Evaluation")), reverse("effects:plan", args=[plan.run_id]) if more else ""), *more
    )
