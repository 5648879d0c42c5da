"""Who may have a part in a dialogue, what may be done about a conflict of interest, and how many questions are asked."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.models import Dialogue, Post
from nybrott.people.models import Membership, User

MOST_QUESTIONS = 30


def may_have_part(dialogue: Dialogue, user: User) -> Verdict:
    """Those who belong to the organisation."""
    there = Membership.objects.filter(organisation=dialogue.organisation_id, user=user, user__is_active=True).current()
    return YES if there.exists() else no(_("Only people of the organisation have a part in its dialogue."))


def may_meet_conflict(actor: Actor, post: Post) -> Verdict:
    """Write what is done about a conflict of interest: somebody else than the one who has it."""
    if post.user_id == actor.user_id:
        return no(_("Someone else decides what is done about your conflict of interest."))
    return YES if post.conflict else no(_("No conflict of interest was reported here."))


def may_ask_more(dialogue: Dialogue) -> Verdict:
    """Ask the market one thing more; a long list is answered by few."""
    if dialogue.questions.count() < MOST_QUESTIONS:
        return YES
    return no(_("A dialogue asks at most %(n)s questions. Take one out first.") % {"n": MOST_QUESTIONS})
