"""What rows of a procurement plan would become. Nothing is changed here."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.amounts import minor
from nybrott.core.cpv import UnknownCode, code
from nybrott.core.importing import Outcome, Row, RowVerdict
from nybrott.people.models import Membership
from nybrott.people.queries.importing import UnitNames
from nybrott.procurements.models import LONGEST, MOST, Procurement
from nybrott.procurements.states import Currency

PART = 2_000  # rows looked at together
FIRST, LAST = 1990, 2100
DAYS = ("dialogue_on", "announce_on", "contract_on", "ends_on")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_NORDIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(slots=True)
class PlanRow:
    """One row, judged. `said`: field → value, those the file tells and nothing else. `known`: the procurement it is about, if there is one."""

    number: int
    said: dict[str, object] = field(default_factory=dict)
    known: Procurement | None = None
    outcome: Outcome = "error"
    what: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> RowVerdict:
        """As the desk shows it."""
        return RowVerdict(self.number, self.outcome, self.what, self.errors)


def judge_plan(*, actor: Actor, rows: Iterable[Row]) -> Iterator[RowVerdict]:
    """What would become of each row: see `judged_plan`."""
    return (row.verdict for row in judged_plan(actor, rows))


def judged_plan(actor: Actor, rows: Iterable[Row]) -> Iterator[PlanRow]:
    """Judge the rows of a plan in their order, a few queries for every two thousand of them.

    A row is about the procurement with its number in the plan; without a number, about the one with the same name. The same one
    twice in the file is an error in the second row. What a row leaves empty stays as it is.
    """
    reads = _Reader(actor)
    waiting = iter(rows)
    while part := list(islice(waiting, PART)):
        yield from reads.judged([reads.read(row) for row in part])


class _Reader:
    def __init__(self, actor: Actor) -> None:
        self.actor, self.units, self.seen = actor, UnitNames(actor), dict[tuple[str, str], int]()
        members = Membership.objects.visible_to(actor).filter(ended_at__isnull=True)
        self.people = {email.lower(): key for key, email in members.values_list("user", "user__email")}

    def read(self, row: Row) -> PlanRow:
        """What a row says, each field by itself: one that is wrong hides no other."""
        made, values = PlanRow(row.number), {key: text.strip() for key, text in row.values.items()}
        title = " ".join(values.get("title", "").split())
        if not title:
            made.errors["title"] = _("Write what it is called.")
        elif len(title) > 200:
            made.errors["title"] = _("A name has at most 200 characters.")
        made.said["title"] = title
        for name, most in (("ref", 40), ("aim", 5_000)):
            if len(values.get(name, "")) > most:
                made.errors[name] = _("At most %(n)s characters.") % {"n": most}
            elif values.get(name):
                made.said[name] = values[name]
        self._who(made, values)
        _money(made, values)
        _codes(made, values)
        _days(made, values)
        self._once(made)
        return made

    def _who(self, made: PlanRow, values: dict[str, str]) -> None:
        if values.get("unit"):
            found = self.units.find(values["unit"])
            if isinstance(found, int):
                made.said["unit_id"] = found
            else:
                made.errors["unit"] = found
        if values.get("owner"):
            key = self.people.get(values["owner"].lower())
            if key is None:
                made.errors["owner"] = _("No one in the organisation has the e-mail address “%(email)s”.") % {
                    "email": values["owner"][:100]
                }
            else:
                made.said["owner_id"] = key

    def _once(self, made: PlanRow) -> None:
        name = _name(made)
        first = self.seen.setdefault(name, made.number) if name[1] else made.number
        if first != made.number:
            made.errors["ref" if name[0] == "ref" else "title"] = _("This procurement is already in row %(row)s.") % {
                "row": first
            }

    def judged(self, part: list[PlanRow]) -> Iterator[PlanRow]:
        """What would become of these rows."""
        refs = [row.said["ref"] for row in part if row.said.get("ref")]
        titles = [row.said["title"] for row in part if not row.said.get("ref")]
        mine = Procurement.objects.visible_to(self.actor).order_by("-pk")
        by_name: dict[tuple[str, str], Procurement] = {}
        for one in mine.filter(title__in=titles):
            by_name["title", one.title.casefold()] = one
        for one in mine.filter(ref__in=refs):
            by_name["ref", one.ref] = one
        for row in part:
            row.known = by_name.get(_name(row))
            _order(row)
            if not row.errors:
                row.outcome = "new" if row.known is None else "changed" if changes(row) else "unchanged"
                row.what = _what(row)
            yield row


def _name(row: PlanRow) -> tuple[str, str]:
    ref = str(row.said.get("ref", ""))
    return ("ref", ref) if ref else ("title", str(row.said["title"]).casefold())


def changes(row: PlanRow) -> dict[str, object]:
    """What the row would change: field → the new value."""
    return {
        name: value for name, value in row.said.items() if row.known is not None and getattr(row.known, name) != value
    }


def _what(row: PlanRow) -> str:
    title = {"title": row.said["title"]}
    if row.outcome == "new":
        return _("“%(title)s” is put in the plan.") % title
    return _("“%(title)s” is changed.") % title if row.outcome == "changed" else _("“%(title)s” is unchanged.") % title


def _money(made: PlanRow, values: dict[str, str]) -> None:
    if values.get("value"):
        amount = minor(values["value"])
        if amount is None or amount > MOST:
            made.errors["value"] = _("Write the amount in figures, such as 1 250 000. It cannot be less than zero or more than 100 billion.")  # fmt: skip
        else:
            made.said["value"] = amount
    if values.get("currency"):
        currency = values["currency"].upper()
        if currency in Currency.values:
            made.said["currency"] = currency
        else:
            made.errors["currency"] = _("“%(said)s” is not a currency we know. Write one of %(known)s.") % {"said": values["currency"][:10], "known": ", ".join(Currency.values)}  # fmt: skip


def _codes(made: PlanRow, values: dict[str, str]) -> None:
    found: list[str] = []
    for part in re.split(r"[\s,;]+", values.get("cpv", "")):
        if part:
            try:
                found.append(code(part).number)
            except UnknownCode as trouble:
                near = ", ".join(one.number for one in trouble.nearest)
                made.errors["cpv"] = _("There is no CPV code “%(code)s”. Nearest: %(near)s.") % {
                    "code": trouble.written,
                    "near": near or "–",
                }
                return
    if found:
        made.said["cpv"] = list(dict.fromkeys(found))[:20]


def _days(made: PlanRow, values: dict[str, str]) -> None:
    for name in DAYS:
        if values.get(name):
            day = _day(values[name])
            if day is None:
                made.errors[name] = _("Write the day as 2027-03-15 or 15.03.2027, between 1990 and 2100.")
            else:
                made.said[name] = day
    if months := values.get("options_months"):
        if months.isascii() and months.isdigit() and len(months) < 5 and int(months) <= LONGEST:
            made.said["options_months"] = int(months)
        else:
            made.errors["options_months"] = _("Write a whole number of months, at most %(n)s.") % {"n": LONGEST}


def _day(text: str) -> date | None:
    """A day as people and spreadsheets write it."""
    parts: tuple[int, int, int] | None = None
    if iso := _ISO.fullmatch(text):
        parts = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif nordic := _NORDIC.fullmatch(text):
        parts = (int(nordic[3]), int(nordic[2]), int(nordic[1]))
    if parts is not None and FIRST <= parts[0] <= LAST:
        with suppress(ValueError):
            return date(*parts)
    return None


def _order(row: PlanRow) -> None:
    """Days in the order of the way, with those that stand already."""

    def day(name: str) -> date | None:
        found = row.said.get(name, getattr(row.known, name, None))
        return found if isinstance(found, date) else None

    for first, last, said in (
        ("announce_on", "contract_on", _("The contract cannot be signed before the competition is announced.")),
        ("contract_on", "ends_on", _("The contract cannot run out before it is signed.")),
    ):
        one, other = day(first), day(last)
        if one is not None and other is not None and other < one:
            row.errors.setdefault(last if last in row.said else first, said)
