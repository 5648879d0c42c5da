"""What was learnt of each part of a programme, and what was done with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Decision, Lesson
from nybrott.journal.actions import record
from nybrott.reports import queries, rules
from nybrott.reports.actions.decisions import held

MOST = 60  # lessons a package holds of one run


def _place(decision: Decision, place: str) -> tuple[str, str]:
    """Section and part of "section/part"; both empty for the whole. It must be in the package of the run."""
    content = decision.plan.run.package.content
    if place not in [one.key for one in queries.places_of(content, "nb")]:
        raise Refused(
            _(
                "The run’s programme no longer has that part. Choose another, or write the lesson about the whole programme."
            )
        )
    section, _slash, part = place.partition("/")
    return section, part


def _lesson_held(lesson: Lesson) -> tuple[Decision, Lesson]:
    decision = held(lesson.decision)
    found = Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson.pk).first()
    if found is None:
        raise Refused(_("The lesson is gone. Someone removed it."))
    return decision, found


@transaction.atomic
def write_lesson(*, actor: Actor, decision: Decision, place: str, text: str, now: datetime) -> Lesson:
    """Write what was learnt of a part of the programme: "section/part", "section", or empty for all of it."""
    one = held(decision)
    insist(rules.may_write_lesson(actor, one))
    section, part = _place(one, place)
    if not text.strip():
        raise Refused(_("Write what was learnt."))
    if one.lessons.count() >= MOST:
        raise Refused(_("There are %(most)s lessons, as many as a package holds. Put some together.") % {"most": MOST})
    made = Lesson.objects.create(decision=one, section=section, part=part, text=text.strip())
    record(
        actor=actor,
        verb="reports.lesson_written",
        thing=one,
        at=now,
        facts={"name": one.plan.run.title, "text": made.text},
    )
    return made


@transaction.atomic
def change_lesson(*, actor: Actor, lesson: Lesson, place: str, text: str, now: datetime) -> Lesson:
    """Word a lesson anew, or move it to another part."""
    decision, one = _lesson_held(lesson)
    insist(rules.may_write_lesson(actor, decision))
    if not text.strip():
        raise Refused(_("Write what was learnt."))
    before = one.text
    one.section, one.part = _place(decision, place)
    one.text = text.strip()
    one.save(update_fields=["section", "part", "text"])
    record(
        actor=actor,
        verb="reports.lesson_changed",
        thing=decision,
        at=now,
        facts={"name": decision.plan.run.title, "before": before, "after": one.text},
    )
    return one


@transaction.atomic
def remove_lesson(*, actor: Actor, lesson: Lesson, now: datetime) -> None:
    """Take a lesson out."""
    decision, one = _lesson_held(lesson)
    insist(rules.may_write_lesson(actor, decision))
    text = one.text
    one.delete()
    record(
        actor=actor,
        verb="reports.lesson_removed",
        thing=decision,
        at=now,
        facts={"name": decision.plan.run.title, "text": text},
    )


@transaction.atomic
def settle_lesson(*, actor: Actor, lesson: Lesson, done: str, now: datetime) -> Lesson:
    """Say what was done with a lesson in the new version: what was changed, or why nothing was."""
    decision, one = _lesson_held(lesson)
    insist(rules.may_write_lesson(actor, decision))
    if not done.strip():
        raise Refused(_("Say what was changed, or why nothing was."))
    one.settled = done.strip()
    one.save(update_fields=["settled"])
    record(
        actor=actor,
        verb="reports.lesson_settled",
        thing=decision,
        at=now,
        facts={"name": decision.plan.run.title, "text": one.text, "after": one.settled},
    )
    return one
