"""What networks share and report, for tests."""

from datetime import datetime, timedelta

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.partnerships import actions, queries
from nybrott.partnerships.models import Report, ReportVersion
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.people.tests.factories import an_actor


def membership(network: Network, place: Organisation) -> NetworkMember:
    """The membership of an organisation that is in."""
    return NetworkMember.objects.current().select_related("network__keeper", "organisation").get(network=network, organisation=place)  # fmt: skip


def shares(network: Network, place: Organisation, *kinds: str, actor: Actor | None = None) -> None:
    """The organisation shares these kinds."""
    who = actor or an_actor(place, "lead")
    for kind in kinds:
        actions.share(actor=who, member=membership(network, place), kind=kind, now=timezone.now())


def a_report(network: Network, *, year: int = 0, part: int = 0, now: datetime | None = None) -> Report:
    """The report of this year, begun."""
    now = now or timezone.now()
    year = year or timezone.localdate(now).year
    return actions.begin_report(actor=an_actor(network.keeper, "coordinator"), network=network, year=year, part=part, now=now)  # fmt: skip


def an_asked_report(network: Network, *, year: int = 0, part: int = 0) -> Report:
    """The members are asked to look at their rows within a week."""
    now = timezone.now()
    made = a_report(network, year=year, part=part)
    return actions.ask_members(actor=an_actor(network.keeper, "coordinator"), report=made, deadline_on=timezone.localdate(now) + timedelta(days=7), now=now)  # fmt: skip


def confirms(report: Report, place: Organisation) -> None:
    """A member confirms its rows."""
    actor = an_actor(place, "lead")
    row = report.rows.get(organisation=place)
    actions.answer_rows(actor=actor, report=report, member=membership(report.network, place), said={}, seen=queries.digest_of(row.counted), now=timezone.now())  # fmt: skip


def published(report: Report, *, because: str = "") -> ReportVersion:
    """The report as it stands, published by a coordinator after the deadline."""
    assert report.deadline_on is not None
    actor = an_actor(report.network.keeper, "coordinator")
    seen = queries.digest_of(queries.assembled(actor, report))
    now = timezone.now() + timedelta(days=8)
    return actions.publish_report(actor=actor, report=report, seen=seen, because=because, now=now)
