"""Dates, amounts, organisation numbers, references, code tables and mending, each alone."""

from datetime import date

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import orgnr

from nybrott.core.notices.amounts import LARGEST, money, total
from nybrott.core.notices.dates import counted_on, day
from nybrott.core.notices.mending import fold, mended
from nybrott.core.notices.model import Money
from nybrott.core.notices.organisations import reference
from nybrott.core.notices.references import doffin_number, notice_reference
from nybrott.core.notices.vocabulary import COUNTRIES, country, is_design_contest, language, stage

# An invented number with a valid check digit; 31 is a series for made-up organisations.
VALID = "310400009"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-05-17", date(2024, 5, 17)),
        ("2024-05-17+02:00", date(2024, 5, 17)),
        ("2024-05-17Z", date(2024, 5, 17)),
        (" 2024-05-17T10:00:00 ", date(2024, 5, 17)),
        ("2024-02-30", None),
        ("2024-W05-1", None),
        ("20240517", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("17.05.2024", None),
        ("", None),
        (None, None),
    ],
)
def test_days(text: str | None, wanted: date | None) -> None:
    assert day(text) == wanted


@given(st.text(max_size=30))
def test_no_text_breaks_a_day(text: str) -> None:
    assert day(text) is None or str(day(text)) == text.strip()[:10]


@pytest.mark.parametrize(
    ("start", "number", "unit", "wanted"),
    [
        (date(2024, 1, 31), 1, "MONTH", date(2024, 2, 29)),
        (date(2024, 12, 15), 1, "MONTH", date(2025, 1, 15)),
        (date(2024, 2, 29), 1, "YEAR", date(2025, 2, 28)),
        (date(2024, 1, 1), 2, "WEEK", date(2024, 1, 15)),
        (date(2024, 1, 1), 31, "DAY", date(2024, 2, 1)),
        (date(2024, 1, 1), 9_999_999, "YEAR", None),
        (date(2024, 1, 1), 9_999_999, "DAY", None),
        (date(2024, 1, 1), 10, "UNLIMITED", None),
    ],
)
def test_counting_on(start: date, number: int, unit: str, wanted: date | None) -> None:
    assert counted_on(start, number, unit) == wanted


@pytest.mark.parametrize(
    ("number", "currency", "wanted"),
    [
        ("1250000", "NOK", 125000000),
        ("1250000.5", "NOK", 125000050),
        ("0.005", "EUR", 0),
        ("0.015", "EUR", 2),
        ("0.025", "EUR", 2),
        ("99999999999999.99", "SEK", 9999999999999999),
        ("1500", "JPY", 1500),
        ("1500", "ISK", 1500),
        ("1.2345", "KWD", 1234),
        ("7", "nok ", 700),
        ("0", "NOK", 0),
    ],
)
def test_amounts_are_exact(number: str, currency: str, wanted: int) -> None:
    found = money(number, currency)
    assert found == Money(wanted, currency.strip().upper())


@pytest.mark.parametrize(
    ("number", "currency"),
    [
        ("-1", "NOK"),
        ("NaN", "NOK"),
        ("1e9", "NOK"),
        ("1 000", "NOK"),
        ("1,5", "NOK"),
        ("", "NOK"),
        (None, "NOK"),
        ("1", ""),
        ("1", None),
        ("1", "kroner"),
        ("9999999999999999999", "NOK"),
        ("1" * 400, "NOK"),
    ],
)
def test_what_is_no_amount(number: str | None, currency: str | None) -> None:
    assert money(number, currency) is None


@given(st.integers(0, LARGEST // 100), st.integers(0, 99))
def test_every_amount_in_hundredths_survives(whole: int, hundredths: int) -> None:
    found = money(f"{whole}.{hundredths:02d}", "NOK")
    assert found is None or found.minor == whole * 100 + hundredths
    assert found is not None or whole * 100 + hundredths > LARGEST


def test_totals_need_every_part_in_one_currency() -> None:
    assert total([Money(1, "NOK"), Money(2, "NOK")]) == Money(3, "NOK")
    assert total([Money(1, "NOK"), None]) is None
    assert total([Money(1, "NOK"), Money(2, "SEK")]) is None
    assert total([Money(LARGEST, "NOK"), Money(1, "NOK")]) is None
    assert total([]) is None


@pytest.mark.parametrize(
    "raw",
    [
        "310400009",
        "310 400 009",
        "310\u00a0400\u00a0009",
        "310.400.009",
        "NO310400009MVA",
        "NO 310 400 009 MVA",
        "Org.nr. 310 400 009",
        "Org.nr.310400009",
        "0192:310400009",
        "Fjordvik kommune (310 400 009)",
        "310 400 008 / 310 400 009",
    ],
)
def test_norwegian_numbers_in_every_dress(raw: str) -> None:
    assert reference(raw, "NO") == VALID


@pytest.mark.parametrize("raw", ["310400008", "123", "n/a", "", "31040000", "3104000091", "310 400 009 1", "Fjordvik"])
def test_what_is_no_norwegian_number(raw: str) -> None:
    assert reference(raw, "NO") == ""


@given(st.integers(0, 99_999_999), st.sampled_from(["{}", "NO{}MVA", "Org.nr. {}", "{} "]))
def test_a_number_is_taken_exactly_when_its_check_digit_holds(body: int, dress: str) -> None:
    for check in "0123456789":
        number = f"{body:08d}{check}"
        assert reference(dress.format(number), "NO") == (number if orgnr.is_valid(number) else "")


@pytest.mark.parametrize(
    ("raw", "code", "wanted"),
    [
        ("556000-1234", "SE", "5560001234"),
        ("DE 999 999 946", "DE", "DE999999946"),
        ("991-12345-67", "DE", "9911234567"),
        ("n/a", "DE", ""),
        ("XYZ", "ES", ""),
        ("310 400 009", "", VALID),
        ("NO310400009MVA", "", VALID),
        ("310400009", "", "310400009"),
        ("310400008", "", "310400008"),
        ("12-34", "", "1234"),
        ("x" * 1000 + "1", "DE", ""),
    ],
)
def test_numbers_from_elsewhere(raw: str, code: str, wanted: str) -> None:
    assert reference(raw, code) == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("00123456-2024", "123456-2024"),
        ("123456-2024", "123456-2024"),
        ("2018/S 248-575188", "575188-2018"),
        ("2019/S 001-000123", "123-2019"),
        (" 9c0fd704-64d3-4294-a3b6-6df45911ab9f-01 ", "9c0fd704-64d3-4294-a3b6-6df45911ab9f-01"),
        ("n.a.", "n.a."),
    ],
)
def test_notices_are_referred_to_in_one_form(raw: str, wanted: str) -> None:
    assert notice_reference(raw) == wanted


@pytest.mark.parametrize(
    ("path", "notice_id", "wanted"),
    [
        ("2024-123456.xml", "3f6c…", "2024-123456"),
        ("a/b/2024-123456.xml", "3f6c…", "2024-123456"),
        ("all.zip!2024/2024-123456.xml", "3f6c…", "2024-123456"),
        ("C:\\notices\\2024-123456.xml", "3f6c…", "2024-123456"),
        ("anything.xml", "2022-352534", "2022-352534"),
        ("2024-OJS065-00191536.xml", "3f6c…", ""),
        ("629133-2023.xml", "3f6c…", ""),
        ("-", "3f6c…", ""),
    ],
)
def test_doffin_numbers(path: str, notice_id: str, wanted: str) -> None:
    assert doffin_number(path, notice_id) == wanted


def test_country_table_agrees_with_cldr() -> None:
    aliases = get_global("territory_aliases")
    for three, two in COUNTRIES.items():
        if len(three) == 3 and three not in {"1A0", "XKX"}:
            assert aliases[three][0] == two, three
    assert len(COUNTRIES) > 240


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("NOR", "NO"),
        ("GBR", "GB"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("swe", "SE"),
        ("NO", "NO"),
        (" DEU ", "DE"),
        ("ZZZ", "ZZZ"),
    ],
)
def test_countries(code: str, wanted: str) -> None:
    assert country(code) == wanted


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("NOR", "nb"),
        ("NOB", "nb"),
        ("NO", "nb"),
        ("NNO", "nn"),
        ("nn", "nn"),
        ("ENG", "en"),
        ("SME", "se"),
        ("eng", "en"),
        ("GER", "de"),
        ("XX", "xx"),
        ("", ""),
    ],
)
def test_languages(code: str, wanted: str) -> None:
    assert language(code) == wanted


@pytest.mark.parametrize(
    ("notice_type", "subtype", "form_type", "wanted"),
    [
        ("pin-only", "N4", "planning", "planning"),
        ("pmc", "E1", "consultation", "planning"),
        ("pin-cfc-standard", "CEI", "competition", "competition"),
        ("qu-sy", "15", "competition", "competition"),
        ("subco", "22", "competition", "competition"),
        ("veat", "25", "dir-awa-pre", "direct-award"),
        ("can-tran", "T02", "result", "result"),
        ("compl", "E5", "completion", "result"),
        ("can-modif", "E6", "cont-modif", "modification"),
        ("brin-eeig", "X01", "bri", "other"),
        ("corr", "23", "change", "competition"),
        ("", "N29", "", "result"),
        ("", "", "cont-modif", "modification"),
        ("new", "77", "new", "other"),
    ],
)
def test_stages(notice_type: str, subtype: str, form_type: str, wanted: str) -> None:
    assert stage(notice_type=notice_type, subtype=subtype, form_type=form_type) == wanted


def test_design_contests_are_known_by_type_or_subtype() -> None:
    assert is_design_contest("cn-desg", "")
    assert is_design_contest("", "36")
    assert not is_design_contest("cn-standard", "16")


PROPER = [
    "Løsningen på øya – «nyskapende» anskaffelser",
    "Größe und Maß für Geräte",
    "Usługi łączności, część główna",
    "N° 5 – l’innovation à l’école",
    "£250 000 – reuse of café furniture",
]


def misread(text: str, encoding: str) -> str:
    """The text as it looks after its UTF-8 bytes were taken for another encoding."""
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # in Windows-1252
    latin = encoding == "latin-1"
    return "".join(chr(b) if latin or b in undefined else bytes([b]).decode("cp1252") for b in text.encode())


@pytest.mark.parametrize("text", PROPER)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_double_encoding_is_undone(text: str, encoding: str) -> None:
    assert misread(text, encoding) != text
    assert mended(misread(text, encoding)) == text


@given(st.text("æøåÆØÅéüß–’«»§° abc\n"), st.sampled_from(["cp1252", "latin-1"]))
def test_any_double_encoded_norwegian_text_is_undone(text: str, encoding: str) -> None:
    assert mended(misread(f"{text}å", encoding)) == f"{text}å"
    assert mended(text) is text


@pytest.mark.parametrize(
    "text",
    [
        *PROPER,
        "plain",
        "Åse på Ås – ÅRDAL ÆØÅ",
        "ÂNGELO e NÃO, SÃO PAULO, CORAÇÃO",
        "„TÄ“ und „MÄ“ und „RÄ“",
        "a “IRMÃ” e “AMANHÔ",
        "PÅ–GÅ–TÅ–",
        "HØÅ™ MILJÅ® SMÅ² ØÅ™",
        "MILJØ® MILJØ® MILJØ®",
        "pâté à l’âge",
        "Ã",
        "Â",
        "â",
        "",
    ],
)
def test_proper_text_is_the_very_same_object(text: str) -> None:
    assert mended(text) is text


def test_only_the_broken_pairs_of_a_text_are_touched() -> None:
    assert mended("MILJØ® pÃ¥ Ãx â") == "MILJØ® på Ãx â"


def test_half_broken_text_is_mended_where_it_is_broken() -> None:
    assert mended("Både på norsk og pÃ¥ rot") == "Både på norsk og på rot"


@given(st.text(max_size=200))
def test_folding_is_the_plain_way_without_invisible_signs(text: str) -> None:
    for sign in "\u00ad\u200b\u200c\u2060\ufeff":
        text = text.replace(sign, "")
    assert fold(text) == " ".join(text.split())


def test_invisible_signs_are_taken_out() -> None:
    assert fold("\ufeffinno\u00advasjon \u200b og\tmer\n\n") == "innovasjon og mer"
