"""Who asks, of which network, and what every page of one has around it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.partnerships import queries, rules
from nybrott.partnerships.models import Report
from nybrott.partnerships.queries import Member
from nybrott.partnerships.states import Kind
from nybrott.people.models import Network, NetworkMember
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks, the network, who is in it, and the reader's own organisation among them."""

    actor: Actor
    network: Network
    members: list[Member]
    mine: Member | None

    @property
    def membership(self) -> NetworkMember | None:
        """The own organisation's membership."""
        return self.mine.membership if self.mine else None

    def sharing(self, kind: str) -> list[Member]:
        """The members that share a kind."""
        return queries.sharing(self.members, kind)

    def names(self) -> dict[int, str]:
        """Organisation → what it is called here."""
        return {one.pk: one.name for one in self.members}


def here(request: HttpRequest, slug: str) -> Here:
    """The network asked for: 404 for one the organisation is not in, 403 for guests of a member."""
    actor = who(request)
    network = get_object_or_404(Network.objects.visible_to(actor).select_related("keeper"), slug=slug)
    insist(rules.may_see(actor))
    found = queries.members(actor, network)
    return Here(actor, network, found, queries.mine(actor, found))


def report_of(at: Here, pk: int) -> Report:
    """A report of this network."""
    found = Report.objects.visible_to(at.actor).select_related("network__keeper")
    return get_object_or_404(found, network=at.network, pk=pk)


def around(at: Here, name: str, *more: Link | str) -> dict[str, Any]:
    """Tabs of the network and the way to this page. `name`: the tab shown."""
    tabs = [
        ("network", _("Overview")), ("programmes", _("Programmes")), ("portfolio", _("Portfolio")), ("themes", _("Themes")), ("effects", _("Benefits")),
        ("figures", _("Figures")), ("joint", _("Joint processes")), ("calendar", _("Calendar")), ("reports", _("Reports")), ("sharing", _("What we share")),
    ]  # fmt: skip
    places = [Link(label, address(one, at), current=one == name) for one, label in tabs]
    way = [Link(_("Networks"), reverse("partnerships:networks")), Link(at.network.name, address("network", at) if name != "network" or more else "")]  # fmt: skip
    if name != "network":
        way.append(Link(dict(tabs)[name], address(name, at) if more else ""))
    way += [one if isinstance(one, Link) else Link(one) for one in more]
    return {"network": at.network, "places": places, "breadcrumbs": tuple(way), "mine": at.mine}


def address(name: str, at: Here, *more: object) -> str:
    """Where a page of the network stands."""
    return reverse(f"partnerships:{name}", args=[at.network.slug, *more])


def who_shares(at: Here, kind: str) -> dict[str, Any]:
    """Who shares a kind and who does not, for the line below a page's heading."""
    shown = at.sharing(kind)
    return {
        "kind": kind, "label": str(Kind(kind).label), "shown": shown, "silent": [one for one in at.members if kind not in one.shares],
        "we_share": bool(at.mine and kind in at.mine.shares),
    }  # fmt: skip
