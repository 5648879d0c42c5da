"""Letters about contracts that have come within sight, each contract once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.desk.actions import tell_subscribers
from nybrott.people.models import Organisation
from nybrott.renewals import letters, queries
from nybrott.renewals.forms import FIRST, LAST
from nybrott.renewals.models import Bulletin
from nybrott.renewals.states import kind_of


@transaction.atomic
def send_bulletin(*, actor: Actor, organisation: Organisation, how: str, now: datetime) -> int:
    """Write to those who asked so often ("weekly", "monthly") of contracts that are new within the usual window and nobody has decided
    about; gives how many letters. With nothing new there is no letter."""
    bulletin, _made = Bulletin.objects.select_for_update().get_or_create(organisation=organisation, how=how)
    buyer = queries.buyer_of(organisation)
    today = timezone.localdate(now)
    window = queries.window_of(today, FIRST, LAST)
    found = queries.found_of(actor, buyer.where if buyer else None, window, today, plan=True)
    told = set(bulletin.told)
    new = [one for one in found if one.names.isdisjoint(told) and one.mark is None]
    # what has left the window is forgotten, so that the row stays small
    bulletin.told, bulletin.told_at = sorted(one.lasting for one in found), now
    bulletin.save()
    if not new:
        return 0
    return tell_subscribers(actor=actor, thing=bulletin, wording=letters.bulletin(new), now=now, kind=kind_of(how))
