"""What was heard: contributions and evidence as lists and pages show them, and what rooms above put on those who told's pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import Reached
from nybrott.challenges.states import ChallengeState
from nybrott.core.personal import Spot, spots
from nybrott.hearings.models import Contribution, Evidence
from nybrott.hearings.states import ContributionState
from nybrott.people.models import Organisation

SIZE = 20

Panel = Callable[[HttpRequest, Contribution, str], str]
"""Markup for the private page of one who told: the request, the contribution, the token of the private link."""
PublicPanel = Callable[[HttpRequest, Challenge], str]
"""Markup for the public page of a challenge."""
PANELS: list[Panel] = []
PUBLIC_PANELS: list[PublicPanel] = []


def add_panel(draw: Panel) -> None:
    """A room above: what it has to say to one who told, on their private page."""
    if draw not in PANELS:
        PANELS.append(draw)


def add_public_panel(draw: PublicPanel) -> None:
    """A room above: what it has to say to everyone, on the public page of a challenge."""
    if draw not in PUBLIC_PANELS:
        PUBLIC_PANELS.append(draw)


@dataclass(frozen=True, slots=True)
class Heard:
    """A contribution with the places in its text that tell who somebody is."""

    contribution: Contribution
    spots: tuple[Spot, ...]
    wants_reply: bool


@dataclass(frozen=True, slots=True)
class HeardPage:
    """One page of contributions, `number` of `pages`, `total` in all; `counts`: state → how many."""

    rows: tuple[Heard, ...]
    number: int
    pages: int
    total: int
    counts: Mapping[str, int]


def contributions(challenge: Challenge, *, state: str = "", page: int = 1) -> HeardPage:
    """A challenge's contributions, the newest first; hidden ones only when asked for."""
    counts = dict(
        challenge.contributions.order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
        .values_list("state", "number")
    )
    found = challenge.contributions.select_related("reply_wish", "entered_by").order_by("-received_at", "-pk")
    found = found.filter(state=state) if state else found.exclude(state=ContributionState.HIDDEN)
    cut = Paginator(found, SIZE).get_page(page)
    rows = tuple(Heard(one, spots(one.text), getattr(one, "reply_wish", None) is not None) for one in cut.object_list)
    return HeardPage(rows, cut.number, cut.paginator.num_pages, cut.paginator.count, counts)


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One page of evidence, and how many pieces of each kind there are."""

    rows: tuple[Evidence, ...]
    number: int
    pages: int
    total: int
    counts: Mapping[str, int]
    informants: int


def evidence(challenge: Challenge, *, kind: str = "", page: int = 1) -> EvidencePage:
    """A challenge's evidence, the newest first."""
    counts = dict(
        challenge.evidence.order_by().values_list("kind").annotate(number=Count("pk")).values_list("kind", "number")
    )
    found = challenge.evidence.select_related("informant", "recorded_by", "upload").order_by("-recorded_at", "-pk")
    cut = Paginator(found.filter(kind=kind) if kind else found, SIZE).get_page(page)
    return EvidencePage(
        tuple(cut.object_list), cut.number, cut.paginator.num_pages, cut.paginator.count, counts, challenge.informants.count()
    )  # fmt: skip


def open_challenges(organisation: Organisation | None = None, *, most: int = 200) -> list[Challenge]:
    """Every challenge anyone may contribute to now, of one organisation or of all, the latest first."""
    found = Challenge.objects.all().open_to_contributions().select_related("organisation")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    heard = Count("contributions", filter=~Q(contributions__state=ContributionState.HIDDEN))
    return list(found.annotate(heard=heard).order_by("-moved_at")[:most])


def heard_at(slug: str) -> Challenge | None:
    """The challenge with this address on public pages, None when there is none that users may see."""
    return Challenge.objects.all().heard_at(slug).select_related("organisation").first()


def contribution_behind(private_hash: str) -> Contribution | None:
    """The contribution a private link leads to; hidden ones too, their writer may still take them back."""
    if not private_hash:
        return None
    return Contribution.objects.filter(private_hash=private_hash).select_related("challenge__organisation").first()


def counts() -> dict[str, Count]:
    """What a challenge's page and list count of what was heard: contributions in sight, and evidence."""
    return {
        "heard": Count("contributions", filter=~Q(contributions__state=ContributionState.HIDDEN), distinct=True),
        "shown": Count("evidence", distinct=True),
    }


def reached(challenge: Challenge, counts: Mapping[str, int]) -> list[Reached]:
    """How far people have been heard, as stops of the red thread."""
    heard, shown = counts["heard"], counts["shown"]
    hearing = challenge.state == ChallengeState.HEARING
    return [
        Reached(
            "contribution", _("Voices"), bool(heard) and not hearing, now=hearing,
            note=ngettext("%(n)s contribution", "%(n)s contributions", heard) % {"n": heard} if heard else "",
        ),
        Reached(
            "evidence", _("Evidence"), bool(shown), now=challenge.state == ChallengeState.SENSEMAKING,
            note=ngettext("%(n)s piece", "%(n)s pieces", shown) % {"n": shown} if shown else "",
        ),
    ]  # fmt: skip
