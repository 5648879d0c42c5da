"""The figures of reputation as a file to take along."""

from collections.abc import Iterator
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from nybrott.replies.queries import MEASURES, Shown
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts


def quarter_name(first: date) -> str:
    """The quarter that begins on a day: "Q3 2026"."""
    return _("Q%(number)s %(year)s") % {"number": (first.month + 2) // 3, "year": first.year}


def reputation_file(shown: Shown, unit: str, *, now: datetime) -> HttpResponse:
    """One row for each measure and quarter; a hidden one says so and has no number."""
    columns = [
        Column("quarter", _("Quarter"), _("Its first day.")),
        Column("measure", _("Measure"), _("A word for programs.")),
        Column("name", _("Name"), _("What the measure is called.")),
        Column("n", "n", _("How many people it rests on. Empty when they are few.")),
        Column("hits", _("Yes"), _("How many of them.")),
        Column("share", _("Share of n"), _("Yes as a part of n, from 0 to 1.")),
        Column("low", _("From"), _("The lower end of the 95 % interval (Wilson).")),
        Column("high", _("To"), _("The upper end of the 95 % interval (Wilson).")),
        Column("median", _("Median"), _("Days, for the measure that counts days.")),
        Column("hidden", _("Hidden"), _("1 when it is not shown because it is about too few people.")),
    ]
    about = [
        (_("Taken out"), timezone.localtime(now).isoformat(timespec="minutes")),
        (_("Of"), unit or _("The whole organisation")),
        (_("How it is counted"), _("Each quarter is counted once, when it is over, and never changed.")),
    ]
    sheet = Sheet("reputation", _("Reputation among users"), columns, _rows(shown), about)
    response = HttpResponse("".join(csv_parts(sheet)), content_type="text/csv; charset=utf-8")
    name = f"nybrott-reputation-{timezone.localdate(now).isoformat()}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _rows(shown: Shown) -> Iterator[list[Value]]:
    for measure in MEASURES:
        for one in shown.figures[measure.key]:
            if one.n == 0:
                continue
            yield [
                one.first.isoformat(), measure.key, str(measure.name), one.n, one.hits, None if measure.median else one.share,
                None if measure.median else one.low, None if measure.median else one.high, one.value, int(one.hidden),
            ]  # fmt: skip
