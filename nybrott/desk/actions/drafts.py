"""What somebody types, kept as they go. Nothing here is told in the journal: it is not handed in yet."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.models import Draft
from nybrott.desk.rules import may_keep_draft, place_of

MOST_TYPED = 200_000  # characters in one draft
MOST_DRAFTS = 200  # of one person in an organisation

Fields = Mapping[str, Sequence[str]]


@transaction.atomic
def save_draft(
    *, actor: Actor, key: str, fields: Fields, page: str, sequence: int, version: int, now: datetime, draft_id: int | None = None,
    label: str = "", url: str = "", names: Mapping[str, str] | None = None,
) -> Draft:  # fmt: skip
    """Keep what is typed in a form. `draft_id` and `version` are of the draft the page began from, if there was one.

    A page that has not seen what another page saved meanwhile begins a draft of its own, so that both stay. What a page
    sent earlier and comes later is passed over.
    """
    insist(may_keep_draft(actor, key))
    fields = {name: [str(value) for value in values] for name, values in fields.items()}
    if len(json.dumps(fields)) > MOST_TYPED:
        raise Refused(_("The draft is too long to be kept. Submit the form, or shorten the text."))
    own = Draft.objects.visible_to(actor).select_for_update()
    found = own.filter(key=key, page=page).first() or own.filter(key=key, pk=draft_id or 0).first()
    if found and found.page == page and found.sequence >= sequence:
        return found
    if found and found.page != page and found.version != version and found.fields != fields:
        found = None  # another page went on from there; both are kept
    if found is None:
        if Draft.objects.visible_to(actor).count() >= MOST_DRAFTS:
            raise Refused(_("You have a great many drafts. Submit or delete some of them first."))
        found = Draft(user_id=actor.user_id or 0, organisation_id=place_of(actor), key=key, version=0)
    found.fields, found.page, found.sequence, found.saved_at = fields, page, sequence, now
    found.version += 1
    found.names = {name: str(said)[:200] for name, said in (names or {}).items() if name in fields} or found.names
    found.label, found.url = label[:200] or found.label, url[:300] or found.url
    found.save()
    return found


@transaction.atomic
def drop_drafts(*, actor: Actor, key: str, but: int | None = None) -> int:
    """Forget the actor's drafts of a form: it was handed in, or they begin again. `but` is the one that stays."""
    gone, _by_model = Draft.objects.visible_to(actor).filter(key=key).exclude(pk=but or 0).delete()
    return gone
