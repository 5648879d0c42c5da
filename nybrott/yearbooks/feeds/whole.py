"""The report as a whole, part by part, in the language that is active."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.booklets import Items, Paragraph, Part, Whole
from nybrott.ui.formats import day_year, language, number
from nybrott.yearbooks.feeds.bought import counted_part, threads_part
from nybrott.yearbooks.feeds.outcomes import benefits_part, goals_part, graveyard_part
from nybrott.yearbooks.queries import chapter_parts

Content = Mapping[str, Any]


def whole_of(content: Content, version: int = 0, because: str = "", published: str = "") -> Whole:
    """Everything the report says. `version` 0 is a draft; `published`: who published it and when, in words. What people wrote stays in their language."""
    about = content["about"]
    name = {"year": about["year"], "n": number(version), "day": day_year(date.fromisoformat(about["as_of"]))}
    title = _("Innovative procurement in %(year)s") % name
    under = _("Yearly report, version %(n)s, as of %(day)s") % name if version else _("Draft of the yearly report, as of %(day)s") % name  # fmt: skip
    parts = (
        _definitions(content, because, published), counted_part(content), threads_part(content), benefits_part(content), graveyard_part(content), goals_part(content), *chapter_parts(content),
    )  # fmt: skip
    return Whole(title, under, about["organisation"], language(), parts)


def _definitions(content: Content, because: str, published: str) -> Part:
    n = len(content["procurements"])
    told = ngettext("%(n)s procurement was started, signed or put to use in the year.", "%(n)s procurements were started, signed or put to use in the year.", n) % {"n": number(n)}  # fmt: skip
    said = [told] if content["about"]["over"] else [told, _("The year is not over; this is what is known so far.")]
    said += [published] if published else []
    said += [_("Why there is a new version: %(why)s") % {"why": because}] if because else []
    return Part(
        "definitions", _("How it is counted"),
        (
            Paragraph(" ".join(said)),
            Paragraph(_("No single measure says how innovative procurement is. Three ways of counting are shown side by side; they answer different questions and need not agree.")),
            Items(
                (
                    _("The class the buyer chose: procurement of innovation, procurement of an innovative "
                      "solution or innovation-friendly procurement, as DFØ names them. The class is the one "
                      "chosen when the report was made. Where no one has chosen, it is unknown, not a no."),
                    _("What notices declare: an official notice for the procurement carries a code for innovation, in BT-776 or BT-06. Where no notice is linked, or none that could say so, it is unknown."),
                    _("What was done: a market dialogue was announced and held to its end, or at least one requirement asks for a function. It says nothing about whether what was bought was new."),
                )
            ),
            Items(
                (
                    _("Started: the competition was announced in the year, or the contract was signed in it without one."),
                    _("Contract signed: a contract was signed in the year; where none is recorded, the procurement reached its contract in the year. The value is that of the contracts signed in the year, without options and VAT. Currencies are not added together."),
                    _("Put to use: what was bought was put to use in the year."),
                    _("Joint: the answers behind the choice of procedure say that others have the same need and want to join. Where that was not answered, it is unknown."),
                    _("With a driver: someone who was a driver in a programme had done something for a challenge it answers before it was started. It does not say that the driver caused it."),
                    _("Shares are shown only for twenty or more; for fewer, only the numbers are shown. What was expected and what was measured are never added together."),
                )
            ),
        ),
    )  # fmt: skip
