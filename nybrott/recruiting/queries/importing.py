"""What rows of a list would do to the people of a run. Nothing is changed here.

A few thousand rows are looked at together: three queries for each such part, and a few at the start.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.importing import Outcome, Row, RowVerdict
from nybrott.people.models import Membership, Unit, User
from nybrott.people.queries.units import BETWEEN
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartKind, PartState

PART = 2_000  # rows looked at together
MOST_HOURS, MOST_DRIVERS, MOST_WORDS = 2_000, 100, 20
LONGEST = {"subjects": 60, "languages": 10, "places": 100}
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_LEVELS = re.compile(r"\s*[/>]\s*")


def plain(text: str) -> str:
    """A cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA) else text


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _path(text: str) -> tuple[str, ...]:
    return tuple(_folded(part) for part in _LEVELS.split(text) if part.strip())


class Units:
    """Units of several organisations by name or path; one query."""

    def __init__(self, organisations: Iterable[int]) -> None:
        units = list(Unit.objects.filter(organisation__in=list(organisations)).order_by("-closed_at", "pk"))
        names = {unit.pk: unit.name for unit in units}
        self.path = {
            unit.pk: BETWEEN.join(names[key] for key in (*unit.above, unit.pk) if key in names) for unit in units
        }
        self.by_path: dict[tuple[int, tuple[str, ...]], int] = {}
        self.by_name: dict[tuple[int, str], set[int]] = {}
        for unit in units:  # an open one of the same path comes later, and stays
            self.by_path[unit.organisation_id, _path(self.path[unit.pk])] = unit.pk
            if unit.closed_at is None:
                self.by_name.setdefault((unit.organisation_id, _folded(unit.name)), set()).add(unit.pk)

    def find(self, organisation: int, text: str) -> int | str:
        """The key of a unit, or the sentence that says why there is none."""
        path = _path(text)
        if (organisation, path) in self.by_path:
            return self.by_path[organisation, path]
        found = self.by_name.get((organisation, path[0]), set()) if len(path) == 1 else set()
        if len(found) > 1:
            return _("Several units are called “%(unit)s”. Write the whole path, such as Health / Home care.") % {
                "unit": text
            }
        return next(iter(found), _("There is no unit called “%(unit)s”.") % {"unit": text[:100]})


def kind_words() -> dict[str, str]:
    """What drivers and mentors may be called, in every language and as the short word → the short word."""
    words = {str(value): str(value) for value in PartKind.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_folded(str(label)): str(value) for value, label in PartKind.choices}
    return words


@dataclass(slots=True)
class PersonRow:
    """One row about a person, judged. `said`: field of a part → what it would be; a cell that is empty says nothing."""

    number: int
    email: str = ""
    name: str = ""
    kind: str = PartKind.DRIVER
    unit: str = ""
    said: dict[str, object] = field(default_factory=dict)
    leader: str = ""
    outcome: Outcome = "error"
    what: str = ""
    care: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    member: Membership | None = None
    part: Participation | None = None
    leads: User | None = None

    @property
    def verdict(self) -> RowVerdict:
        """As the desk shows it."""
        return RowVerdict(self.number, self.outcome, self.what, self.errors, self.care if not self.errors else "")


def judged(run: Run, organisations: Sequence[int], rows: Iterable[Row]) -> Iterator[PersonRow]:
    """Judge rows with `email`, `name`, `unit`, `role`, `hours`, `subjects`, `languages`, `place`, `capacity` and `leader`, in their
    order, for members of some organisations. The same person twice in the same role is an error in the second row."""
    words, units = kind_words(), Units(organisations)
    seen: dict[tuple[str, str], int] = {}
    waiting = iter(rows)
    while part := [_read(row, words, seen) for row in islice(waiting, PART)]:
        _meet(run, organisations, part)
        for row in part:
            if not row.errors:
                _decide(row, units)
            yield row


def _read(row: Row, words: dict[str, str], seen: dict[tuple[str, str], int]) -> PersonRow:
    """What the row says, and what is wrong with it as it stands."""
    cells = {key: value.strip() for key, value in row.values.items()}
    said = PersonRow(row.number, cells.get("email", ""), " ".join(plain(cells.get("name", "")).split()))
    for key, value in cells.items():
        if value.startswith(_FORMULA):
            said.errors[key] = _("This looks like a formula. Write it as plain text.")
    cells = {key: plain(value) for key, value in cells.items() if key not in said.errors}
    _read_addresses(said, cells)
    if text := cells.get("role", ""):
        if _folded(text) in words:
            said.kind = words[_folded(text)]
        else:
            said.errors["role"] = _("“%(word)s” is neither a driver nor a mentor.") % {"word": text[:60]}
    said.unit = cells.get("unit", "")
    _read_number(said, cells, "hours", MOST_HOURS)
    if said.kind == PartKind.MENTOR:
        _read_number(said, cells, "capacity", MOST_DRIVERS)
    elif cells.get("capacity"):
        said.errors["capacity"] = _("Only a mentor has hours for drivers. Leave it empty.")
    _read_words(said, cells)
    if not said.errors:
        first = seen.setdefault((said.email.lower(), said.kind), said.number)
        if first != said.number:
            said.errors["email"] = _("The same person is in row %(row)s.") % {"row": first}
    return said


def _read_addresses(said: PersonRow, cells: dict[str, str]) -> None:
    said.leader = cells.get("leader", "")
    for key, text in (("email", said.email), ("leader", said.leader)):
        if key in said.errors or (key == "leader" and not text):
            continue
        try:
            validate_email(text)
        except ValidationError:
            said.errors[key] = _("This is not an e-mail address.") if text else _("The e-mail address is missing.")
    if said.leader and said.leader.lower() == said.email.lower():
        said.errors["leader"] = _("No one can approve their own time. Give the leader’s address.")


def _read_number(said: PersonRow, cells: dict[str, str], key: str, most: int) -> None:
    text = cells.get(key, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= most):
        said.errors[key] = _("Write a whole number from 0 to %(most)s.") % {"most": most}
    elif text:
        said.said[key] = int(text)


def _read_words(said: PersonRow, cells: dict[str, str]) -> None:
    place = "places" if said.kind == PartKind.MENTOR else "place"
    for key, name in (("subjects", "subjects"), ("languages", "languages"), ("place", place)):
        text = cells.get(key, "")
        if not text:
            continue
        if name == "place":
            found: object = " ".join(text.split())
            if len(str(found)) > LONGEST["places"]:
                said.errors[key] = _("A word is longer than %(most)s letters.") % {"most": LONGEST["places"]}
        else:
            found = list(dict.fromkeys(" ".join(part.split()) for part in _SEVERAL.split(text) if part))
            if len(found) > MOST_WORDS or any(len(word) > LONGEST[name] for word in found):
                said.errors[key] = _(
                    "Write at most %(words)s, each of at most %(most)s letters, separated by semicolons."
                ) % {
                    "words": MOST_WORDS,
                    "most": LONGEST[name],
                }
        said.said[name] = found


def _meet(run: Run, organisations: Sequence[int], part: Sequence[PersonRow]) -> None:
    """Find the members the rows are about, their part in the run, and leaders who have an account. Three queries and one of units."""
    good = [row for row in part if not row.errors]
    asked = {row.email.lower() for row in good}
    members = (
        Membership.objects.current()
        .filter(organisation__in=organisations, user__is_active=True)
        .annotate(low=Lower("user__email"))
    )
    found: dict[str, Membership] = {}
    for member in members.filter(low__in=asked).select_related("user").prefetch_related("units").order_by("pk"):
        if member.low not in found or member.organisation_id == run.organisation_id:  # type: ignore[attr-defined]
            found[member.low] = member  # type: ignore[attr-defined]
    keys = [member.user_id for member in found.values()]
    parts = {(one.user_id, one.kind): one for one in run.parts.filter(user__in=keys).prefetch_related("yeses")}
    leaders = {row.leader.lower() for row in good if row.leader}
    accounts = {
        user.email.lower(): user
        for user in User.objects.annotate(low=Lower("email")).filter(low__in=leaders, is_active=True, memberships__in=Membership.objects.current().filter(organisation__in=organisations)).distinct()
    }  # fmt: skip
    for row in good:
        row.member = found.get(row.email.lower())
        row.part = parts.get((row.member.user_id, row.kind)) if row.member else None
        row.leads = accounts.get(row.leader.lower())


def _decide(row: PersonRow, units: Units) -> None:
    member = row.member
    if member is None:
        row.errors["email"] = _("No one here has this address. Bring them in as members first, or invite them.")
        return
    here = row.part.organisation_id if row.part else member.organisation_id
    if row.unit:
        found = units.find(here, row.unit)
        if isinstance(found, str):
            row.errors["unit"] = found
            return
        row.said["unit_id"] = found
    if row.name and _folded(row.name) != _folded(member.user.name):
        row.care = _("The account with this address belongs to %(name)s.") % {"name": member.user.name}
    row.name = member.user.name
    if row.part is None:
        row.outcome = "new"
        as_what = {"name": row.name, "kind": PartKind(row.kind).label.lower()}
        row.what = _("%(name)s is put on the list as %(kind)s.") % as_what
        return
    _compare(row, row.part)


def _compare(row: PersonRow, part: Participation) -> None:
    asked = [yes for yes in part.yeses.all() if yes.put_aside_at is None]
    if row.said.get("hours", part.hours) != part.hours and any(yes.answer for yes in asked):
        row.errors["hours"] = _("The leader said yes to a different number of hours.")
    new_leader = bool(row.leader) and row.leader.lower() != part.leader_email.lower()
    if new_leader and (asked or part.state not in (PartState.ASKED, PartState.WAITING, PartState.IN)):
        row.errors["leader"] = _("A leader has already been asked. Ask another one on the person’s own page.")
    if row.errors:
        return
    changed = [key for key, value in row.said.items() if getattr(part, key) != value]
    row.outcome = "changed" if changed or new_leader else "unchanged"
    said = {"name": row.name}
    row.what = (
        _("The details of %(name)s have been changed.") if row.outcome == "changed" else _("%(name)s stays as before.")
    ) % said
