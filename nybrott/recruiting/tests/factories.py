"""Calls and sign-ups, for tests."""

from django.utils import timezone

from nybrott.people.models import Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor
from nybrott.recruiting import actions
from nybrott.runs.models import Participation, Run


def a_call(run: Run, **more: object) -> Run:
    """The run with its call open, for so many `places` and `until` a day."""
    lead = an_actor(run.organisation, "lead")
    call = actions.Call(**{"text": "Bli med."} | more)  # type: ignore[arg-type]
    actions.open_call(actor=lead, run=run, call=call, told="", now=timezone.now())
    run.refresh_from_db()
    return run


def a_sign_up(
    run: Run,
    kind: str = "driver",
    /,
    *,
    user: User | None = None,
    leader: User | None = None,
    unit: Unit | None = None,
    **more: object,
) -> Participation:
    """Somebody who has signed up by themselves; their leader, `leader` or somebody without an account, is asked."""
    user = user or a_member(run.organisation, "driver", units=(unit,) if unit else ())
    said = actions.Said(**{"motivation": "Jeg vil lære.", "hours": 40, "languages": ("nb",), "unit": unit} | more)  # type: ignore[arg-type]
    asked = actions.Leader(leader) if leader else actions.Leader(None, "Unni Leder", "unni.leder@example.org")
    return actions.sign_up(
        actor=actor_of(user, run.organisation), run=run, kind=kind, said=said, leader=asked, now=timezone.now()
    )
