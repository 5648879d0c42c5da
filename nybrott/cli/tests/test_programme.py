"""`nybrott programme pair`: what the guide shows is what comes out, and what cannot be read is said with its place."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nybrott.cli.main import parser
from nybrott.cli.tests.typed import typed

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "pairing.md"


def example() -> dict[str, Any]:
    """The roster the guide shows."""
    (block,) = re.findall(r"```json\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    found: dict[str, Any] = json.loads(block)
    return found


def paired(tmp_path: Path, said: str | bytes) -> int:
    file = tmp_path / "roster.json"
    file.write_bytes(said if isinstance(said, bytes) else said.encode())
    args = parser().parse_args(["programme", "pair", str(file)])
    return int(args.run(args))


def test_the_example_of_the_guide_gives_pairs_with_reasons() -> None:
    done = typed("programme", "pair", "-", into=json.dumps(example()).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)
    assert {pair["driver"]: pair["mentor"] for pair in told["pairs"]} == {"anna": "kari", "per": "ola"}
    anna, per = told["pairs"]
    assert [reason["code"] for reason in anna["reasons"]] == [
        "kept",
        "wish",
        "mentor-wish",
        "subject",
        "place",
        "language",
    ]
    (given_up,) = per["given_up"]
    assert (given_up["mentor"], given_up["moved"]) == ("kari", [{"driver": "anna", "from": "kari", "to": "ola"}])
    assert given_up["cost"]["left"] == 0 < given_up["cost"]["points"]
    siri, tor = told["left"]
    assert (siri["driver"], siri["code"], siri["barred"]) == ("siri", "full", {"ola": ["same-unit"]})
    assert (tor["driver"], tor["code"]) == ("tor", "barred")
    assert tor["barred"] == {"kari": ["same-unit"], "ola": ["line-manager"]}
    assert (told["optimal"], told["total"]["paired"], told["total"]["left"]) == (True, 2, 2)


def test_reason_and_rule_codes_are_in_the_guide() -> None:
    guide = GUIDE.read_text("utf-8")
    for code in (
        "kept", "wish", "mentor-wish", "subject", "place", "language", "rather-not", "mentor-rather-not", "oneself", "same-unit", "line-manager",
        "no-hours", "no-common-language", "apart", "fixed", "no-room", "barred", "full", "no-mentors", "driver-left", "mentor-left", "better",
    ):  # fmt: skip
        assert f"`{code}`" in guide, code


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "not JSON: line 1, column 1"),
        ('{"drivers": [\n}', "not JSON: line 2, column 1"),
        (b'{"drivers": "\xff"}', "not UTF-8: byte 14"),
        ("[" * 100_000, "not JSON that can be read"),
        ("9" * 5_000, "not JSON that can be read"),
        ("[]", "the whole is not an object with drivers and mentors"),
        ("{}", "the whole: drivers is missing"),
        ('{"drivers": [], "mentors": [], "mentor": []}', "the whole: nobody knows “mentor”"),
        ('{"drivers": [], "drivers": [], "mentors": []}', "“drivers” stands twice in one object"),
        ('{"drivers": {}, "mentors": []}', "drivers is not a list"),
        ('{"drivers": ["anna"], "mentors": []}', "drivers, number 1 is not an object"),
        ('{"drivers": [{"id": 7}], "mentors": []}', "drivers, number 1, id is not a text"),
        ('{"drivers": [{"id": " "}], "mentors": []}', "drivers, number 1: id is empty"),
        ('{"drivers": [{"unit": "x"}], "mentors": []}', "drivers, number 1: id is missing"),
        ('{"drivers": [{"id": "a", "wishes": "b"}], "mentors": []}', "drivers, number 1, wishes is not a list of texts"),
        ('{"drivers": [{"id": "a", "wishes": [1]}], "mentors": []}', "wishes holds something that is not a text"),
        (json.dumps({"drivers": [{"id": "a" * 201}], "mentors": []}), "a text of 201 characters; at most 200"),
        (json.dumps({"drivers": [{"id": "a", "subjects": ["x"] * 201}], "mentors": []}), "subjects lists 201; at most 200"),
        ('{"drivers": [], "mentors": [{"id": "k"}]}', "mentors, number 1: capacity is missing"),
        ('{"drivers": [], "mentors": [{"id": "k", "capacity": true}]}', "capacity is not a whole number"),
        ('{"drivers": [], "mentors": [{"id": "k", "capacity": 1.5}]}', "capacity is not a whole number"),
        ('{"drivers": [], "mentors": [{"id": "k", "capacity": NaN}]}', "capacity is not a whole number"),
        ('{"drivers": [], "mentors": [{"id": "k", "capacity": 101}]}', "mentors, k: capacity is a whole number from 0 to 100"),
        ('{"drivers": [{"id": "a", "wishes": ["x"]}], "mentors": []}', "drivers, a, wishes: there is no mentor x"),
        ('{"drivers": [{"id": "a"}, {"id": "a"}], "mentors": []}', "drivers: a stands twice"),
        (
            '{"drivers": [{"id": "a", "managers": ["b"]}, {"id": "b", "managers": ["a"]}], "mentors": []}',
            "line managers go in a circle: a → b → a",
        ),
        ('{"drivers": [{"id": "a"}], "mentors": [], "fixed": [{"driver": "a"}]}', "fixed, number 1: mentor is missing"),
        (json.dumps({"drivers": [{"id": str(n)} for n in range(5_000)], "mentors": []}), "5000 drivers and 0 mentors"),
    ],
)  # fmt: skip
def test_what_cannot_be_paired_says_where_and_ends_with_two(
    said: str | bytes, why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert paired(tmp_path, said) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert why in told.err
    assert "Traceback" not in told.err


def test_a_file_that_is_not_there_or_too_large_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    args = parser().parse_args(["programme", "pair", str(tmp_path / "none.json")])
    assert args.run(args) == 2
    assert "No such file" in capfd.readouterr().err
    monkeypatch.setattr("nybrott.cli.programme._MOST", 10)
    assert paired(tmp_path, "[" + " " * 20) == 2
    assert "more than 0 MB" in capfd.readouterr().err
