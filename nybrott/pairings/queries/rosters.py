"""Who is to be paired in a run, as `core.pairing` reads it, and the people behind the ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nybrott.core.language import stem, words_in
from nybrott.core.pairing import Driver, Mentor, Roster
from nybrott.guidance.models import Choice, Pairing
from nybrott.guidance.states import PairingState
from nybrott.people.models import Membership
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartKind, PartState

Two = tuple[str, str]  # driver, mentor: their ids
_MOST_PLACES = 100  # of one mentor; the database refuses more


@dataclass(frozen=True, slots=True)
class People:
    """Everybody to be paired. Ids are those of people, so that one who is both driver and mentor is known as one. `live`: driver →
    the pair that is proposed or stands; `apart`: pairs that may not be → why; `written` gives a subject or a place as somebody
    wrote it."""

    roster: Roster
    drivers: Mapping[str, Participation]
    mentors: Mapping[str, Participation]
    live: Mapping[str, Pairing]
    choices: Mapping[str, Choice]
    apart: Mapping[Two, str]
    written: Mapping[str, str]

    def told(self, reason: Mapping[str, Any]) -> dict[str, Any]:
        """A reason of `core.pairing` with the words people wrote instead of what they are compared by."""
        facts = dict(reason["facts"])
        if "subjects" in facts:
            facts["subjects"] = [self.written[one] for one in facts["subjects"]]
        if "place" in facts:
            facts["place"] = self.written[facts["place"]]
        return {"code": reason["code"], "points": reason["points"], "facts": facts}

    def name(self, id: str) -> str:
        """What somebody is called; a dash for one who is gone."""
        part = self.drivers.get(id) or self.mentors.get(id)
        return part.user.name if part else "–"


def id_of(part: Participation) -> str:
    """A person's id in the roster: the same as driver and as mentor. It says nothing of who it is to an outsider."""
    return f"p{part.user_id:07}"


def people_of(run: Run) -> People:
    """Everybody who takes part in a run now, with all a proposal rests on. Six queries, however many they are."""
    taking = (
        run.parts.filter(state=PartState.IN).select_related("user", "unit", "organisation", "challenge").order_by("pk")
    )
    drivers = {id_of(one): one for one in taking if one.kind == PartKind.DRIVER}
    mentors = {id_of(one): one for one in taking if one.kind == PartKind.MENTOR}
    pairings = list(
        run.pairings.select_related("driver__user", "mentor__user", "driver__organisation", "mentor__organisation")
    )
    live = {id_of(one.driver): one for one in pairings if one.state in (PairingState.PROPOSED, PairingState.STANDS)}
    choices = {id_of(one.driver): one for one in _choices(run)}
    chosen = {(id, id_of(choice.mentor)) for id, choice in choices.items()}
    said_no = {(id_of(one.driver), id_of(one.mentor)): "apart" for one in pairings if one.apart}
    managers, mutual = _managers(drivers, mentors)
    # whom those who lead the run choose by hand is asked again: they will have talked to them
    apart = {two: why for two, why in said_no.items() if two not in chosen} | dict.fromkeys(mutual, "line-manager")
    words: dict[str, str] = {}
    said = _wishes(run, drivers, mentors)
    known = _subjects(mentors.values(), words)
    guides = tuple(_mentors(mentors, said, words))  # first, so that a place is called as a mentor wrote it
    roster = Roster(
        tuple(_drivers(drivers, managers, said, known, words)), guides, (),
        tuple((id, id_of(one.mentor)) for id, one in live.items()),
        tuple(two for two in apart if two[0] in drivers and two[1] in mentors),
    )  # fmt: skip
    return People(roster, drivers, mentors, live, choices, apart, words)


def _choices(run: Run) -> Iterable[Choice]:
    return run.choices.select_related("driver__user", "mentor__user", "chosen_by").order_by("chosen_at", "pk")


# --- what is compared ---


def _key(text: str) -> str:
    """What a subject or a place is compared by: Velferdsteknologi and velferdsteknologien are one."""
    return " ".join(stem(word.folded) for word in words_in(text)) or text.strip().lower()


def _keys(texts: Iterable[str], words: dict[str, str]) -> tuple[str, ...]:
    found = []
    for text in texts:
        if key := _key(text):
            words.setdefault(key, text.strip())
            found.append(key)
    return tuple(dict.fromkeys(found))


def _subjects(mentors: Iterable[Participation], words: dict[str, str]) -> tuple[str, ...]:
    """Every subject some mentor knows."""
    return _keys((subject for one in mentors for subject in one.subjects), words)


def _asked(driver: Participation, known: tuple[str, ...], words: dict[str, str]) -> tuple[str, ...]:
    """The subjects a driver asks about; who names none asks about those mentors know that the own challenge speaks of."""
    if driver.subjects or driver.challenge is None:
        return _keys(driver.subjects, words)
    challenge = driver.challenge
    said = {stem(word.folded) for word in words_in(f"{challenge.title}\n{challenge.story}\n{challenge.whom}")}
    return tuple(one for one in known if said.issuperset(one.split()))


def _drivers(
    parts: Mapping[str, Participation], managers: Mapping[str, tuple[str, ...]], said: "_Wishes", known: tuple[str, ...],
    words: dict[str, str],
) -> Iterable[Driver]:  # fmt: skip
    for id, part in parts.items():
        wishes, rather_not = said.of("driver", id)
        yield Driver(
            id, _unit(part), managers[id], "".join(_keys([part.place], words)), tuple(dict.fromkeys(part.languages)),
            _asked(part, known, words), wishes, rather_not,
        )  # fmt: skip


def _mentors(parts: Mapping[str, Participation], said: "_Wishes", words: dict[str, str]) -> Iterable[Mentor]:
    for id, part in parts.items():
        wishes, rather_not = said.of("mentor", id)
        yield Mentor(
            id, min(part.capacity, _MOST_PLACES), _unit(part), tuple(dict.fromkeys(part.languages)),
            _keys(part.subjects, words), _keys(part.places, words), wishes, rather_not,
        )  # fmt: skip


def _unit(part: Participation) -> str:
    return f"u{part.unit_id}" if part.unit_id else ""


# --- who wishes, and who leads whom ---


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Kind and id → whom they wish for, and whom they would rather not, in the order they said it."""

    wishes: Mapping[Two, tuple[str, ...]]
    rather_not: Mapping[Two, tuple[str, ...]]

    def of(self, kind: str, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both; whoever said both of somebody would rather not."""
        not_with = self.rather_not.get((kind, id), ())
        return tuple(one for one in self.wishes.get((kind, id), ()) if one not in not_with), not_with


def _wishes(run: Run, drivers: Mapping[str, Participation], mentors: Mapping[str, Participation]) -> _Wishes:
    both = (("driver", drivers), ("mentor", mentors))
    kinds = {part.pk: (kind, id) for kind, parts in both for id, part in parts.items()}
    found: list[dict[Two, tuple[str, ...]]] = []
    for through in (Participation.wishes.through, Participation.rather_not.through):
        said: defaultdict[Two, list[str]] = defaultdict(list)
        rows = through.objects.filter(from_participation__run=run).order_by("pk")
        for by, of in rows.values_list("from_participation", "to_participation"):
            if by in kinds and of in kinds and kinds[by][0] != kinds[of][0]:
                said[kinds[by]].append(kinds[of][1])
        found.append({who: tuple(whom) for who, whom in said.items()})
    return _Wishes(*found)


def _managers(
    drivers: Mapping[str, Participation], mentors: Mapping[str, Participation]
) -> tuple[dict[str, tuple[str, ...]], list[Two]]:
    """Driver → the mentors who lead them: the leader who answers for their time, the leaders of their unit and of those above,
    and the leaders of these. Two who lead each other are given apart, for a circle is no order."""
    direct = _direct(drivers, mentors)
    over: dict[str, set[str]] = {}
    for start in drivers:
        found, waiting = set(direct[start]), list(direct[start])
        while waiting:
            more = direct.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        over[start] = found
    managers: dict[str, tuple[str, ...]] = {}
    mutual: list[Two] = []
    for id in drivers:
        above = sorted(one for one in over[id] if one in mentors and one != id)
        mutual += [(id, one) for one in above if id in over.get(one, ())]
        managers[id] = tuple(one for one in above if id not in over.get(one, ()))
    return managers, mutual


def _direct(drivers: Mapping[str, Participation], mentors: Mapping[str, Participation]) -> dict[str, set[str]]:
    units = {id: {part.unit.pk, *part.unit.above} for id, part in drivers.items() if part.unit}
    leading: defaultdict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.filter(
        ended_at__isnull=True, roles__contains=["leader"], units__in=set().union(*units.values())
    )
    for user, unit in rows.values_list("user_id", "units"):
        leading[unit].add(f"p{user:07}")
    by_address = {part.user.email.lower(): id for id, part in {**drivers, **mentors}.items()}
    found: dict[str, set[str]] = {}
    for id, part in drivers.items():
        named = {f"p{part.leader_id:07}"} if part.leader_id else set()
        if part.leader_email and (known := by_address.get(part.leader_email.lower())):
            named.add(known)
        found[id] = named.union(*(leading[unit] for unit in units.get(id, ()) if unit in leading)) - {id}
    return found
