"""Whose drafts are kept."""

import re

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no

_KEY = re.compile(r"[a-z0-9_.:-]{1,80}")


def may_keep_draft(actor: Actor, key: str) -> Verdict:
    """Whoever belongs to an organisation, for a form that has a proper name."""
    if actor.user_id is None or actor.organisation_id is None:
        return no(_("Only those who belong to an organisation have drafts here."))
    if not _KEY.fullmatch(key):
        return no(_("There is no such form."))
    return YES
