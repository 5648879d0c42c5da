"""What forbids a pair, and what speaks for it and against it: each with a code and the facts behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nybrott.core.pairing.people import Driver, Mentor
from nybrott.core.pairing.weights import Weights

Facts = Mapping[str, str | int | tuple[str, ...]]

# why a pair can never be, the weightiest first: the code says it, pages have the words
BARRIERS = ("oneself", "same-unit", "line-manager", "apart", "no-hours", "no-common-language")


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for a pair (points above 0) or against it."""

    code: str
    points: int
    facts: Facts = field(default_factory=dict)


def barriers(driver: Driver, mentor: Mentor, managers: frozenset[str], *, apart: bool = False) -> tuple[str, ...]:
    """The hard rules a pair would break, by their codes. `managers` is everyone who leads the driver; `apart`: they must not
    be a pair. Whoever names no language or unit is not shut out by it: it is unknown."""
    met = {
        "oneself": driver.id == mentor.id,
        "same-unit": bool(driver.unit) and driver.unit == mentor.unit,
        "line-manager": mentor.id in managers,
        "apart": apart,
        "no-hours": mentor.capacity == 0,
        "no-common-language": bool(driver.languages and mentor.languages)
        and not set(driver.languages) & set(mentor.languages),
    }
    return tuple(code for code in BARRIERS if met[code])


def reasons(driver: Driver, mentor: Mentor, by: Weights, *, before: bool) -> tuple[Reason, ...]:
    """What speaks for a pair and against it. `before` says that they were a pair already."""
    found: list[Reason] = []
    if before:
        found.append(Reason("kept", by.kept))
    if mentor.id in driver.wishes:
        place = driver.wishes.index(mentor.id)
        found.append(Reason("wish", max(by.wish - by.wish_step * place, by.wish_least), {"wish": place + 1}))
    if driver.id in mentor.wishes:
        found.append(Reason("mentor-wish", by.mentor_wish))
    if shared := tuple(one for one in driver.subjects if one in mentor.subjects):
        found.append(Reason("subject", by.subject * min(len(shared), by.subject_most), {"subjects": shared}))
    if driver.place and driver.place in mentor.places:
        found.append(Reason("place", by.place, {"place": driver.place}))
    if driver.languages and driver.languages[0] in mentor.languages:
        found.append(Reason("language", by.language, {"language": driver.languages[0]}))
    if mentor.id in driver.rather_not:
        found.append(Reason("rather-not", by.rather_not))
    if driver.id in mentor.rather_not:
        found.append(Reason("mentor-rather-not", by.mentor_rather_not))
    return tuple(found)


def load_costs(capacity: int, points: int) -> list[int]:
    """What each place of a mentor costs, the first to the last: never less than the one before, and the more the fewer
    places they have. All together about `points` for each place."""
    return [round(points * (2 * place + 1) / capacity) for place in range(capacity)]
