"""The tables of a set, as `queries.versions.snapshot` gives it, in the language that is active."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nybrott.core.requirements import shares
from nybrott.needs.states import NeedState
from nybrott.requirements.queries import hole_in_words, lines
from nybrott.requirements.states import Kind, Moment, Strength
from nybrott.ui.sheets import Column, Sheet, Value

Content = Mapping[str, Any]


def ref(one: Content) -> str:
    """What a requirement is called in documents."""
    return f"K{one['number']}"


def test_in_words(one: Content) -> str:
    """What is measured, how, when, and from when it is met; "" when nothing is said."""
    when = str(Moment(one["when"]).label) if one["when"] else ""
    met = _("Met when: %(threshold)s") % {"threshold": one["threshold"]} if one["threshold"] else ""
    return ". ".join(part.rstrip(".") for part in (one["what"], one["how"], when, met) if part)


def need_in_words(one: Content) -> str:
    """Who needs what."""
    return f"{one['who']}: {one['need']}"


def tables(content: Content, name: str) -> list[Sheet]:
    """Requirements, award criteria, the chain, and how the kinds are shared."""
    about = [(_("Procurement"), str(content["title"]))]
    return [
        Sheet(name, _("Requirements"), _requirement_columns(), _requirements(content), about),
        Sheet(name, _("Award criteria"), _criterion_columns(), _criteria(content), about),
        Sheet(name, _("Traceability"), _line_columns(), _lines(content), about),
        Sheet(name, _("Kinds"), _kind_columns(), _kinds(content), about),
    ]


def _requirement_columns() -> list[Column]:
    return [
        Column("number", _("No."), _("The requirement’s number; it is never given to another.")),
        Column("text", _("Requirement"), _("What is required.")),
        Column("kind", _("Kind"), _("Whether it asks for a function or a performance, describes a solution, or is something else; decided by a person.")),
        Column("strength", _("Must be met or rewarded"), _("Whether it must be met, or should be rewarded.")),
        Column("needs", _("Needs"), _("The needs it answers.")),
        Column("what", _("What is measured"), _("What is measured to see that it is met.")),
        Column("how", _("How it is measured"), _("How that is done.")),
        Column("when", _("When it is measured"), _("In which part of the procurement.")),
        Column("threshold", _("Met when"), _("From when it is met.")),
        Column("law", _("Reference to the law"), _("When it comes from a law or a regulation.")),
        Column("kept", _("Words kept on purpose"), _("Words the language checker remarked on, and why they stay.")),
    ]  # fmt: skip


def _requirements(content: Content) -> list[Sequence[Value]]:
    needs = {one["key"]: need_in_words(one) for one in content["needs"]}
    return [
        (
            ref(one), one["text"], str(Kind(one["kind"]).label), str(Strength(one["strength"]).label), "; ".join(needs[key] for key in one["needs"] if key in needs),
            one["what"], one["how"], str(Moment(one["when"]).label) if one["when"] else "", one["threshold"], one["law"],
            "; ".join(f"«{kept['words']}»: {kept['because']}" for kept in one["kept"]),
        )
        for one in content["requirements"]
    ]  # fmt: skip


def _criterion_columns() -> list[Column]:
    return [
        Column("name", _("Award criterion"), _("The name of the criterion.")),
        Column("weight", _("Weight in per cent"), _("How much it counts.")),
        Column("rewards", _("What it rewards"), _("What gives points.")),
        Column("better", _("Rewards better than the minimum"), _("Whether an offer that does more than the requirements ask for gets more points.")),
        Column("scale", _("How points are given"), _("What gives few points and what gives many.")),
        Column("requirements", _("Requirements it concerns"), _("By their numbers.")),
        Column("needs", _("Needs it concerns"), _("Needs it rewards directly.")),
    ]  # fmt: skip


def _criteria(content: Content) -> list[Sequence[Value]]:
    needs = {one["key"]: need_in_words(one) for one in content["needs"]}
    return [
        (
            one["name"], float(Decimal(one["weight"])), one["rewards"], bool(one["better"]), one["scale"],
            ", ".join(f"K{number}" for number in one["requirements"]), "; ".join(needs[key] for key in one["needs"] if key in needs),
        )
        for one in content["criteria"]
    ]  # fmt: skip


def _line_columns() -> list[Column]:
    return [
        Column("need", _("Need"), _("Who needs what; empty when the requirement answers no need.")),
        Column("founded", _("How well founded"), _("The state of the need: an assumption, expressed or verified.")),
        Column("requirement", _("Requirement"), _("Its number and text; empty when no requirement answers the need.")),
        Column("test", _("Test"), _("What is measured, how, when, and from when it is met.")),
        Column("criteria", _("Award criteria"), _("Criteria that concern the requirement or the need.")),
        Column("holes", _("Gaps"), _("What is missing in this line.")),
    ]  # fmt: skip


def _lines(content: Content) -> list[Sequence[Value]]:
    return [
        (
            need_in_words(one.need) if one.need else "", str(NeedState(one.need["state"]).label) if one.need else "",
            f"{ref(one.requirement)} {one.requirement['text']}" if one.requirement else "", test_in_words(one.requirement) if one.requirement else "",
            "; ".join(each["name"] for each in one.criteria), " ".join(hole_in_words(kind) for kind in one.holes),
        )
        for one in lines(content)
    ]  # fmt: skip


def _kind_columns() -> list[Column]:
    return [
        Column("kind", _("Kind"), _("The kind of requirement.")),
        Column("count", _("How many"), _("How many requirements are of the kind.")),
        Column("whole", _("Of how many"), _("How many requirements there are.")),
        Column("per_cent", _("Per cent"), _("The share in per cent; shown from 20 requirements up.")),
    ]


def _kinds(content: Content) -> list[Sequence[Value]]:
    found = shares(one["kind"] for one in content["requirements"])
    return [(str(kind.label), found.counts[kind.value], found.n, found.per_cent(kind.value)) for kind in Kind]
