"""The ledger as a file: a line that says what it is, a line for each entry, a line for each day's head."""

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from nybrott.core.chain import Link
from nybrott.core.moments import moment_of, written

FORMAT, VERSION, RECEIPT = "nybrott-ledger", 1, "nybrott-receipt"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ended when a day was over: what is published, so that nothing before it can be changed unseen."""

    day: date
    place: int
    seal: str

    @classmethod
    def daily(cls, links: Iterable[Link], zone: tzinfo) -> "list[Head]":
        """The head of each day on which something was entered, by the clock of a zone."""
        found: dict[date, Head] = {}
        for link in links:
            day = moment_of(str(link.fields["recorded_at"])).astimezone(zone).date()
            found[day] = cls(day, link.place, link.seal)
        return list(found.values())

    def told(self) -> dict[str, Any]:
        """The head as it is published."""
        return {"day": self.day.isoformat(), "place": self.place, "seal": self.seal}


def export(
    links: Sequence[Link], heads: Iterable[Head], *, dialogue: str, now: datetime, opened: Container[int] = ()
) -> Iterator[str]:
    """The lines of an export, each with its line feed. `opened`: the places whose hidden part is shown, to those who may read it."""
    last = links[-1].seal if links else ""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "dialogue": dialogue,
        "exported_at": written(now.replace(microsecond=0)),
    }
    yield _line({**about, "entries": len(links), "seal": last})
    for link in links:
        shown = {"private": link.private, "salt": link.salt} if link.place in opened and link.salt is not None else {}
        yield _line(
            {"place": link.place, "fields": dict(link.fields), "digest": link.digest, "seal": link.seal, **shown}
        )
    for head in heads:
        yield _line({"head": head.told()})


def receipt(link: Link) -> dict[str, Any]:
    """What a supplier keeps of an entry of theirs: with it they can prove, from any export, what it says and that it was there."""
    hidden = {} if link.salt is None else {"private": link.private, "salt": link.salt}
    return {"format": RECEIPT, "version": VERSION, "place": link.place, "seal": link.seal, **hidden}


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=False) + "\n"
