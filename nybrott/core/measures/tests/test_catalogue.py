"""The definitions are whole: every text in three languages, every figure named, nothing but known places in the SQL."""

import re
from datetime import date

import pytest

from nybrott.core.measures import CONDITIONS, GROUPINGS, Measure, MeasureError, catalogue, statement
from nybrott.core.measures.loading import define

TOML = """
version = 2
lens = "none"
source = "Our own."
authored_by = "Somebody"
checked_by = ""
review_after = 2027-01-01
names = { nb = "a", nn = "b", en = "c" }
counted = { nb = "a", nn = "b", en = "c" }
not_counted = { nb = "a", nn = "b", en = "c" }
coverage = { nb = "a", nn = "b", en = "c" }
denominator = { nb = "a", nn = "b", en = "c" }
why = { nb = "Fordi.", nn = "Av di.", en = "Because." }
[[figure]]
id = "n"
unit = "count"
names = { nb = "a", nn = "b", en = "c" }
"""
SQL = "select {group} count(*) as n from procedures where {where} group by all"


EVERY = [*catalogue(by_people=True).values()]


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.id)
def test_every_definition_is_whole(measure: Measure) -> None:
    for texts in (measure.names, measure.counted, measure.not_counted, measure.coverage, measure.denominator):
        assert set(texts) == {"nb", "nn", "en"}
        assert len(set(texts.values())) >= 2  # translated, not copied
    for text in (measure.counted, measure.not_counted, measure.coverage):
        assert all(sentence.endswith(".") for sentence in text.values())
    assert measure.figures[0].id == "n"
    assert len({figure.id for figure in measure.figures}) == len(measure.figures)
    assert measure.review_after > date(2026, 1, 1)
    assert measure.why == measure.reasons["en"]
    assert len(set(measure.reasons.values())) == 3
    assert all(said.endswith(".") for said in measure.reasons.values())


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.id)
def test_the_sql_gives_the_figures_in_their_order(measure: Measure) -> None:
    """The last `select` names each figure once, in the order of the definition, and shares are whole divisions."""
    last = measure.sql[measure.sql.rindex("select\n    {group}") :]
    given = re.findall(r"\bas ([a-z_]+)\s*(?:,|\nfrom)", last)
    assert given == [figure.id for figure in measure.figures]
    for figure in measure.figures:
        if figure.unit == "share":
            assert re.search(rf"cast\([^/]*as double\) / nullif\(.*\)\s+as {figure.id}\b", last), figure.id
    assert not re.search(r"\b(float|real|avg|random|now|current_date)\b", measure.sql)


def test_the_expected_measures_are_there() -> None:
    assert {
        "innovative-procurements", "dialogue-share", "innovation-friendly", "tenders-received", "small-suppliers",
    } <= set(catalogue())  # fmt: skip
    assert catalogue() is catalogue()
    by_people = [name for name, measure in catalogue(by_people=True).items() if measure.by_people]
    assert by_people == ["confirmed-by-people"]
    assert [*catalogue(), *by_people] == list(catalogue(by_people=True))
    assert not any(measure.by_people for measure in catalogue().values()), "a frozen baseline knows nothing of them"


def test_a_definition_is_read_as_it_stands() -> None:
    measure = define("some-measure", TOML, SQL)
    assert (measure.id, measure.version, measure.lens, measure.sql) == ("some-measure", 2, "none", SQL)
    assert measure.names == {"nb": "a", "nn": "b", "en": "c"}
    assert measure.fingerprint != define("some-measure", TOML.replace("= 2", "= 3"), SQL).fingerprint
    assert measure.fingerprint != define("some-measure", TOML, SQL + " ").fingerprint
    assert measure.fingerprint == define("some-measure", TOML.replace("Because", "Therefore"), SQL).fingerprint


@pytest.mark.parametrize(
    ("toml", "sql", "said"),
    [
        ("", SQL, "one is missing"),
        (TOML, "", "one is missing"),
        ("version = ", SQL, r"m\.toml"),
        (TOML.replace("version = 2", "version = 0"), SQL, "version is a whole number"),
        (TOML.replace('lens = "none"', 'lens = "wide"'), SQL, "lens is one of"),
        (TOML.replace('checked_by = ""', ""), SQL, "checked_by is missing"),
        (TOML.replace("2027-01-01", '"soon"'), SQL, "review_after is a date"),
        (TOML.replace('nn = "Av di."', 'nn = " "'), SQL, "why lacks nn"),
        (TOML.replace('coverage = { nb = "a", nn = "b"', 'coverage = { nb = "a", nn = " "'), SQL, "coverage lacks nn"),
        (TOML.replace('id = "n"', 'id = "m"'), SQL, "the first figure is n"),
        (TOML.replace('unit = "count"', 'unit = "share"'), SQL, "the first figure is n"),
        (TOML.replace('unit = "count"', 'unit = "kilo"'), SQL, "the unit of n is one of"),
        (TOML.replace('id = "n"', 'id = "N;"'), SQL, "a figure's id is small letters"),
        (TOML + 'lens = "wide"', SQL, "the lens of n is one of"),
        (TOML[: TOML.index("[[figure]]")], SQL, "the first figure is n"),
        (TOML, SQL.replace("{where}", "true"), r"\{where\} must stand in it once"),
        (TOML, SQL + "{group}", r"\{group\} must stand in it once"),
    ],
)
def test_what_is_missing_or_wrong_is_said(toml: str, sql: str, said: str) -> None:
    with pytest.raises(MeasureError, match=said):
        define("m", toml, sql)


def test_a_name_is_small_letters() -> None:
    with pytest.raises(MeasureError, match="small letters and hyphens"):
        define("Some_Measure", TOML, SQL)


MEASURE = define("m", TOML, SQL)


def test_nothing_asked_is_the_whole() -> None:
    asked = statement(MEASURE)
    assert asked.sql == "select  count(*) as n from procedures where true group by all"
    assert asked.columns == ("n",)
    assert asked.values == {}


def test_groupings_bring_their_columns_once() -> None:
    assert statement(MEASURE, ["country", "buyer"]).columns == ("country", "buyer", "buyer_name", "n")
    assert statement(MEASURE, ["year", "cpv", "year"]).columns == ("year", "cpv", "n")
    for name in GROUPINGS:
        assert statement(MEASURE, [name]).columns[-1] == "n"


def test_values_go_as_parameters_and_never_into_the_text() -> None:
    trick = "'; drop view procedures; --"
    asked = statement(MEASURE, ["year"], {"buyer": trick, "country": ["no", trick], "cpv": trick, "year": "2024"})
    assert trick not in asked.sql
    assert trick.upper() not in asked.sql
    assert asked.values == {"buyer": [trick], "country": ["NO", trick.upper()], "cpv": [trick], "year": [2024]}
    for name in asked.values:
        assert f"${name}" in asked.sql


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_condition_takes_one_or_several(name: str) -> None:
    value = "2024"
    assert statement(MEASURE, (), {name: value}).values == statement(MEASURE, (), {name: [value]}).values
    assert len(statement(MEASURE, (), {name: ("2023", "2024")}).values[name]) == 2  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="no value"):
        statement(MEASURE, (), {name: []})


def test_other_names_are_refused() -> None:
    with pytest.raises(
        MeasureError, match=r"“\{where\}” is nothing to group by; there are buyer, year, month, country and cpv"
    ):
        statement(MEASURE, ["{where}"])
    with pytest.raises(MeasureError, match="nothing to narrow by"):
        statement(MEASURE, (), {"1=1": "x"})
    with pytest.raises(MeasureError, match="A year is a whole number"):
        statement(MEASURE, (), {"from": "yesterday"})
