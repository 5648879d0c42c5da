"""The plan of a dialogue held against the calendar, and what is missing before it can be announced."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.dates import Plan, Remark, Step, check
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries.hung import steps
from nybrott.dialogues.states import DialogueState, PostKind
from nybrott.needs.states import DescriptionState

NOON = time(12)  # a day without a time of its own is looked at in the middle of it


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days of a dialogue in order, and what is said of them: all the remarks, and whether any of them asks for a reason."""

    steps: tuple[Step, ...]
    remarks: tuple[Remark, ...]

    @property
    def asks_why(self) -> bool:
        """Whether something in it is so unusual that suppliers should be told why."""
        return any(one.level == "red" for one in self.remarks)


def timetable(dialogue: Dialogue, now: datetime) -> Timetable:
    """The plan as of a time. Before it is announced, the announcement is taken to be now."""
    days = [Step("announced", dialogue.announced_at or now), *steps(dialogue)]
    for kind, at in (
        ("registration", dialogue.register_until),
        ("input", dialogue.input_until),
        ("questions", dialogue.answers_until),
    ):
        if at is not None:
            days.append(Step(kind, at))  # type: ignore[arg-type]
    if dialogue.competition_on is not None:
        days.append(Step("competition", timezone.make_aware(datetime.combine(dialogue.competition_on, NOON))))
    days.sort(key=lambda step: step.at)
    zone = timezone.get_current_timezone()
    looked_at = now if dialogue.state == DialogueState.DRAFT else dialogue.announced_at or now
    return Timetable(tuple(days), check(Plan(tuple(days)), zone, looked_at))


def has_approved(dialogue: Dialogue) -> bool:
    """Whether it rests on a need description that was approved, be it replaced by a newer version since."""
    return dialogue.descriptions.filter(state__in=(DescriptionState.APPROVED, DescriptionState.REPLACED)).exists()


def missing(dialogue: Dialogue, now: datetime) -> list[str]:
    """What has to be there before suppliers are asked, a sentence for each thing that is not."""
    found = [
        sentence
        for text, sentence in (
            (dialogue.why, _("Write why you ask the market.")),
            (dialogue.wanted, _("Write what you want from the suppliers.")),
            (dialogue.contact_email, _("Say at which address suppliers can ask.")),
            (
                dialogue.no_description or has_approved(dialogue),
                _("Choose an approved need description, or write why there is none."),
            ),
            (dialogue.questions.exists(), _("Ask the market at least one question.")),
            (
                dialogue.input_until or dialogue.register_until,
                _("Set a date: until when suppliers register, or send input."),
            ),
            (dialogue.posts.filter(kind=PostKind.LEADS).exists(), _("Say who leads the dialogue.")),
        )
        if not text
    ]
    if silent := dialogue.posts.filter(declared_at__isnull=True).count():
        found.append(
            ngettext(
                "%(n)s person has not said yet whether there may be a conflict of interest.",
                "%(n)s people have not said yet whether there may be a conflict of interest.", silent,
            ) % {"n": silent}
        )  # fmt: skip
    if dialogue.posts.filter(conflict=True, measure="").exists():
        found.append(_("Write what is done about the conflict of interest that was reported."))
    if timetable(dialogue, now).asks_why and not dialogue.plan_reason:
        found.append(_("Something in the plan is unusual: change it, or write why it is like that."))
    return found
