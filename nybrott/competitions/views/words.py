"""Reasons, chapters, sizes and codes in the words of the page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from nybrott.competitions.queries import LotTold

PARTS = {
    "buyer": gettext_lazy("Buyer"), "code": gettext_lazy("CPV code"), "title": gettext_lazy("Title"), "text": gettext_lazy("Text"),
    "days": gettext_lazy("Day"),
}  # fmt: skip

CHAPTERS = {
    "planning": gettext_lazy("Planning"), "competition": gettext_lazy("Competition"), "award": pgettext_lazy("stage of a procurement", "Award"),
    "modification": gettext_lazy("Change of contract"),
}  # fmt: skip

SIZES = {
    "micro": pgettext_lazy("size of a supplier", "micro"), "small": pgettext_lazy("size of a supplier", "small"),
    "medium": pgettext_lazy("size of a supplier", "medium-sized"), "sme": pgettext_lazy("size of a supplier", "small or medium-sized"),
    "large": pgettext_lazy("size of a supplier", "large"),
}  # fmt: skip

DECLARED = {
    "inn-pur": gettext_lazy("procurement of innovation"), "env-imp": gettext_lazy("less harm to the environment"),
    "soc-obj": gettext_lazy("social aims"), "none": gettext_lazy("none of these"), "mar-nov": gettext_lazy("new to the market"),
    "proc-innov": gettext_lazy("new process"), "prod-innov": gettext_lazy("new product or service"),
    "rd-act": gettext_lazy("research and development"),
}  # fmt: skip


def untold(chapter: str, state: str) -> str:
    """What is said of a chapter without notices."""
    return {
        ("planning", "none"): _("We know of none. None is needed."),
        ("planning", "ahead"): _("None has been published that we know of."),
        ("competition", "missing"): _("Missing: there is an award, but no competition that we know of."),
        ("competition", "ahead"): _("Not announced yet, as far as we know."),
        ("award", "missing"): _("Missing: the result should have been published by now."),
        ("award", "ahead"): _("No result yet."),
        ("modification", "none"): _("The contract has not been changed, as far as we know."),
    }.get((chapter, state), _("Its time has not come."))


def reason(part: dict[str, Any]) -> str:
    """What a part of a score rests on, in a sentence."""
    name, number = part["name"], part["number"]
    if name == "buyer":
        return (
            _("The organisation number is yours.")
            if number
            else _("The buyer’s name is yours; the notice gives no number.")
        )
    if name == "code":
        return _code(number)
    if name == "days":
        return _days(number)
    pairs = [
        f"«{mine}»" if mine.lower() == theirs.lower() else f"«{mine}» / «{theirs}»" for mine, theirs in part["words"]
    ]
    if not pairs:
        return _("No significant words are shared.") if not part["points"] else _("The words look alike.")
    return _("Both say %(words)s.") % {"words": ", ".join(pairs)}


def _code(digits: int | None) -> str:
    if digits is None:
        return _("One of them has no code.")
    if digits >= 8:
        return _("The same code.")
    if digits < 2:
        return _("Codes of other kinds.")
    return ngettext("The first %(count)s digit is the same.", "The first %(count)s digits are the same.", digits) % {
        "count": digits
    }


def _days(off: int | None) -> str:
    if off is None:
        return _("Nothing planned to compare with.")
    if off == 0:
        return _("On a planned day, or while the contract runs.")
    return ngettext("%(count)s day from what is planned.", "%(count)s days from what is planned.", off) % {"count": off}


def declared(field: str, value: str) -> str:
    """A declared code with what it means."""
    return f"{field}: {value}" + (f" ({DECLARED[value]})" if value in DECLARED else "")


def winners(lot: LotTold) -> str:
    """Who won a lot, each with its size where the notice says it."""
    return "; ".join(f"{one.name} ({SIZES[one.size]})" if one.size in SIZES else one.name for one in lot.winners)
