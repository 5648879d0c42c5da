"""One's own account, and nobody else's."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import User


def may_change_account(actor: Actor, user: User) -> Verdict:
    """An account is changed by the person it belongs to."""
    return YES if actor.user_id == user.pk else no(_("Only the person an account belongs to may change it."))
