"""What the pages of those who work on a challenge have around them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import crumbs
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.replies import rules
from nybrott.replies.models import Reply
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def told_about(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks, and the challenge; 404 when they may not see it, 403 when they do not work on it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("organisation", "owner")
    challenge = get_object_or_404(found, pk=pk)
    insist(rules.may_tell(actor, challenge))
    return actor, challenge


def reply_of(request: HttpRequest, pk: int) -> tuple[Actor, Reply]:
    """Who asks, and the reply; 403 for those who do not work on its challenge."""
    actor = who(request)
    found = Reply.objects.visible_to(actor).select_related("challenge__organisation", "written_by", "let_go_by")
    reply = get_object_or_404(found, pk=pk)
    insist(rules.may_tell(actor, reply.challenge))
    return actor, reply


def way_to(challenge: Challenge, *more: str) -> tuple[Link, ...]:
    """The way to a page of word back."""
    here = Link(_("Word back"), reverse("replies:replies", args=[challenge.pk]) if more else "")
    return crumbs(challenge, here, *more)
