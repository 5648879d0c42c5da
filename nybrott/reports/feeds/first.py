"""The first page: what was found, in plain words, with the evaluator's own before those that follow from the figures."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.effects.states import Course, Level
from nybrott.reports.feeds.blocks import Block, Facts, Items, Paragraph, Part
from nybrott.reports.feeds.words import on
from nybrott.reports.queries import Told
from nybrott.ui.formats import money, number, percent


def first_part(told: Told) -> Part:
    """One page: a few large numbers, what the evaluator says, and sentences that follow from the figures."""
    blocks: list[Block] = [Facts(tuple(_facts(told)))]
    blocks += [Paragraph(one, "lead") for one in paragraphs(str(told.report.words.get("plain", "")))]
    blocks.append(Items(tuple(_sentences(told))))
    return Part("plain", _("In plain words"), blocks)


def paragraphs(text: str) -> list[str]:
    """What somebody typed, a paragraph for each stretch between empty lines."""
    return [one for piece in text.replace("\r\n", "\n").split("\n\n") if (one := " ".join(piece.split()))]


def comparisons(told: Told) -> list[Mapping[str, Any]]:
    """Everything a comparison said, in the order of the report."""
    return [said for _one, figure in told.pairs for basis in figure["bases"] for said in basis["said"]]


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    n = len(told.pairs)
    reached = sum(figure["reached"] is True for _one, figure in told.pairs)
    yield _("%(part)s of %(n)s") % {"part": number(reached), "n": number(n)}, _("targets reached")
    right = sum(figure["better"] is True for _one, figure in told.pairs)
    yield _("%(part)s of %(n)s") % {"part": number(right), "n": number(n)}, _("moved the right way")
    asked, answered = (sum(one[key] for one in told.inputs["waves"]) for key in ("asked", "answered"))
    if asked:
        yield percent(answered / asked, 0), _("of those asked answered")
    costs = told.figures["costs"]
    if costs["known"]:
        yield money(costs["all"], "NOK"), _("in all") if costs["whole"] else _("at least, in all")


def _sentences(told: Told) -> Iterator[str]:
    about = told.inputs["about"]
    yield _("%(run)s is a run of the programme “%(programme)s” in %(organisation)s, from %(first)s to %(last)s.") % {
        "run": about["run"], "programme": about["programme"], "organisation": about["organisation"], "first": on(about["begins_on"]), "last": on(about["ends_on"]),
    }  # fmt: skip
    if about["made_on"] <= about["ends_on"]:
        yield _("The report is dated %(day)s, while the run was under way. What came later is not in it.") % {
            "day": on(about["made_on"])
        }
    else:
        yield _("The report is dated %(day)s, after the run was over.") % {"day": on(about["made_on"])}
    yield from _on_targets(told)
    yield from _on_comparisons(told)
    yield from _on_claims(told)
    left = [str(Level(level).label).lower() for level, one in told.figures["levels"].items() if not one["measured"]]
    if left:
        yield _("Nothing is measured for: %(levels)s.") % {"levels": ", ".join(left)}
    if told.decision:
        said = {
            "course": str(Course(told.decision.course).label).lower(),
            "day": on(told.decision.decided_on.isoformat()),
        }
        yield _("What was decided on %(day)s: %(course)s.") % said


def _on_targets(told: Told) -> Iterator[str]:
    unknown = [one["name"] for one, figure in told.pairs if figure["now"] is None]
    wrong = [one["name"] for one, figure in told.pairs if figure["better"] is False]
    still = [one["name"] for one, figure in told.pairs if figure["change"] == 0]
    for names, says in (
        (wrong, _("Moved the wrong way: %(names)s.")), (still, _("Unchanged: %(names)s.")), (unknown, _("Not measured yet: %(names)s.")),
    ):  # fmt: skip
        if names:
            yield says % {"names": _listed(names)}


def _listed(names: list[str]) -> str:
    """The first few, and how many more."""
    shown, more = names[:3], len(names) - 3
    said = "; ".join(shown)
    if more <= 0:
        return said
    return said + " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": number(more)}


def _on_comparisons(told: Told) -> Iterator[str]:
    found = comparisons(told)
    if not found:
        yield _(
            "Nothing could be compared with what would have been without the programme, so nothing here is called an effect."
        )
        return
    few = sum(bool(one.get("too_few")) for one in found)
    clear = sum(not one.get("too_few") and one["clear"] for one in found)
    yield (
        ngettext(
            "One comparison was made of what changed: %(clear)s shows more than chance would, %(few)s has too few to say.",
            "%(n)s comparisons were made of what changed: %(clear)s show more than chance would, %(few)s have too few to say.",
            len(found),
        )
        % {"n": number(len(found)), "clear": number(clear), "few": number(few)}
        + " "
        + _(
            "Each is shown further down with its design, what that relies on, and what else could have made it look that way."
        )
    )


def _on_claims(told: Told) -> Iterator[str]:
    strengths = [one["strength"] for one in told.figures["claims"]]
    if strengths:
        n, well = len(strengths), sum(one in ("some", "strong") for one in strengths)
        yield ngettext(
            "%(n)s claim about what it contributed to was weighed; %(well)s is well or fairly well founded.",
            "%(n)s claims about what it contributed to were weighed; %(well)s are well or fairly well founded.",
            n,
        ) % {"n": number(n), "well": number(well)}
