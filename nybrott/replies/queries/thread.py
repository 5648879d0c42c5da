"""The red thread back to those who told: each reply is a stop."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop, Trail
from nybrott.replies import rules
from nybrott.replies.models import Reply
from nybrott.replies.states import ReplyState

STATES: dict[str, State] = {
    ReplyState.DRAFT: "now",
    ReplyState.HELD: "now",
    ReplyState.GONE: "done",
    ReplyState.DROPPED: "stopped",
}


def word_back_of(actor: Actor, challenge: Challenge) -> Trail:
    """Replies as stops. One query, and one for who may."""
    works = bool(rules.may_tell(actor, challenge))
    found = challenge.replies.select_related("written_by", "let_go_by").order_by("written_at", "pk")
    stops = [_stop(one, works) for one in found]
    if not stops:
        url = reverse("replies:replies", args=[challenge.pk]) if works else ""
        stops = [
            Stop("reply", "", _("Word back to those who told"), "missing", url, note=_("Tell them what has happened"))
        ]
    return Trail(tuple(stops))


def _stop(one: Reply, works: bool) -> Stop:
    text = one.texts.get(get_language() or "nb") or next(iter(one.texts.values()), "")
    by = one.let_go_by or one.written_by
    url = reverse("replies:read", args=[one.pk]) if works else ""
    word = str(ReplyState(one.state).label)
    label = Truncator(text).chars(90) or word
    return Stop(
        "reply",
        str(one.pk),
        label,
        STATES[one.state],
        url,
        one.let_go_at or one.written_at,
        word=word,
        who=by.name if by else "",
    )
