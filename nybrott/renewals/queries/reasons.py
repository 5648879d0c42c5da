"""Why a contract stands where it does, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.renewals import PARTS
from nybrott.renewals import states
from nybrott.renewals.queries.contracts import Found
from nybrott.ui.formats import day_year, money, number


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a rank: what it gave of the most it can give, and the sentence that says why."""

    name: str
    label: str
    points: int
    most: int
    said: str


def reasons_of(found: Found, *, inside: bool) -> list[Reason]:
    """The parts of a rank in their order. `inside`: whether needs were looked for."""
    said = {
        "time": _time(found), "value": _value(found), "single": _single(found), "needs": _needs(found, inside=inside),
        "others": _others(found),
    }  # fmt: skip
    return [
        Reason(name, str(states.PARTS[name]), points, PARTS[name], said[name])
        for name, points in found.rank.parts.items()
    ]


def _time(found: Found) -> str:
    if found.ends_on < found.today:
        return _("It has ended.")
    begin = found.rank.begin_on
    left = ngettext("%(n)s month left.", "%(n)s months left.", found.rank.months) % {"n": number(found.rank.months)}
    if found.ends_on != found.contract.first_on:
        left = f"{_('The earliest end has passed; the latest is reckoned from.')} {left}"
    if begin < found.today:
        late = _("Dialogue and competition take about 12 months; they should have begun by %(day)s.")
        return f"{left} {late % {'day': day_year(begin)}}"
    early = _("Dialogue and competition take about 12 months; begin by %(day)s.")
    return f"{left} {early % {'day': day_year(begin)}}"


def _value(found: Found) -> str:
    one = found.contract
    if found.procurement is not None:
        return (
            _("%(value)s in your own plan.") % {"value": money(one.minor, one.currency)}
            if one.minor
            else _("Your own plan gives no value.")
        )
    if found.kroner is not None:
        return _("%(value)s when it was awarded.") % {"value": money(one.minor, one.currency)}
    if one.minor:
        return _("%(value)s when it was awarded; only kroner are compared.") % {"value": money(one.minor, one.currency)}
    return _("The notice gives no value.")


def _single(found: Found) -> str:
    tenders = found.contract.tenders
    if found.procurement is not None:
        return _("Your own plan does not say how many tenders came in.")
    if tenders is None:
        return _("The notice does not say how many tenders came in.")
    return ngettext("%(n)s tender last time.", "%(n)s tenders last time.", tenders) % {"n": number(tenders)}


def _needs(found: Found, *, inside: bool) -> str:
    if not inside:
        return _("Counted only for the organisation’s own people.")
    if not found.themes:
        return _("None of your challenges under way is about the same thing.")
    words = dict.fromkeys(word for theme in found.themes for word in theme.words)
    said = ngettext(
        "%(n)s of your challenges is about the same thing: %(words)s.",
        "%(n)s of your challenges are about the same thing: %(words)s.",
        len(found.themes),
    )
    return said % {"n": number(len(found.themes)), "words": ", ".join(f"«{word}»" for word in list(words)[:5])}


def _others(found: Found) -> str:
    if not found.others:
        return _("No other buyer has a contract of the same kind that ends within half a year of it.")
    return ngettext(
        "%(n)s other buyer has a contract of the same kind that ends within half a year of it.",
        "%(n)s other buyers have a contract of the same kind that ends within half a year of it.",
        found.others,
    ) % {"n": number(found.others)}
