"""The things that have a thread: how each is found by its key, as far as somebody may see it, and what it hangs on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nybrott.benefits.models import Benefit
from nybrott.cases import queries as cases
from nybrott.cases.models import Case
from nybrott.challenges import queries as challenges
from nybrott.challenges.models import Challenge
from nybrott.contracts.models import Contract
from nybrott.core.actor import Actor
from nybrott.core.trail import Key, State, Stop, Trail, joined
from nybrott.dialogues import queries as dialogues
from nybrott.dialogues.models import Dialogue
from nybrott.gatherings.queries import touched_by
from nybrott.goals import queries as goals
from nybrott.goals.models import Goal
from nybrott.groups import queries as groups
from nybrott.groups.models import BuyersGroup
from nybrott.needs.models import Need, NeedDescription, ProblemStatement
from nybrott.procurements import queries as procurements
from nybrott.procurements.models import Procurement
from nybrott.runs import queries as runs
from nybrott.runs.models import Run
from nybrott.runs.states import RunState
from nybrott.threads.queries.rooms import beyond, dialogue_stop, goal_stop, larger, trail_of
from nybrott.ui.frame import Link

Crumbs = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a thread. `challenges` and `procurements` are what it hangs on, as far as the reader may see them; `own` is what it says of
    itself. `whole`: everything that hangs on it is shown, not only what led to it or came of it."""

    kind: str
    pk: int
    title: str
    url: str
    crumbs: Crumbs
    challenges: tuple[Challenge, ...] = ()
    procurements: tuple[int, ...] = ()
    tabs: tuple[Link, ...] = ()
    own: Trail = field(default_factory=Trail)
    whole: bool = False

    @property
    def key(self) -> Key:
        """What makes it this thing and no other."""
        return (self.kind, str(self.pk))


Reader = Callable[[Actor, int], Thing | None]
LABEL = gettext_lazy("The red thread")


def find(actor: Actor, kind: str, pk: int) -> Thing | None:
    """A thing by its kind and key; None when there is none the actor may see."""
    return KINDS[kind][1](actor, pk) if kind in KINDS else None


def trail_from(actor: Actor, thing: Thing) -> Trail:
    """The thread of a thing, as far as the actor may see it. With one challenge behind it everything the rooms know; with several the larger stops,
    each challenge leading to its own thread. The same number of queries however much there is."""
    if len(thing.challenges) == 1:
        known = trail_of(actor, thing.challenges[0])
    else:
        known = larger(actor, [one.pk for one in thing.challenges], thing.procurements)
    # what the thing says of itself comes first: a room that knows more of it knows better
    trail = joined([thing.own, known, _more_of(actor, thing, known)])
    return trail if thing.whole or thing.kind == "challenge" else trail.seen_from(thing.key)


def _more_of(actor: Actor, thing: Thing, known: Trail) -> Trail:
    """Its procurements, where the challenge's own thread does not have them: they rest on a description or dialogue only."""
    there = {stop.ref for stop in known.stops if stop.kind == "procurement"}
    lacking = [one for one in thing.procurements if str(one) not in there]
    if not lacking:
        return Trail()
    return larger(actor, [], lacking)


def threads_of(match: ResolverMatch | None) -> tuple[str, str]:
    """Where the thread of the page at an address is, and its short form; empty for pages of things that have none, or draw their own."""
    kind, name = PAGES.get(match.view_name if match else "", ("", ""))
    if match is None or not kind:
        return "", ""
    pk = match.kwargs[name]
    return reverse(f"threads:{kind}", args=[pk]), reverse("threads:short", args=[kind, pk])


# page of a thing that does not draw its thread itself → kind of the thing, and what its key is called in the address
PAGES: dict[str, tuple[str, str]] = {
    "insights:need": ("need", "pk"),
    "needs:statement": ("statement", "pk"),
    "needs:version": ("description", "pk"),
    "dialogues:dialogue": ("dialogue", "pk"),
    "contracts:agreement": ("contract", "contract"),
    "benefits:benefit": ("benefit", "benefit"),
    "goals:goal": ("goal", "pk"),
    "cases:case": ("case", "pk"),
    "runs:run": ("run", "pk"),
    "groups:group": ("group", "pk"),
}


# --- each kind ---


def _seen(actor: Actor, keys: Collection[int]) -> tuple[Challenge, ...]:
    found = Challenge.objects.visible_to(actor).filter(pk__in=keys).select_related("raised_by", "organisation")
    return tuple(found.order_by("raised_at", "pk"))


def _challenge(actor: Actor, pk: int) -> Thing | None:
    one = Challenge.objects.visible_to(actor).select_related("unit", "owner", "organisation", "raised_by").filter(pk=pk).first()  # fmt: skip
    if one is None:
        return None
    tabs = challenges.parts(one, "threads:challenge")
    url = reverse("challenges:challenge", args=[pk])
    return Thing("challenge", pk, one.title, url, challenges.crumbs(one, str(LABEL)), (one,), tabs=tuple(tabs))


def _of_challenge(actor: Actor, kind: str, pk: int, page: Link, challenge: int) -> Thing | None:
    """Something that hangs on one challenge, whose thread tells of it."""
    found = _seen(actor, [challenge])
    if not found:
        return None
    return Thing(kind, pk, page.label, page.url, challenges.crumbs(found[0], page, str(LABEL)), found)


def _need(actor: Actor, pk: int) -> Thing | None:
    one = Need.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    return _of_challenge(actor, "need", pk, Link(str(one), reverse("insights:need", args=[pk])), one.challenge_id)


def _statement(actor: Actor, pk: int) -> Thing | None:
    one = ProblemStatement.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    page = Link(one.question, reverse("needs:statement", args=[pk]))
    return _of_challenge(actor, "statement", pk, page, one.challenge_id)


def _description(actor: Actor, pk: int) -> Thing | None:
    one = NeedDescription.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    return _of_challenge(actor, "description", pk, Link(one.title, reverse("needs:version", args=[pk])), one.challenge_id)  # fmt: skip


def _dialogue(actor: Actor, pk: int) -> Thing | None:
    one = Dialogue.objects.visible_to(actor).select_related("organisation").filter(pk=pk).first()
    if one is None:
        return None
    found = _seen(actor, list(one.descriptions.values_list("challenge", flat=True)))
    bought = tuple(Procurement.objects.visible_to(actor).filter(dialogues=one).values_list("pk", flat=True))
    tabs = tuple(dialogues.parts(actor, one, "threads:dialogue"))
    url, way = reverse("dialogues:dialogue", args=[pk]), dialogues.crumbs(one, str(LABEL))
    return Thing("dialogue", pk, one.title, url, way, found, bought, tabs, Trail((dialogue_stop(one),)))


def _answered(actor: Actor, one: Procurement) -> tuple[Challenge, ...]:
    """The challenges a procurement answers, itself or through a need description."""
    keys = {*one.challenges.values_list("pk", flat=True), *one.descriptions.values_list("challenge", flat=True)}
    return _seen(actor, keys)


def _procurement(actor: Actor, pk: int) -> Thing | None:
    one = Procurement.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    tabs = tuple(procurements.parts(actor, one, "threads:procurement"))
    url, way = reverse("procurements:procurement", args=[pk]), procurements.crumbs(one, str(LABEL))
    return Thing("procurement", pk, one.title, url, way, _answered(actor, one), (pk,), tabs)


def _of_procurement(actor: Actor, one: Contract | Benefit, kind: str, url: str) -> Thing:
    way = procurements.crumbs(one.procurement, Link(one.title, url), str(LABEL))
    own = Trail((Stop(kind, str(one.pk), one.title, "now", url),))
    seen = _answered(actor, one.procurement)
    return Thing(kind, one.pk, one.title, url, way, seen, (one.procurement_id,), own=own)


def _contract(actor: Actor, pk: int) -> Thing | None:
    one = Contract.objects.visible_to(actor).select_related("procurement").filter(pk=pk).first()
    if one is None:
        return None
    return _of_procurement(actor, one, "contract", reverse("contracts:agreement", args=[one.procurement_id, pk]))


def _benefit(actor: Actor, pk: int) -> Thing | None:
    one = Benefit.objects.visible_to(actor).select_related("procurement").filter(pk=pk).first()
    if one is None:
        return None
    return _of_procurement(actor, one, "benefit", reverse("benefits:benefit", args=[one.procurement_id, pk]))


def _goal(actor: Actor, pk: int) -> Thing | None:
    one = Goal.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    working = Procurement.objects.visible_to(actor).filter(goals=one)
    rows = working.values_list("pk", "challenges")
    found = _seen(actor, {challenge for _one, challenge in rows if challenge is not None})
    keys = tuple(sorted({key for key, _challenge in rows}))
    url, way = reverse("goals:goal", args=[pk]), goals.crumbs(one, str(LABEL))
    return Thing("goal", pk, one.title, url, way, found, keys, own=Trail((goal_stop(one),)), whole=True)


def _case(actor: Actor, pk: int) -> Thing | None:
    """One of the own organisation's; what others told stands on its public page, with who took it over below."""
    found = Case.objects.visible_to(actor).filter(organisation=actor.organisation_id or 0)
    one = found.select_related("procurement").filter(pk=pk).first() if actor.works_here else None
    if one is None:
        return None
    told = _answered(actor, one.procurement) if one.procurement is not None else _seen(actor, [one.challenge_id or 0])  # fmt: skip
    bought = (one.procurement_id,) if one.procurement_id is not None else ()
    own = Trail((cases.stop_of(one),))
    url, way = reverse("cases:case", args=[pk]), cases.crumbs(one, str(LABEL))
    return Thing("case", pk, one.title, url, way, told, bought, own=joined([own, beyond(actor, own)]))


RUNS: dict[str, State] = {RunState.ENDED: "done", RunState.CALLED_OFF: "stopped"}


def _run(actor: Actor, pk: int) -> Thing | None:
    one = Run.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    found = tuple(touched_by(actor, one).select_related("raised_by", "organisation"))
    url, way = reverse("runs:run", args=[pk]), runs.crumbs(one, str(LABEL))
    state = RunState(one.state)
    stop = Stop("run", str(pk), one.title, RUNS.get(state, "now"), url, one.planned_at, word=str(state.label))
    own = Trail((stop,), frozenset((stop.key, ("challenge", str(other.pk))) for other in found))
    tabs = tuple(runs.parts(actor, one, "threads:run"))
    return Thing("run", pk, one.title, url, way, found, (), tabs, own, whole=True)


def _group(actor: Actor, pk: int) -> Thing | None:
    one = BuyersGroup.objects.visible_to(actor).filter(pk=pk).first()
    if one is None:
        return None
    own = groups.group_trail(actor, one)
    found = _seen(actor, {int(ref) for (kind, ref), _to in own.links if kind == "challenge"})
    url = reverse("groups:group", args=[pk])
    return Thing("group", pk, one.name, url, groups.crumbs(Link(one.name, url), Link(str(LABEL))), found, own=own)


KINDS: dict[str, tuple[Promise, Reader]] = {
    "challenge": (gettext_lazy("the challenge"), _challenge),
    "need": (gettext_lazy("the need"), _need),
    "statement": (gettext_lazy("the problem statement"), _statement),
    "description": (gettext_lazy("the need description"), _description),
    "dialogue": (gettext_lazy("the market dialogue"), _dialogue),
    "procurement": (gettext_lazy("the procurement"), _procurement),
    "contract": (gettext_lazy("the contract"), _contract),
    "benefit": (gettext_lazy("the benefit"), _benefit),
    "goal": (gettext_lazy("the goal"), _goal),
    "case": (gettext_lazy("the case"), _case),
    "run": (gettext_lazy("the programme run"), _run),
    "group": (gettext_lazy("the buyers’ group"), _group),
}
