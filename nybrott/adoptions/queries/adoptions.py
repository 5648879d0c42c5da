"""Adoptions as lists and pages show them: one's own, those of a case, what is compared, where it comes from, and what came of them all."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.adoptions import rules
from nybrott.adoptions.models import Adoption, Change, Result
from nybrott.adoptions.states import LIVE, AdoptionState, Outcome
from nybrott.cases.models import Case, Version
from nybrott.cases.queries import address_of, exchange_crumbs, told, with_versions
from nybrott.cases.states import PARTS, Level
from nybrott.core.actor import VISITOR, Actor
from nybrott.people.models import Membership, Network, Organisation, User
from nybrott.ui.formats import day_year
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep, Stop

DEEPEST = 8  # adoptions of adoptions that are followed back
GOOD = (Outcome.WORKED, Outcome.PARTLY)


# --- lists ---


def with_results(found: "QuerySet[Adoption]") -> "QuerySet[Adoption]":
    """Adoptions with what lists show, however many, in four queries."""
    return found.select_related("organisation", "case__organisation", "version", "owner").prefetch_related("results__figures", "changes")  # fmt: skip


def ours(actor: Actor) -> "QuerySet[Adoption]":
    """One's own organisation's, what moved last first."""
    found = Adoption.objects.visible_to(actor).filter(organisation=actor.organisation_id or 0)
    return with_results(found).order_by("-moved_at", "-pk")


def of_ours(actor: Actor) -> "QuerySet[Adoption]":
    """What others have taken over from one's own organisation, as far as one sees it, the latest first."""
    found = Adoption.objects.visible_to(actor).filter(case__organisation=actor.organisation_id or 0)
    return with_results(found).order_by("-made_at", "-pk")


def opened() -> "QuerySet[Adoption]":
    """Those everyone may see, of cases everyone may read: the one of which a result was told last first."""
    last = Result.objects.filter(adoption=OuterRef("pk")).order_by("-told_at").values("told_at")[:1]
    found = with_results(Adoption.objects.visible_to(VISITOR)).select_related("case__newest")
    return found.annotate(last=Coalesce(Subquery(last), F("made_at"))).order_by("-last", "-pk")


def of_case(actor: Actor, case: Case) -> "QuerySet[Adoption]":
    """Adoptions of a case that somebody who reads it sees, those with a result first."""
    told = Exists(Result.objects.filter(adoption=OuterRef("pk")))
    found = with_results(Adoption.objects.visible_to(actor).filter(case=case))
    return found.annotate(told=told).order_by("-told", "-made_at", "-pk")


def latest_of(adoption: Adoption) -> Result | None:
    """What was told last; None while nothing is."""
    return next(iter(adoption.results.all()), None)


def waiting_for(actor: Actor) -> int:
    """How many adoptions somebody looks after wait for them: the day has come to tell, or there is a new version."""
    if actor.user_id is None or actor.organisation_id is None:
        return 0
    due = Q(state__in=(AdoptionState.PLANNED, AdoptionState.TRYING), report_on__lte=timezone.localdate())
    newer = Q(offered__gt=F("version__number")) & Q(offered__gt=F("kept"))
    found = Adoption.objects.visible_to(actor).filter(organisation=actor.organisation_id, owner=actor.user_id, state__in=LIVE)  # fmt: skip
    return found.filter(due | newer).count()


@dataclass(frozen=True, slots=True)
class Reuse:
    """What adoptions came to, of those one sees: how many, how many told a result, and how many of each outcome (`by`; the newest one counts)."""

    n: int
    told: int
    by: tuple[tuple[str, int], ...]

    @property
    def outcomes(self) -> tuple[tuple[str, int], ...]:
        """Each outcome in words, with how many."""
        return tuple((str(Outcome(outcome).label), n) for outcome, n in self.by)

    @property
    def said(self) -> str:
        """In a sentence; "" while there are none."""
        if not self.n:
            return ""
        taken = ngettext("Taken over %(n)s time.", "Taken over %(n)s times.", self.n) % {"n": self.n}
        if not self.told:
            return f"{taken} {_('Nobody has told a result yet.')}"
        parts = ", ".join(f"{label.lower()}: {n}" for label, n in self.outcomes)
        results = ngettext("%(n)s has said what came of it: %(parts)s.", "%(n)s have said what came of it: %(parts)s.", self.told) % {"n": self.told, "parts": parts}  # fmt: skip
        return f"{taken} {results}"


def reuse_of(found: "QuerySet[Adoption]") -> Reuse:
    """What these adoptions came to, however many: one query."""
    latest = Result.objects.filter(adoption=OuterRef("pk")).order_by("-told_at", "-pk").values("outcome")[:1]
    bare = found.select_related(None).prefetch_related(None).order_by()
    by = dict(
        bare.annotate(newest=Subquery(latest)).values("newest").annotate(n=Count("pk")).values_list("newest", "n")
    )
    told = sum(n for outcome, n in by.items() if outcome is not None)
    outcomes = tuple((one.value, by[one.value]) for one in Outcome if one.value in by)
    return Reuse(sum(by.values()), told, outcomes)


def reuse_between(found: "QuerySet[Adoption]", *periods: tuple[datetime, datetime]) -> list[Reuse]:
    """For each period (from, until before) how many of these were taken over in it, how many told a result in it, and what they told last in it. Two queries."""
    bare = found.select_related(None).prefetch_related(None).order_by()
    made = list(bare.values_list("made_at", flat=True))
    told = list(Result.objects.filter(adoption__in=bare.values("pk")).order_by("told_at", "pk").values_list("adoption", "outcome", "told_at"))  # fmt: skip
    reused = []
    for first, end in periods:
        last = {adoption: outcome for adoption, outcome, at in told if first <= at < end}
        by = Counter(last.values())
        outcomes = tuple((one.value, by[one.value]) for one in Outcome if by[one.value])
        reused.append(Reuse(sum(first <= at < end for at in made), len(last), outcomes))
    return reused


def reuse_in_year(organisation: Organisation, begins: datetime, ends: datetime) -> dict[str, Any] | None:
    """What a yearly report tells of reuse: `taken` from others and `given` to them, as far as they let it be known, each with how many, how many told a result in the year,
    and what they told last; None when there is nothing."""
    taken = Adoption.objects.filter(organisation=organisation)
    given = Adoption.objects.filter(case__organisation=organisation, told_at__isnull=False).exclude(level=Level.PRIVATE)
    found = {}
    for name, rows in (("taken", taken), ("given", given)):
        [one] = reuse_between(rows, (begins, ends))
        found[name] = {"n": one.n, "told": one.told, "outcomes": dict(one.by)}
    return found if any(one["n"] or one["told"] for one in found.values()) else None


# --- one ---


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of the story: what the case says in the version that is followed ("" when it is not shown any more), and what is done differently."""

    part: str
    heading: str
    theirs: str
    change: Change | None


def readable(actor: Actor, adoption: Adoption) -> Case | None:
    """The case behind an adoption, when the actor may read it now."""
    return with_versions(Case.objects.readable_by(actor)).filter(pk=adoption.case_id or 0).first()


def compared(actor: Actor, adoption: Adoption, case: Case | None) -> list[Compared]:
    """Every part, beside what is done differently. Names stand in the case's text only as far as those who bear them say yes today."""
    version = followed(actor, adoption)
    theirs = {key: text for key, _heading, text in told(case, version).parts} if case and version else {}  # fmt: skip
    changes = {one.part: one for one in adoption.changes.all()}
    return [Compared(key, str(heading), theirs.get(key, ""), changes.get(key)) for key, (heading, _ask) in PARTS.items()]  # fmt: skip


def followed(actor: Actor, adoption: Adoption) -> Version | None:
    """The version that is followed, when it was meant for the actor too."""
    return Version.objects.visible_to(actor).filter(pk=adoption.version_id or 0).first()


def differing(
    actor: Actor, adoption: Adoption, case: Case | None, newest: Version | None
) -> list[tuple[str, str, str]]:
    """The parts that read otherwise in the newest version: (heading, before, now)."""
    version = followed(actor, adoption)
    if case is None or newest is None or version is None:
        return []
    before, now = (told(case, one).parts for one in (version, newest))
    return [(heading, old, new) for (_key, heading, old), (_same, _heading, new) in zip(before, now, strict=True) if old != new]  # fmt: skip


def newer(adoption: Adoption, case: Case | None) -> Version | None:
    """The newest version of the case, when it is newer than the one that is followed."""
    newest = case.newest if case is not None else None
    followed = adoption.version.number if adoption.version is not None else 0
    return newest if newest is not None and newest.number > followed else None


def lineage(actor: Actor, adoption: Adoption) -> list[Stop]:
    """Where it comes from and what it led to: the first case, each adoption after it with its own case, this one, and what was told of it. Only what the actor may see."""
    stops: list[Stop] = [_stop_of(adoption, here=True)]
    one, seen = adoption, {adoption.pk}
    for _depth in range(DEEPEST):
        case = readable(actor, one)
        if case is None:
            break
        stops.insert(0, _told_in(case))  # fmt: skip
        before = Adoption.objects.visible_to(actor).filter(challenge=case.challenge_id or 0).exclude(pk__in=seen)
        found = before.select_related("organisation", "case").order_by("pk").first()
        if found is None:
            break
        stops.insert(0, _stop_of(found))
        seen.add(found.pk)
        one = found
    told_of = Case.objects.readable_by(actor).filter(challenge=adoption.challenge_id or 0).select_related("organisation")  # fmt: skip
    stops += [_told_in(case) for case in told_of.order_by("shown_at", "pk")]  # fmt: skip
    return stops


def _stop_of(one: Adoption, *, here: bool = False) -> Stop:
    url = "" if here else reverse("adoptions:adoption", args=[one.pk])
    return Stop(one.title, "now" if here else "done", url, one.organisation.name, str(AdoptionState(one.state).label))


def _told_in(case: Case) -> Stop:
    return Stop(case.title, "done", address_of(case), case.organisation.name, str(case.get_kind_display()))


def next_step(actor: Actor, adoption: Adoption, newest: Version | None, today: date) -> NextStep | None:
    """What comes next, and whose it is; nothing for other organisations' people."""
    if actor.organisation_id != adoption.organisation_id or adoption.state == AdoptionState.STOPPED:
        return None
    may = rules.may_work(actor, adoption)
    whose = adoption.owner.name if adoption.owner else adoption.organisation.name
    address = reverse("adoptions:adoption", args=[adoption.pk])
    due = _("Expected by %(day)s") % {"day": day_year(adoption.report_on)}
    if newest is not None and newest.number > adoption.kept:
        said, step, leads = _("The case has a new version."), _("See what is new"), f"{address}version/"
        return NextStep(said, step, whose, leads if may else "", may.reason)
    if adoption.state == AdoptionState.PLANNED:
        return NextStep(_("It is being planned."), _("Start it"), whose, f"{address}begin/" if may else "", may.reason, due)  # fmt: skip
    if adoption.state == AdoptionState.TRYING:
        said = _("It is time to say what came of it.") if adoption.report_on <= today else _("It is under way.")
        return NextStep(said, _("Say what came of it"), whose, f"{address}result/" if may else "", may.reason, due)
    return None


# --- who and where ---


def owners_for(actor: Actor) -> "QuerySet[User]":
    """Who can look after an adoption: those who work in one's own organisation."""
    members = Membership.objects.visible_to(actor).current().filter(organisation=actor.organisation_id or 0, user__is_active=True)  # fmt: skip
    outside = Q(roles=[]) | Q(roles__contained_by=["supplier", "contributor"])
    return User.objects.filter(memberships__in=members.exclude(outside)).order_by("sort_name", "pk")


def networks_for(actor: Actor) -> "QuerySet[Network]":
    """The networks an adoption can be shown to: those one's own organisation is in."""
    return Network.objects.visible_to(actor).filter(pk__in=actor.network_ids).order_by("name", "pk")


def to_offer() -> list[Adoption]:
    """Live adoptions whose case, as it is shown now, has a version the adopter was not told of."""
    found = Adoption.objects.filter(state__in=LIVE, case__newest__number__gt=F("offered")).exclude(case__shown="")
    return list(found.order_by("pk"))


def crumbs(*more: Link | str) -> tuple[Link, ...]:
    """The way to a page of adoptions."""
    way = exchange_crumbs(Link(_("Taken over from others"), reverse("adoptions:adoptions")))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))


def link_of(adoption: Adoption) -> Link:
    """The way to an adoption's own page."""
    return Link(adoption.title, reverse("adoptions:adoption", args=[adoption.pk]))
