"""Periods and options read out of words: "varighet 2 år med opsjon på forlengelse i 1 + 1 år"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_LONGEST = 240  # months; a longer one is no option but a lifetime
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "en ett et ein eitt one a", "to two", "tre three", "fire four", "fem five", "seks six", "sju syv seven", "åtte eight",
            "ni nine", "ti ten", "elleve eleven", "tolv twelve",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_NUMBERS |= {"atten": 18, "eighteen": 18, "tjuefire": 24, "fireogtyve": 24, "tjuefira": 24, "once": 1, "twice": 2}
_N = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_IN_BRACKETS = r"(?:\s*[-(]\s*\w{1,9}\s*[-)])?"  # "to (2) år", "to - 2 - år"
_UNIT = r"(?:-?\s*(?P<unit>års?|year|måned|månad|month|mnd)\w*)"
_NO_UNIT = r"(?:-?\s*(?:års?|year|måned|månad|month|mnd)\w*)?"

_SUM = re.compile(
    rf"(?<![\w.,])(?P<sum>{_N}{_IN_BRACKETS}{_NO_UNIT}(?:\s*(?:\+|pluss\b|plus\b)\s*{_N}{_IN_BRACKETS}{_NO_UNIT})+)",
    re.I,
)
_PLAIN = re.compile(rf"(?<![\w.,+])(?P<n>{_N}){_IN_BRACKETS}{_UNIT}", re.I)
_TIMES = re.compile(
    rf"(?<!\w)(?:(?P<x>\d{{1,2}})\s*[x×]\s*|(?P<times>{_N})\s+(?:ganger|gonger|gang|times)\s+(?:(?:à|a|med|på|av|of|by|for|i)\s+)?)"
    rf"(?:opptil\s+|inntil\s+|up to\s+)?(?P<n>{_N}){_IN_BRACKETS}{_UNIT}",
    re.I,
)
_EACH = re.compile(rf"(?P<n>{_N}){_IN_BRACKETS}{_UNIT}\s+(?:av|om|ad|at a|hver)\s+(?:gangen|gongen|gang|time)", re.I)
_HOW_OFTEN = re.compile(rf"(?P<times>{_N})\s+(?:ganger|gonger|times)|(?P<twice>twice|once)", re.I)
# An option that lengthens the contract; an option on more goods is none.
_MAY_GO_ON = re.compile(
    r"(?:opsjon\w*|forlengelse\w*|forlenging\w*|lenging|(?:å|kan\s(?:\w+\s){0,4})\s*(?:forleng|leng)\w+|(?:to|may\sbe|can\sbe)\s(?:extend|renew|prolong)\w*|extension\w*|renewable|renewal\w*|option\w*\s+(?:to|of|on|for|period))",
    re.I,
)
_END_OF_SENTENCE = re.compile(r"[.;](?=\s+[A-ZÆØÅ]|$)| … ")
_LASTS = re.compile(
    rf"(?:varighe\w*|avtaleperiode\w*|kontraktsperiode\w*|inngås\s+for|gjelde\w*\s+(?:[^.;…+]{0, 30}\bi|for)|periode\s+på|duration|rammeavtale\w*\s+(?:for|på|i)|term of)"
    rf"(?P<between>[^.;…+]{{0,60}}?)(?<![\w.,+])(?P<n>{_N}){_IN_BRACKETS}{_UNIT}",
    re.I,
)
_YEARS_LONG = re.compile(rf"(?<![\w.,+])(?P<n>{_N}){_IN_BRACKETS}{_UNIT}\s+(?:lang\s+)?varighe", re.I)
_OF_OPTION = re.compile(rf"(?<![\w.,+])(?P<n>{_N}){_IN_BRACKETS}{_UNIT}\s+(?:opsjon|forleng|extension|option)", re.I)
_BEFORE_OPTION = re.compile(
    rf"(?<![\w.,+])(?P<n>{_N}){_IN_BRACKETS}{_UNIT}\s*(?:\+|,|med|pluss|og|with|plus)\s*(?:en\s+|mulighet\s+for\s+|an\s+|\d\s+år\s+)?(?:opsjon|option)",
    re.I,
)
_DAY = r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})"
_FROM_TO = re.compile(rf"{_DAY}\s*(?:-|–|—|til(?:\s+og\s+med)?|t\.o\.m\.|to)\s*{_DAY}", re.I)
_PERIOD = re.compile(r"varighe|periode|gjeld|avtale|kontrakt|rammeavtale", re.I)
_OTHERWISE = re.compile(r"opsjon|forleng|totalt|samlet|maks|option|exten|total|inkl", re.I)


@dataclass(frozen=True, slots=True)
class Read:
    """A number of months, and the words that say it."""

    months: int
    words: str


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """The last day of a period written with both its days, and the words."""

    ends_on: date
    words: str


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]


def _months(n: str, unit: str) -> int:
    return _number(n) * (12 if unit.lower().startswith(("år", "year")) else 1)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    begins, ends = 0, len(text)
    for stop in _END_OF_SENTENCE.finditer(text):
        if stop.end() <= at:
            begins = stop.end()
        elif stop.start() >= at:
            return begins, stop.start()
    return begins, ends


def options(text: str, *, bare: bool = False) -> Read | None:
    """The longest time a contract may be extended by, None when no length is said. `bare`: the whole text is about options, as the
    field for them is, so that "1+1 år" alone will do."""
    found: list[Read] = []
    for place in _places(text, bare=bare):
        begins, ends = _sentence(text, place)
        after = text[place : min(ends, place + 130)]
        months = _added(after, whole=text[begins:ends])
        if months and months <= _LONGEST:
            found.append(Read(months, _shown(text[max(begins, place - 60) : min(ends, place + 130)])))
    for said in _OF_OPTION.finditer(text):  # "med mulighet for ett års forlengelse"
        if (months := _months(said["n"], said["unit"])) <= _LONGEST:
            begins, ends = _sentence(text, said.start())
            found.append(Read(months, _shown(text[max(begins, said.start() - 60) : min(ends, said.end() + 60)])))
    return max(found, key=lambda one: one.months, default=None)


def _places(text: str, *, bare: bool) -> Iterator[int]:
    if bare:
        yield 0
    for word in _MAY_GO_ON.finditer(text):
        yield word.start()


def _added(after: str, *, whole: str) -> int:
    """Months that an option adds, by the words that follow it: "2 x 1 år", "1 + 1 år", "1 år av gangen inntil 2 ganger", "24 måneder"."""
    plain = _PLAIN.search(after)
    added = _SUM.search(after)
    if times := _TIMES.search(after):
        return _number(times["x"] or times["times"]) * _months(times["n"], times["unit"])
    if added and (plain is None or added.start("sum") <= plain.start()):
        return _summed(added["sum"], after[added.end() :])
    if plain is None:
        return 0
    each = _EACH.search(after)
    if each is None or plain.start() < each.start():  # the latter: "inntil ytterligere 3 år, 1 år om gangen"
        return _months(plain["n"], plain["unit"])
    often = _HOW_OFTEN.search(whole)  # a year at a time, and perhaps nobody says how often
    return _number(often["times"] or often["twice"]) * _months(each["n"], each["unit"]) if often else 0


def _summed(said: str, rest: str) -> int:
    """ "1 + 1 år" is in years, "12 + 12 måneder" in months; a sum without a unit is in years when its numbers are small."""
    numbers = [_number(one) for one in re.findall(rf"(?<![\w(]){_N}(?![\w)])|(?<!\w)\d{{1,3}}(?=-?års?)", said, re.I)]
    unit = re.search(r"års?|year|måned|månad|month|mnd", said, re.I) or re.match(
        r"\s*-?(?:års?|year|måned|månad|month|mnd)", rest, re.I
    )
    in_years = unit is None or unit[0].strip(" -").lower().startswith(("år", "year"))
    if unit is None and max(numbers, default=0) > 5:
        return 0
    return sum(numbers) * (12 if in_years else 1)


def lasts(text: str) -> Read | None:
    """How long a contract lasts without its options, None when the words do not say."""
    for found in (*_LASTS.finditer(text), *_YEARS_LONG.finditer(text), *_BEFORE_OPTION.finditer(text)):
        before = text[max(_sentence(text, found.start())[0], found.start() - 25) : found.start()]
        between = f"{before} {found.groupdict().get('between') or ''}"
        months = _months(found["n"], found["unit"])
        if not _OTHERWISE.search(between) and 0 < months <= _LONGEST:
            begins, ends = _sentence(text, found.start())
            return Read(months, _shown(text[max(begins, found.start() - 20) : min(ends, found.end() + 60)]))
    return None


def period(text: str) -> ReadPeriod | None:
    """The end of a period written with both its days near a word for it, None without one."""
    for found in _FROM_TO.finditer(text):
        around = text[max(0, found.start() - 70) : found.start()]
        begins_on, ends_on = (_day(*found.groups()[place : place + 3]) for place in (0, 3))
        if _PERIOD.search(around) and begins_on and ends_on and begins_on < ends_on:
            return ReadPeriod(ends_on, _shown(text[max(0, found.start() - 40) : found.end()]))
    return None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _shown(words: str) -> str:
    return " ".join(words.split()).strip(" ,;…-–")
