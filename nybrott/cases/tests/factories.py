"""Cases for tests, made by the same actions people use."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from nybrott.cases import actions, queries
from nybrott.cases.actions import Said
from nybrott.cases.models import Case, Named
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor

WHEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
WHOLE = Said(
    title="Færre netter med falske alarmer",
    kind="done",
    summary="Da vi spurte dem som våkner om natten, ble det klart at alarmene ringte for ofte.",
    when="Høsten 2024 til våren 2026",
    hard="Nattevaktene på Sjøtun løp til tretti alarmer hver natt, og de fleste av dem gjaldt ingenting. Beboerne sov dårlig av det.",
    did="Vi satt oppe fire netter og skrev ned hver alarm. Så spurte vi markedet hva som kunne lytte bedre enn en matte i sengen.",
    came="Alarmene gikk ned, og nattevaktene bruker tiden hos dem som er våkne. Pårørende sier at det er blitt roligere på natten.",
    failed="Den første leverandøren lovet at alt skulle virke med vårt gamle nett. Det gjorde det ikke, og vi tapte fire måneder.",
    otherwise="Vi ville prøvd utstyret på én gang i én korridor før vi skrev kravene, og bedt nettfolkene være med fra første dag.",
    advice="Sitt oppe en natt selv før du skriver noe som helst. Tell det som skjer, og la leverandørene få se tallene dine.",
    words=("natt", "alarmer", "sykehjem"),
)  # fmt: skip


def whole(**more: Any) -> Said:
    """A text with nothing missing."""
    return replace(WHOLE, **more)


def a_case(place: Organisation, *, actor: Actor | None = None, said: Said | None = None, **of: Any) -> Case:
    """A case that is written, whole unless said otherwise, and read by nobody else."""
    actor, said = actor or an_actor(place, "lead"), said or WHOLE
    made = actions.begin_case(actor=actor, title=said.title, kind=said.kind, now=WHEN, **of)
    return actions.write_case(actor=actor, case=made, said=said, seen=0, now=WHEN)


def a_named(case: Case, name: str = "Kari Moe", role: str = "en nattevakt", email: str = "kari@example.org") -> Named:
    """Somebody written in as named."""
    return actions.name_person(
        actor=an_actor(case.organisation, "lead"), case=case, name=name, role=role, email=email, now=WHEN
    )


def for_review(place: Organisation, *, reviewer: User | None = None, **more: Any) -> Case:
    """One that waits for a second person."""
    actor = more.pop("actor", None) or an_actor(place, "lead")
    case = a_case(place, actor=actor, **more)
    return actions.ask_review(actor=actor, case=case, reviewer=reviewer or a_member(place, "driver"), now=WHEN)


def approved(place: Organisation, **more: Any) -> Case:
    """One that a second person has said yes to."""
    case = for_review(place, **more)
    assert case.reviewer is not None
    actions.answer_review(actor=actor_of(case.reviewer, place), case=case, approves=True, text="", now=WHEN)
    return Case.objects.get(pk=case.pk)


def published(place: Organisation, **more: Any) -> Case:
    """One that others read."""
    actor = more.setdefault("actor", an_actor(place, "lead"))
    case = approved(place, **more)
    actions.publish_case(actor=actor, case=case, now=WHEN + timedelta(hours=1))
    return queries.with_versions(Case.objects.all()).get(pk=case.pk)


def published_again(case: Case, *, actor: Actor, because: str = "Et tall var galt", **more: Any) -> Case:
    """The next version of one that others read, changed in what is said in `more`."""
    actions.take_back(actor=actor, case=case, now=WHEN)
    case = Case.objects.get(pk=case.pk)
    actions.write_case(actor=actor, case=case, said=whole(**more), seen=case.version, now=WHEN)
    reviewer = a_member(case.organisation, "driver")
    actions.ask_review(actor=actor, case=case, reviewer=reviewer, now=WHEN)
    actions.answer_review(actor=actor_of(reviewer, case.organisation), case=case, approves=True, text="", now=WHEN)
    actions.publish_case(actor=actor, case=case, because=because, now=WHEN + timedelta(hours=2))
    return queries.with_versions(Case.objects.all()).get(pk=case.pk)
