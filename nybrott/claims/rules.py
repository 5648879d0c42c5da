"""Who may claim, weigh and write costs, and how strong a claim may be called."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.actor import Actor
from nybrott.core.claims import Piece, Rival, missing
from nybrott.core.verdict import YES, Verdict, no
from nybrott.effects.models import Claim, Plan
from nybrott.effects.rules import may_evaluate, may_type
from nybrott.runs.states import RunState

MOST_CLAIMS, MOST_EVIDENCE, MOST_RIVALS, MOST_COSTS = 30, 40, 20, 100
MOST_AN_HOUR = 1_000_000  # øre: ten thousand kroner
MOST_PAID = 10**11  # øre: a milliard kroner, more than any programme costs

# what is missing for a strength → the sentence that says so
MISSING: dict[str, Promise] = {
    "nothing_for": gettext_lazy("Nothing speaks for the claim yet."),
    "only_typed": gettext_lazy("Everything that speaks for it is typed in. Add at least one thing that can be traced."),
    "one_kind": gettext_lazy("Everything that speaks for it rests on the same kind of thing. Two independent kinds are needed."),
    "not_looked_against": gettext_lazy("No one has looked for what speaks against it, or has recorded that they did."),
    "more_against": gettext_lazy("More kinds of evidence speak against it than for it."),
    "as_much_against": gettext_lazy("As many kinds of evidence speak against it as for it."),
    "no_rival": gettext_lazy("No rival explanation is written down."),
    "rival_likely": gettext_lazy("A rival explanation is likely."),
    "rival_possible": gettext_lazy("A rival explanation is still possible."),
    "rival_without_why": gettext_lazy("A rival explanation is judged without a reason."),
}  # fmt: skip


def may_claim(actor: Actor, plan: Plan) -> Verdict:
    """Write claims, evidence, rival explanations, rates and costs: evaluators, and those who lead the run. Also when it is over."""
    allowed = may_type(actor, plan.run)
    if allowed and plan.run.state == RunState.CALLED_OFF:
        return no(_("The run was called off. What it led to is not evaluated."))
    return allowed


def may_weigh(actor: Actor, plan: Plan) -> Verdict:
    """Say how strong a claim is: evaluators."""
    return may_evaluate(actor, plan.run) and may_claim(actor, plan)


def may_call(strength: str, evidence: Collection[Piece], rivals: Collection[Rival]) -> Verdict:
    """Whether the scale lets a claim be called this strong; all that is missing otherwise."""
    lacks = missing(strength, evidence, rivals)
    return no(" ".join(str(MISSING[code]) for code in lacks)) if lacks else YES


def may_put_in(number: int, most: int) -> Verdict:
    """One more, when there are `number` already."""
    if number >= most:
        return no(_("There is room for %(most)s. Remove something first, or combine some.") % {"most": most})
    return YES


def may_speak(claim: Claim, side: str, kind: str, found: dict[str, object]) -> Verdict:
    """Whether what was drawn can speak for this claim."""
    if side == "for" and kind == "trail" and not found.get("with_driver"):
        return no(_("Nothing of this kind had a driver in it before. It cannot speak for the claim."))
    return YES
