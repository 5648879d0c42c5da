"""The red thread through prioritising: what was decided about each need."""

from django.urls import reverse

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import Stop, Trail
from nybrott.priorities.models import Priority


def decided_on(actor: Actor, challenge: Challenge) -> Trail:
    """Decisions about a challenge's needs as stops, each from its need. One query; scores are none of it."""
    found = Priority.objects.visible_to(actor).filter(need__challenge=challenge).exclude(outcome="")
    url = reverse("priorities:of_challenge", args=[challenge.pk])
    stops, links = [], set()
    for one in found.select_related("need", "decided_by").order_by("decided_at", "pk"):
        by = one.decided_by.name if one.decided_by else ""
        word = str(one.get_outcome_display())
        stops.append(Stop("priority", str(one.pk), str(one.need), "done", url, one.decided_at, one.reason, word, by))
        links.add((("need", str(one.need_id)), stops[-1].key))
    return Trail(tuple(stops), frozenset(links))
