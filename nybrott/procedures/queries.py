"""Where a procurement stands in the guide: its answers, the ranking of today, and what was chosen."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.procedures import Given, rank, spoken, told
from nybrott.core.trail import Stop
from nybrott.people.models import Kind
from nybrott.procedures import rules
from nybrott.procedures.models import AnswerSheet, ProcedureChoice
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import Currency, ProcurementState
from nybrott.ui.formats import language
from nybrott.ui.thread import NextStep

LANGUAGES = ("nb", "nn", "en")


def sheet_of(procurement: Procurement) -> AnswerSheet | None:
    """The answers of now, None while nobody has answered."""
    return procurement.answer_sheets.select_related("changed_by", "procurement").order_by("-number").first()


def choices_of(procurement: Procurement) -> list[ProcedureChoice]:
    """What was chosen, the latest first; the first is the one in force. Without the guide as it was shown."""
    return list(procurement.procedure_choices.select_related("sheet", "chosen_by").defer("ranking").order_by("-sheet__number"))  # fmt: skip


def is_chosen_on(sheet: AnswerSheet) -> bool:
    """Whether a choice rests on the answers."""
    return ProcedureChoice.objects.filter(sheet=sheet).exists()


def stand_of(procurement: Procurement, sheet: AnswerSheet | None) -> str:
    """What a page one chooses on remembers: the answers, and how often it was chosen."""
    return f"{sheet.seen if sheet else ''}/{procurement.procedure_choices.count()}"


def value_of(procurement: Procurement) -> int | None:
    """What the plan says it is worth, in øre; None in another currency, which no threshold is held against."""
    return procurement.value if procurement.currency == Currency.NOK else None


def given_of(procurement: Procurement, sheet: AnswerSheet | None) -> Given:
    """The answers as the guide takes them."""
    holder = "state" if procurement.organisation.kind == Kind.STATE else "municipality"
    return Given(sheet.choices, sheet.value, holder) if sheet else Given(holder=holder)  # type: ignore[arg-type]


def guide_of(procurement: Procurement, sheet: AnswerSheet | None, on: date) -> dict[str, Any]:
    """The guide of a day as plain data in three languages."""
    return told(rank(given_of(procurement, sheet), on=on))


def moved_since(choice: ProcedureChoice, procurement: Procurement, on: date) -> list[str]:
    """What the guide says otherwise of a choice on a later day, a sentence each: where the option stands, the amounts, the rules."""
    then, now = choice.ranking, guide_of(procurement, choice.sheet, on)
    places = [
        next((one["place"] for one in guide["options"] if one["id"] == choice.option), None) for guide in (then, now)
    ]
    found = []
    if places[0] != places[1]:
        was, is_now = (
            _("number %(place)s") % {"place": one} if one else _("not possible as answered") for one in places
        )
        found.append(_("Where the option ranks: %(was)s then, %(now)s today.") % {"was": was, "now": is_now})
    if _amounts(then) != _amounts(now):
        found.append(
            _("The amounts the value is compared with are different today, or more or less certain than they were.")
        )
    if then["edition"] != now["edition"]:
        found.append(_("The rules of the guide have been changed."))
    return found


def _amounts(guide: Mapping[str, Any]) -> list[tuple[object, ...]]:
    return [(fact["id"], fact["sure"], *((one["name"], one["missing"], one["said"]["nb"]) for one in fact["amounts"])) for fact in guide["facts"]]  # fmt: skip


def chosen_name(choice: ProcedureChoice) -> str:
    """What was chosen, in the language of the page."""
    return str(spoken(choice.names, language()))


def stops(procurements: Sequence[Procurement]) -> Iterator[tuple[int, Stop]]:
    """The procedure on the red thread: the one chosen last, or that the guide is being answered. Two queries."""
    found = ProcedureChoice.objects.filter(procurement__in=procurements).select_related("chosen_by").defer("ranking")
    latest = {one.procurement_id: one for one in found.order_by("sheet__number")}
    answered = set(AnswerSheet.objects.filter(procurement__in=procurements).values_list("procurement", flat=True))
    for procurement in procurements:
        url = reverse("procedures:procedure", args=[procurement.pk])
        if (one := latest.get(procurement.pk)) is not None:
            by = one.chosen_by.name if one.chosen_by else ""
            stop = Stop("procedure", str(procurement.pk), chosen_name(one), "done", url=url, at=one.chosen_at, who=by)
        elif procurement.pk in answered:
            stop = Stop("procedure", str(procurement.pk), _("Choice of procedure"), "now", url=url)
        else:
            continue
        yield procurement.pk, stop


def next_step(actor: Actor, procurement: Procurement, _now: datetime) -> NextStep | None:
    """While a competition is prepared: choose the procedure."""
    if procurement.state != ProcurementState.PREPARING or procurement.procedure_choices.exists():
        return None
    allowed, url = rules.may_answer(actor, procurement), reverse("procedures:procedure", args=[procurement.pk])
    who = procurement.owner.name if procurement.owner else _("Those who carry out procurements")
    return NextStep(
        str(ProcurementState(procurement.state).label), _("Choose the procedure"), _("You") if allowed else who, url if allowed else "",
        "" if allowed else allowed.reason,
    )  # fmt: skip


def chosen_names(procurements: Collection[int]) -> Mapping[int, object]:
    """The procedure chosen last, by procurement."""
    found = ProcedureChoice.objects.filter(procurement__in=procurements).defer("ranking").order_by("sheet__number")
    return {one.procurement_id: chosen_name(one) for one in found}
