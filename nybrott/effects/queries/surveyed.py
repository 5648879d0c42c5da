"""What surveys say, as a source of indicators: the published tables of a closed wave, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.surveys import UNKNOWN, Instrument, Variable
from nybrott.effects.queries.counting import PER_CENT, Counted
from nybrott.evaluations.models import Series, Wave
from nybrott.evaluations.queries import label_of
from nybrott.evaluations.queries.results import words_of
from nybrott.evaluations.states import WaveState


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a series of surveys asks: `ref` is "series:variable" for a mean, "series:variable=category" for a share."""

    ref: str
    label: str
    unit: str
    how: str


def asked_in(organisation_id: int) -> Iterator[Asked]:
    """What the organisation's series ask and will tell of, by the newest wave of each. Two queries."""
    newest: dict[int, Wave] = {}
    waves = Wave.objects.filter(organisation=organisation_id, series__isnull=False).select_related("edition", "series")
    for one in waves.order_by("opens_on", "pk"):
        newest[one.series_id or 0] = one
    for wave in sorted(newest.values(), key=lambda one: (str(one.series), one.pk)):
        instrument = wave.edition.read
        declared = {one["key"]: one["show"] for one in wave.tables}
        for variable in instrument.variables():
            show = declared.get(variable.question["id"])
            if show in ("mean", "counts"):
                yield from _asked(wave, instrument, variable, show)


def _asked(wave: Wave, instrument: Instrument, variable: Variable, show: str) -> Iterator[Asked]:
    language = (get_language() or "nb")[:2]
    question, part = label_of(instrument, variable.key, language)
    name = f"{question} – {part}" if part else question
    if show == "mean":
        points = variable.points
        unit = _("points, from %(low)s to %(high)s") % {"low": points[0], "high": points[-1]}
        how = _("The mean of “%(series)s”, the newest survey that is closed.") % {"series": wave.series}
        yield Asked(f"{wave.series_id}:{variable.key}", name, unit, how)
        return
    words = words_of(instrument, variable.key, language)
    how = _("The share of all who answered “%(series)s”, the newest survey that is closed.") % {"series": wave.series}
    categories = ("yes",) if variable.kind == "picked" else variable.categories
    for category in categories:
        label = name if variable.kind == "picked" else f"{name}: {words.get(category, category)}"
        if category != UNKNOWN:
            yield Asked(f"{wave.series_id}:{variable.key}={category}", label, str(PER_CENT), how)


def read_series(organisation_id: int, ref: str, on: date) -> tuple[Counted, date]:
    """What the newest wave closed by a day says, and the day it is of. Only what was published: nothing is counted of answers here."""
    pk, _colon, said = ref.partition(":")
    key, _equals, category = said.partition("=")
    series = Series.objects.filter(pk=int(pk) if pk.isdecimal() else 0, organisation=organisation_id).first()
    if series is None or not key:
        return Counted(None, None, _("The survey is gone.")), on
    closed = series.waves.filter(state=WaveState.CLOSED, closes_on__lte=on)
    wave = closed.order_by("-closes_on", "-pk").first()
    if wave is None:
        return Counted(None, None, _("No survey of “%(series)s” is closed yet.") % {"series": series}), on
    day = min(wave.closes_on, on)
    tables = [one.found for one in wave.results.all()]
    shown = next((one for one in tables if one["key"] == key and not one["by"] and one["show"] in ("mean", "counts")), None)  # fmt: skip
    if shown is None:
        return _nothing(wave, bool(tables)), day
    return (_share(shown, category, wave) if category else _mean(shown, wave)), day


def _nothing(wave: Wave, any_shown: bool) -> Counted:
    said = _("“%(wave)s” says nothing about this question.") if any_shown else _("Too few answered “%(wave)s” to show anything.")  # fmt: skip
    return Counted(None, None, said % {"wave": wave.title})


def _mean(shown: dict[str, Any], wave: Wave) -> Counted:
    if shown["show"] != "mean" or shown["mean"] is None:
        return Counted(None, None, _("Too few to show in “%(wave)s”.") % {"wave": wave.title})
    n, least = shown["n"], shown["at_least"]
    said = _("%(n)s answered in “%(wave)s”.") if n is not None else _("At least %(n)s answered in “%(wave)s”.")
    return Counted(shown["mean"], n, said % {"n": least if n is None else n, "wave": wave.title})


def _share(shown: dict[str, Any], category: str, wave: Wave) -> Counted:
    alone = next((row for row in shown.get("rows", []) if row["categories"] == [category]), None)
    if shown["show"] != "counts" or alone is None or not shown["n"]:
        return Counted(None, None, _("Too few to show in “%(wave)s”.") % {"wave": wave.title})
    part, n = alone["count"], shown["n"]
    said = _("%(part)s of the %(n)s who answered “%(wave)s”.") % {"part": part, "n": n, "wave": wave.title}
    return Counted(100 * part / n, n, said)
