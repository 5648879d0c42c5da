"""How much two readers agree about the candidates, sign by sign. Nobody's name is in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.signals import catalogue
from nybrott.core.statistics import Agreement
from nybrott.notices import queries
from nybrott.notices.models import Answer
from nybrott.notices.queries import Agreed
from nybrott.observatory.views.evidence import address_of, name_of
from nybrott.ui.charts import FEW
from nybrott.ui.formats import NONE, number, percent
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table

ALMOST_ALL, MOST = 0.8, 0.6  # of kappa, for the sentence beside it; no more than a habit of the field


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Cohen's kappa of the two who judged first, for each sign and all together."""
    agreed = queries.agreements()
    every = next((one for one in agreed if not one.signal), None)
    return render(
        request,
        "observatory/agreement.html",
        {
            "every": every,
            "sentence": reading(every.agreement) if every else "",
            "table": _signs(agreed),
            "answers": _answers(every.agreement) if every and every.agreement.n else None,
            "gone": queries.judged_and_gone(),
            "breadcrumbs": (
                Link(_("Figures"), reverse("observatory:overview")),
                Link(_("Candidates"), reverse("observatory:candidates")),
                Link(_("Agreement")),
            ),
        },
    )


def reading(found: Agreement) -> str:
    """How to read an agreement, in one sentence."""
    kappa = found.kappa or 0
    told = [
        (found.undefined == "nothing judged", _("No candidate has been judged by two people yet.")),
        (
            bool(found.undefined),
            _("Both gave the same answer every time, so agreement beyond chance cannot be computed."),
        ),
        (found.n < FEW, _("Fewer than twenty pairs: a hint, no more.")),
        (found.low is not None and found.low <= 0, _("This cannot be told from chance.")),
        (kappa >= ALMOST_ALL, _("Nearly everyone reads the sign in the same way.")),
        (kappa >= MOST, _("Most read the sign in the same way.")),
        (True, _("People read the sign differently; its words or its explanation should be looked at again.")),
    ]
    return next(sentence for holds, sentence in told if holds)


def _signs(agreed: list[Agreed]) -> Table:
    signs = catalogue()
    rows: list[list[Cell | str]] = [
        [
            Cell(
                name_of(signs, one.signal) if one.signal else _("All signs together"),
                url=address_of(one.signal) if one.signal else "",
                note=reading(one.agreement),
            ),
            number(one.judged),
            number(one.confirmed),
            number(one.rejected),
            number(one.disputed),
            number(one.agreement.n),
            percent(one.agreement.agreed) if one.agreement.n >= FEW else NONE,
            Cell(_decimal(one.agreement.kappa), note=_interval(one.agreement)),
        ]
        for one in agreed
    ]
    return Table(
        [
            Column("sign", _("Sign")),
            Column("judged", _("Judged"), "end"),
            Column("confirmed", _("Confirmed"), "end"),
            Column("rejected", _("Rejected"), "end"),
            Column("disputed", _("Disputed"), "end"),
            Column("n", _("By two or more"), "end"),
            Column("agreed", _("Same answer"), "end"),
            Column("kappa", _("Kappa"), "end"),
        ],
        rows,
        caption=_("Agreement by sign"),
        id="agreement-table",
        caption_hidden=True,
    )


def _answers(found: Agreement) -> Table:
    labels = [str(Answer(answer).label) for answer in found.answers]
    return Table(
        [Column("first", _("First person")), *(Column(label, label, "end") for label in labels)],
        [[label, *map(number, row)] for label, row in zip(labels, found.table, strict=True)],
        caption=_("What the first person answered (rows) and the second (columns)"),
        id="answers-table",
        stack=False,
    )


def _decimal(value: float | None) -> str:
    return NONE if value is None else number(value, 2)


def _interval(found: Agreement) -> str:
    if found.low is None or found.high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": number(found.low, 2), "high": number(found.high, 2)}
