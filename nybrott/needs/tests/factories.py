"""Problem statements and descriptions for tests, made by the same actions people use."""

from itertools import count

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs import actions
from nybrott.needs.models import NeedDescription, ProblemStatement

_number = count(1)


def a_statement(challenge: Challenge, actor: Actor, problem: str = "", question: str = "") -> ProblemStatement:
    """A problem statement somebody worded."""
    return actions.word_problem(
        actor=actor, challenge=challenge, problem=problem or "Det er vanskelig om natten.", language="nb", now=timezone.now(),
        question=question or f"Hvordan kan vi gjøre natten tryggere {next(_number)}?",
    )  # fmt: skip


def a_description(challenge: Challenge, actor: Actor) -> NeedDescription:
    """A draft, put together from the trail."""
    return actions.begin_description(actor=actor, challenge=challenge, language="nb", now=timezone.now())
