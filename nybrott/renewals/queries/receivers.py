"""Which organisations have asked for letters of the radar."""

from django.db.models import QuerySet

from nybrott.desk.models import How, Subscription
from nybrott.people.models import Organisation
from nybrott.renewals.states import kind_of


def receiving(how: str) -> "QuerySet[Organisation]":
    """Organisations with somebody who wants the letters that come so often."""
    wanted = Subscription.objects.filter(kind=kind_of(how), how=How.EACH)
    return Organisation.objects.filter(pk__in=wanted.values("organisation")).order_by("pk")
