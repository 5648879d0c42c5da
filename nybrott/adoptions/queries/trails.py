"""Adoptions on the red thread: where a challenge was taken over from and what was made of it, and where cases were taken over."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.adoptions.models import Adoption, Made
from nybrott.adoptions.states import AdoptionState, Piece
from nybrott.cases.models import Case
from nybrott.cases.queries import address_of
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import Key, State, Stop, Trail
from nybrott.dialogues.states import DialogueState

DRAWN: dict[str, State] = {AdoptionState.REPORTED: "done", AdoptionState.STOPPED: "stopped"}
HELD: dict[str, State] = {
    DialogueState.ENDED: "done",
    DialogueState.LOCKED: "done",
    DialogueState.CALLED_OFF: "stopped",
}


def adoption_stop(one: Adoption, kind: str = "adoption") -> Stop:
    """An adoption as a stop, with the organisation it is of: one that came of a case, or (`taken`) one a challenge came of."""
    word = str(AdoptionState(one.state).label)
    url = reverse("adoptions:adoption", args=[one.pk])
    return Stop(kind, str(one.pk), one.title, DRAWN.get(one.state, "now"), url, one.made_at, word=word, who=one.organisation.name)  # fmt: skip


def _told_elsewhere(one: Case) -> Stop:
    """A case that was the example, as others meet it, with who told it."""
    title = one.newest.title if one.newest is not None else one.title
    return Stop("example", str(one.pk), title, "done", address_of(one), one.shown_at, word=_("Told elsewhere"), who=one.organisation.name)  # fmt: skip


def taken_for(actor: Actor, challenge: Challenge) -> Trail:
    """What led to a challenge that was made of a case: the case as far as the actor may read it, and the adoption; and the dialogue that was made of it. Three queries."""
    stops: list[Stop] = []
    links: set[tuple[Key, Key]] = set()
    found = list(Adoption.objects.visible_to(actor).filter(challenge=challenge).select_related("organisation").order_by("pk"))  # fmt: skip
    cases = Case.objects.readable_by(actor).filter(pk__in=[one.case_id for one in found if one.case_id])
    told = {one.pk: _told_elsewhere(one) for one in cases.select_related("organisation", "newest")}
    for one in found:
        stop = adoption_stop(one, "taken")
        stops.append(stop)
        links.add((stop.key, ("challenge", str(challenge.pk))))
        if one.case_id in told:
            stops.append(told[one.case_id])
            links.add((told[one.case_id].key, stop.key))
    made = Made.objects.visible_to(actor).filter(adoption__in=found, piece=Piece.DIALOGUE, dialogue__isnull=False)
    for each in made.select_related("dialogue"):
        if (dialogue := each.dialogue) is not None:
            url, state = reverse("dialogues:dialogue", args=[dialogue.pk]), DialogueState(dialogue.state)
            stops.append(Stop("dialogue", str(dialogue.pk), dialogue.title, HELD.get(state, "now"), url, dialogue.announced_at or dialogue.made_at, word=str(state.label)))  # fmt: skip
            links.add((("challenge", str(challenge.pk)), stops[-1].key))
    return Trail(tuple(stops), frozenset(links))


def taken_elsewhere(actor: Actor, cases: Collection[int]) -> Trail:
    """Where cases were taken over, as far as the actor sees it. One query; none without cases."""
    if not cases:
        return Trail()
    found = Adoption.objects.visible_to(actor).filter(case__in=cases).select_related("organisation")
    stops = [(one.case_id, adoption_stop(one)) for one in found.order_by("made_at", "pk")]
    links = frozenset((("case", str(case)), stop.key) for case, stop in stops)
    return Trail(tuple(stop for _case, stop in stops), links)
