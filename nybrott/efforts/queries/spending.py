"""What rows about spending would do. Nothing is changed here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.amounts import minor
from nybrott.core.importing import Outcome, Row, RowVerdict
from nybrott.people.models import Unit
from nybrott.people.queries.importing import UnitNames
from nybrott.runs.models import Spending
from nybrott.ui.formats import money

PART = 2_000  # rows looked at together
FIRST, LAST = 2000, 2100


@dataclass(slots=True)
class SpendingRow:
    """One row, judged. `amount` in øre."""

    number: int
    unit: int | None = None
    year: int | None = None
    amount: int | None = None
    outcome: Outcome = "error"
    what: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> RowVerdict:
        """As the desk shows it."""
        return RowVerdict(self.number, self.outcome, self.what, self.errors)


def judge_spending(*, actor: Actor, rows: Iterable[Row]) -> Iterator[RowVerdict]:
    """What would become of each row: see `judged_spending`."""
    return (row.verdict for row in judged_spending(actor, rows))


def judged_spending(actor: Actor, rows: Iterable[Row]) -> Iterator[SpendingRow]:
    """Judge rows with `unit`, `year` and `amount`, in their order. The same unit and year twice is an error in the second row."""
    units, names = UnitNames(actor), dict(Unit.objects.visible_to(actor).values_list("pk", "name"))
    seen: dict[tuple[int, int], int] = {}
    waiting = iter(rows)
    while part := [_read(row, units, seen) for row in islice(waiting, PART)]:
        known = {
            (unit, year): amount
            for unit, year, amount in Spending.objects.visible_to(actor)
            .filter(unit__in={row.unit for row in part if row.unit})
            .values_list("unit", "year", "amount")
        }
        for row in part:
            if not row.errors and row.unit is not None and row.year is not None:
                before = known.get((row.unit, row.year))
                row.outcome = "new" if before is None else "unchanged" if before == row.amount else "changed"
                said = {"unit": names[row.unit], "amount": money(row.amount, "NOK"), "year": row.year}
                row.what = _("%(unit)s: %(amount)s in %(year)s.") % said
            yield row


def _read(row: Row, units: UnitNames, seen: dict[tuple[int, int], int]) -> SpendingRow:
    made, values = SpendingRow(row.number), row.values
    found = units.find(values.get("unit", "")) if values.get("unit", "").strip() else _("Say which unit.")
    if isinstance(found, int):
        made.unit = found
    else:
        made.errors["unit"] = found
    year = values.get("year", "").strip()
    if year.isascii() and year.isdigit() and FIRST <= int(year[:5]) <= LAST:
        made.year = int(year)
    else:
        made.errors["year"] = _("Write the year with four digits, such as 2025.")
    made.amount = minor(values.get("amount", ""))
    if made.amount is None:
        made.errors["amount"] = _("Write the sum in kroner, such as 1 250 000. It cannot be less than zero.")
    if made.unit is not None and made.year is not None:
        first = seen.setdefault((made.unit, made.year), row.number)
        if first != row.number:
            made.errors["unit"] = _("This unit and year are already in row %(row)s.") % {"row": first}
    return made
