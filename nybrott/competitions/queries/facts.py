"""What a notice said, as it is kept with the procurement: what stays when the lake is built anew, and what pages read without asking the lake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from nybrott.competitions.models import NoticeLink
from nybrott.core.notices import Money
from nybrott.lake.shapes import NoticePage, NoticeResult
from nybrott.notices.queries import lake

DECLARES = ("BT-06", "BT-776")
# forms that forbid both codes: planning and consultation in eForms (fields.json), and Norway's own below the threshold (national.yaml, 2023-11-17)
FORBIDDEN = frozenset(("1", "2", "3", "4", "5", "6", "CEI", "E1", "E2", "T01", "T02", "X01", "X02", "N4", "N16", "N29"))
_MOST = 200  # lots, and winners of one, that are kept


def facts_of(key: str) -> dict[str, Any]:
    """What a notice in the lake says of procedure, CPV, lots, tenders, winners and codes, as JSON; empty when it is not there."""
    page = lake().notice(key)
    return _facts(page) if page is not None else {}


def _facts(page: NoticePage) -> dict[str, Any]:
    titles = {text.lot: text.content[:300] for text in reversed(page.texts) if text.field == "lot-title" and text.lot}
    return {
        "procedure": page.head.procedure, "subtype": page.subtype, "cpv": page.head.cpv_main, "deadline": page.deadline_on.isoformat() if page.deadline_on else "",
        "url": page.url, "awarded": _money(page.awarded), "estimated": _money(page.estimated),
        "lots": [_lot(one, titles.get(one.lot, "")) for one in page.results[:_MOST]],
        "codes": [[code.field, code.value, code.lot] for code in page.codes if code.field in DECLARES],
    }  # fmt: skip


def _lot(one: NoticeResult, title: str) -> dict[str, Any]:
    kinds = dict(one.tenders)
    return {
        "lot": one.lot, "title": title, "outcome": one.outcome, "reason": one.not_awarded_reason, "tenders": kinds.get("tenders"),
        "kinds": {kind: count for kind, count in kinds.items() if kind != "tenders"}, "value": _money(one.awarded),
        "winners": [{"name": winner.name[:300], "number": winner.ref, "size": winner.size.lower()} for winner in one.winners[:_MOST]],
        "concluded": one.concluded_on.isoformat() if one.concluded_on else "",
    }  # fmt: skip


def _money(money: Money | None) -> list[Any] | None:
    return [money.minor, money.currency] if money else None


def _read_money(kept: list[Any] | None) -> Money | None:
    return Money(*kept) if kept else None


def _day(kept: str) -> date | None:
    return date.fromisoformat(kept) if kept else None


@dataclass(frozen=True, slots=True)
class Winner:
    """Who won a lot. `size`: micro, small, medium, sme or large; empty when the notice does not say."""

    name: str
    number: str
    size: str


@dataclass(frozen=True, slots=True)
class LotTold:
    """What a linked notice says of one lot. `tenders`: how many came, None when it does not say; `kinds` of which kind."""

    link: NoticeLink
    lot: str
    title: str
    outcome: str
    reason: str
    tenders: int | None
    kinds: dict[str, int]
    winners: tuple[Winner, ...]
    value: Money | None
    concluded_on: date | None


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A linked notice as a story reads it."""

    link: NoticeLink
    stage: str
    published_on: date | None
    deadline_on: date | None


@dataclass(frozen=True, slots=True)
class Declared:
    """A code a linked notice declares: `field` is BT-06 or BT-776, `lot` empty for the whole procurement."""

    field: str
    value: str
    lot: str
    link: NoticeLink


@dataclass(frozen=True, slots=True)
class Declares:
    """What a linked notice declares: its codes of BT-06 and BT-776, each once. `may`: whether its form can carry them at all."""

    link: NoticeLink
    strategic: tuple[str, ...]
    innovation: tuple[str, ...]
    may: bool


def declares(links: Iterable[NoticeLink]) -> list[Declares]:
    """What each linked notice declares, those that declare nothing among them."""
    found = []
    for link in links:
        codes: dict[str, dict[str, None]] = {field: {} for field in DECLARES}
        for one in declared_by([link]):
            codes[one.field][one.value] = None
        may = link.stage != "planning" and link.facts.get("subtype", "") not in FORBIDDEN
        found.append(Declares(link, tuple(codes["BT-06"]), tuple(codes["BT-776"]), may or any(codes.values())))
    return found


def told(links: Iterable[NoticeLink]) -> list[ToldNotice]:
    """Linked notices as a story reads them."""
    return [ToldNotice(one, one.stage, one.published_on, _day(one.facts.get("deadline", ""))) for one in links]


def lots_told(links: Iterable[NoticeLink]) -> list[LotTold]:
    """What linked result notices say of their lots: each lot of a procedure once, as the latest notice has it."""
    found: dict[tuple[str, str, int], LotTold] = {}
    for link in sorted(links, key=lambda one: (one.published_on or date.min, one.pk)):
        if link.stage != "result":
            continue
        seen: dict[str, int] = {}
        for kept in link.facts.get("lots", []):
            seen[kept["lot"]] = place = seen.get(kept["lot"], 0) + 1
            found[link.chain or link.key, kept["lot"], place] = LotTold(
                link, kept["lot"], kept["title"], kept["outcome"], kept["reason"], kept["tenders"], kept["kinds"],
                tuple(Winner(**winner) for winner in kept["winners"]), _read_money(kept["value"]), _day(kept["concluded"]),
            )  # fmt: skip
    return list(found.values())


def declared_by(links: Iterable[NoticeLink]) -> list[Declared]:
    """The codes of innovation and strategy that linked notices declare, each once for a notice."""
    return [
        Declared(field, value, lot, link)
        for link in links
        for field, value, lot in dict.fromkeys(
            (str(field), str(value), str(lot)) for field, value, lot in link.facts.get("codes", [])
        )
    ]
