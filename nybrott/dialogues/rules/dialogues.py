"""Who may hold, read and carry out a dialogue, who may read secrets in it, and whether suppliers still take part."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.models import Dialogue, Post
from nybrott.dialogues.states import DIALOGUE, DialogueState, PostKind
from nybrott.people.models import Organisation

MANAGE = "dialogues.manage"
WORKING = (PostKind.LEADS, PostKind.ASKS, PostKind.WRITES)


def may_hold(actor: Actor, organisation: Organisation) -> Verdict:
    """Begin market dialogues in an organisation."""
    if actor.organisation_id != organisation.pk:
        return no(_("This is not the organisation you are working in now."))
    return YES if actor.may(MANAGE) else no(_("Only those who run market dialogues can do this."))


def works_here(actor: Actor) -> Verdict:
    """See dialogues from inside at all: those who work in the organisation, not its guests, who may be suppliers."""
    if actor.works_here:
        return YES
    return no(_("This is for those who work in the organisation. What suppliers are told is on the public pages."))


def may_read(actor: Actor, dialogue: Dialogue) -> Verdict:
    """See a dialogue from inside: everyone who works in the organisation, and whoever has a part in it."""
    if actor.user_id is None or actor.organisation_id != dialogue.organisation_id:
        return no(_("This dialogue belongs to another organisation."))
    if not (here := works_here(actor)) and not dialogue.posts.filter(user=actor.user_id).exists():
        return here
    return YES


def is_open(dialogue: Dialogue) -> Verdict:
    """Whether a dialogue can still be worked on. When the competition is announced it is locked, and says so."""
    if dialogue.state == DialogueState.LOCKED:
        return no(
            _("The dialogue is locked since the competition is announced: %(reason)s")
            % {"reason": dialogue.lock_reason}
        )
    if dialogue.state == DialogueState.CALLED_OFF:
        return no(_("The dialogue was called off: %(reason)s") % {"reason": dialogue.called_off_reason})
    return YES


def may_carry_out(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Work on a dialogue: those who hold dialogues, and those who lead, ask or write in this one."""
    if not (allowed := may_read(actor, dialogue)):
        return allowed
    if not (actor.may(MANAGE) or dialogue.posts.filter(user=actor.user_id, kind__in=WORKING).exists()):
        return no(_("Only those who run market dialogues, or have a part in this one, can do this."))
    return is_open(dialogue)


def may_do(actor: Actor, dialogue: Dialogue, verb: str) -> Verdict:
    """Take a step of the dialogue's life: announce, end, go on, lock, call off."""
    allowed = may_carry_out(actor, dialogue)
    if allowed and verb not in DIALOGUE.open_steps(dialogue.state):
        said = {"state": DialogueState(dialogue.state).label.lower()}
        return no(_("This cannot be done with a dialogue that is “%(state)s”.") % said)
    return allowed


def may_write(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Write what the dialogue says and asks, before it is announced: after that suppliers have read it."""
    allowed = may_carry_out(actor, dialogue)
    if allowed and dialogue.state != DialogueState.DRAFT:
        return no(
            _("Suppliers have read this, so it stays as it is. Share what has changed as new information to everyone.")
        )
    return allowed


def may_plan(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Set and move dates, also when it is announced: then everyone is told."""
    allowed = may_carry_out(actor, dialogue)
    if allowed and dialogue.state == DialogueState.ENDED:
        return no(_("The dialogue has ended. Take it up again before you move a date."))
    return allowed


def may_announce(actor: Actor, dialogue: Dialogue, missing: Sequence[str]) -> Verdict:
    """Open the dialogue to everyone, when nothing is missing (`queries.missing`)."""
    allowed = may_do(actor, dialogue, "announce")
    return no(" ".join(missing)) if allowed and missing else allowed


def may_declare(actor: Actor, post: Post) -> Verdict:
    """Say whether one has a conflict of interest: each for oneself, and nobody for others."""
    if actor.user_id is None or actor.user_id != post.user_id:
        return no(_("Only the person themselves says whether there may be a conflict of interest."))
    return may_read(actor, post.dialogue) and is_open(post.dialogue)


def may_read_secrets(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Read trade secrets: those named for it in this dialogue, after they declared that they have no conflict of interest."""
    if not (allowed := may_read(actor, dialogue)):
        return allowed
    post = dialogue.posts.filter(user=actor.user_id, secrets=True).order_by("pk").first()
    if post is None:
        return no(_("Trade secrets are read only by those who are named for it in this dialogue."))
    if post.conflict is None:
        return no(_("Declare first whether you have a conflict of interest in this dialogue."))
    if post.conflict:
        return no(
            _(
                "You said that you may have a conflict of interest in this dialogue, and so you do not read trade secrets."
            )
        )
    return YES


def takes_part(dialogue: Dialogue) -> Verdict:
    """Whether suppliers may still do anything in a dialogue; the sentence is for them."""
    if not (still := is_open(dialogue)):
        return still
    if dialogue.state == DialogueState.ENDED:
        return no(_("The dialogue has ended. What was said in it can still be read here."))
    return YES if dialogue.state == DialogueState.OPEN else no(_("The dialogue has not been announced yet."))
