"""The view of equal treatment as rows to take along."""

from django.utils.translation import gettext as _

from nybrott.ledgers.queries import Seen
from nybrott.ui.formats import moment_short
from nybrott.ui.sheets import Column, Sheet, Value


def rows_of(found: Seen, title: str) -> Sheet:
    """A row for each supplier and each thing that was given: since when it could see it, and how many days before the deadline."""
    columns = [
        Column("supplier", _("Supplier"), _("The supplier, as it called itself.")),
        Column("thing", _("Key of the information"), _("What the ledger calls it.")),
        Column("title", _("Information"), _("What it was called when it was given.")),
        Column("seen", _("Visible to it since"), _("Empty when the supplier cannot see it.")),
        Column("days", _("Days before the deadline"), _("From then until the deadline.")),
        Column("minutes", _("Minutes in meetings"), _("Held and agreed.")),
    ]
    rows: list[tuple[Value, ...]] = []
    for key in found.view.suppliers:
        for thing in found.view.items:
            since, before = found.view.seen(key, thing), found.view.before(key, thing)
            rows.append((
                found.names.get(key, key), thing, found.titles.get(thing, ""), moment_short(since) if since else "",
                round(before.total_seconds() / 86_400, 1) if before else "", found.view.minutes.get(key, 0),
            ))  # fmt: skip
    return Sheet("equal-treatment", title, columns, rows, [])
