"""What was measured, level by level, against what it was before and what it shall be; and what held of the programme theory."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from nybrott.effects.states import Held, Level
from nybrott.programmes.queries.words import STEP_NAMES
from nybrott.reports.feeds.blocks import Block, Grid, Heading, Paragraph, Part, Picture
from nybrott.reports.feeds.words import LEVEL_SAYS, SOURCES, capital, on, value
from nybrott.reports.queries import Told
from nybrott.ui.formats import NONE, language, percent
from nybrott.ui.tracks import Track, tracks

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


def measured_part(told: Told) -> Part:
    """A table and a picture for each level; a level without an indicator says why."""
    blocks: list[Block] = [
        Paragraph(
            _(
                "The targets were agreed beforehand: each value below is shown beside what it was and what it should become."
            )
        )
    ]
    for level in Level:
        mine = [pair for pair in told.pairs if pair[0]["level"] == level]
        blocks += [Heading(str(level.label)), Paragraph(str(LEVEL_SAYS[level]), "quiet")]
        blocks += _level(mine, str(level.label)) if mine else [Paragraph(_left_out(told, level))]
    return Part("measured", _("What was measured"), blocks)


def _left_out(told: Told, level: str) -> str:
    why = told.inputs["limits"]["left_out"][level]
    return (
        _("Nothing is measured at this level: %(why)s") % {"why": why}
        if why
        else _("Nothing is measured at this level.")
    )


def _level(mine: list[Pair], label: str) -> list[Block]:
    grid = Grid(
        _("%(level)s: before, now and target") % {"level": label},
        ((_("Indicator"), False), (_("Before"), True), (_("Now"), True), (_("Target"), True), (_("Of the way"), True), (_("Reached"), False)),
        tuple(_row(one, figure) for one, figure in mine),
        caption_hidden=True,
    )  # fmt: skip
    lines = [_track(one, figure) for one, figure in mine if figure["now"] is not None]
    if not lines:
        return [grid]
    says = _("How far each has come")
    description = _(
        "A line for each indicator: a ring where it was before, a dot where it is now, an upright line at the target."
    )
    return [Picture(says, description, tracks(lines, title=f"{label}: {says}", description=description)), grid]


def _track(one: Mapping[str, Any], figure: Mapping[str, Any]) -> Track:
    said = _("%(now)s; target %(target)s") % {"now": value(figure["now"], one["unit"]), "target": value(one["target"])}
    return Track(one["name"], said, figure["now"], one["target"], one["before"])


def _row(one: Mapping[str, Any], figure: Mapping[str, Any]) -> tuple[str, ...]:
    name = f"{one['name']} ({SOURCES[one['source']]})"
    before = value(one["before"]) if one["before"] is not None else one["no_before"] or NONE
    reached = NONE if figure["reached"] is None else _("yes") if figure["reached"] else _("not yet")
    now = (
        f"{value(figure['now'], one['unit'])}, {on(figure['now_on'])}"
        if figure["now"] is not None
        else _("not measured")
    )
    return (
        name,
        before,
        now,
        value(one["target"]),
        NONE if figure["way"] is None else percent(figure["way"], 0),
        reached,
    )


def theory_part(told: Told) -> Part:
    """The programme theory, link by link, with what held as the evaluator judges it."""
    words = told.theory(language())
    rows = tuple(_links(told, words))
    if not rows:
        return Part(
            "theory",
            _("What held in the programme theory"),
            [Paragraph(_("The programme does not say how it is meant to work."))],
        )
    lead = Paragraph(
        _("How the programme is meant to work, step by step, and whether it did, as the evaluator judges it.")
    )
    columns = (
        (_("Step"), False),
        (_("How it is meant to work"), False),
        (str(Held.YES.label), False),
        (_("Why"), False),
    )
    return Part(
        "theory",
        _("What held in the programme theory"),
        [lead, Grid(_("The programme theory"), columns, rows, caption_hidden=True)],
    )


def _links(told: Told, words: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for one in told.inputs["theory"]:
        step, text = words.get(one["part"], ("", one["part"]))
        name = str(STEP_NAMES[step]) if step in STEP_NAMES else step
        yield capital(name), text, str(Held(one["held"]).label), one["why"] or NONE
