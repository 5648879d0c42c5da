"""Numbers and names as every part says them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nybrott.procurements.states import ProcurementState
from nybrott.ui.charts import FEW
from nybrott.ui.formats import number, percent

PHASES: Mapping[str, Promise] = {
    ProcurementState.IDEA: pgettext_lazy("phase", "Plan"),
    ProcurementState.NEEDS: pgettext_lazy("phase", "Needs"),
    ProcurementState.DIALOGUE: pgettext_lazy("phase", "Dialogue"),
    ProcurementState.PREPARING: pgettext_lazy("phase", "Prepared"),
    ProcurementState.COMPETITION: pgettext_lazy("phase", "Competition"),
    ProcurementState.CONTRACT: pgettext_lazy("phase", "Contract"),
    ProcurementState.IN_USE: pgettext_lazy("phase", "In use"),
}
WAYS: Mapping[str, tuple[Promise, Promise]] = {
    "class": (gettext_lazy("The class the buyer chose"), gettext_lazy("One of DFØ’s three classes. Where no one "
                                                                      "has chosen, it is unknown, which is not a "
                                                                      "no.")),
    "notice": (gettext_lazy("What linked notices declare"), gettext_lazy("A notice that is linked to it carries a code for innovation, in BT-776 or BT-06.")),
    "behaviour": (gettext_lazy("What was done"), gettext_lazy("A market dialogue was held to its end, or a requirement asks for a function.")),
}  # fmt: skip
ROLES: Mapping[str, Promise] = {
    "driver": gettext_lazy("Drivers"), "mentor": gettext_lazy("Mentors"), "lead": gettext_lazy("Leading the programme"),
}  # fmt: skip


def part_of(n: int, of: int) -> str:
    """So many of so many; with its share only where that rests on twenty or more."""
    said = _("%(n)s of %(of)s") % {"n": number(n), "of": number(of)}
    return said if of < FEW else _("%(said)s (%(share)s)") % {"said": said, "share": percent(n / of)}


def hours(minutes: int) -> str:
    """Minutes as hours, with a decimal only where there is one."""
    return number(minutes / 60, 0 if minutes % 60 == 0 else 1)
