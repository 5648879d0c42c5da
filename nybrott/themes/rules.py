"""Who may say how needs hang together, and what may be said beside what stands."""

from collections.abc import Collection, Iterable
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.core.actor import Actor
from nybrott.core.ties import Fault, Kind, Tie, fault, same_as
from nybrott.core.verdict import YES, Verdict, no
from nybrott.insights.rules import may_make_sense
from nybrott.needs.models import Need, NeedLink
from nybrott.needs.states import NeedState
from nybrott.themes.models import NotAlike, ThemePlace


def may_tie(actor: Actor, one: Need, other: Need) -> Verdict:
    """Say anything of how two needs hang together: those who work on either of them, when they may see both."""
    if one.pk == other.pk:
        return no(_("A need cannot be linked to itself."))
    if not actor.system and {one.organisation_id, other.organisation_id} != {actor.organisation_id}:
        return no(_("Others do not show their needs. Link to their challenge instead, as a likely twin."))
    if one.organisation_id != other.organisation_id:
        return no(_("The two needs belong to different organisations."))
    allowed = may_make_sense(actor, one.challenge)
    if not allowed and not may_make_sense(actor, other.challenge):
        return allowed
    if NeedState.PARKED in (one.state, other.state):
        return no(_("One of the needs is parked. Take it up again first."))
    return YES


def may_link(actor: Actor, one: Need, other: Need, kind: Kind) -> Verdict:
    """Say that `one` is the same as, a part of, or causes `other`: when it contradicts nothing that was said before."""
    allowed = may_tie(actor, one, other)
    if not allowed:
        return allowed
    ties, apart = _around(one.pk, other.pk)
    said = fault(ties, Tie(kind, one.pk, other.pk), apart)
    return no(what_contradicts(said)) if said else YES


def may_unlink(actor: Actor, link: NeedLink) -> Verdict:
    """Take a link back: those who work on either of its needs."""
    return _may_work_on_either(actor, link.one, link.other)


def may_tell_apart(actor: Actor, one: Need, other: Need) -> Verdict:
    """Say that two needs are not alike: unless somebody has said that they are the same, or said this already."""
    allowed = may_tie(actor, one, other)
    if not allowed:
        return allowed
    ties, apart = _around(one.pk, other.pk)
    if frozenset((one.pk, other.pk)) in apart:
        return no(_("Someone has already said that these two are not alike."))
    if other.pk in same_as(ties, one.pk):
        return no(_("They are the same, directly or through others. Take one of those links back first."))
    return YES


def may_propose_again(actor: Actor, pair: NotAlike) -> Verdict:
    """Take back that two needs are not alike: those who work on either."""
    return _may_work_on_either(actor, pair.one, pair.other)


def may_name_theme(actor: Actor, needs: Iterable[Need]) -> Verdict:
    """Name a theme: those who work on one of its needs."""
    allowed = no(_("Only those who work on one of the theme's needs can name it."))
    challenges = {need.challenge_id: need.challenge for need in needs}
    return YES if any(may_work_on(actor, one) for one in challenges.values()) else allowed


def worked_on(actor: Actor, challenges: Collection[int]) -> frozenset[int]:
    """Those of these challenges the actor works on, in one query: `may_work_on` for many."""
    found = Challenge.objects.visible_to(actor).filter(pk__in=challenges)
    if not actor.may("challenges.lead"):
        user = actor.user_id or 0
        mine = Q(owner=user) | Q(raised_by=user) | Q(team__user=user, team__joins=True)
        found = found.filter(mine)
    return frozenset(found.values_list("pk", flat=True))


def what_contradicts(said: Fault) -> str:
    """What stands in the way of a link, as a sentence; "" when nothing does."""
    return {
        "": "",
        "itself": _("A need cannot be linked to itself."),
        "already": _("These two are already linked. Take that link back first."),
        "apart": _("This would make needs the same that someone has said are not alike. Take that back first."),
        "same": _("These two are the same, through others. A need is neither a part nor a cause of itself."),
        "part": _("One of these is a part of the other, perhaps through others. A part is not the same as the whole."),
        "cause": _("One of these causes the other. A need is not the same as what it causes."),
        "ring": _("This would make a need a part of itself, through others."),
    }[said]  # fmt: skip


def _may_work_on_either(actor: Actor, one: Need, other: Need) -> Verdict:
    allowed = may_work_on(actor, one.challenge)
    return YES if allowed or may_work_on(actor, other.challenge) else allowed


def _around(*needs: int) -> tuple[list[Tie], list[frozenset[int]]]:
    """Every tie and every pair told apart that can touch what is said of these needs: those of their themes."""
    near = ThemePlace.objects.beside(needs)
    links = NeedLink.objects.filter(Q(one__in=near) | Q(other__in=near)).values_list("kind", "one", "other")
    pairs = NotAlike.objects.filter(one__in=near, other__in=near).values_list("one", "other")
    return [Tie(cast("Kind", kind), one, other) for kind, one, other in links], [frozenset(pair) for pair in pairs]
