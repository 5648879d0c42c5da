"""What the organisation's own official notices say, as a source of indicators: the last twelve months the lake knows wholly."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from duckdb import Error as LakeFault

from nybrott.core.official import OfficialSeries
from nybrott.effects.queries.counting import PER_CENT, Counted
from nybrott.evaluations.queries import official_series
from nybrott.people.models import Organisation
from nybrott.ui.formats import day_year

YEAR = 4  # quarters


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something counted of official notices: `ref` is a measure, with ".share" behind for the share of the procurements."""

    ref: str
    label: Promise
    unit: Promise
    how: Promise


_EVERY = (
    ("innovative", gettext_lazy("Procurements with signs of innovation"), gettext_lazy("Share of procurements with signs of innovation"),
     gettext_lazy("Own procurements whose official notices show signs of innovation, in the latest twelve months with complete data."),
     gettext_lazy("The share of our own procurements in official notices that show signs of innovation, in the "
                  "latest twelve months with complete data.")),
    ("dialogues", gettext_lazy("Procurements with market dialogue"), gettext_lazy("Share of procurements with market dialogue"),
     gettext_lazy("Own procurements whose official notices show market dialogue, in the latest twelve months with complete data."),
     gettext_lazy("The share of our own procurements in official notices that show market dialogue, in the latest"
                  " twelve months with complete data.")),
)  # fmt: skip
NOTICED: dict[str, Noticed] = {}
for _measure, _label, _label_of_share, _how, _how_of_share in _EVERY:
    NOTICED[_measure] = Noticed(_measure, _label, gettext_lazy("procurements in a year"), _how)
    NOTICED[f"{_measure}.share"] = Noticed(f"{_measure}.share", _label_of_share, PER_CENT, _how_of_share)


def series_of(
    organisation: Organisation, measure: str, every: str, *, before: date | None = None
) -> OfficialSeries | None:
    """The own counts, one a period; None where the lake cannot be read, or the organisation has no number to be found by.

    `before`: a stretch is taken that begins before that day.
    """
    if not organisation.number:
        return None
    try:
        return official_series(organisation.number, measure, every=every, country=organisation.country, before=before)
    except (LakeFault, OSError):
        return None


def read_notices(organisation: Organisation, ref: str, on: date) -> tuple[Counted, date]:
    """How many, or the share, in the last twelve whole months before a day; and the last day of them."""
    measure, _dot, share = ref.partition(".")
    if ref not in NOTICED:
        return Counted(None, None, _("This is not counted from official notices.")), on
    if not organisation.number:
        return Counted(None, None, _("The organisation has no organisation number to find its notices by.")), on
    known = series_of(organisation, measure, "quarter", before=on)
    places = [place for place, day in enumerate(known.periods) if _after(day) <= on] if known else []
    if known is None or len(places) < YEAR:
        return Counted(None, None, _("Fewer than twelve months of official notices are known.")), on
    year = slice(places[-YEAR], places[-1] + 1)
    part, among = sum(known.counts[year]), sum(known.among[year])
    day = date.fromordinal(_after(known.periods[places[-1]]).toordinal() - 1)
    said = ngettext("%(part)s of %(n)s procurement in the year until %(day)s.", "%(part)s of %(n)s procurements in the year until %(day)s.", among) % {"part": part, "n": among, "day": day_year(day)}  # fmt: skip
    if not share:
        return Counted(part, among, said), day
    return Counted(100 * part / among if among else None, among, said), day


def _after(first: date) -> date:
    """The first day of the quarter after."""
    return date(first.year + (first.month + 2) // 12, (first.month + 2) % 12 + 1, 1)
