"""What one may ask to be told of."""

import re

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no

_KIND = re.compile(r"[a-z_]{1,39}\.[a-z_]{1,40}")


def may_subscribe(actor: Actor, kind: str, key: str) -> Verdict:
    """Whoever belongs to an organisation. That the thing may be seen is asked by the room that shows it."""
    if actor.user_id is None or actor.organisation_id is None:
        return no(_("Only those who belong to an organisation can ask to be told."))
    if not _KIND.fullmatch(kind) or len(key) > 80:
        return no(_("There is nothing of that kind to be told about."))
    return YES
