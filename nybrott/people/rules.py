"""Who may do what with people, and with what is kept about them; every no is a sentence."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no


def may_delete_old(actor: Actor) -> Verdict:
    """Retention is Nybrott's own work; nobody chooses what it takes."""
    return YES if actor.system else no(_("What has been kept long enough is deleted by itself, every night."))
