"""Adoptions for tests, made by the same actions people use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from nybrott.adoptions import actions
from nybrott.adoptions.models import Adoption, Result
from nybrott.adoptions.rules import Said
from nybrott.cases import actions as cases
from nybrott.cases.models import Case
from nybrott.cases.tests.factories import published, whole
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor


def said_by(actor: Actor, **more: Any) -> Said:
    """What is said of an adoption: the actor looks after it, and nobody else sees it unless said otherwise."""
    first: dict[str, Any] = {
        "title": "Roligere netter hos oss", "wish": "Halvparten så mange falske alarmer før jul.", "report_on": timezone.localdate() + timedelta(days=60),
        "owner": User.objects.get(pk=actor.user_id),
    }  # fmt: skip
    return Said(**(first | more))


def an_adoption(case: Case, place: Organisation, *, actor: Actor | None = None, **more: Any) -> Adoption:
    """One that is planned."""
    actor = actor or an_actor(place, "lead")
    make = more.pop("make", ())
    return actions.adopt_case(actor=actor, case=case, said=said_by(actor, **more), make=make, now=timezone.now())  # fmt: skip


def under_way(case: Case, place: Organisation, *, actor: Actor | None = None, **more: Any) -> Adoption:
    """One that has begun."""
    actor = actor or an_actor(place, "lead")
    return actions.begin_adoption(actor=actor, adoption=an_adoption(case, place, actor=actor, **more), now=timezone.now())  # fmt: skip


def a_result(adoption: Adoption, *, actor: Actor | None = None, outcome: str = "partly", **more: Any) -> Result:
    """What came of one that is under way."""
    actor = actor or an_actor(adoption.organisation, "lead")
    said: dict[str, Any] = {"text": "Alarmene gikk ned, men ikke så mye som vi ville."} | more
    return actions.report_result(actor=actor, adoption=adoption, outcome=outcome, now=timezone.now(), **said)


def a_new_version(case: Case, *, advice: str, because: str = "Vi har målt en gang til.", level: str = "") -> Case:
    """The case told anew by somebody of its organisation and read by a second person."""
    writer, reviewer = an_actor(case.organisation, "lead"), an_actor(case.organisation, "lead")
    now, level = timezone.now(), level or case.level
    case = cases.take_back(actor=writer, case=case, now=now)
    case = cases.write_case(actor=writer, case=case, said=whole(advice=advice, level=level), seen=case.version, now=now)  # fmt: skip
    case = cases.ask_review(actor=writer, case=case, reviewer=User.objects.get(pk=reviewer.user_id), now=now)
    cases.answer_review(actor=reviewer, case=case, approves=True, text="", now=now)
    cases.publish_case(actor=writer, case=case, because=because, now=now)
    return Case.objects.get(pk=case.pk)


def a_case_of(place: Organisation, **more: Any) -> Case:
    """A case of another organisation that everyone may read."""
    return published(place, **more)
