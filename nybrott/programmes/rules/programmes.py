"""Who may take over, change, release and share a programme."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.programmes.models import Package, Programme
from nybrott.programmes.queries.lessons import Learnt


def may_begin_programme(actor: Actor) -> Verdict:
    """Begin a programme, take one over, bring one in from a file."""
    if actor.organisation_id is None or actor.is_visitor:
        return no(_("Sign in as a member of an organisation to take a programme over."))
    if actor.may("programmes.manage"):
        return YES
    return no(_("Only programme leads, editors and administrators work on programmes. Ask one of them."))


def may_take_over(actor: Actor, package: Package) -> Verdict:
    """Make somebody else's programme one's own to adapt."""
    allowed = may_begin_programme(actor)
    if allowed and package.programme is not None and package.programme.organisation_id == actor.organisation_id:
        return no(_("This is your own programme. Change it where it is."))
    return allowed


def may_change_programme(actor: Actor, programme: Programme) -> Verdict:
    """Change what a programme says, and settle what is new in the one it came from."""
    if not actor.system and actor.organisation_id != programme.organisation_id:
        return no(_("This programme belongs to another organisation."))
    return may_begin_programme(actor) if not actor.system else YES


def may_release(
    actor: Actor, programme: Programme, *, last: Package | None, learnt: Sequence[Mapping[str, Any]] = (), waiting: Sequence[Learnt] = ()
) -> Verdict:  # fmt: skip
    """Release a version. `last`: the newest one; nothing is released twice. `learnt`: the runs the version is to tell of;
    `waiting`: lessons of a decision that is to be carried out first, with its own release."""
    allowed = may_change_programme(actor, programme)
    binding = next((one for one in waiting if one.binding), None)
    if allowed and binding and not learnt:
        return no(
            _("It has been decided to adapt this programme after %(run)s. Release the version from the page of that decision, so that the lessons are included.")
            % {"run": binding.source}
        )  # fmt: skip
    told = last is not None and all(one in last.learnt for one in learnt)
    if allowed and last is not None and told and last.content == programme.content:
        return no(_("Nothing has changed since version %(version)s.") % {"version": last.version})
    return allowed
