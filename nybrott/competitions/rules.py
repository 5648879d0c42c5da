"""Who may say which official notices belong to a procurement."""

from django.utils.translation import gettext as _

from nybrott.competitions.models import NoticeLink
from nybrott.competitions.states import LINK, LinkState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.procurements import rules as procurements
from nybrott.procurements.models import Procurement

MOST = 200  # notices of one procurement, by number or by suggestion


def may_link(actor: Actor, procurement: Procurement) -> Verdict:
    """Give the number of a notice: those who work on the procurement."""
    allowed = procurements.may_work(actor, procurement)
    if allowed and procurement.notice_links.count() >= MOST:
        return no(_("There are already %(most)s notices here. Remove those that do not belong.") % {"most": MOST})
    return allowed


def may_answer(actor: Actor, link: NoticeLink, verb: str) -> Verdict:
    """Say that a notice belongs to the procurement ("confirm"), or that it does not ("reject")."""
    allowed = procurements.may_work(actor, link.procurement)
    if allowed and (verb not in ("confirm", "reject") or verb not in LINK.open_steps(link.state)):
        said = {"state": LinkState(link.state).label.lower()}
        return no(_("This cannot be said about a notice that is “%(state)s”.") % said)
    if allowed and verb == "confirm" and not link.key:
        return no(_("The notice is not in our data yet. Give its number again, and it is looked for."))
    return allowed


def may_look(actor: Actor, procurement: Procurement) -> Verdict:
    """Look for notices: Nybrott itself each day, and those who work on the procurement."""
    return YES if actor.system else procurements.may_work(actor, procurement)
