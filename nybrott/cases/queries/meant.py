"""Who may be meant where a case mentions somebody by their first name: asked about people on the trail it is told of, and about those written in as named."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.crypto import salted_hmac

from nybrott.cases.models import Case, Named
from nybrott.cases.queries.names import MARK, NAMED_IN, Names
from nybrott.challenges.models import Challenge
from nybrott.core.mentioned import mentioned
from nybrott.gatherings.queries import contributions_to
from nybrott.people.models import User
from nybrott.people.roles import ROLES
from nybrott.runs.models import Participation


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who it may be: somebody written in ("named:3") or on the trail ("user:7"), with what they are there and where they can be asked."""

    key: str
    name: str
    role: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text may mention somebody. `known_by`: a keyed digest of the word and its sentence, by which an answer is remembered without keeping either."""

    part: str
    start: int
    end: int
    word: str
    sentence: str
    known_by: str
    people: tuple[Somebody, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A word that may be somebody: who, in which sentences, and by what those are known."""

    word: str
    people: tuple[Somebody, ...]
    sentences: tuple[str, ...]
    seen: tuple[str, ...]


def on_the_trail(case: Case) -> list[Somebody]:
    """Those who worked on what the case is told of: who raised and owns its challenges and is in their teams, who owns the procurement, drivers and mentors who did
    something for them, and those of the run. Not the whole organisation."""
    challenges = {case.challenge_id} if case.challenge_id else set()
    roles: dict[int | None, str] = {}
    if case.procurement is not None:
        challenges |= set(case.procurement.challenges.values_list("pk", flat=True))
        roles |= {case.procurement.made_by_id: "buyer", case.procurement.owner_id: "buyer"}
    if case.run is not None:
        roles[case.run.planned_by_id] = "lead"
        roles.update(Participation.objects.filter(run=case.run).values_list("user", "kind"))
    if challenges:
        for found in Challenge.objects.filter(pk__in=challenges).prefetch_related("team"):
            roles.update((one.user_id, "") for one in found.team.all() if one.joins is not False)
            roles |= {found.raised_by_id: "", found.owner_id: "owner"}
        for done in contributions_to(challenges):
            roles |= {person.user: person.role for person in done.people if person.role}
    people = User.objects.filter(pk__in=[key for key in roles if key is not None]).order_by("pk")
    return [Somebody(f"user:{one.pk}", one.name, _role(roles[one.pk]), one.email) for one in people if one.name]


def _role(role: str) -> str:
    return str(ROLES[role].name).lower() if role in ROLES else ""


def spots_of(case: Case, people: Iterable[Named]) -> list[Spot]:
    """Every place of the working text where somebody may be meant, answered or not."""
    named = {
        one.name.casefold(): Somebody(f"named:{one.pk}", one.name, one.role, one.email) for one in people if one.name
    }
    trail = [one for one in on_the_trail(case) if one.name.casefold() not in named]
    asked = {one.key: one for one in (*named.values(), *trail)}
    names = {key: one.name for key, one in asked.items()}
    said = {one.pk: one.name for one in people if one.name}
    return [spot for part in ("title", *NAMED_IN) for spot in _in_part(part, getattr(case, part), names, asked, said)]


def _in_part(
    part: str, text: str, names: dict[str, str], asked: dict[str, Somebody], said: dict[int, str]
) -> Iterator[Spot]:
    for one in mentioned(text, names):
        word, sentence = " ".join(text[one.start : one.end].split()), " ".join(text[one.begins : one.ends].split())
        # as it reads with the names in it, so that writing somebody else in changes nothing
        whole = MARK.sub(
            lambda mark: said.get(int(mark[1]), mark[0]) + (mark[2] if int(mark[1]) in said else ""), sentence
        )
        known_by = salted_hmac("cases.settled", f"{word.casefold()}\n{whole}", algorithm="sha256").hexdigest()
        yield Spot(
            part,
            one.start,
            one.end,
            word,
            Names(said).put_in(sentence),
            known_by,
            tuple(asked[key] for key in one.people),
        )


def questions(case: Case, people: Iterable[Named]) -> list[Question]:
    """What is still to answer, word by word."""
    found = [one for one in spots_of(case, people) if one.known_by not in case.settled]
    found.sort(key=_which)  # in the order of the text within each
    grouped = [tuple(same) for _which_one, same in groupby(found, key=_which)]
    return [
        Question(
            same[0].word,
            same[0].people,
            tuple(dict.fromkeys(one.sentence for one in same)),
            tuple(dict.fromkeys(one.known_by for one in same)),
        )
        for same in grouped
    ]


def _which(spot: Spot) -> tuple[str, ...]:
    return (spot.word.casefold(), *(one.key for one in spot.people))


def marked(case: Case, named: Named, spots: Collection[Spot]) -> dict[str, str]:
    """The parts of the text that these spots are in, with a mark for somebody at each; put in from the last to the first."""
    texts: dict[str, str] = {}
    for one in sorted(spots, key=lambda spot: -spot.start):
        text = texts.get(one.part, getattr(case, one.part))
        texts[one.part] = f"{text[: one.start]}[[{named.pk}]]{text[one.end :]}"
    return texts
