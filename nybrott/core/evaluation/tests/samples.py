"""Inputs of a report, whole ones and small ones. Invented."""

from copy import deepcopy
from typing import Any


def an_indicator(**more: object) -> dict[str, Any]:
    """From 2 before to 8, with two readings, nothing behind it."""
    said = {
        "id": "1", "name": "Verifiserte behov", "unit": "behov", "level": "results", "source": "counted", "question": "", "theory": "verified",
        "grows": True, "before": 2, "before_on": "2026-08-01", "no_before": "", "target": 8,
        "readings": [{"on": "2026-10-01", "value": 4, "note": ""}, {"on": "2026-11-01", "value": 5, "note": ""}], "bases": [],
    }  # fmt: skip
    return deepcopy(said) | more


def quarters(first: int, many: int) -> list[str]:
    """The first days of so many quarters from the beginning of a year."""
    return [f"{first + at // 4}-{at % 4 * 3 + 1:02}-01" for at in range(many)]


PAIRS = {"kind": "pairs", "first": "Før", "second": "Etter", "linked": 30, "higher": 15, "same": 10, "lower": 5}
MEAN = {"kind": "mean", "wave": "Etter", "asked": 40, "answered": 30, "mean": 4.2, "scale": [1, 6]}
SHARE = {"kind": "share", "wave": "Etter", "asked": 40, "answered": 30, "hits": 12}
UNITS = {
    "kind": "units",
    "with": [{"name": f"Med {at}", "before": at % 3, "after": at % 3 + 3 + at % 2} for at in range(4)],
    "without": [{"name": f"Uten {at}", "before": at % 3, "after": at % 3 + at % 2} for at in range(5)],
}
COUNTS = {"kind": "counts", "events": [4, 15], "exposure": [12, 9]}
OFFICIAL = {
    "kind": "official", "measure": "innovative", "every": "quarter", "starts_on": "2024-01-01", "periods": quarters(2020, 28),
    "own": {
        "name": "Fjordvik", "number": "310400009", "counts": [(at * 7) % 3 + (2 if at >= 16 else 0) for at in range(28)],
        "among": [20 + at % 5 for at in range(28)],
    },
    "others": [
        {"name": f"Nabo {one}", "number": f"31040001{one}", "counts": [(at * 5 + one) % 3 for at in range(28)], "among": [18 + (at + one) % 4 for at in range(28)]}
        for one in range(3)
    ],
}  # fmt: skip


def each(text: str) -> dict[str, str]:
    """The same in each language."""
    return dict.fromkeys(("nb", "nn", "en"), text)


def inputs() -> dict[str, Any]:
    """A whole report: every kind of basis, a claim, costs, waves, a theory."""
    return {
        "about": {
            "run": "Høsten 2026", "organisation": "Fjordvik kommune", "programme": "Pådrivere", "package_version": 3, "begins_on": "2026-08-20",
            "ends_on": "2026-12-20", "made_on": "2026-11-27", "number": 1, "state": "under_way",
        },
        "seed": 7,
        "questions": ["Fikk vi flere verifiserte behov?"],
        "indicators": [
            an_indicator(bases=[deepcopy(UNITS)]),
            an_indicator(id="2", level="learning", source="wave", bases=[deepcopy(PAIRS), deepcopy(MEAN)]),
            an_indicator(id="3", level="reaction", source="wave", bases=[deepcopy(SHARE)], before=None, no_before="Ingen visste."),
            an_indicator(id="4", source="official", bases=[deepcopy(OFFICIAL)], unit="prosent"),
            an_indicator(id="5", level="behaviour", bases=[deepcopy(COUNTS)], grows=False, target=1),
        ],
        "waves": [{"title": "Etter", "closed_on": "2026-11-01", "asked": 40, "answered": 30, "edition": 1, "shown": 9, "hidden": 2}],
        "claims": [
            {
                "text": "Behovene ble verifisert fordi pådrivere var med", "about": "need", "judged": "strong", "why": "To slags kilder.", "weighed_before": False,
                "evidence": [
                    {"side": "for", "kind": "trail", "root": "trail:need", "text": "", "said": each("5 av 6")},
                    {"side": "for", "kind": "wave", "root": "wave:2", "text": "Sier de selv", "said": each("")},
                ],
                "rivals": [{"code": "history", "said": each("Noe annet"), "weight": "unlikely", "why": "Ingenting annet hendte."}],
            }
        ],
        "trail": [{"kind": "need", "labels": each("Verifiserte behov"), "n": 6, "with_driver": 5}, {"kind": "contract", "labels": each("Kontrakter"), "n": 0, "with_driver": 0}],
        "costs": {
            "worked": [
                {"role": "driver", "used": 5_450, "set_aside": 6_000, "rate": 65_000}, {"role": "lead", "used": 900, "set_aside": None, "rate": None},
            ],
            "paid": [{"what": "Lokale", "amount": 1_200_050, "on": "2026-09-01"}],
            "unpriced": [{"what": "Ledernes tid", "gain": False}],
            "outcomes": [{"kind": "need", "labels": each("Verifiserte behov"), "number": 5}, {"kind": "contract", "labels": each("Kontrakter"), "number": 0}],
            "others": None,
        },
        "limits": {
            "no_distance": "", "not_compared": "", "gate_reason": "", "reopened": "", "settled_on": "2026-08-15", "changed_after": [],
            "baseline": "0" * 64, "left_out": {"reaction": "", "learning": "", "behaviour": "", "results": ""},
        },
        "theory": [{"part": "verified", "held": "yes", "why": "Fem av seks."}, {"part": "contracts", "held": "unknown", "why": ""}],
        "stories": [3, 4],
        "not_done": ["official"],
    }  # fmt: skip
