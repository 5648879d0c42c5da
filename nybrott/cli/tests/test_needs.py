"""`nybrott needs`: the contract others measure by, without database and without Django."""

import json
from pathlib import Path

import pytest

from nybrott.cli.tests.typed import typed
from nybrott.core.wording import RULES, check

STATEMENTS = [
    "Vi trenger en app som varsler pårørende.",
    "Korleis kan vi gjere skulevegen tryggare for born?",
    "We need an app.",
]


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def test_check_keeps_its_contract(tmp_path: Path) -> None:
    table = tmp_path / "needs.csv"
    table.write_text("id,text\n" + "".join(f'n{number},"{text}"\n' for number, text in enumerate(STATEMENTS)), "utf-8")
    done = typed("needs", "check", table)
    assert (done.returncode, done.stderr) == (0, b"")
    told = lines(done.stdout)
    assert [one["id"] for one in told] == ["n0", "n1", "n2"]
    assert [one["language"] for one in told] == ["nb", "nn", "en"]
    assert [one["ready"] for one in told] == [False, True, False]
    for one, text in zip(told, STATEMENTS, strict=True):
        assert set(one) == {"id", "language", "remarks", "ready"}
        remarks = one["remarks"]
        assert isinstance(remarks, list)
        for remark in remarks:
            assert list(remark) == ["rule", "words", "start", "end", "why", "suggestion"]
            assert remark["rule"] in RULES
            assert text[remark["start"] : remark["end"]] == remark["words"]
        assert [remark["rule"] for remark in remarks] == [remark.rule for remark in check(text).remarks]
    assert typed("needs", "check", table).stdout == done.stdout


def test_check_takes_a_statement_a_line_from_standard_input() -> None:
    done = typed("needs", "check", "-", into=b"Vi trenger en app.\n\nWe need an app.\n")
    assert [(one["id"], one["language"]) for one in lines(done.stdout)] == [("1", "nb"), ("3", "en")]


@pytest.mark.parametrize(("language", "begins"), [("nb", "Dette er en"), ("nn", "Dette er ein"), ("en", "This is one")])
def test_check_speaks_the_language_asked_for(language: str, begins: str) -> None:
    done = typed("needs", "check", "-", "--language", language, into=b"We need an app.\n")
    (one,) = lines(done.stdout)
    remarks = one["remarks"]
    assert isinstance(remarks, list)
    assert one["language"] == "en"
    assert remarks[0]["why"].startswith(begins)


def test_hard_texts_are_answered() -> None:
    texts = ["x" * 100_000, "🙂🙂", "שלום עולם", "<script>alert(1)</script>", "\u202eabc", "a\x00b"]
    done = typed("needs", "check", "-", into="\n".join(texts).encode())
    assert done.returncode == 0
    assert [one["ready"] for one in lines(done.stdout)] == [False] * 6
    assert typed("needs", "check", "-", into=b"").stdout == b""
    table = typed("needs", "check", "-", into=b'id,text\n1,""\n')
    assert [one["ready"] for one in lines(table.stdout)] == [False]


def test_what_cannot_be_read_gives_a_line_and_one(tmp_path: Path) -> None:
    done = typed("needs", "check", tmp_path / "none.csv")
    assert done.returncode == 1
    (one,) = lines(done.stdout)
    assert set(one) == {"path", "error", "place"}


@pytest.mark.parametrize("words", [(), ("check",), ("check", "-", "--language", "sv"), ("guess", "-")])
def test_wrong_usage_gives_two(words: tuple[str, ...]) -> None:
    done = typed("needs", *words)
    assert done.returncode == 2
    assert done.stderr


NEEDS = (
    "id,text\nfall-nb,Beboere ramler på rommet om natta\nfall-nn,Pasientar på sjukeheimen fell når det er mørkt\n"
    "snow,Fortauet er ikke måkt\nempty,\n"
)


def test_alike_keeps_its_contract(tmp_path: Path) -> None:
    table = tmp_path / "needs.csv"
    table.write_text(NEEDS, "utf-8")
    done = typed("needs", "alike", table, "--top", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    told = lines(done.stdout)
    assert [one["id"] for one in told] == ["fall-nb", "fall-nn", "snow", "empty"]
    first = told[0]["alike"]
    assert isinstance(first, list)
    assert len(first) <= 2
    assert list(first[0]) == ["id", "score", "why"]
    assert first[0]["id"] == "fall-nn"
    assert first[0]["why"].startswith("begge snakker om *")
    assert "*ramler*/*fell*" in first[0]["why"]
    assert 0 < first[0]["score"] <= 1
    assert told[3]["alike"] == []
    english = lines(typed("needs", "alike", table, "--language", "en").stdout)[0]["alike"]
    assert isinstance(english, list)
    assert english[0]["why"].startswith("both speak of *")


def test_search_keeps_its_contract(tmp_path: Path) -> None:
    table, queries = tmp_path / "needs.csv", tmp_path / "queries.txt"
    table.write_text(NEEDS, "utf-8")
    queries.write_text("snømåking\nfallulykker\n\nxyzzy\n", "utf-8")
    (one,) = lines(typed("needs", "search", table, "--query", "brøyting av fortau").stdout)
    assert list(one) == ["query", "hits"]
    assert one["query"] == "brøyting av fortau"
    hits = one["hits"]
    assert isinstance(hits, list)
    assert (hits[0]["id"], set(hits[0])) == ("snow", {"id", "score"})
    told = lines(typed("needs", "search", table, "--queries", queries).stdout)
    assert [one["query"] for one in told] == ["snømåking", "fallulykker", "xyzzy"]
    found = [[hit["id"] for hit in one["hits"]] for one in told if isinstance(one["hits"], list)]
    assert (found[0][0], set(found[1][:2]), found[2]) == ("snow", {"fall-nb", "fall-nn"}, [])
    column = tmp_path / "queries.csv"
    column.write_text("query,relevant\nsnømåking,snow\n", "utf-8")
    assert lines(typed("needs", "search", table, "--queries", column).stdout) == told[:1]


def test_an_id_that_stands_twice_is_said(tmp_path: Path) -> None:
    table = tmp_path / "needs.csv"
    table.write_text("id,text\na,Eldre faller\na,Snø på veien\nb,Eldre ramler\n", "utf-8")
    done = typed("needs", "alike", table)
    assert done.returncode == 1
    twice, *told = lines(done.stdout)
    assert (twice["place"], [one["id"] for one in told]) == ("a", ["a", "b"])


@pytest.mark.parametrize(
    "words",
    [("alike",), ("alike", "-", "--top", "0"), ("search", "-"), ("search", "-", "--query", "a", "--queries", "b")],
)
def test_wrong_usage_of_likeness_gives_two(words: tuple[str, ...]) -> None:
    assert typed("needs", *words).returncode == 2
