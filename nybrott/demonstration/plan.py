"""Fjordvik's procurement plan as it was brought in: sixty lines, with what has become of each. All invented."""

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from nybrott.core.terms import months_after


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan. `value` in whole kroner; months are counted from today: when the competition is announced, how long the contract
    lasts, months of options. `state`: how far it had come when the plan was brought in and people said so."""

    ref: str
    title: str
    unit: str
    value: int
    cpv: str
    announced: int
    lasts: int
    options: int
    state: str
    aim: str = ""
    currency: str = "NOK"

    def row(self, today: date) -> dict[str, str]:
        """The line as it stands in the spreadsheet. A contract is signed four months after the competition is announced."""
        announced = months_after(today, self.announced)
        signed = months_after(announced, 4)
        return {
            "ref": self.ref, "title": self.title, "aim": self.aim, "unit": self.unit, "value": str(self.value), "currency": self.currency, "cpv": self.cpv,
            "announce_on": announced.isoformat(), "contract_on": signed.isoformat(), "ends_on": months_after(signed, self.lasts).isoformat(),
            "options_months": str(self.options),
        }  # fmt: skip


NIGHTS, KEYS, SEWER, MOWERS, BUS, SNOW = "A-01", "A-02", "A-03", "A-04", "A-05", "B-01"
"""The ones the demonstration follows: the dialogue that goes on; followed to a benefit; a benefit worse than hoped; a pilot nobody decided on; stopped; runs out and
became a challenge."""


def _lines() -> tuple[Line, ...]:
    with (files("nybrott.demonstration") / "plan.csv").open(encoding="utf-8") as text:
        rows: list[dict[str, Any]] = list(csv.DictReader(text, delimiter=";"))
    return tuple(
        Line(**row | {name: int(row[name]) for name in ("value", "announced", "lasts", "options")}) for row in rows
    )


LINES = _lines()
