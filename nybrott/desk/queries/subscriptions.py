"""Who wants to be told of what."""

from collections.abc import Sequence

from nybrott.desk.models import How, Subscription
from nybrott.people.models import Membership, User


def subscribers_of(
    organisation_id: int, kind: str, key: str, *, role: str = "", but: int | None = None
) -> Sequence[User]:
    """Those who asked to be told, still belong to the organisation, and have `role` where one is named."""
    members = Membership.objects.current().filter(organisation_id=organisation_id)
    if role:
        members = members.filter(roles__contains=[role])
    wanted = Subscription.objects.filter(organisation_id=organisation_id, kind=kind, key=key, how=How.EACH)
    users = User.objects.filter(is_active=True, pk__in=wanted.values("user"))
    return list(users.filter(pk__in=members.values("user")).exclude(pk=but or 0).order_by("pk"))


def muted(organisation_id: int, kind: str, key: str = "") -> set[int]:
    """The users who said that they want no letters of a kind."""
    said = Subscription.objects.filter(organisation_id=organisation_id, kind=kind, key=key, how=How.NONE)
    return set(said.values_list("user_id", flat=True))
