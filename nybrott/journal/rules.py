"""Who may do what with letters and with the journal."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.journal.models import Letter
from nybrott.journal.queries import letter_kinds, readable_kinds
from nybrott.journal.states import LETTER


def may_read_journal(actor: Actor) -> Verdict:
    """The organisation's journal; the host's own for those who run it and belong nowhere."""
    if actor.may("journal.read") and (actor.organisation_id is not None or actor.system):
        return YES
    if actor.may("host.manage") and actor.organisation_id is None:
        return YES
    return no(_("Only those who may read the journal can see what happened and who did it."))


def may_read_outbox(actor: Actor) -> Verdict:
    """All letters of the organisation; those of the host for those who run it and belong nowhere."""
    if actor.may("letters.read") and (actor.organisation_id is not None or actor.system):
        return YES
    if actor.may("host.manage") and actor.organisation_id is None:
        return YES
    return no(_("Only those who may read letters can see the organisation's letters. Your own are under “My letters”."))


def _manages(actor: Actor, letter: Letter) -> bool:
    if actor.system:
        return True
    if letter.organisation_id is None:
        return actor.may("host.manage")
    return letter.organisation_id == actor.organisation_id and actor.may("letters.manage")


def _step(actor: Actor, letter: Letter, verb: str, otherwise: str) -> Verdict:
    if not _manages(actor, letter):
        return no(_("Only those who manage letters can do this."))
    return YES if verb in LETTER.open_steps(letter.state) else no(otherwise)


def may_hold(actor: Actor, letter: Letter) -> Verdict:
    """Keep a waiting letter back; never one that concerns somebody's account."""
    known = letter_kinds().get(letter.kind)
    if known and not known.readable:
        return no(_("Letters that let someone into their account are not held back."))
    return _step(actor, letter, "hold", _("Only a letter that waits can be held."))


def may_release(actor: Actor, letter: Letter) -> Verdict:
    """Let a held letter go."""
    return _step(actor, letter, "release", _("Only a letter that is held can be released."))


def may_change(actor: Actor, letter: Letter) -> Verdict:
    """Change subject and text of a held letter."""
    return _step(actor, letter, "change", _("Only a letter that is held can be changed. Hold it first."))


def may_withdraw(actor: Actor, letter: Letter) -> Verdict:
    """Say that a letter shall not go after all."""
    return _step(actor, letter, "withdraw", _("This letter can no longer be withdrawn."))


def may_try_again(actor: Actor, letter: Letter) -> Verdict:
    """Send a letter again that failed, or of which nobody knows whether it went."""
    if letter.blanked_at:
        return no(_("What this letter said is erased, so it cannot be sent."))
    if letter.state == "sending" and not letter.stranded_at:
        return no(_("This letter is on its way just now."))
    return _step(actor, letter, "try_again", _("Only a letter that did not go can be sent again."))


def may_mark_as_sent(actor: Actor, letter: Letter) -> Verdict:
    """Say that a letter went, of which nobody knew."""
    if letter.state == "sending" and not letter.stranded_at:
        return no(_("This letter is on its way just now."))
    return _step(actor, letter, "mark_as_sent", _("It is known what became of this letter."))


def may_choose(actor: Actor) -> Verdict:
    """Decide at all which letters are read before they go."""
    if actor.may("letters.manage") and actor.organisation_id is not None:
        return YES
    return no(_("Only those who manage letters can decide which of them are read first."))


def may_choose_what_to_read_first(actor: Actor, kind: str) -> Verdict:
    """Decide that letters of a kind are read before they go."""
    if not (may := may_choose(actor)):
        return may
    return YES if kind in readable_kinds() else no(_("Letters of this kind are not held back."))


def may_choose_pace(actor: Actor) -> Verdict:
    """Choose how often one's own letters come."""
    return no(_("Only someone with an account can choose this.")) if actor.user_id is None else YES


def may_check_chain(actor: Actor) -> Verdict:
    """Have the chain walked now."""
    return may_read_journal(actor)


def may_erase_person(actor: Actor, *, everywhere: bool) -> Verdict:
    """Erase what the journal says of a person: in the own organisation's chain, or in every chain of the host."""
    if actor.system or (everywhere and actor.may("host.manage")):
        return YES
    if everywhere:
        return no(_("Only those who run the site can erase someone in every organisation."))
    if actor.may("privacy.manage") and actor.organisation_id is not None:
        return YES
    return no(_("Only those who look after privacy can erase what is said about someone."))
