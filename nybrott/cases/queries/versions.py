"""The versions of a case that somebody may read, and what changed from one to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nybrott.cases.models import Case, Version
from nybrott.cases.queries.cases import Told, told
from nybrott.cases.queries.facts import FactsTold, facts_told
from nybrott.core.actor import Actor
from nybrott.core.merging import Change, changes


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of two versions; `same` when nothing changed in it. `own`: people's own words, in the language of the story."""

    name: str
    changes: tuple[Change, ...]
    same: bool
    own: bool


def versions_of(actor: Actor, case: Case) -> list[Version]:
    """The versions of a case that the actor may read, the newest first. One query."""
    return list(Version.objects.visible_to(actor).filter(case=case))


def compared(case: Case, before: Version, after: Version) -> Sequence[PartChange]:
    """Two versions part by part, with every person as the case shows them now; parts that are empty in both are left out."""
    old, new = list(_texts(told(case, before))), list(_texts(told(case, after)))
    return [
        PartChange(name, changes(was, now), was == now, own)
        for (name, was, own), (_name, now, _own) in zip(old, new, strict=True)
        if was or now
    ]


def _texts(one: Told) -> Iterator[tuple[str, str, bool]]:
    """(Name, text, whether people wrote it) of each part, the same parts for every version."""
    version = one.version
    yield _("Title"), one.title, True
    yield _("In short"), one.summary, True
    yield _("Kind"), one.kind, False
    yield _("When it was"), version.when, True
    for _key, heading, text in one.parts:
        yield heading, text, True
    yield _("What is known"), "\n".join(fact_lines(facts_told(version.facts))), False
    yield _("Words it is found by"), ", ".join(version.words), True


def fact_lines(facts: FactsTold) -> list[str]:
    """What is known as lines of text. What was expected and what was measured stand apart."""
    lines = []
    for one in facts.benefits:
        says = ", ".join(part for part in (one.says, one.on) if part)
        measured = [f"{one.measured} {_('measured')}"] if one.measured else []
        sure = [f"{_('How sure:')} {one.measured_sure}"] if one.measured_sure else []
        lines.append(f"{one.title}: {'. '.join((*measured, says, *sure))}.")
        if one.expected:
            expected = f"{one.expected} ({one.expected_sure})" if one.expected_sure else one.expected
            lines.append(f"{one.title}: {_('Expected beforehand, an estimate:')} {expected}")
    lines += [f"{what}: {said}" for what, said in facts.figures]
    return [*lines, *(f"{what}: {day}" for what, day, _url in facts.days)]
