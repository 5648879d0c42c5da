"""Who may bring a story, word it, order the agenda, and take a story away."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.gatherings.models import Gathering, Story
from nybrott.gatherings.rules.gatherings import OPEN, may_lead
from nybrott.runs.models import Participation
from nybrott.runs.states import PartState

MOST_STORIES = 30  # of one gathering


def may_bring(actor: Actor, gathering: Gathering, part: Participation | None) -> Verdict:
    """Bring a story: whoever takes part in the run, until the gathering is over. `part`: the actor's own."""
    if part is None or part.user_id != actor.user_id or part.run_id != gathering.run_id or part.state != PartState.IN:
        return no(_("Only those who take part in the run can bring a story."))
    if gathering.state not in OPEN:
        return no(_("The gathering is over or called off. Bring the story to the next one."))
    if gathering.stories.count() >= MOST_STORIES:
        return no(_("There are already %(n)s stories. Bring yours to the next gathering.") % {"n": MOST_STORIES})
    return YES


def may_change_story(actor: Actor, story: Story) -> Verdict:
    """Word it anew and say who may read it: the one whose story it is, at any time."""
    if actor.user_id is not None and story.part.user_id == actor.user_id:
        return YES
    return no(_("Only the person who brought the story can change it."))


def may_order(actor: Actor, gathering: Gathering) -> Verdict:
    """Order the agenda: those who lead it, until it is over."""
    allowed = may_lead(actor, gathering)
    if allowed and gathering.state not in OPEN:
        return no(_("The gathering is over or called off. Its agenda stays as it was."))
    return allowed


def may_remove_story(actor: Actor, story: Story) -> Verdict:
    """Take a story away: the one whose it is, at any time; those who lead, as long as it has not been told."""
    if may_change_story(actor, story):
        return YES
    allowed = may_lead(actor, story.gathering)
    if not allowed:
        return no(_("Only the person who brought the story, or those who lead the run, can remove it."))
    if story.told_at is not None:
        return no(_("The story has been told. Only the person who brought it can remove it."))
    return YES
