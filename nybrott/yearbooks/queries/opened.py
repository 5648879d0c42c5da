"""What everyone may read of the reports: the counts an organisation has opened, and nothing else."""

from collections.abc import Mapping
from typing import Any

from nybrott.yearbooks.models import Yearbook, YearbookQuerySet


def opened(*, organisation: str | None = None, year: int | None = None) -> YearbookQuerySet:
    """Versions whose counts are open, the newest year first, by organisation."""
    found = Yearbook.objects.open().select_related("organisation")
    if organisation is not None:
        found = found.filter(organisation__number=organisation)
    if year is not None:
        found = found.filter(year=year)
    return found.order_by("-year", "organisation", "-number")


def open_state() -> str:
    """Changes whenever what is open does."""
    rows = Yearbook.objects.open().order_by("pk").values_list("pk", "organisation__name", "organisation__number")
    return repr(list(rows))


def counts_of(report: Yearbook) -> Mapping[str, Any]:
    """The counts of a version: `ways` (way, moment, n, of, unknown), `agree` (how many are innovative by none, one, two, three of the ways), `habits`
    by moment, and `classes`. No title, unit, contract or amount."""
    said = report.content["figures"]
    counted = ("started", "signed", "used", "n", "innovative", "joint", "driver")
    return {
        "ways": [{"way": way, "moment": moment, **told} for way, moments in said["ways"].items() for moment, told in moments.items()],
        "agree": [{"ways": int(ways), "n": n} for ways, n in sorted(said["agree"].items())],
        "habits": [{"moment": moment, **told} for moment, told in said["habits"].items()],
        "classes": [{"name": one["key"], **{name: one[name] for name in counted}} for one in said["classes"]],
    }  # fmt: skip
