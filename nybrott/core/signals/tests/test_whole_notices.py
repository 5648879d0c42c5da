"""From bytes to findings: the repository's samples, and the hand labels where they lie beside the project."""

import csv
from pathlib import Path

import pytest

from nybrott.core.notices import Notice, read
from nybrott.core.signals import Findings, catalogue, find

# file of the samples → what holds, in short: dialogue, innovation, partnership, friendly; lenses S, D, B
SAMPLES = {
    "2022-000101.xml": "dialogue B",
    "2022-000114.xml": "innovation partnership friendly S B",
    "2022-000120.xml": "",
    "2023-000201.xml": "dialogue B",
    "2023-000207.xml": "friendly S",
    "2023-000213.xml": "",
    "2023-000219.xml": "",
    "2023-000241.xml": "",
    "2024-000307.xml": "innovation friendly D",
    "2024-000326.xml": "dialogue B",
    "2025-000415.xml": "",
    "2025-000433.xml": "innovation partnership friendly B",
    "DE-2025-0001.xml": "dialogue B",
    "SE-2024-0001.xml": "dialogue B",
}
CLAIMS = {"market_dialogue": "market_dialogue", "innovation": "innovation", "partnership_pcp": "partnership"}


def findings_of(path: Path) -> Findings:
    (notice,) = read(path.read_bytes(), path=path.name)
    assert isinstance(notice, Notice)
    findings = find(notice, catalogue())
    for item in findings.evidence:
        if item.text_index >= 0:
            assert notice.texts[item.text_index].content[item.start : item.end] == item.text
            assert notice.texts[item.text_index].field == item.field
    return findings


def in_short(findings: Findings) -> str:
    claims = {
        "dialogue": findings.market_dialogue,
        "innovation": findings.innovation,
        "partnership": findings.partnership,
        "friendly": findings.friendly,
        "S": findings.lenses.strict,
        "D": findings.lenses.declared,
        "B": findings.lenses.behavioural,
    }
    return " ".join(name for name, holds in claims.items() if holds)


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_the_samples_show_what_they_were_written_to_show(samples: Path, name: str, expected: str) -> None:
    assert in_short(findings_of(samples / "notices" / name)) == expected


def test_a_person_who_labelled_by_hand_would_agree(real_data: Path | None, samples: Path) -> None:
    if real_data is None:
        labelled = [(path, None) for path in sorted((samples / "notices").glob("*.xml"))]
    else:
        with (real_data / "gold" / "gold_dev.csv").open(encoding="utf-8", newline="") as file:
            labelled = [
                (real_data / row["where"], row) for row in csv.DictReader(file) if row["kind"].startswith("eforms")
            ]
    agreed, answers = 0, 0
    for path, row in labelled:
        findings = findings_of(path)
        assert findings.innovation >= findings.partnership
        for column, claim in CLAIMS.items():
            if row is not None and row[column] in ("0", "1"):
                answers += 1
                agreed += (row[column] == "1") is getattr(findings, claim)
    assert len(labelled) > 20
    assert agreed >= 0.97 * answers
