"""The portfolio as rows."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import COLUMNS
from nybrott.ui.sheets import Column, Sheet


def portfolio_sheet(found: QuerySet[Procurement]) -> Sheet:
    """A row for each procurement, with what rooms above know of it."""
    columns = [
        Column("ref", _("Number"), _("Its number in the organisation's own plan.")), Column("title", _("Procurement"), _("What it is called.")),
        Column("aim", _("Aim"), _("What it should lead to.")), Column("unit", _("Unit"), _("The unit it is for.")),
        Column("owner", _("Owner"), _("Who is responsible for it.")), Column("state", _("Progress so far"), _("The stage it has reached.")),
        Column("value", _("Estimated value"), _("Without VAT, all years and options together, in the currency beside it.")),
        Column("currency", _("Currency"), _("Three letters.")), Column("cpv", "CPV", _("What it is, as CPV codes; the first is the main one.")),
        Column("announce_on", _("Competition"), _("The day the competition is, or was meant to be, announced.")),
        Column("contract_on", _("Contract"), _("The day the contract is, or was meant to be, signed.")),
        Column("ends_on", _("Runs out"), _("The day the contract runs out without options.")),
        Column("options_months", _("Options"), _("Months it can be extended by.")),
        Column("challenges", _("Challenges"), _("What it answers.")),
        *(Column(name, str(label), str(means)) for name, (label, means, _read) in COLUMNS.items()),
    ]  # fmt: skip
    listed: list[Any] = list(found.prefetch_related("challenges"))
    keys = [one.pk for one in listed]
    more = [read(keys) for _label, _means, read in COLUMNS.values()]
    rows = [
        (
            one.ref, one.title, one.aim, one.unit.name if one.unit else "", one.owner.name if one.owner else "", str(one.get_state_display()),
            one.value / 100 if one.value is not None else None, one.currency, tuple(one.cpv), one.announce_on, one.contract_on, one.ends_on,
            one.options_months, tuple(sorted(challenge.title for challenge in one.challenges.all())), *(values.get(one.pk, "") for values in more),
        )
        for one in listed
    ]  # fmt: skip
    return Sheet("procurements", _("Procurements"), columns, rows, [])
