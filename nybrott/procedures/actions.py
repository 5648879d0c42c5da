"""The guide is answered, and a procedure is chosen."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import drop_drafts
from nybrott.journal.actions import record
from nybrott.procedures import queries, rules
from nybrott.procedures.models import AnswerSheet, ProcedureChoice
from nybrott.procurements.actions import hold
from nybrott.procurements.models import Procurement


class OvertakenAnswers(Exception):
    """Somebody changed the answers, or chose, after this page was opened. `now` are the answers as they are."""

    def __init__(self, now: AnswerSheet | None) -> None:
        super().__init__("the answers were changed meanwhile")
        self.now = now


def draft_key(procurement: Procurement) -> str:
    """The key of what somebody types and has not handed in."""
    return f"procedures.answers:{procurement.pk}"


@transaction.atomic
def answer_questions(*, actor: Actor, procurement: Procurement, choices: Mapping[str, str], value: int | None, seen: str | None = None, now: datetime) -> AnswerSheet:  # fmt: skip
    """Hand in answers; a question left open is not in `choices`. Where a choice rests on the last ones a new version begins, so that they stay as
    they were. `seen`: the answers the page was opened with (None: not asked). Raises `OvertakenAnswers`."""
    held = hold(procurement)
    insist(rules.may_answer(actor, held))
    sheet = queries.sheet_of(held)
    if seen is not None and seen != (sheet.seen if sheet else ""):
        raise OvertakenAnswers(sheet)
    answered = {name: chosen for name, chosen in choices.items() if chosen}
    drop_drafts(actor=actor, key=draft_key(held))
    if sheet is not None and (sheet.choices, sheet.value) == (answered, value):
        return sheet
    if sheet is None or queries.is_chosen_on(sheet):
        sheet = AnswerSheet(procurement=held, number=sheet.number + 1 if sheet else 1)
    else:
        sheet.version += 1
    sheet.choices, sheet.value, sheet.changed_by_id, sheet.changed_at = answered, value, actor.user_id, now
    sheet.save()
    record(actor=actor, verb="procedures.answered", thing=held, at=now, facts={"number": sheet.number, "count": sheet.answered})  # fmt: skip
    return sheet


@transaction.atomic
def choose_procedure(*, actor: Actor, procurement: Procurement, option: str, reason: str, language: str = "nb", seen: str | None = None, now: datetime) -> ProcedureChoice:  # fmt: skip
    """Choose an option of the guide, with the reason. The guide of today is kept with it, as it is shown. To choose anew on the same answers is a new
    version of them. `seen`: how it stood when the page was opened (`queries.stand_of`; None: not asked). Raises `OvertakenAnswers`."""
    held = hold(procurement)
    sheet = queries.sheet_of(held)
    insist(rules.may_choose(actor, held, sheet))
    if sheet is None or (seen is not None and seen != queries.stand_of(held, sheet)):
        raise OvertakenAnswers(sheet)
    if not reason.strip():
        raise Refused(_("Say why this procedure is chosen. The reason is recorded in the decision note."))
    ranking = queries.guide_of(held, sheet, timezone.localtime(now).date())
    if option not in {one["id"] for one in ranking["options"]}:
        raise Refused(_("Choose one of the options."))
    if queries.is_chosen_on(sheet):
        sheet = AnswerSheet.objects.create(
            procurement=held, number=sheet.number + 1, choices=sheet.choices, value=sheet.value, changed_by_id=actor.user_id, changed_at=now,
        )  # fmt: skip
    names = next(one["names"] for one in ranking["options"] if one["id"] == option)
    made = ProcedureChoice.objects.create(
        procurement=held, sheet=sheet, option=option, names=names, reason=reason.strip(), language=language, ranking=ranking, chosen_by_id=actor.user_id, chosen_at=now,
    )  # fmt: skip
    record(actor=actor, verb="procedures.chosen", thing=held, at=now, facts={"name": names["nb"], "option": option, "number": sheet.number})  # fmt: skip
    return made
