"""The report as a whole, part by part, in the language that is active."""

from django.utils.translation import gettext as _

from nybrott.reports.feeds.blocks import Whole
from nybrott.reports.feeds.compared import compared_part
from nybrott.reports.feeds.first import first_part
from nybrott.reports.feeds.limits import decision_part, reckoned_part, unknown_part
from nybrott.reports.feeds.measured import measured_part, theory_part
from nybrott.reports.feeds.words import on
from nybrott.reports.feeds.worth import claims_part, costs_part, stories_part
from nybrott.reports.queries import Told
from nybrott.ui.formats import language, number

PARTS = (
    first_part, theory_part, measured_part, compared_part, claims_part, costs_part, stories_part, unknown_part, decision_part, reckoned_part,
)  # fmt: skip


def whole_of(told: Told) -> Whole:
    """Everything the report says. What people typed stays in the language they used."""
    about = told.inputs["about"]
    under = _("Evaluation report %(n)s, %(day)s") % {"n": number(told.report.number), "day": on(about["made_on"])}
    return Whole(
        about["run"], under, about["organisation"], language(), tuple(part(told) for part in PARTS), told.report.digest
    )
