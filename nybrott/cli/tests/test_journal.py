"""The words of `nybrott journal`."""

from pathlib import Path

from nybrott.cli.main import parser


def test_the_words_of_the_command_line() -> None:
    asked = parser().parse_args(["journal", "verify", "--chain", "x", "--against", "y"])
    assert (asked.word, asked.chain, asked.against) == ("verify", "x", Path("y"))
    assert parser().parse_args(["journal", "heads", "--out", "z"]).out == Path("z")
