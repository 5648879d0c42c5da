"""What rows of a list would do to the organisation's members and units. Nothing is changed here.

However long the list, a few thousand rows are looked at together: three queries for each such part, and a few at the start.
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

from nybrott.core.actor import Actor
from nybrott.core.importing import WHOLE_ROW, Outcome, Row, RowVerdict
from nybrott.people.models import MOST_LEVELS, Invitation, Membership
from nybrott.people.queries.units import BETWEEN, paths
from nybrott.people.roles import ADMIN, ROLES

PART = 2_000  # rows looked at together
LONGEST_NAME = 200
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_ROLES = re.compile(r"\s*[;,|\n]\s*")
_LEVELS = re.compile(r"\s*[/>]\s*")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def role_words() -> dict[str, str]:
    """What each role may be called, in every language and as the short word → the short word."""
    words = {word: word for word in ROLES}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_folded(str(role.name)): word for word, role in ROLES.items()}
    return words


def _several(name: str) -> str:
    return _("Several units are called “%(unit)s”. Write the whole path, such as Health / Home care.") % {"unit": name}


def _no_such_unit(name: str) -> str:
    return _("There is no unit called “%(unit)s”.") % {"unit": name[:100]}


class UnitNames:
    """Finds units by name or path. `ambiguous` names are those several units have."""

    def __init__(self, actor: Actor) -> None:
        self.paths = {_path(path): key for key, path in paths(actor)}
        self.names: dict[str, int] = {}
        self.ambiguous: set[str] = set()
        for path, key in self.paths.items():
            name = path[-1]
            if name in self.names:
                self.ambiguous.add(name)
            self.names[name] = key

    def find(self, text: str) -> int | str:
        """The key of the unit, or the sentence that says why there is none."""
        path = _path(text)
        if path in self.paths:
            return self.paths[path]
        if len(path) == 1 and path[0] in self.ambiguous:
            return _several(text)
        if len(path) == 1 and path[0] in self.names:
            return self.names[path[0]]
        return _no_such_unit(text)


def _path(text: str) -> tuple[str, ...]:
    return tuple(_folded(part) for part in _LEVELS.split(text) if part.strip())


@dataclass(slots=True)
class MemberRow:
    """One row about a person, judged: what it says, what it meets, and what would become of it."""

    number: int
    email: str = ""
    name: str = ""
    roles: list[str] | None = None
    units: list[int] | None = None
    outcome: Outcome = "error"
    what: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    membership: Membership | None = None
    invitation: Invitation | None = None

    @property
    def verdict(self) -> RowVerdict:
        """As the desk shows it."""
        return RowVerdict(self.number, self.outcome, self.what, self.errors)


def judge_members(*, actor: Actor, rows: Iterable[Row]) -> Iterator[RowVerdict]:
    """What would become of each row: see `judged_members`."""
    return (row.verdict for row in judged_members(actor, rows))


def judged_members(actor: Actor, rows: Iterable[Row]) -> Iterator[MemberRow]:
    """Judge rows with `email`, `name`, `roles` and `unit`, in their order.

    An empty cell leaves things as they are. The same address twice, in any case, is an error in the second row; so is a row
    that would leave the organisation without an administrator.
    """
    words, units = role_words(), UnitNames(actor)
    admins = set(Membership.objects.visible_to(actor).current().admins().values_list("pk", flat=True))
    seen: dict[str, int] = {}
    waiting = iter(rows)
    while part := [_read(row, words, units, seen) for row in islice(waiting, PART)]:
        _meet(actor, part)
        for row in part:
            if not row.errors:
                _decide(row, admins)
            yield row


def _read(row: Row, words: dict[str, str], units: UnitNames, seen: dict[str, int]) -> MemberRow:
    """What the row says, and what is wrong with it as it stands."""
    said = MemberRow(row.number, row.values.get("email", "").strip(), " ".join(row.values.get("name", "").split()))
    _read_address(said, seen)
    if said.name.startswith(_FORMULA):
        said.errors["name"] = _("This looks like a formula. Write it as plain text.")
    elif len(said.name) > LONGEST_NAME:
        said.errors["name"] = _("A name has at most 200 characters.")
    if text := row.values.get("roles", "").strip():
        given = [part for part in _ROLES.split(text) if part]
        unknown = [part for part in given if _folded(part) not in words]
        if unknown:
            said.errors["roles"] = _("There is no role called “%(role)s”.") % {"role": unknown[0][:100]}
        else:
            chosen = {words[_folded(part)] for part in given}
            said.roles = [word for word in ROLES if word in chosen]
    if text := row.values.get("unit", "").strip():
        found = [units.find(part) for part in _SEVERAL.split(text) if part]
        if wrong := next((one for one in found if isinstance(one, str)), None):
            said.errors["unit"] = wrong
        else:
            said.units = sorted({one for one in found if isinstance(one, int)})
    return said


def _read_address(said: MemberRow, seen: dict[str, int]) -> None:
    if not said.email:
        said.errors["email"] = _("The e-mail address is missing.")
        return
    if said.email.startswith(_FORMULA):
        said.errors["email"] = _("This looks like a formula. Write it as plain text.")
        return
    try:
        validate_email(said.email)
    except ValidationError:
        said.errors["email"] = _("This is not an e-mail address.")
        return
    first = seen.setdefault(said.email.lower(), said.number)
    if first != said.number:
        said.errors["email"] = _("The same address is in row %(row)s.") % {"row": first}


def _meet(actor: Actor, part: Sequence[MemberRow]) -> None:
    """Find the memberships and waiting invitations of those who have one; units too."""
    asked = {row.email.lower(): row for row in part if not row.errors}
    members = Membership.objects.visible_to(actor).annotate(low=Lower("user__email")).filter(low__in=list(asked))
    for member in members.select_related("user").prefetch_related("units").order_by("-ended_at", "pk"):
        asked[member.user.email.lower()].membership = member  # a current one is the last to come
    invited = Invitation.objects.visible_to(actor).waiting().annotate(low=Lower("email")).filter(low__in=list(asked))
    for invitation in invited.prefetch_related("units"):
        asked[invitation.email.lower()].invitation = invitation


def _decide(row: MemberRow, admins: set[int]) -> None:
    if row.membership is None or row.membership.ended_at:
        _decide_newcomer(row)
        return
    here = row.membership
    row.name = here.user.name
    if row.roles is not None and ADMIN in here.roles and ADMIN not in row.roles:
        if not admins - {here.pk}:
            row.errors["roles"] = _("An organisation needs an administrator. Give someone else the role first.")
            return
        admins.discard(here.pk)
    elif row.roles and ADMIN in row.roles:
        admins.add(here.pk)
    _compare(row, here.roles, [unit.pk for unit in here.units.all()])


def _decide_newcomer(row: MemberRow) -> None:
    if row.membership:
        row.name = row.membership.user.name
    if not row.name and row.invitation is None:
        row.errors["name"] = _("The name is missing.")
    elif row.invitation is not None and row.membership is None:
        row.name = row.name or row.invitation.name
        _compare(row, row.invitation.roles, [unit.pk for unit in row.invitation.units.all()])
        if row.outcome == "unchanged" and row.name != row.invitation.name:
            row.outcome, row.what = "changed", _("The invitation is for %(name)s.") % {"name": row.name}
    elif row.membership:
        row.outcome, row.what = "changed", _("%(name)s comes back as a member.") % {"name": row.name}
    else:
        row.outcome, row.what = "new", _("%(name)s is put on the list of those to invite.") % {"name": row.name}


def _compare(row: MemberRow, roles: Sequence[str], units: Sequence[int]) -> None:
    said = []
    if row.roles is not None and row.roles != list(roles):
        names = ", ".join(str(ROLES[word].name) for word in row.roles)
        said.append(_("%(name)s gets these roles: %(roles)s.") % {"name": row.name, "roles": names})
    if row.units is not None and row.units != sorted(units):
        said.append(_("%(name)s gets other units.") % {"name": row.name})
    row.outcome = "changed" if said else "unchanged"
    row.what = " ".join(said) or _("%(name)s stays as before.") % {"name": row.name}


# --- units ---


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row about a unit, judged: its name as written and the names of those above."""

    verdict: RowVerdict
    name: str = ""
    above: tuple[str, ...] = ()


def judge_units(*, actor: Actor, rows: Iterable[Row]) -> Iterator[RowVerdict]:
    """What would become of each row: see `judged_units`."""
    return (row.verdict for row in judged_units(actor, rows))


def judged_units(actor: Actor, rows: Iterable[Row]) -> Iterator[UnitRow]:
    """Judge rows with `unit` and `below` (a name or path; empty: at the top). A row may stand below one of an earlier row."""
    known = dict.fromkeys(_path(path) for _key, path in paths(actor))
    by_name: dict[str, list[tuple[str, ...]]] = {}
    for path in known:
        by_name.setdefault(path[-1], []).append(path)
    for row in rows:
        name = " ".join(row.values.get("unit", "").split())
        above = _path(row.values.get("below", ""))
        if len(above) == 1 and above not in known and len(by_name.get(above[0], ())) == 1:
            above = by_name[above[0]][0]
        path = (*above, _folded(name))
        if errors := _unit_faults(name, above, by_name, known):
            yield UnitRow(RowVerdict(row.number, "error", "", errors))
            continue
        if path in known:
            yield UnitRow(
                RowVerdict(row.number, "unchanged", _("The unit %(name)s is already there.") % {"name": name}),
                name,
                above,
            )
            continue
        known[path] = None
        by_name.setdefault(path[-1], []).append(path)
        yield UnitRow(RowVerdict(row.number, "new", _("The unit %(name)s is created.") % {"name": name}), name, above)


def _unit_faults(
    name: str, above: tuple[str, ...], by_name: dict[str, list[tuple[str, ...]]], known: dict[tuple[str, ...], None]
) -> dict[str, str]:
    fault = _name_fault(name)
    if fault:
        return {"unit": fault}
    if above and above not in known:
        if len(above) == 1 and len(by_name.get(above[0], ())) > 1:
            return {"below": _several(above[0])}
        return {"below": _no_such_unit(BETWEEN.join(above))}
    if len(above) >= MOST_LEVELS:
        return {
            WHOLE_ROW: _("There would be more than %(most)s levels of units. Choose one higher up.")
            % {"most": MOST_LEVELS}
        }
    return {}


def _name_fault(name: str) -> str:
    if not name:
        return _("The name is missing.")
    if name.startswith(_FORMULA):
        return _("This looks like a formula. Write it as plain text.")
    if len(name) > LONGEST_NAME:
        return _("A name has at most 200 characters.")
    return _("A name cannot contain / or >, which separate levels.") if _LEVELS.search(name) else ""
