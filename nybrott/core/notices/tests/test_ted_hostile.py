"""TED XML that is broken, foreign, enormous or meant to hurt: always an answer, never an exception, never for long."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nybrott.core.notices import Notice, ReadError, read
from nybrott.core.notices.ted_codes import PROCEDURE_OF_ELEMENT, TENDER_KINDS
from nybrott.core.notices.tests.test_ted import NS, document, form

SAMPLES = sorted((Path(__file__).resolve().parents[4] / "samples" / "ted").glob("*.xml"))
UNEXPECTED = "reading stopped unexpectedly"


def only(data: bytes) -> Notice | ReadError:
    (found,) = read(data, path="x.xml")
    if isinstance(found, ReadError):
        assert found.place
        assert UNEXPECTED not in found.reason, found
    return found


def test_every_cut_of_a_sample_is_refused_with_a_reason() -> None:
    for file in SAMPLES:
        data = file.read_bytes()
        for end in range(200, len(data) - 20, 997):
            found = only(data[:end])
            assert isinstance(found, ReadError)
            assert "cut off" in found.reason or "not well-formed" in found.reason


def test_entities_and_foreign_roots_are_refused() -> None:
    bomb = f'<!DOCTYPE a [<!ENTITY e "x">]><TED_EXPORT xmlns="{NS}"><FORM_SECTION>&e;</FORM_SECTION></TED_EXPORT>'
    for data, said in ((bomb, "entities"), ("<TED_ESENDERS/>", "no kind of notice"), ("<ted_export/>", "no kind")):
        found = only(data.encode())
        assert isinstance(found, ReadError)
        assert said in found.reason


def test_any_namespace_or_none_will_do() -> None:
    for space in ("", ' xmlns="urn:anything"'):
        found = only(f"<TED_EXPORT{space}><FORM_SECTION><F02_2014/></FORM_SECTION></TED_EXPORT>".encode())
        assert isinstance(found, Notice)
        assert found.subtype == "F02"


def test_three_and_a_half_thousand_lots_with_their_awards() -> None:
    lot = '<OBJECT_DESCR ITEM="{0}"><TITLE><P>Lot {0}</P></TITLE><LOT_NO>{0}</LOT_NO><SHORT_DESCR><P>About {0}</P>'
    lot += '</SHORT_DESCR><VAL_OBJECT CURRENCY="EUR">{0}</VAL_OBJECT></OBJECT_DESCR>'
    award = "<AWARD_CONTRACT><LOT_NO>{0}</LOT_NO><AWARDED_CONTRACT><CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR>"
    award += "<OFFICIALNAME>W {0}</OFFICIALNAME></ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS></AWARDED_CONTRACT>"
    award += "</AWARD_CONTRACT>"
    numbers = range(1, 3_501)
    lots = "".join(lot.format(n) for n in numbers)
    body = f"<OBJECT_CONTRACT>{lots}</OBJECT_CONTRACT>" + "".join(award.format(n) for n in numbers)
    start = process_time()
    found = only(document(form("F03", body)))
    assert process_time() - start < 5
    assert isinstance(found, Notice)
    assert len(found.lots) == len(found.results) == 3_500
    assert found.results[-1].winners[0].name == "W 3500"
    assert found.estimated is not None
    assert found.estimated.minor == sum(numbers) * 100


def test_one_lot_named_by_thousands_of_awards_is_one_result() -> None:
    award = "<AWARD_CONTRACT><AWARDED_CONTRACT/></AWARD_CONTRACT>"
    found = only(document(form("F03", f"<OBJECT_CONTRACT><OBJECT_DESCR/></OBJECT_CONTRACT>{award * 5_000}")))
    assert isinstance(found, Notice)
    assert len(found.results) == 1


@pytest.mark.parametrize("name", ["CONTRACT", "F02_2014", "OTH_NOT", "MOVE"])
def test_elements_nested_as_deep_as_is_parsed(name: str) -> None:
    for inner in ("X", "F02_ANNEX_B", "P", "VALUES", "AWARDED_CONTRACT", "AC", "FD_CONTRACT", "TITLE_CONTRACT"):
        depth = 240
        nested = f"<{inner}>" * depth + "text" + f"</{inner}>" * depth
        body = f"<OBJECT_CONTRACT><OBJECT_DESCR>{nested}</OBJECT_DESCR></OBJECT_CONTRACT><AWARD_CONTRACT>{nested}"
        found = only(document(f"<{name}>{body}</AWARD_CONTRACT></{name}>"))
        assert isinstance(found, Notice)


@pytest.mark.parametrize("value", ["", "-5", "1e9", "NaN", "9" * 40, "1.2.3", "1,5", "١٢", "12 000 kr"])
def test_numbers_that_are_none_are_left_out_or_read_right(value: str) -> None:
    inside = (
        f'<VAL_ESTIMATED_TOTAL CURRENCY="EUR">{value}</VAL_ESTIMATED_TOTAL><OBJECT_DESCR ITEM="1">'
        f'<DURATION TYPE="MONTH">{value}</DURATION><DATE_START>{value}</DATE_START></OBJECT_DESCR>'
    )
    found = only(document(form("F02", f"<OBJECT_CONTRACT>{inside}</OBJECT_CONTRACT>")))
    assert isinstance(found, Notice)
    assert found.estimated is None or (value == "1,5" and found.estimated.minor == 150)
    assert found.lots[0].duration is None
    assert found.lots[0].starts_on is None


# Names that mean something somewhere, put anywhere.
NAMES = sorted(
    {"TITLE", "SHORT_DESCR", "P", "FT", "OBJECT_CONTRACT", "OBJECT_DESCR", "LOT_NO", "AC", "AC_QUALITY", "QS", "NUTS"}
    | {"AWARD_CONTRACT", "AWARDED_CONTRACT", "NO_AWARDED_CONTRACT", "CONTRACTORS", "CONTRACTOR", "ADDRESS_CONTRACTOR"}
    | {
        "OFFICIALNAME",
        "ORGANISATION",
        "NATIONALID",
        "COUNTRY",
        "CPV_MAIN",
        "CPV_CODE",
        "VALUES",
        "VAL_TOTAL",
        "RESULTS",
    }
    | {"PROCEDURE", "FRAMEWORK", "DPS", "CHANGES", "CHANGE", "WHERE", "MODIFICATIONS_CONTRACT", "INFO_MODIFICATIONS"}
    | {"FD_CONTRACT", "F02_ANNEX_B", "AWARD_OF_CONTRACT", "COSTS_RANGE_AND_CURRENCY", "VALUE_COST", "TOTAL_FINAL_VALUE"}
    | {"PERIOD_WORK_DATE_STARTING", "INTERVAL_DATE", "START_DATE", "CONTRACT_AWARD_DATE", "DAY", "MONTH", "YEAR", "CPV"}
    | {"F02_FRAMEWORK", "NOTICE_INVOLVES_DEFENCE", "CRITERIA_DEFINITION", "CRITERIA", "CONTACT_DATA", "LOT_NUMBER"}
    | {"CONTRACTING_BODY", "ADDRESS_CONTRACTING_BODY", "CA_CE_CONCESSIONAIRE_PROFILE", "COMPLEMENTARY_INFO", "INFO_ADD"}
    | set(list(PROCEDURE_OF_ELEMENT)[:4])
    | set(list(TENDER_KINDS)[:3])
)
KEYS = ["CODE", "VALUE", "CURRENCY", "FMTVAL", "TYPE", "ITEM", "CTYPE", "FORM", "CATEGORY", "LG"]
WORDS = st.sampled_from(["", "1", "YES", "NO", "EUR", "2021-02-30", "20210230", "2021/S 1-2", "NaN", "Ã¥", "\u200b"])
ATTRIBUTES = st.dictionaries(st.sampled_from(KEYS), WORDS, max_size=3)


def element(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>{''.join(inside)}</{name}>"


TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(element, st.sampled_from(NAMES), ATTRIBUTES, st.lists(inner, max_size=5)),
    max_leaves=40,
)
FORMS = st.builds(
    element, st.sampled_from(["F02_2014", "F20_2014", "MOVE", "CONTRACT", "OTH_NOT", "NOTICE_UUID"]), ATTRIBUTES,
    st.lists(TREES, max_size=6),
)  # fmt: skip


@given(st.lists(FORMS, max_size=3))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_anything_anywhere_is_read(forms: list[str]) -> None:
    found = only(document("".join(forms)))
    assert isinstance(found, Notice)
    contents = [text.content for text in found.texts]
    assert len(contents) == len(set(contents))
    assert all(content == " ".join(content.split()) for content in contents)


@given(st.data())
def test_bytes_turned_in_a_sample_never_raise(data: st.DataObject) -> None:
    original = bytearray(data.draw(st.sampled_from(SAMPLES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    only(bytes(original))
