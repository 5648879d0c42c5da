"""Amounts and references: the days they hold, what they say of themselves, and tables that are refused."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from nybrott.core.law import Amount, Missing, Reference, amount, names, reference, threshold
from nybrott.core.law.loading import LawError, define
from nybrott.core.law.model import a_year_after

FOLDER = files("nybrott.core.law") / "catalogue"


def raw(kind: str) -> dict[str, Any]:
    said = tomllib.loads((FOLDER / f"{kind}s.toml").read_text(encoding="utf-8"))
    return {one["name"]: one for one in said[kind]}


def twin(kind: str, name: str, on: date) -> Any:
    """What the table says of a day, walked through by hand: the value or cite, None where there is none."""
    for period in raw_of[kind][name]["period"]:
        day = period.get("valid_from") or date(1, 1, 1)
        end = period.get("valid_until") or date(9999, 12, 31)
        if not (on < day or on > end):
            return period.get("value", period.get("cite"))
    return None


raw_of = {kind: raw(kind) for kind in ("amount", "reference")}
EDGES = sorted({
    edge + timedelta(days=step)
    for table in raw_of.values() for one in table.values() for period in one["period"] for step in (-1, 0, 1)
    for edge in (period.get("valid_from"), period.get("valid_until")) if edge
} | {date(1990, 1, 1), date(2100, 1, 1)})  # fmt: skip


def test_every_lookup_on_every_day_around_a_change_is_what_the_table_says() -> None:
    for kind, table in raw_of.items():
        for name in table:
            for on in EDGES:
                found: Any = amount(name, on=on) if kind == "amount" else reference(name, on=on)
                told = None if isinstance(found, Missing) else found.value if isinstance(found, Amount) else found.cite
                assert told == twin(kind, name, on), (name, on)
    assert set(names()) == {*raw_of["amount"], *raw_of["reference"]}


def test_the_entry_amount_changes_with_the_act_of_2026_and_is_not_certain_since() -> None:
    before, after = amount("entry", on=date(2026, 6, 30)), amount("entry", on=date(2026, 7, 1))
    assert isinstance(before, Amount)
    assert isinstance(after, Amount)
    assert (before.value, before.certain, after.value, after.certain) == (10_000_000, True, 50_000_000, False)
    assert before.is_sure(date(2026, 6, 30))
    assert not after.is_sure(date(2026, 12, 1))
    assert after.doubts(date(2026, 12, 1), "nb")[0] == "Dette er ikke sikkert. Kontroller det før du bygger på det."
    assert after.said("en") == "The entry amount: the Procurement Act applies from this amount: NOK\u00a0500,000"
    assert after.validity("nn") == "Gjeld frå 1.7.2026."
    assert before.validity("en") == "Applies from 1 January 2017 to 30 June 2026, both days included."
    assert amount("startoff", on=date(2026, 7, 1)).doubts(date(2026, 12, 1), "en")


def test_thresholds_by_who_buys_what_are_known_until_they_were_revised_and_missing_after() -> None:
    on, after = date(2025, 12, 31), date(2026, 1, 1)
    found = {(kind, who): threshold(kind, who, on=on) for kind in ("goods_services", "works", "social") for who in ("municipality", "state")}  # fmt: skip
    assert {key: one.value for key, one in found.items() if isinstance(one, Amount)} == {
        ("goods_services", "municipality"): 230_000_000, ("goods_services", "state"): 149_000_000, ("works", "municipality"): 5_780_000_000,
        ("works", "state"): 5_780_000_000, ("social", "municipality"): 780_000_000, ("social", "state"): 780_000_000,
    }  # fmt: skip
    missing = threshold("goods_services", "municipality", on=after)
    assert isinstance(missing, Missing)
    assert isinstance(missing.last, Amount)
    assert missing.last.value == 230_000_000
    told = missing.doubts(after, "nb")
    assert told[0].startswith("Det er ikke kjent hva som gjelder 1.1.2026")
    assert "2\u00a0300\u00a0000\u00a0kroner" in told[1]
    assert "2026–2028" in told[2]
    assert missing.source.startswith("https://")


def test_before_anything_is_entered_it_is_missing_and_nothing_is_told_of_before() -> None:
    found = amount("national", on=date(2018, 4, 5))
    assert isinstance(found, Missing)
    assert found.last is None
    assert len(found.doubts(date(2018, 4, 5), "en")) == 1
    assert isinstance(amount("national", on=date(2018, 4, 6)), Amount)


@pytest.mark.parametrize(("checked", "year"), [(date(2024, 2, 29), date(2025, 2, 28)), (date(2026, 11, 27), date(2027, 11, 27))])  # fmt: skip
def test_a_check_is_old_the_day_after_a_year(checked: date, year: date) -> None:
    table = define(amounts(f'last_checked = {checked}\nchecked_by = "Kari Jurist"\ncertain = true'), "amount")
    (one,) = table["x"].periods
    assert a_year_after(checked) == year
    assert (one.is_old(year), one.is_old(year + timedelta(days=1))) == (False, True)
    assert one.is_sure(year)
    assert not one.is_sure(year + timedelta(days=1))
    assert one.doubts(year, "nn") == []
    assert one.doubts(year + timedelta(days=1), "nn")[0].startswith("Det er meir enn eit år")
    assert one.checked("nb").endswith("av Kari Jurist.")


def test_a_name_of_the_other_kind_or_of_none_is_a_key_error() -> None:
    for ask, name in ((amount, "negotiation"), (reference, "entry"), (amount, "nothing")):
        with pytest.raises(KeyError):
            ask(name, on=date(2026, 1, 1))
    found = reference("negotiation", on=date(2026, 11, 27))
    assert isinstance(found, Reference)
    assert found.said("en").startswith("FOA § 13-2: ")
    assert found.doubts(date(2026, 11, 27), "nn")


ABOUT = 'id = "x"\nwhat = "x"\nwhy = "x"\nsource = "x"\nauthored_by = "x"\nchecked_by = ""\nreview_after = 2027-01-01\n'
NAMES = 'names = {nb = "a", nn = "b", en = "c"}\n'
SURE = 'last_checked = 2026-01-01\nchecked_by = ""\ncertain = true'


def amounts(rest: str, *, value: str = "100", where: str = "", more: str = "") -> str:
    return (
        f'{ABOUT}[[amount]]\nname = "x"\nunit = "NOK"\nholders = ["state"]\nkinds = ["works"]\n{NAMES}'
        f'[[amount.period]]\nvalue = {value}\nsource = "https://a.example"\n{where}\n{rest}\n{more}'
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("= nothing", "not TOML"),
        (ABOUT, "has no amount"),
        (ABOUT.replace('why = "x"', 'why = ""') + "", "does not tell why"),
        (amounts(SURE, value="-1"), "above nought"),
        (amounts(SURE, value="1.5"), "above nought"),
        (amounts(SURE, value="true"), "above nought"),
        (amounts(SURE, where="valid_from = 2026-02-01\nvalid_until = 2026-01-31"), "before it begins"),
        (amounts(SURE, where='valid_from = "2026-02-01"'), "valid_from is a day"),
        (amounts('checked_by = ""\ncertain = true'), "last_checked"),
        (amounts(SURE.replace("true", "false")), "says in a note why"),
        (amounts(SURE).replace("https://", "http://"), "its source"),
        (amounts(SURE).replace('["works"]', '["ships"]'), "kinds among"),
        (amounts(SURE).replace('"b", ', '"", '), "said in nb, nn and en"),
        (amounts(SURE).replace('nn = "b", ', ""), "said in nb, nn and en"),
        (amounts(SURE, more=f'[[amount.period]]\nvalue = 5\nvalid_from = 2020-01-01\nsource = "https://a.example"\n{SURE}'), "no two hold on the same day"),
        (amounts(SURE, where="valid_until = 2019-12-31", more='[[amount.period]]\nvalid_from = 2020-01-01\nsource = "https://a.example"'), "in a note why"),
    ],
)  # fmt: skip
def test_tables_that_contradict_themselves_are_refused(text: str, why: str) -> None:
    with pytest.raises(LawError, match=why):
        define(text, "amount")


def test_every_sentence_is_there_in_three_languages_and_nynorsk_is_its_own() -> None:
    on = date(2028, 1, 1)
    for name in names():
        entry = amount(name, on=on) if name in raw_of["amount"] else reference(name, on=on)
        said = {language: [entry.said(language), *entry.doubts(on, language)] for language in ("nb", "nn", "en")}
        assert all(all(lines) for lines in said.values())
        assert said["nb"] != said["nn"] != said["en"]
