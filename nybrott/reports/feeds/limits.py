"""What cannot be known, what was decided, and how anybody can reckon the figures again."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.effects.states import Course
from nybrott.reports.feeds.blocks import Block, Grid, Items, Paragraph, Part
from nybrott.reports.feeds.first import comparisons, paragraphs
from nybrott.reports.feeds.words import on
from nybrott.reports.queries import Told
from nybrott.ui.formats import number, percent

NOT_DONE: dict[str, Promise] = {
    "claims": gettext_lazy("No one has weighed what the run contributed to."),
    "waves": gettext_lazy("No survey about the run has been closed."),
    "theory": gettext_lazy("No one has judged which parts of the programme theory held."),
    "costs": gettext_lazy("Nothing that was put in has a price."),
    "baseline": gettext_lazy("What everything was before was not frozen."),
    "comparison": gettext_lazy("No indicator has anything to be compared with."),
}
RULES: dict[str, Promise] = {
    "reckoning": gettext_lazy("The way figures are calculated"),
    "designs": gettext_lazy("Designs, what they rely on and cannot rule out"),
    "claims": gettext_lazy("The written scale of claims"),
    "measures": gettext_lazy("How official notices are counted"),
}


def unknown_part(told: Told) -> Part:
    """What the evaluator says cannot be known, and what follows from how it was done."""
    blocks: list[Block] = [Paragraph(one) for one in paragraphs(str(told.report.words.get("unknown", "")))]
    lines = (*_of_plan(told), *_of_answers(told), *_of_comparisons(told))
    blocks += [Items(lines)] if lines else []
    return Part("unknown", _("What we cannot know"), blocks)


def _of_plan(told: Told) -> Iterator[str]:
    limits = told.inputs["limits"]
    for key, says in (
        ("no_distance", _("Someone who leads the run also evaluates it: %(why)s")), ("gate_reason", _("The run began although something was missing: %(why)s")),
        ("not_compared", _("Nothing is compared: %(why)s")), ("reopened", _("The plan was opened again after it had been settled: %(why)s")),
    ):  # fmt: skip
        if limits[key].strip():
            yield says % {"why": limits[key].strip()}
    if limits["changed_after"]:
        yield _("Changed after the plan was settled: %(names)s.") % {"names": "; ".join(limits["changed_after"])}
    before = [one["name"] for one, _figure in told.pairs if one["before"] is None]
    if before:
        yield _("No one knows what these were before: %(names)s.") % {"names": "; ".join(before)}
    yield from (str(NOT_DONE[one]) for one in told.inputs["not_done"] if one in NOT_DONE)


def _of_answers(told: Told) -> Iterator[str]:
    for one, figure in zip(told.inputs["waves"], told.figures["waves"], strict=True):
        missing = one["asked"] - one["answered"]
        if missing and figure["share"] is not None:
            yield ngettext(
                "“%(wave)s”: %(n)s person of %(asked)s did not answer; %(share)s did.",
                "“%(wave)s”: %(n)s people of %(asked)s did not answer; %(share)s did.",
                missing,
            ) % {
                "wave": one["title"],
                "n": number(missing),
                "asked": number(one["asked"]),
                "share": percent(figure["share"], 0),
            }
        if one["hidden"]:
            yield ngettext(
                "“%(wave)s”: %(n)s question is not reported, so that no one can be picked out.",
                "“%(wave)s”: %(n)s questions are not reported, so that no one can be picked out.",
                one["hidden"],
            ) % {"wave": one["title"], "n": number(one["hidden"])}


def _of_comparisons(told: Told) -> Iterator[str]:
    few = sum(bool(one.get("too_few")) for one in comparisons(told))
    if few:
        yield ngettext(
            "%(n)s comparison rests on too few to say anything.",
            "%(n)s comparisons rest on too few to say anything.",
            few,
        ) % {"n": number(few)}
    alone = [
        one["name"]
        for one, figure in told.pairs
        if figure["change"] is not None and not any(each["said"] for each in figure["bases"])
    ]
    if alone:
        yield _("For these it is known whether they changed, but not why: %(names)s.") % {"names": "; ".join(alone)}


def decision_part(told: Told) -> Part:
    """What was decided on the basis of this report, by whom and why; or that nothing is yet, and by when."""
    one, plan = told.decision, told.plan
    if one is None:
        waits = _("Nothing is decided yet on the basis of this report.")
        if plan.decides_what:
            waits += " " + _("What is to be decided: %(what)s") % {"what": plan.decides_what}
        if plan.decides_on:
            waits += " " + _("By %(day)s.") % {"day": on(plan.decides_on.isoformat())}
        return Part("decision", _("Decision"), [Paragraph(waits)])
    said = {"course": Course(one.course).label, "who": one.decided_by, "day": on(one.decided_on.isoformat())}
    blocks: list[Block] = [Paragraph(_("%(course)s. Decided by %(who)s on %(day)s.") % said, "lead")]
    return Part("decision", _("Decision"), blocks + [Paragraph(text) for text in paragraphs(one.reasons)])


def reckoned_part(told: Told) -> Part:
    """By which rules, with which seed, and how to reckon it again."""
    n = told.report.number
    return Part(
        "reckoned",
        _("How it was calculated"),
        [
            Paragraph(
                _(
                    "Every figure follows from the data file of this report. Anyone who has it can calculate them again, without asking those who run the site: nybrott evaluation verify, with the check sum below."
                )
            ),
            Grid(
                _("What the figures rest on"),
                ((_("What"), False), (_("Which"), True)),
                (
                    (_("Report"), number(n)),
                    (_("Check sum of the data file (SHA-256)"), told.report.digest),
                    *((str(RULES.get(name, name)), version) for name, version in sorted(told.rules.items())),
                    (
                        _("What everything was before, frozen (SHA-256)"),
                        told.inputs["limits"]["baseline"] or _("not frozen"),
                    ),
                    (_("Decides what is drawn by chance (seed)"), str(told.inputs["seed"])),
                ),
            ),
        ],
    )
