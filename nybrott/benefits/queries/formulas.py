"""The formulas of `core.benefits` in words, and which of them give what a benefit is counted in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nybrott.benefits.models import Assumption, Benefit
from nybrott.benefits.states import Counted
from nybrott.core.benefits import CURRENCIES, FORMULAS, Given
from nybrott.ui.formats import number

FORMULA_WORDS: dict[str, tuple[Promise, Promise]] = {
    "time": (gettext_lazy("Time saved"), gettext_lazy("time saved each time × times a year for each person × people")),
    "time_cost": (gettext_lazy("Time saved, in money"), gettext_lazy("time saved each time × times a year for each person × people × cost of an hour")),
    "tasks": (gettext_lazy("Tasks that are avoided"), gettext_lazy("tasks avoided a year × cost of a task")),
    "price": (gettext_lazy("A lower price"), gettext_lazy("(price before − price after) × how many a year")),
    "use": (gettext_lazy("Less is used"), gettext_lazy("(used a year before − used a year after) × price of each")),
    "emissions": (gettext_lazy("Less CO₂e"), gettext_lazy("energy, kilometres or fuel saved a year × emission factor")),
}  # fmt: skip
TERM_WORDS: dict[str, Promise] = {
    "saved": gettext_lazy("Time saved each time"),
    "occasions": gettext_lazy("Times a year for each person"),
    "people": gettext_lazy("People it concerns"),
    "hourly_cost": gettext_lazy("Cost of an hour"),
    "avoided": gettext_lazy("Tasks avoided a year"),
    "task_cost": gettext_lazy("Cost of a task"),
    "before": gettext_lazy("Price before"),
    "after": gettext_lazy("Price after"),
    "volume": gettext_lazy("How many a year"),
    "use_before": gettext_lazy("Used a year before"),
    "use_after": gettext_lazy("Used a year after"),
    "price": gettext_lazy("Price of each"),
    "less": gettext_lazy("Energy, kilometres or fuel saved a year"),
    "factor": gettext_lazy("Emission factor"),
}
_UNITS: dict[str, Promise] = {
    "minute/occasion": gettext_lazy("minutes each time"), "hour/occasion": gettext_lazy("hours each time"),
    "occasion/person/year": gettext_lazy("times a year"), "person": pgettext_lazy("unit", "people"), "task/year": gettext_lazy("tasks a year"),
    "piece/year": gettext_lazy("a year"), "kWh/year": gettext_lazy("kWh a year"), "MWh/year": gettext_lazy("MWh a year"),
    "km/year": gettext_lazy("km a year"), "litre/year": gettext_lazy("litres a year"), "kg/kWh": gettext_lazy("kg CO₂e per kWh"), "g/kWh": gettext_lazy("g CO₂e per kWh"),
    "kg/km": gettext_lazy("kg CO₂e per km"), "g/km": gettext_lazy("g CO₂e per km"), "kg/litre": gettext_lazy("kg CO₂e per litre"),
}  # fmt: skip
_PER: dict[str, Promise] = {
    "hour": gettext_lazy("%(currency)s an hour"), "task": gettext_lazy("%(currency)s a task"), "piece": gettext_lazy("%(currency)s each"),
}  # fmt: skip
DECIMALS = 4
GIVES = {Counted.HOURS: "hour/year", Counted.KG: "kg/year"}


@dataclass(frozen=True, slots=True)
class Vouched:
    """An assumption as somebody says it: its numbers, where they are from, and who vouches for them."""

    given: Given
    source: str
    vouches: str


def unit_words(unit: str) -> str:
    """A unit of `core.benefits` as people say it."""
    first, _slash, per = unit.partition("/")
    return str(_PER[per]) % {"currency": first} if first in CURRENCIES else str(_UNITS[unit])


def units_of(formula: str, term: str, currency: str) -> list[str]:
    """The units an assumption may be given in; money only in the benefit's own currency."""
    units = FORMULAS[formula].term(term).units
    return [unit for unit in units if unit.partition("/")[0] not in CURRENCIES or unit.startswith(f"{currency}/")]


def formulas_for(benefit: Benefit) -> list[str]:
    """The formulas that give what a benefit is counted in, in the order of the catalogue."""
    wanted = f"{benefit.currency}/year" if benefit.counted == Counted.MONEY else GIVES.get(Counted(benefit.counted), "")
    return [key for key, one in FORMULAS.items() if wanted in one.result]


def trouble_words(code: str) -> str:
    """Why an assumption, or how they stand together, cannot be right; codes of `core.benefits.Unfit`."""
    return {
        "missing": _("Fill this in."),
        "number": _("Write a number, such as 12 or 1 250,5."),
        "negative": _("This cannot be less than zero."),
        "huge": _("Such a large number cannot be right."),
        "order": _("The value must be between the lowest and the highest it may be."),
        "unit": _("Choose one of the units."),
        "units": _(
            "These units do not belong together. An emission factor is for what was saved: kWh, kilometres or litres."
        ),
        "currency": _("All sums are in the benefit’s own currency. Two currencies are never added."),
    }[code]


def assumption_words(one: Assumption) -> str:
    """An assumption on one line."""
    told = {
        "name": TERM_WORDS[one.term], "value": number(one.value, DECIMALS), "low": number(one.low, DECIMALS), "high": number(one.high, DECIMALS),
        "unit": unit_words(one.unit), "source": one.source, "who": one.vouches,
    }  # fmt: skip
    return _("%(name)s: %(value)s %(unit)s (%(low)s to %(high)s). Source: %(source)s. Vouched for by %(who)s.") % told
