"""What was decided after a run, and the lessons that follow, as pages and packages tell of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.personal import spots
from nybrott.core.programme import SECTIONS
from nybrott.effects.models import Decision, Lesson, Plan
from nybrott.effects.states import Course
from nybrott.people.models import User
from nybrott.programmes.models import Programme
from nybrott.programmes.queries import Learnt, source_of
from nybrott.programmes.queries.telling import thing_name
from nybrott.programmes.queries.words import SECTION_NAMES
from nybrott.runs.models import Run
from nybrott.runs.queries import Said as RunSaid
from nybrott.runs.states import PartState

FULL = ("plan__run__organisation", "plan__run__package", "plan__decides", "report", "programme", "package", "said_by")


def decision_of(actor: Actor, plan: Plan) -> Decision | None:
    """What was decided after a run, if anything. One query."""
    return Decision.objects.visible_to(actor).select_related(*FULL).filter(plan=plan).first()


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a programme a lesson may be about. `key` is "section/part", "section", or empty for all of it."""

    key: str
    section: str
    name: str


def places_of(content: Mapping[str, Any], language: str) -> tuple[Place, ...]:
    """All parts of a programme, section by section, the whole of it first."""
    found = [Place("", "", _("The programme as a whole"))]
    for section in (*SECTIONS, "cards"):
        if content[section]:
            found.append(Place(section, str(SECTION_NAMES[section]), _("All of it")))
            found += [Place(f"{section}/{one['id']}", str(SECTION_NAMES[section]), thing_name(one, language)) for one in content[section]]  # fmt: skip
    return tuple(found)


def name_of(content: Mapping[str, Any], section: str, part: str, language: str) -> str:
    """What the part a lesson is about is called in the package of the run; empty for the whole, and for what is not there."""
    if not part:
        return str(SECTION_NAMES[section]) if section in SECTION_NAMES else ""
    return next((thing_name(one, language) for one in content.get(section, []) if one["id"] == part), "")


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson on its page: what it is about, whether that is gone from the programme since, and where that is changed."""

    lesson: Lesson
    name: str
    gone: bool
    part_url: str = ""


def lessons_of(decision: Decision, language: str, lessons: Iterable[Lesson] | None = None) -> list[LessonRow]:
    """The lessons of a decision, or those of it that are given, in the order of the programme. One query at most."""
    content = decision.plan.run.package.content
    now = decision.programme.content if decision.programme else content
    order = [one.key for one in places_of(content, language)]
    rows = [
        LessonRow(
            one, name_of(content, one.section, one.part, language) or _("The programme as a whole"),
            bool(one.part) and all(each["id"] != one.part for each in now.get(one.section, [])),
            _changed_at(decision, one),
        )
        for one in (decision.lessons.all() if lessons is None else lessons)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (_place(order, row.lesson), row.lesson.pk))


def _changed_at(decision: Decision, lesson: Lesson) -> str:
    if decision.programme is None or not lesson.part or lesson.section not in SECTIONS:
        return ""
    return reverse("programmes:programme_thing", args=[decision.programme.slug, lesson.section, lesson.part])


def _place(order: Sequence[str], lesson: Lesson) -> int:
    key = "/".join(part for part in (lesson.section, lesson.part) if part)
    return order.index(key) if key in order else len(order)


def as_told(decision: Decision, lessons: Iterable[Lesson]) -> dict[str, Any]:
    """A decision as it travels with a package (core.packages): nobody's name is in it."""
    run = decision.plan.run
    return {
        "title": run.title, "publisher": run.organisation.name, "period": f"{run.begins_on.isoformat()}/{run.ends_on.isoformat()}",
        "course": str(decision.course), "reasons": decision.reasons,
        "lessons": [
            {
                "section": one.section, "part": one.part, "name": name_of(run.package.content, one.section, one.part, "nb"), "text": one.text,
                "done": one.settled,
            }
            for one in lessons
        ],
    }  # fmt: skip


def telling_texts(told: Mapping[str, Any]) -> list[str]:
    """Those of its texts that tell who somebody is, by number, telephone or address."""
    texts = [told["reasons"], *(one[key] for one in told["lessons"] for key in ("text", "done"))]
    return [text for text in texts if spots(text)]


def programme_to_change(plan: Plan) -> Programme | None:
    """The organisation's own programme that a run's lessons belong in: the one its package is a version of, or else its own copy of
    that; None when it has none. Of several copies the one changed last."""
    package, own = plan.run.package, Programme.objects.filter(organisation_id=plan.organisation_id)
    if package.programme is not None and package.programme.organisation_id == plan.organisation_id:
        return package.programme
    return own.filter(Q(upstream=package.pk) | Q(upstream__uid=package.uid)).order_by("-changed_at", "-pk").first()


def beside(actor: Actor, programme: Programme) -> list[Learnt]:
    """What decisions that no version has come of yet learnt of a programme, to stand beside its parts. Two queries at most."""
    found = Decision.objects.visible_to(actor).filter(programme=programme, package=None).select_related(*FULL).prefetch_related("lessons")  # fmt: skip
    said: list[Learnt] = []
    for one in found.order_by("pk"):
        run, behind, binding = (
            one.plan.run,
            reverse("reports:decision", args=[one.plan.run_id]),
            one.course == Course.ADAPT,
        )
        source, lessons = source_of(as_told(one, ())), list(one.lessons.all())
        said += [
            Learnt(
                each.section, each.part, name_of(run.package.content, each.section, each.part, "nb"), each.text, each.settled, source,
                reverse("reports:settle", args=[each.pk]), behind, binding,
            )
            for each in lessons
        ]  # fmt: skip
        if binding and not lessons:
            said.append(Learnt("", "", "", _("Nothing is written yet. First say what was learnt about each part."), "", source, behind, behind, binding))  # fmt: skip
    return said


def told_people(plan: Plan, but: int | None) -> list[User]:
    """Who hears what was decided: those who take part or took part to the end, who planned the run, and who evaluates; each once."""
    parts = plan.run.parts.filter(state__in=(PartState.IN, PartState.DONE)).select_related("user").order_by("pk")
    people = [plan.run.planned_by, plan.evaluator, *(one.user for one in parts)]
    return list({one.pk: one for one in people if one is not None and one.is_active and one.pk != but}.values())


def said_of_run(actor: Actor, run: Run) -> RunSaid | None:
    """What was decided after a run, to stand on the run's own page. One query."""
    one = Decision.objects.visible_to(actor).filter(plan__run=run).first()
    if one is None:
        return None
    title = {
        Course.CONTINUE: _("Decided: the programme goes on"),
        Course.ADAPT: _("Decided: the programme is adapted"),
        Course.STOP: _("Decided: the programme stops"),
    }[Course(one.course)]
    return RunSaid(
        title, one.reasons, reverse("reports:decision", args=[run.pk]), _("The decision and what was learnt")
    )
