"""Declared tables as a file, and the codebook that goes with it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from nybrott.evaluations import queries
from nybrott.evaluations.models import Wave
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts


def _file(sheet: Sheet, name: str) -> HttpResponse:
    response = HttpResponse("".join(csv_parts(sheet)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _about(wave: Wave, now: datetime) -> list[tuple[str, str]]:
    return [
        (_("Taken out"), timezone.localtime(now).isoformat(timespec="minutes")),
        (_("Wave"), wave.title),
        (_("Answered"), _("%(answered)s of %(people)s") % {"answered": wave.answered, "people": wave.people}),
        (_("What is not here"), _("Only tables declared before the wave opened, made once when it closed. Small "
                                  "categories are shown together, so that nothing covers fewer than five people.")),
    ]  # fmt: skip


def results_file(wave: Wave, language: str, *, now: datetime) -> HttpResponse:
    """One row for each number that is told."""
    columns = [
        Column("variable", _("Variable"), _("Its key; the codebook says what it means.")),
        Column("show", _("What is shown"), _("counts, mean, change or words.")),
        Column("group", _("Grouped by"), _("The key of what people are grouped by; empty for all.")),
        Column("groups", _("Groups"), _("The groups that are shown together, with | between them.")),
        Column("categories", _("Answers"), _("The answers that are shown together, with | between them.")),
        Column("count", _("How many"), _("People; of a change, at least so many.")),
        Column("mean", _("Mean"), _("With one decimal; empty where it would reveal too few.")),
        Column("n", "n", _("How many the mean rests on; empty where only “at least” is shown.")),
        Column("at_least", _("At least"), _("How many it rests on at least, in steps of five.")),
        Column("words", _("Own words"), _("What someone wrote.")),
        Column(
            "country",
            _("The country"),
            _("What a national survey showed about the same thing, with its source and year."),
        ),
    ]
    told = ([*row, queries.country_said(wave, str(row[0]), language)] for row in _rows(wave))
    sheet = Sheet("results", wave.title, columns, told, _about(wave, now))
    return _file(sheet, f"nybrott-survey-{wave.pk}.csv")


def results_json(wave: Wave, language: str) -> dict[str, Any]:
    """The tables of a closed wave and what their keys mean, for programs. Aggregates only: what people wrote is left out.

    `tables` as they were made: `show` is counts, mean or change; `country`: key → what is known of the country.
    """
    tables = [one.found for one in wave.results.all() if one.found["show"] != "words"]
    names = ("variable", "question", "part", "answer", "means")
    country = {one["key"]: said for one in tables if (said := queries.country_said(wave, one["key"], language))}
    return {
        "format": "nybrott-survey-results/1", "wave": wave.pk, "title": wave.title, "instrument": wave.edition.instrument.slug,
        "version": wave.edition.number, "opens_on": wave.opens_on, "closes_on": wave.closes_on, "asked": wave.people, "answered": wave.answered,
        "group": wave.group, "tables": tables, "country": country,
        "codebook": [dict(zip(names, row, strict=True)) for row in queries.codebook(wave, language)],
    }  # fmt: skip


def _rows(wave: Wave) -> Iterator[list[Value]]:
    for one in wave.results.all():
        found = one.found
        head: list[Value] = [found["key"], found["show"], found["by"]]
        if found["show"] == "words":
            yield from ([*head, "", "", None, None, None, None, text] for text in found["said"])
        elif found["show"] == "change":
            for way in ("linked", "higher", "same", "lower"):
                yield [*head, "", way, None, None, None, found[way], ""]
        elif found["show"] == "counts" and not found["by"]:
            for row in found["rows"]:
                yield [*head, "", "|".join(row["categories"]), row["count"], None, None, None, ""]
        elif found["show"] == "counts":
            for row in found["rows"]:
                for column, count in zip(found["columns"], row["counts"], strict=True):
                    yield [*head, "|".join(column["categories"]), "|".join(row["categories"]), count, None, None, None, ""]  # fmt: skip
        else:
            for row in found.get("rows", [found]):
                yield [*head, "|".join(row.get("categories", [])), "", None, row["mean"], row["n"], row["at_least"], ""]


def codebook_file(wave: Wave, language: str, *, now: datetime) -> HttpResponse:
    """What each variable and each answer means."""
    columns = [
        Column("variable", _("Variable"), _("Its key in the tables.")),
        Column("question", _("Question"), _("As it was asked.")),
        Column("part", _("Statement or choice"), _("Which part of the question; empty for all of it.")),
        Column("answer", _("Answer"), _("Its key in the tables; empty for not answered.")),
        Column("means", _("Means"), _("As it was read.")),
    ]
    rows = (list(row) for row in queries.codebook(wave, language))
    return _file(Sheet("codebook", wave.title, columns, rows, _about(wave, now)), f"nybrott-survey-{wave.pk}-codebook.csv")  # fmt: skip
