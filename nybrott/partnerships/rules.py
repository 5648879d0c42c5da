"""Who may look, decide what is shared, and work on reports; every no is a sentence."""

from datetime import date

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.networks.rules import may_keep_network
from nybrott.partnerships.models import Report
from nybrott.partnerships.states import ANSWERED, REPORT, ReportState
from nybrott.people.models import Network, NetworkMember

SPEAKS = "exchange.manage"
FIRST = 2000  # nobody has anything to report from before this


def may_see(actor: Actor) -> Verdict:
    """See what networks share: those who work in an organisation, not its guests, who may be suppliers."""
    return YES if actor.works_here else no(_("This is for those who work in an organisation of the network."))


def may_decide(actor: Actor, member: NetworkMember | None) -> Verdict:
    """Decide what one's own organisation shares with a network it is in."""
    if member is None or not member.joined_at or member.left_at:
        return no(_("Your organisation is not in the network."))
    if actor.organisation_id != member.organisation_id:
        return no(_("Each member decides for itself."))
    return YES if actor.may(SPEAKS) else no(_("Only those who represent the organisation to others decide what is shared."))  # fmt: skip


def may_begin(actor: Actor, network: Network) -> Verdict:
    """Begin a report and write its texts: coordinators of the organisation that keeps the network."""
    return may_keep_network(actor, network)


def is_a_year(year: int, today: date) -> bool:
    """Whether there can be a report of a year."""
    return FIRST <= year <= today.year


def may_work(actor: Actor, report: Report) -> Verdict:
    """Count again, write texts, ask members."""
    return may_keep_network(actor, report.network)


def may_publish(actor: Actor, report: Report, *, waiting: int, today: date) -> Verdict:
    """Publish: when every member has answered, or when their time is over. `waiting`: how many have not answered."""
    if not (allowed := may_work(actor, report)):
        return allowed
    if report.state == ReportState.PUBLISHED:
        return no(_("This report is published. Ask the members again before there is a new version."))
    if "publish" not in REPORT.open_steps(report.state) or report.deadline_on is None:
        return no(_("Ask the members to look at their rows first."))
    if waiting and today <= report.deadline_on:
        return no(_("Members have until the deadline to look at their rows."))
    return YES


def may_answer(actor: Actor, report: Report, member: NetworkMember | None) -> Verdict:
    """Confirm or correct the rows of one's own organisation, while members are asked."""
    if not (allowed := may_decide(actor, member)):
        return allowed
    return YES if report.state == ReportState.ASKED else no(_("The members are not asked now."))


def has_answered(answer: str) -> bool:
    """Whether a member has looked at its rows."""
    return answer in ANSWERED
