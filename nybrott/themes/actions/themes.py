"""Keep which needs make a theme true to the links, and name themes."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from nybrott.core.actor import Actor
from nybrott.core.support import themes
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.needs.models import Need, NeedLink
from nybrott.themes import rules
from nybrott.themes.models import ThemeName, ThemePlace

HOLDS = (NeedLink.Kind.SAME, NeedLink.Kind.PART)  # what makes a theme; a cause is another need


def settle_themes(*, needs: Collection[int]) -> None:
    """Put these needs, and all that were in a theme with one of them, where their links say now.

    Called last in the transaction of what changed a link, while the organisation's graph is held. Only made from the links,
    so nothing is journalled here.
    """
    near = ThemePlace.objects.beside(needs)
    same: list[tuple[int, int]] = []
    reached: set[int] = set()
    while not near <= reached:  # once, unless a place was missing
        reached |= near
        links = NeedLink.objects.filter(Q(one__in=near) | Q(other__in=near), kind__in=HOLDS)
        same = list(links.values_list("one", "other"))
        near |= {key for pair in same for key in pair}
    organisations = dict(Need.objects.filter(pk__in=near).values_list("pk", "organisation_id"))
    groups = themes(sorted(organisations), same)
    places = [
        ThemePlace(need_id=key, organisation_id=organisations[key], head=group[0])
        for group in groups
        if len(group) > 1
        for key in group
    ]
    ThemePlace.objects.filter(need__in=near - {place.need_id for place in places}).delete()
    ThemePlace.objects.bulk_create(
        places, update_conflicts=True, unique_fields=("need",), update_fields=("head",), batch_size=1_000
    )


@transaction.atomic
def name_theme(*, actor: Actor, need: Need, name: str, now: datetime) -> None:
    """Call the theme of a need something; an empty name takes its names away, so that it is called after its largest need.

    The name hangs on this need: taken apart, the theme keeps it where this need is.
    """
    head = ThemePlace.objects.filter(need=need).values_list("head", flat=True).first()
    within = Need.objects.select_related("challenge").filter(Q(theme_place__head=head or 0) | Q(pk=need.pk))
    insist(rules.may_name_theme(actor, within))
    said = " ".join(name.split())[:120]
    names = ThemeName.objects.filter(need__in=within)
    if not said:
        lost = [str(one) for one in names.order_by("-named_at", "-pk")]
        names.delete()
        if lost:
            record(actor=actor, verb="themes.unnamed", thing=need, at=now, facts={"name": lost[0]})
        return
    ThemeName.objects.update_or_create(
        need=need, defaults={"name": said, "named_by_id": actor.user_id, "named_at": now}
    )
    record(actor=actor, verb="themes.named", thing=need, at=now, facts={"name": said})
