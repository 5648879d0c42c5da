"""What the law says on a day: an amount, a reference, or that nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from nybrott.core.sayings import sayings

Holder = Literal["municipality", "state"]
Kind = Literal["goods_services", "works", "social"]
HOLDERS: tuple[Holder, ...] = ("municipality", "state")
KINDS: tuple[Kind, ...] = ("goods_services", "works", "social")
"""Who an amount holds for, and for what: goods and services; building works; health, social and special services."""
NOTHING: Mapping[str, str] = MappingProxyType({})
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Dated:
    """What every entry tells of itself. `valid_from` and `valid_until`: the first and the last day it holds (None: not known, or still);
    `checked_by`: who beside the authors has checked it ("": nobody); `certain`: whether a source we trust says it; `note`: what to know of it."""

    name: str
    names: Mapping[str, str] = field(compare=False)
    valid_from: date | None
    valid_until: date | None
    source: str
    last_checked: date
    checked_by: str
    certain: bool
    note: Mapping[str, str] = field(compare=False, default_factory=lambda: NOTHING)

    def holds(self, on: date) -> bool:
        """Whether it holds on a day; both the first and the last day are days it holds."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)  # fmt: skip

    def is_old(self, on: date) -> bool:
        """Whether more than a year has passed since it was last checked."""
        return on > a_year_after(self.last_checked)

    def is_sure(self, on: date) -> bool:
        """Whether it can be leant on that day: it holds, a source we trust says it, and the last check is no older than a year."""
        return self.holds(on) and self.certain and not self.is_old(on)

    def validity(self, language: str) -> str:
        """From when to when it holds, as a sentence."""
        code = ("from_" if self.valid_from else "") + ("until" if self.valid_until else "on") if self.valid_from or self.valid_until else "always"  # fmt: skip
        first, last = _told(self.valid_from, language), _told(self.valid_until, language)
        return sayings("law").say("validity", code, language, first=first, last=last)

    def checked(self, language: str) -> str:
        """When it was last checked, and by whom, as a sentence."""
        code = "by" if self.checked_by else "nobody"
        day = said_day(self.last_checked, language)
        return sayings("law").say("checked", code, language, day=day, who=self.checked_by)

    def doubts(self, on: date, language: str) -> list[str]:
        """What to know before leaning on it that day, a sentence each; none when there is nothing."""
        words, found = sayings("law"), []
        if not self.certain:
            found.append(words.say("doubts", "uncertain", language))
        if self.is_old(on):
            found.append(words.say("doubts", "old", language, day=said_day(self.last_checked, language)))
        return [*found, self.note[language]] if self.note else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Dated):
    """An amount in whole øre without VAT, for whom and for what it holds."""

    value: int
    unit: str
    holders: tuple[Holder, ...]
    kinds: tuple[Kind, ...]

    def said(self, language: str) -> str:
        """Its name and how much it is: «EØS-terskelverdi …: 2 300 000 kroner»."""
        return f"{self.names[language]}: {said_money(self.value, language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Dated):
    """A place in the law. `cite`: how it is cited (FOA § 13-2)."""

    cite: str

    def said(self, language: str) -> str:
        """How it is cited, and what it is about."""
        return f"{self.cite}: {self.names[language]}"


@dataclass(frozen=True, slots=True)
class Missing:
    """Nobody has entered what holds on the day. `last`: what held before, to be told and never to be leant on; `note`: why it is missing."""

    name: str
    names: Mapping[str, str] = field(compare=False)
    on: date
    last: Amount | Reference | None
    source: str = ""
    note: Mapping[str, str] = field(compare=False, default_factory=lambda: NOTHING)

    def said(self, language: str) -> str:
        """That it is not known, in a sentence."""
        return sayings("law").say("doubts", "missing", language, name=self.names[language], day=said_day(self.on, language))  # fmt: skip

    def doubts(self, on: date, language: str) -> list[str]:
        """What to know, a sentence each: what held before, and why nothing is known now."""
        found = [self.said(language)]
        if self.last is not None:
            told = said_money(self.last.value, language) if isinstance(self.last, Amount) else self.last.cite
            last = _told(self.last.valid_until, language)
            found.append(sayings("law").say("doubts", "last", language, told=told, last=last))
        return [*found, self.note[language]] if self.note else found


def a_year_after(day: date) -> date:
    """The same day next year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def said_day(day: date, language: str) -> str:
    """A day as it is written in a text."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if language == "en" else f"{day.day}.{day.month}.{day.year}"


def said_money(value: int, language: str) -> str:
    """Whole øre as kroner, in full; øre are told only where there are any."""
    kroner, ore = divmod(value, 100)
    grouped = f"{kroner:,}" if language == "en" else f"{kroner:,}".replace(",", _NO_BREAK)
    grouped += f"{'.' if language == 'en' else ','}{ore:02}" if ore else ""
    return f"NOK{_NO_BREAK}{grouped}" if language == "en" else f"{grouped}{_NO_BREAK}kroner"


def _told(day: date | None, language: str) -> str:
    return said_day(day, language) if day else ""
