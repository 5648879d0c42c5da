"""Who comes in where, for the sweep over every address."""

from nybrott.partnerships.tests.factories import a_report, an_asked_report, published
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_network
from nybrott.people.tests.sweeping import Case, Kwargs


def _network(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_network(place).slug}


def _kind(place: Organisation, user: User) -> Kwargs:
    return {**_network(place, user), "kind": "portfolio"}


def _report(place: Organisation, _user: User) -> Kwargs:
    made = a_report(a_network(place))
    return {"slug": made.network.slug, "pk": made.pk}


def _asked(place: Organisation, _user: User) -> Kwargs:
    made = an_asked_report(a_network(place))
    return {"slug": made.network.slug, "pk": made.pk}


def _published(place: Organisation, user: User) -> Kwargs:
    made = published(an_asked_report(a_network(place)))
    return {"slug": made.report.network.slug, "pk": made.report_id, "number": made.number}


def _file(place: Organisation, user: User) -> Kwargs:
    return {**_published(place, user), "language": "nn", "file": "xlsx"}


SWEEP: dict[str, Case] = {
    "partnerships:networks": Case("members.read"),
    **{f"partnerships:{name}": Case("members.read", _network) for name in ("network", "programmes", "portfolio", "themes", "effects", "figures", "joint", "calendar", "dates", "sharing", "reports")},
    "partnerships:preview": Case("exchange.manage", _kind),
    "partnerships:begin": Case("networks.manage", _network),
    "partnerships:draft": Case("members.read", _report),
    "partnerships:texts": Case("networks.manage", _report),
    "partnerships:count": Case("networks.manage", _report, post=True),
    "partnerships:ask": Case("networks.manage", _report),
    "partnerships:rows": Case("exchange.manage", _asked),
    "partnerships:rows_back": Case("exchange.manage", _asked, post=True),
    "partnerships:publish": Case("networks.manage", _report, post=True),
    "partnerships:version": Case("members.read", _published),
    "partnerships:document": Case("members.read", _file),
}  # fmt: skip
