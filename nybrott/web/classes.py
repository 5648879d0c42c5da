"""What speaks for the class of a procurement in its requirements, criteria, contracts, the procedure guide and notices; the rooms stand side by side and know nothing of each other."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.classifications.queries import Declared, add_declared, add_signal
from nybrott.competitions.queries import declared_in
from nybrott.contracts.models import Contract
from nybrott.contracts.states import Kind
from nybrott.core.classes import Signal
from nybrott.core.procedures import catalogue
from nybrott.procedures.queries import sheet_of
from nybrott.procurements.models import Procurement
from nybrott.requirements.queries import rewards_better, shares_of
from nybrott.ui.formats import language

CARRIES = "inn-pur"  # BT-06: procurement of innovation
DEVELOPS = (Kind.DEVELOPMENT, Kind.BOTH)


def seen_in_requirements(procurement: Procurement) -> Iterator[Signal]:
    """Whether more requirements ask for function or performance than describe a solution, and whether a criterion rewards better than the minimum.
    Without requirements, or criteria, nothing is known."""
    where = reverse("requirements:requirements", args=[procurement.pk])
    found = shares_of(procurement)
    if found.n:
        asks = found.counts["functional"] + found.counts["performance"]
        words = ngettext("%(asks)s of %(n)s requirement asks for function or performance", "%(asks)s of %(n)s requirements ask for function or performance", found.n)  # fmt: skip
        present = bool(found.counts["functional"]) and asks > found.counts["solution"]
        yield Signal("functional-requirements", present, words % {"asks": asks, "n": found.n}, where)
    if (better := rewards_better(procurement)) is not None:
        said = _("An award criterion rewards better than the minimum.") if better else _("No award criterion rewards better than the minimum.")  # fmt: skip
        yield Signal("better-rewarded", better, said, where)


def seen_in_contracts(procurement: Procurement) -> Iterator[Signal]:
    """Whether something is developed in one of its contracts. Nothing is known without a contract, or with only a pilot: it may try what is there already,
    or what is being made."""
    found = [
        one
        for one in Contract.objects.filter(procurement=procurement).order_by("signed_on", "pk")
        if one.kind != Kind.PILOT
    ]
    made = [one for one in found if one.kind in DEVELOPS]
    for one in (made or found)[:1]:
        yield Signal("development-in-contract", bool(made), f"{one.title}: {one.get_kind_display()}", reverse("contracts:contract", args=[procurement.pk]))  # fmt: skip


def said_in_the_guide(procurement: Procurement) -> Iterator[Signal]:
    """What was answered in the guide to the procedure. That something must be adapted is no development of what is not there, unless nothing was
    found; that one knows of no others does not say that there are none."""
    if (sheet := sheet_of(procurement)) is None:
        return
    said, where = sheet.choices, reverse("procedures:procedure", args=[procurement.pk])
    develops = {"none": False, "some": True if said.get("solution") == "none" else None, "research": True}
    present = {
        "development-in-contract": ("development", develops.get(said.get("development", ""))), "new-to-market": ("solution", False if said.get("solution") == "exists" else None),
        "common-with-others": ("others", True if said.get("others") == "yes" else None),
    }  # fmt: skip
    for kind, (name, value) in present.items():
        if value is not None:
            question = catalogue().question(name)
            answer = next((one.names for one in question.answers if one.id == said[name]), question.names)
            yield Signal(kind, value, f"{question.names[language()]} {answer[language()]}", where)


def said_in_notices(procurement: Procurement) -> Iterator[Declared]:
    """What the official notices that belong to it say in BT-06 and BT-776; a notice whose form forbids both codes could not."""
    where = reverse("competitions:notices", args=[procurement.pk])
    for one in declared_in(procurement):
        if one.link.facts:
            yield Declared(str(one.link), where, one.link.published_on, one.innovation, CARRIES in one.strategic if one.may else None)  # fmt: skip


def classified() -> None:
    """Tell the classification what the rooms beside and above it see."""
    add_signal(seen_in_requirements)
    add_signal(seen_in_contracts)
    add_signal(said_in_the_guide)
    add_declared(said_in_notices)
