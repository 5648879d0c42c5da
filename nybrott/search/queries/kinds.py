"""The kinds of things people look for, each with what it says, who sees it and where it stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nybrott.adoptions.models import Adoption
from nybrott.benefits.models import Benefit
from nybrott.cases.models import Case
from nybrott.cases.queries import Names
from nybrott.cases.states import Level
from nybrott.challenges.models import Challenge, Sharing
from nybrott.challenges.states import ChallengeState
from nybrott.contacts.models import Talk
from nybrott.contracts.models import Contract
from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.dialogues.models import Dialogue
from nybrott.gatherings.models import Gathering
from nybrott.goals.models import Goal
from nybrott.groups.models import BuyersGroup
from nybrott.needs.models import Need, NeedDescription, ProblemStatement
from nybrott.needs.states import DescriptionState
from nybrott.peerreviews.models import SHOWN_TO_OTHERS, PeerReview
from nybrott.peerreviews.queries import shown_of
from nybrott.people.models import Unit
from nybrott.procurements.models import Procurement
from nybrott.programmes.models import MethodCard, Package, Programme
from nybrott.programmes.models import Reach as Shared
from nybrott.runs.models import Run
from nybrott.search.models import Reach
from nybrott.ui.formats import language
from nybrott.workshops.models import Workshop

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a thing says: the organisation it is of, how far it may be found, its title and text, and when it last moved."""

    organisation: int | None
    title: str
    text: str
    at: datetime
    reach: str = Reach.OWN


def _state(thing: Any) -> str:
    return str(_labels(thing._meta.get_field("state"))[thing.state])


@lru_cache(maxsize=64)
def _labels(state: Any) -> dict[str, Any]:
    """What the states of a field are called; Django puts this together anew for each row."""
    return dict(state.flatchoices)


def _nothing(_thing: Any) -> str:
    return ""


def _own(rows: Rows, actor: Actor) -> Rows:
    return rows.visible_to(actor)  # type: ignore[attr-defined, no-any-return]


def _keys(refs: Iterable[str]) -> list[int]:
    return [int(ref) for ref in refs if ref.isascii() and ref.isdigit()]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind.

    `said` gives what a thing says, None when it shall not be found. `seen` narrows rows to those somebody may see, with every rule
    of the pages they stand on; `url` is where a thing stands for who asks, `state` its state in a word. `permission`: what it takes to
    see any of them. `related` is fetched with the rows. `through`: journal's kind of thing → from its keys, the lookup to the
    things of this kind that say something else now. `shown` gives title and text in the reader's language, where a thing says them in several.
    """

    name: str
    label: Promise
    one: Promise
    model: type[Model]
    said: Callable[[Any], Said | None]
    url: Callable[[Any, Actor], str]
    seen: Callable[[Rows, Actor], Rows] = _own
    state: Callable[[Any], str] = _state
    permission: str = ""
    related: tuple[str, ...] = ()
    through: Mapping[str, str] = field(default_factory=dict)
    shown: Callable[[Any], tuple[str, str]] | None = None

    def rows(self) -> Rows:
        """Every one there is."""
        return self.model._default_manager.select_related(*self.related)

    def touched(self, kind: str, refs: Iterable[str]) -> set[int]:
        """The keys of the things that an entry of the journal about these may have changed, or deleted."""
        found = set(_keys(refs)) if kind == self.model._meta.label_lower else set()
        if kind in self.through:
            lookup = {f"{self.through[kind]}__in": _keys(refs)}
            found |= set(self.model._default_manager.filter(**lookup).values_list("pk", flat=True))
        return found


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


_REACHES = {Sharing.OWN: Reach.OWN, Sharing.NETWORK: Reach.SIGNED_IN, Sharing.OPEN: Reach.SIGNED_IN}


def _challenge(one: Challenge) -> Said | None:
    # nothing but what those may read it is shared with
    text = _lines(one.story, one.whom)
    return Said(one.organisation_id, one.title, text, one.moved_at, _REACHES[Sharing(one.sharing)])


def _seen_challenges(rows: Rows, actor: Actor) -> Rows:
    ours, theirs = rows.visible_to(actor), rows.shared_with(actor)  # type: ignore[attr-defined]
    seen = Q(pk__in=ours.values("pk")) | Q(pk__in=theirs.exclude(state=ChallengeState.JOINED).values("pk"))
    return rows.filter(seen)


def _challenge_url(one: Challenge, actor: Actor) -> str:
    ours = one.organisation_id == actor.organisation_id
    return reverse("challenges:challenge" if ours else "challenges:shared", args=[one.pk])


def _heard(one: Challenge) -> Said | None:
    if not (one.state == ChallengeState.HEARING and one.heard_in_public and one.slug):
        return None
    return Said(one.organisation_id, one.title, _lines(*map(str, one.public_text.values())), one.moved_at, Reach.OPEN)


def _seen_heard(rows: Rows, actor: Actor) -> Rows:
    # its own people meet the challenge itself
    return rows.open_to_contributions().exclude(organisation_id=actor.organisation_id or 0)  # type: ignore[attr-defined, no-any-return]


def _need(one: Need) -> Said:
    text = _lines(one.situation, one.because, one.consequence, one.how_often)
    return Said(one.organisation_id, str(one), text, one.verified_at or one.written_at)


def _statement(one: ProblemStatement) -> Said:
    return Said(one.challenge.organisation_id, one.question, one.problem, one.written_at)


def _description(one: NeedDescription) -> Said | None:
    if one.state == DescriptionState.REPLACED:
        return None
    text = _lines(one.purpose, one.background, one.unknown, one.tried, one.other_ways)
    return Said(one.challenge.organisation_id, one.title, text, one.changed_at)


def _seen_descriptions(rows: Rows, actor: Actor) -> Rows:
    return _own(rows, actor).exclude(state=DescriptionState.REPLACED)


def _dialogue(one: Dialogue) -> Said:
    text = _lines(one.title_en, one.why, one.why_en, one.wanted, one.wanted_en)
    reach = Reach.OPEN if one.announced_at else Reach.OWN
    return Said(one.organisation_id, one.title, text, one.announced_at or one.made_at, reach)


def _seen_dialogues(rows: Rows, actor: Actor) -> Rows:
    public, ours = rows.public(), rows.visible_to(actor)  # type: ignore[attr-defined]
    if not actor.works_here:
        return public  # type: ignore[no-any-return]
    return rows.filter(Q(pk__in=public.values("pk")) | Q(pk__in=ours.values("pk")))


def _dialogue_url(one: Dialogue, actor: Actor) -> str:
    if one.organisation_id == actor.organisation_id and actor.works_here:
        return reverse("dialogues:dialogue", args=[one.pk])
    return reverse("dialogues:public", args=[one.slug])


def _procurement(one: Procurement) -> Said:
    return Said(one.organisation_id, one.title, _lines(one.ref, one.aim), one.moved_at)


def _contract(one: Contract) -> Said:
    suppliers = (party.name for party in one.parties.all())
    return Said(one.organisation_id, one.title, _lines(one.number, *suppliers), one.made_at)


def _benefit(one: Benefit) -> Said:
    return Said(one.organisation_id, one.title, _lines(one.affected, one.needed), one.made_at)


def _goal(one: Goal) -> Said:
    return Said(one.organisation_id, one.title, _lines(one.why, one.how, one.case), one.made_at)


def _run(one: Run) -> Said:
    reach = Reach.SIGNED_IN if one.network_id else Reach.OWN
    return Said(one.organisation_id, one.title, _lines(one.goal, one.call), one.planned_at, reach)


def _workshop(one: Workshop) -> Said:
    return Said(one.organisation_id, one.title, one.aim, one.starts_at)


def _gathering(one: Gathering) -> Said:
    reach = Reach.SIGNED_IN if one.run.network_id else Reach.OWN
    return Said(one.organisation_id, one.title, _lines(one.aim, one.place), one.starts_at, reach)


def _card(one: MethodCard) -> Said | None:
    if one.put_away_at is not None:
        return None
    texts = one.card.texts
    return Said(
        one.organisation_id, " · ".join(dict.fromkeys(text.name for text in texts.values())),
        _lines(*(_lines(text.what, text.why) for text in texts.values())), one.written_at,
    )  # fmt: skip


def _shown_card(one: MethodCard) -> tuple[str, str]:
    told = [text for _code, text in sorted(one.card.texts.items(), key=lambda text: text[0] != language())]
    return told[0].name if told else str(one), _lines(*(_lines(text.what, text.why) for text in told))


def _seen_cards(rows: Rows, actor: Actor) -> Rows:
    return _own(rows, actor).filter(put_away_at__isnull=True)


def _in_languages(said: Mapping[str, Any]) -> str:
    return _lines(*(str(text) for text in said.values())) if isinstance(said, Mapping) else str(said or "")


def _programme(one: Programme) -> Said:
    names = _in_languages(one.content.get("name", {})).replace("\n", " · ")
    return Said(one.organisation_id, names, _in_languages(one.content.get("summary", {})), one.changed_at)


def _shown_programme(one: Programme) -> tuple[str, str]:
    name, summary = (one.content.get(key) or {} for key in ("name", "summary"))
    return in_language(name, language()), in_language(summary, language())


def _package(one: Package) -> Said:
    reach = {Shared.OPEN: Reach.OPEN, Shared.NETWORK: Reach.SIGNED_IN}
    of = one.programme
    return Said(
        of.organisation_id if of else one.holder_id, one.name, _lines(one.publisher, one.note, _in_languages(one.content.get("summary", {}))),
        one.kept_at, reach.get(Shared(of.reach), Reach.OWN) if of else Reach.OWN,
    )  # fmt: skip


def _seen_packages(rows: Rows, actor: Actor) -> Rows:
    newer = Package.objects.filter(uid=OuterRef("uid"), holder=OuterRef("holder"), version__gt=OuterRef("version"))
    released = Package.objects.filter(
        uid=OuterRef("uid"), programme=OuterRef("programme"), version__gt=OuterRef("version")
    )
    return _own(rows, actor).filter(~Exists(newer), ~Exists(released))


def _package_state(one: Package) -> str:
    return gettext("Version %(number)s") % {"number": one.version}


_LEVELS = {Level.OPEN: Reach.OPEN, Level.NETWORK: Reach.SIGNED_IN}


def _case(one: Case) -> Said:
    """What others read, or the working text of one nobody else reads; no name of anybody named in it, whatever they answered."""
    told = one.newest if one.shown and one.newest is not None else None
    nobody = Names({}).put_in
    if told is None:
        return Said(
            one.organisation_id,
            one.title,
            nobody(_lines(one.summary, one.hard, one.did, one.came, one.failed)),
            one.moved_at,
        )
    text = nobody(_lines(told.summary, *told.story.values(), " ".join(told.words)))
    return Said(
        one.organisation_id, told.title, text, one.shown_at or one.moved_at, _LEVELS.get(Level(one.shown), Reach.OWN)
    )


def _seen_cases(rows: Rows, actor: Actor) -> Rows:
    # guests of an organisation read what everyone reads
    seen = Q(pk__in=rows.readable_by(actor).values("pk"))  # type: ignore[attr-defined]
    if actor.works_here and actor.organisation_id is not None:
        seen |= Q(organisation_id=actor.organisation_id)
    return rows.filter(seen)


def _case_url(one: Case, actor: Actor) -> str:
    if one.organisation_id == actor.organisation_id and actor.works_here:
        return reverse("cases:case", args=[one.pk])
    return reverse("cases:told", args=[one.organisation.slug, one.slug])


def _case_state(one: Case) -> str:
    return str(one.get_kind_display())


def _adoption(one: Adoption) -> Said:
    changes = (f"{change.ours} {change.why}" for change in one.changes.all())
    results = (result.text for result in one.results.all())
    reach = Reach.OWN if one.level == Level.PRIVATE else Reach.SIGNED_IN
    return Said(one.organisation_id, one.title, _lines(one.wish, *changes, *results), one.moved_at, reach)


def _unit(one: Unit) -> Said | None:
    return None if one.closed_at else Said(one.organisation_id, one.name, "", one.organisation.founded_at)


def _seen_units(rows: Rows, actor: Actor) -> Rows:
    return _own(rows, actor).filter(closed_at__isnull=True)


def _group(one: BuyersGroup) -> Said:
    # what all who are or were in it read of it; the common text is for those who are in it now
    return Said(one.lead_id, one.name, one.purpose, one.ended_at or one.made_at, Reach.SIGNED_IN)


def _peer_review(one: PeerReview) -> Said:
    # the frozen copy, which is all that others see; answers are hidden from those who have not answered
    text = _lines(one.wish, *(part["text"] for part in shown_of(one)))
    reach = Reach.SIGNED_IN if one.state in SHOWN_TO_OTHERS else Reach.OWN
    return Said(one.organisation_id, one.title, text, one.done_at or one.opened_at or one.made_at, reach)


def _talk(one: Talk) -> Said:
    learned = (side.learned for side in one.sides.all())
    return Said(one.organisation_id, one.about, _lines(one.text, *learned), one.ended_at or one.answered_at or one.asked_at, Reach.SIGNED_IN)  # fmt: skip


def _at(name: str) -> Callable[[Any, Actor], str]:
    return lambda one, _actor: reverse(name, args=[one.pk])


def _slug_at(name: str) -> Callable[[Any, Actor], str]:
    return lambda one, _actor: reverse(name, args=[one.slug])


def _below_procurement(name: str) -> Callable[[Any, Actor], str]:
    return lambda one, _actor: reverse(name, args=[one.procurement_id, one.pk])


INSIDE = "members.read"
_OF_CHALLENGE = ("challenge__organisation",)
_OF_PROCUREMENT = ("procurement__organisation",)
_KINDS = (
    Kind("challenge", _("Challenges"), _("Challenge"), Challenge, _challenge, _challenge_url, _seen_challenges, related=("organisation",)),
    Kind(
        "heard", _("Open for what people can tell"), _("Open challenge"), Challenge, _heard, _slug_at("hearings:contribute"), _seen_heard, _nothing,
        related=("organisation",),
    ),
    Kind("need", _("Needs"), _("Need"), Need, _need, _at("insights:need"), related=("organisation",)),
    Kind(
        "statement", _("Problem statements"), _("Problem statement"), ProblemStatement, _statement, _at("needs:statement"), state=_nothing,
        related=_OF_CHALLENGE,
    ),
    Kind(
        "description", _("Need descriptions"), _("Need description"), NeedDescription, _description, _at("needs:version"), _seen_descriptions,
        related=_OF_CHALLENGE, through={"challenges.challenge": "challenge"},
    ),
    Kind("dialogue", _("Market dialogues"), _("Market dialogue"), Dialogue, _dialogue, _dialogue_url, _seen_dialogues, related=("organisation",)),
    Kind(
        "procurement", _("Procurements"), _("Procurement"), Procurement, _procurement, _at("procurements:procurement"), permission=INSIDE,
        related=("organisation",),
    ),
    Kind(
        "contract", _("Contracts"), _("Contract"), Contract, _contract, _below_procurement("contracts:agreement"), state=_nothing, permission=INSIDE,
        related=_OF_PROCUREMENT, through={"procurements.procurement": "procurement"},
    ),
    Kind(
        "benefit", _("Benefits"), _("Benefit"), Benefit, _benefit, _below_procurement("benefits:benefit"), permission=INSIDE, related=_OF_PROCUREMENT,
        through={"procurements.procurement": "procurement"},
    ),
    Kind("goal", _("Goals"), _("Goal"), Goal, _goal, _at("goals:goal"), permission=INSIDE, related=("organisation",)),
    Kind("run", _("Runs of programmes"), _("Run"), Run, _run, _at("runs:run"), related=("organisation",)),
    Kind("workshop", _("Workshops"), _("Workshop"), Workshop, _workshop, _at("workshops:workshop"), related=("organisation",)),
    Kind("gathering", _("Experience gatherings"), _("Experience gathering"), Gathering, _gathering, _at("gatherings:gathering"), related=("run__organisation",)),
    Kind("card", _("Method cards"), _("Method card"), MethodCard, _card, _slug_at("programmes:card"), _seen_cards, _nothing, related=("organisation",), shown=_shown_card),
    Kind("programme", _("Programmes"), _("Programme"), Programme, _programme, _slug_at("programmes:programme"), state=_nothing, related=("organisation",), shown=_shown_programme),
    Kind(
        "package", _("Programmes to copy"), _("Package"), Package, _package, _at("programmes:package"), _seen_packages, _package_state,
        related=("programme__organisation", "holder"), through={"programmes.programme": "programme"},
    ),
    Kind(
        "group", _("Buyers’ groups"), _("Buyers’ group"), BuyersGroup, _group, _at("groups:group"), permission=INSIDE, related=("lead",),
        through={"groups.party": "parties"},
    ),
    Kind(
        "review", _("Peer challenges"), _("Peer challenge"), PeerReview, _peer_review, _at("peerreviews:review"), permission=INSIDE,
        related=("organisation", "case"),
    ),
    Kind(
        "talk", _("Talks with other organisations"), _("Talk"), Talk, _talk, _at("contacts:talk"), permission=INSIDE, related=("organisation",),
        through={"contacts.side": "sides"},
    ),
    Kind("case", _("What others can learn from"), _("Case"), Case, _case, _case_url, _seen_cases, _case_state, related=("organisation", "newest")),
    Kind("adoption", _("Taken over from others"), _("Adoption"), Adoption, _adoption, _at("adoptions:adoption"), permission=INSIDE, related=("organisation",)),
    Kind("unit", _("Units"), _("Unit"), Unit, _unit, _at("people:unit"), _seen_units, _nothing, permission=INSIDE, related=("organisation",)),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
