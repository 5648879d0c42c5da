"""What is compared, what meets, and how one's own networks stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from nybrott.challenges.queries import reader
from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.core.meeting import Meeting, meetings
from nybrott.groups.models import Comparison, Consent, Match, MatchAnswer, verified_statements
from nybrott.needs.models import Need, ProblemStatement
from nybrott.needs.states import NeedState
from nybrott.people.models import Membership, Network, Organisation
from nybrott.people.roles import ROLES

LIKELY = 0.15  # a likeness below this is shown to nobody
NEAREST = 5  # of each statement
SPEAKS = "exchange.manage"
_LONGEST = 6_000  # characters of a statement that are compared


def reader_version() -> str:
    """Changes when the same words may be read otherwise."""
    return reader().version


def compared_texts(organisations: Collection[int]) -> list[tuple[int, int, str]]:
    """What is compared of these organisations: key of the statement, organisation, words. Three queries, however many there are.

    The words are the challenge's title, the question, the problem and the verified needs; nothing of what people told.
    """
    verified = Need.objects.filter(state=NeedState.VERIFIED).order_by("pk")
    found = verified_statements().filter(challenge__organisation__in=organisations).select_related("challenge")
    found = found.prefetch_related(
        Prefetch("needs", verified, to_attr="named"), Prefetch("challenge__needs", verified, to_attr="verified")
    )
    return [(one.pk, one.challenge.organisation_id, _words(one)) for one in found.order_by("pk")]


def _words(one: ProblemStatement) -> str:
    needs: list[Need] = one.named or one.challenge.verified  # type: ignore[attr-defined]
    said = [one.challenge.title, one.question, one.problem]
    said += [part for need in needs for part in (need.who, need.situation, need.need, need.because)]
    return "\n".join(said)[:_LONGEST]


def likenesses(texts: Iterable[tuple[int, int, str]], *, asked: Collection[int] | None = None) -> list[Meeting]:
    """The statements of different organisations that meet; with `asked`, those that one of these meets."""
    return meetings(reader(), texts, asked=asked, top=NEAREST, least=LIKELY)


@dataclass(frozen=True, slots=True)
class Met:
    """A match as one of the two sees it. `words`: ours and theirs; `our_answer` and `their_answer`: None while nobody has said."""

    match: Match
    ours: ProblemStatement
    theirs: ProblemStatement
    place: Organisation
    words: tuple[tuple[str, str], ...]
    our_answer: MatchAnswer | None
    their_answer: MatchAnswer | None

    @property
    def why(self) -> str:
        """The likeness in a sentence, in the reader's language."""
        pairs = [
            f"«{ours}»" if ours.lower() == theirs.lower() else f"«{ours}» / «{theirs}»" for ours, theirs in self.words
        ]
        return _("Both mention %(words)s.") % {"words": ", ".join(pairs)}  # fmt: skip

    @property
    def both_say_yes(self) -> bool:
        """Whether people of both say that it is the same need."""
        return all(one is not None and one.same for one in (self.our_answer, self.their_answer))


def met(actor: Actor, *, only: int | None = None) -> list[Met]:
    """What one's own verified statements have in common with others', the likest first. Two queries."""
    found = Match.objects.visible_to(actor).select_related("one__challenge", "other__challenge", "one_place", "other_place")  # fmt: skip
    pairs: dict[tuple[int, int], Match] = {}  # two who meet in two networks meet once
    for row in (found.filter(pk=only) if only else found).order_by("-score", "pk"):
        pairs.setdefault((row.one_id, row.other_id), row)
    said = MatchAnswer.objects.filter(
        one__in=[one for one, _other in pairs], other__in=[other for _one, other in pairs]
    )
    answers = {(one.one_id, one.other_id, one.organisation_id): one for one in said.select_related("said_by")}
    return [_seen(actor, row, answers) for row in pairs.values()]


def _seen(actor: Actor, row: Match, answers: dict[tuple[int, int, int], MatchAnswer]) -> Met:
    ours_first = row.one_place_id == actor.organisation_id
    ours, theirs = (row.one, row.other) if ours_first else (row.other, row.one)
    me, place = (row.one_place, row.other_place) if ours_first else (row.other_place, row.one_place)
    words = tuple((one, other) if ours_first else (other, one) for one, other in row.shared)
    of = (row.one_id, row.other_id)
    return Met(row, ours, theirs, place, words, answers.get((*of, me.pk)), answers.get((*of, place.pk)))


@dataclass(frozen=True, slots=True)
class Here:
    """A network one's organisation is in: our agreement (None without), which others have agreed (only when we have), the last comparison."""

    network: Network
    consent: Consent | None
    others: tuple[Organisation, ...]
    compared: Comparison | None


def networks_here(actor: Actor, *, only: Network | None = None) -> list[Here]:
    """The networks one's organisation is in, by name, each with how it stands. Three queries."""
    found = Network.objects.filter(pk__in=actor.network_ids)
    networks = sorted(found.filter(pk=only.pk) if only else found, key=lambda one: (sort_key(one.name), one.pk))
    agreed: dict[int, list[Consent]] = {}
    for one in Consent.objects.holding().visible_to(actor).filter(network__in=networks).select_related("organisation"):
        agreed.setdefault(one.network_id, []).append(one)
    last = {one.network_id: one for one in Comparison.objects.filter(network__in=networks)}
    here = []
    for network in networks:
        consents = agreed.get(network.pk, [])
        mine = next((one for one in consents if one.organisation_id == actor.organisation_id), None)
        others = [one.organisation for one in consents if one is not mine]
        here.append(
            Here(network, mine, tuple(sorted(others, key=lambda one: sort_key(one.name))) if mine else (), last.get(network.pk) if mine else None)
        )  # fmt: skip
    return here


def consent_of(actor: Actor, network: Network) -> Consent | None:
    """Our agreement in a network that holds now."""
    return Consent.objects.holding().filter(network=network, organisation_id=actor.organisation_id or 0).first()


def people_who_speak(organisation_id: int) -> QuerySet[Membership]:
    """The people who speak for an organisation to others."""
    roles = [word for word, role in ROLES.items() if SPEAKS in role.permissions]
    found = Membership.objects.current().filter(
        organisation_id=organisation_id, roles__overlap=roles, user__is_active=True
    )
    return found.select_related("user").order_by("pk")  # fmt: skip


def role_who_speaks(organisation_id: int) -> str:
    """The role a task about others is for: the first of these that somebody has."""
    for role in ("lead", "buyer", "coordinator"):
        if people_who_speak(organisation_id).filter(Q(roles__contains=[role])).exists():
            return role
    return "admin"
