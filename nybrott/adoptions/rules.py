"""Who may take over, look after, tell and stop; every no is a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from nybrott.adoptions.models import Adoption
from nybrott.adoptions.states import ADOPTION, LIVE, AdoptionState
from nybrott.cases.models import Case, Version
from nybrott.cases.rules import MANAGE
from nybrott.cases.states import Level
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Network, User
from nybrott.people.rules import works_here

AHEAD = timedelta(days=5 * 366)  # how far ahead the day one expects to know may lie
MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What the adopter says of an adoption; see `models.Adoption`."""

    title: str
    wish: str
    report_on: date
    owner: User
    level: str = Level.PRIVATE
    networks: Sequence[Network] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it is typed; see `models.Figure`."""

    what: str
    after: Decimal
    before: Decimal | None = None
    unit: str = ""
    measured: bool = False


def may_take(actor: Actor, case: Case) -> Verdict:
    """Take a case over: those who look after cases, one that another organisation tells and shows, once at a time."""
    return may_want(actor, case) and is_free(actor, case)


def is_free(actor: Actor, case: Case) -> Verdict:
    """Whether the organisation has not taken a case over already."""
    if Adoption.objects.filter(organisation=actor.organisation_id, case=case, state__in=LIVE).exists():
        return no(_("Your organisation has already taken this case over."))
    return YES


def may_want(actor: Actor, case: Case) -> Verdict:
    """Take a case over, if no colleague has."""
    if not works_here(actor) or actor.organisation_id is None:
        return no(_("This is for those who work in the organisation."))
    if actor.organisation_id == case.organisation_id:
        return no(_("This case is your own. Others can take it over."))
    if not actor.may(MANAGE):
        return no(_("Those who look after cases take them over: programme leads, editors and administrators."))
    return YES


def may_work(actor: Actor, adoption: Adoption) -> Verdict:
    """Change what is said of an adoption and tell what came of it: who looks after it, and those who look after cases."""
    if not works_here(actor):
        return works_here(actor)
    if not actor.system and actor.organisation_id != adoption.organisation_id:
        return no(_("This adoption belongs to another organisation."))
    if actor.may(MANAGE) or (actor.user_id is not None and actor.user_id == adoption.owner_id):
        return YES
    return no(_("The one who looks after it, and those who look after cases, can do this."))


def may_change(actor: Actor, adoption: Adoption) -> Verdict:
    """Say it anew, as long as it is not stopped."""
    allowed = may_work(actor, adoption)
    if allowed and adoption.state == AdoptionState.STOPPED:
        return no(_("It is stopped. What was said about what came of it stays as it is."))
    return allowed


def may_make(actor: Actor, adoption: Adoption) -> Verdict:
    """Have something made of the case: those who work in the organisation, as long as it is not stopped. What each may make its own room says."""
    if not works_here(actor):
        return works_here(actor)
    if actor.organisation_id != adoption.organisation_id:
        return no(_("This adoption belongs to another organisation."))
    if adoption.state == AdoptionState.STOPPED:
        return no(_("It is stopped. What was said about what came of it stays as it is."))
    return YES


def may_step(actor: Actor, adoption: Adoption, verb: str) -> Verdict:
    """Take a step of `states.ADOPTION`."""
    allowed = may_work(actor, adoption)
    if allowed and verb not in ADOPTION.open_steps(adoption.state):
        return no(_("This step is not open while it is “%(state)s”.") % {"state": AdoptionState(adoption.state).label.lower()})  # fmt: skip
    return allowed


def may_tell(actor: Actor, adoption: Adoption) -> Verdict:
    """Tell what came of it: once it is under way, or that it was stopped."""
    stop = may_step(actor, adoption, "stop")
    return stop if adoption.state == AdoptionState.PLANNED else may_step(actor, adoption, "report") and stop


def may_follow(actor: Actor, adoption: Adoption, newest: Version | None) -> Verdict:
    """Follow the newest version of the case, or keep to one's own: when there is a newer one that one may read."""
    allowed = may_change(actor, adoption)
    followed = adoption.version.number if adoption.version is not None else 0
    if allowed and (newest is None or newest.number <= followed):
        return no(_("There is no newer version of the case."))
    return allowed


def day_fault(day: date, today: date) -> str:
    """What is wrong with the day one expects to know; "" when nothing is."""
    if day <= today:
        return _("Choose a day that is still to come.")
    return _("Choose a day within five years.") if day > today + AHEAD else ""
