"""What the rooms know of a thread: everything on one challenge, or the larger stops of many things at once."""

from collections.abc import Callable, Collection, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.adoptions.queries import taken_elsewhere, taken_for
from nybrott.cases.queries import told_on
from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import OVER, beginning_of
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.trail import Key, State, Stop, Trail, joined
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.feedback.queries import dialogues_of
from nybrott.gatherings.queries import help_of
from nybrott.goals.models import Goal
from nybrott.goals.states import GoalState
from nybrott.groups.queries import bought_together
from nybrott.hearings.queries import voices_of
from nybrott.insights.queries import needs_trail
from nybrott.needs.models import NeedDescription, ProblemStatement
from nybrott.needs.queries import wordings_of
from nybrott.needs.states import DescriptionState
from nybrott.priorities.queries import decided_on
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import bought, bought_for
from nybrott.replies.queries import word_back_of

Keys = Collection[int]

# Every room that knows a part of a challenge, in the order of the floors. A room that is born adds its line here.
ROOMS: list[Callable[[Actor, Challenge], Trail]] = [
    beginning_of,
    voices_of,
    needs_trail,
    wordings_of,
    decided_on,
    word_back_of,
    dialogues_of,
    bought_for,
    help_of,
    told_on,
    bought_together,
    taken_for,
]


def trail_of(actor: Actor, challenge: Challenge) -> Trail:
    """What every room knows of the challenge, as far as the actor may see it; each room in a fixed number of queries."""
    trail = joined(room(actor, challenge) for room in ROOMS)
    return joined([trail, beyond(actor, trail)])


def beyond(actor: Actor, trail: Trail) -> Trail:
    """What lies around a trail: the goals its procurements work towards, and where its cases were taken over. A fixed number of queries."""
    aimed, taken = aimed_at(actor, _refs(trail, "procurement")), taken_elsewhere(actor, _refs(trail, "case"))
    return Trail((*aimed.stops, *taken.stops), aimed.links | taken.links)  # their links lead to stops of the trail


def _refs(trail: Trail, kind: str) -> set[int]:
    return {int(stop.ref) for stop in trail.stops if stop.kind == kind and stop.ref.isdigit()}


def aimed_at(actor: Actor, procurements: Keys) -> Trail:
    """The goals these procurements work towards, with links to them. Two queries; none without procurements."""
    if not procurements:
        return Trail()
    rows = Procurement.goals.through.objects.filter(procurement__in=procurements).values_list("goal", "procurement")
    links = {(("goal", str(goal)), ("procurement", str(one))) for goal, one in rows}
    found = Goal.objects.visible_to(actor).filter(pk__in={int(goal) for (_kind, goal), _other in links})
    return Trail(tuple(goal_stop(one) for one in found), frozenset(links))


AIMED: dict[str, State] = {GoalState.REACHED: "done", GoalState.NOT_REACHED: "stopped", GoalState.REPLACED: "stopped", GoalState.DROPPED: "stopped"}  # fmt: skip


def goal_stop(one: Goal) -> Stop:
    """A goal as a stop."""
    word = str(GoalState(one.state).label)
    url = reverse("goals:goal", args=[one.pk])
    return Stop("goal", str(one.pk), one.title, AIMED.get(one.state, "now"), url, one.made_at, word=word, who=one.decided_by)  # fmt: skip


def larger(actor: Actor, challenges: Keys, procurements: Keys) -> Trail:
    """Many things at once by their larger stops: challenges, chosen problems, approved descriptions, dialogues, procurements with what hangs on
    them. Each challenge leads to its own thread, where the rest is. The same number of queries however many there are."""
    parts = [_challenges(actor, challenges), _worded(actor, challenges), _asked(actor, challenges)]
    answers = Q(pk__in=procurements) | Q(challenges__in=challenges) | Q(descriptions__challenge__in=challenges)
    keys = Procurement.objects.visible_to(actor).filter(answers).values("pk")
    trail = joined([*parts, bought(Procurement.objects.visible_to(actor).filter(pk__in=keys))])
    return joined([trail, beyond(actor, trail)])


def _challenges(actor: Actor, keys: Keys) -> Trail:
    found = Challenge.objects.visible_to(actor).filter(pk__in=keys)
    return Trail(tuple(challenge_stop(one) for one in found))


def challenge_stop(one: Challenge) -> Stop:
    """A challenge as one stop, which leads to its own thread."""
    state: State = "stopped" if one.state in OVER else "done"
    word = str(ChallengeState(one.state).label)
    url = reverse("threads:challenge", args=[one.pk])
    return Stop("challenge", str(one.pk), one.title, state, url, one.raised_at, word=word)


def _worded(actor: Actor, keys: Keys) -> Trail:
    stops: list[Stop] = []
    links: set[tuple[Key, Key]] = set()
    for asked in ProblemStatement.objects.visible_to(actor).filter(challenge__in=keys, chosen=True):
        url = reverse("needs:statement", args=[asked.pk])
        stops.append(Stop("statement", str(asked.pk), asked.question, "done", url, asked.written_at, word=_("Chosen")))
        links.add((("challenge", str(asked.challenge_id)), stops[-1].key))
    approved = NeedDescription.objects.visible_to(actor).filter(challenge__in=keys, state=DescriptionState.APPROVED)
    for one in approved:
        url, word = reverse("needs:version", args=[one.pk]), str(DescriptionState.APPROVED.label)
        stops.append(Stop("description", str(one.pk), one.title, "done", url, one.approved_at, word=word))
        before = ("statement", str(one.statement_id)) if one.statement_id else ("challenge", str(one.challenge_id))
        links.add((before, stops[-1].key))
    return Trail(tuple(stops), frozenset(links))


DRAWN: dict[str, State] = {DialogueState.ENDED: "done", DialogueState.LOCKED: "done", DialogueState.CALLED_OFF: "stopped"}  # fmt: skip


def _asked(actor: Actor, keys: Keys) -> Trail:
    rests = Dialogue.descriptions.through.objects.filter(needdescription__challenge__in=keys)
    rows = list(rests.values_list("needdescription", "needdescription__challenge", "dialogue"))
    found = Dialogue.objects.visible_to(actor).filter(pk__in={dialogue for _one, _challenge, dialogue in rows})
    return Trail(tuple(dialogue_stop(one) for one in found), frozenset(_leading(rows)))


def _leading(rows: list[tuple[int, int, int]]) -> Iterator[tuple[Key, Key]]:
    """To a dialogue from its description, and from its challenge for descriptions that were replaced since."""
    for description, challenge, dialogue in rows:
        yield ("description", str(description)), ("dialogue", str(dialogue))
        yield ("challenge", str(challenge)), ("dialogue", str(dialogue))


def dialogue_stop(one: Dialogue) -> Stop:
    """A market dialogue as a stop, for those inside."""
    state, url = DialogueState(one.state), reverse("dialogues:dialogue", args=[one.pk])
    at, word = one.announced_at or one.made_at, str(state.label)
    return Stop("dialogue", str(one.pk), one.title, DRAWN.get(state, "now"), url, at, word=word)
