"""JSON that is broken, foreign, enormous or of the wrong type everywhere: an answer, never an exception."""

import json
import tracemalloc
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nybrott.core.notices import Notice, ReadError, read, records_json
from nybrott.core.notices.records_json import NotJson, parsed

SAMPLE = Path(__file__).resolve().parents[4] / "samples" / "ocds" / "2024-package.json"
UNEXPECTED = "reading stopped unexpectedly"


def answers(data: bytes, path: str = "x.json") -> list[Notice | ReadError]:
    found = list(read(data, path=path))
    for one in found:
        if isinstance(one, ReadError):
            assert one.place
            assert one.reason
            assert UNEXPECTED not in one.reason, one
        else:
            json.dumps([text.content for text in one.texts], ensure_ascii=False).encode()  # fit to be stored
    return found


def refused(data: bytes) -> ReadError:
    (found,) = answers(data)
    assert isinstance(found, ReadError), found
    return found


@pytest.mark.parametrize("end", range(1, 6_000, 251))
def test_every_cut_of_the_sample_is_refused_with_its_place(end: int) -> None:
    data = SAMPLE.read_bytes()[:end]
    error = refused(data)
    assert "cut off" in error.reason
    assert error.place.startswith("line ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{}", "says nothing of a procurement"),
        (b"[]", "no object"),
        (b"[[]]", "no object"),
        (b'["a"]', "no object"),
        (b'{"releases": {}}', "says nothing"),
        (b'{"releases": [{"tender": []}]}', "says nothing"),
        (b'{"records": {"releases": 7}}', "no object"),
        (b"{'single': 'quotes'}", "not well-formed"),
        (b'{"a": 1,}', "not well-formed"),
        (b"[1, 2", "cut off"),
        (b"{\xff\xfe}", "not well-formed"),
    ],
)
def test_what_is_no_ocds_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert reason in refused(data).reason


def test_deep_nesting_is_refused() -> None:
    for opening in (b"[", b'{"tender":', b'{"releases":[', b'{"records":['):
        error = refused(opening * 100_000)
        assert "nested deeper" in error.reason
    found = answers(b'{"tender":{"title":"T","lots":' + b"[" * 500 + b"]" * 500 + b"}}")
    assert isinstance(found[0], Notice)


def test_more_values_than_are_read_are_refused_before_memory_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"[" + b"[]," * 2_000_000 + b"[]]"
    monkeypatch.setattr(records_json, "MOST_VALUES", 1_000_000)
    tracemalloc.start()
    error = refused(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "more than the 1 million values" in error.reason
    assert peak < 10_000_000


def test_three_and_a_half_thousand_lots_with_items_and_awards() -> None:
    numbers = range(3_500)
    lots = [{"id": f"L{n}", "title": f"Lot {n}", "value": {"amount": n + 1, "currency": "EUR"}} for n in numbers]
    items = [{"relatedLot": f"L{n}", "classification": {"scheme": "CPV", "id": "45000000"}} for n in numbers]
    awards = [
        {"id": f"A{n}", "status": "active", "relatedLots": [f"L{n}"], "suppliers": [{"id": f"S{n}"}]} for n in numbers
    ]
    parties = [{"id": f"S{n}", "name": f"W {n}"} for n in numbers]
    contracts = [{"awardID": f"A{n}", "dateSigned": "2025-01-01"} for n in numbers]
    tender = {"title": "T", "lots": lots, "items": items}
    release = {"id": "1", "tender": tender, "awards": awards, "parties": parties, "contracts": contracts}
    start = process_time()
    (found,) = answers(json.dumps(release).encode())
    assert process_time() - start < 5
    assert isinstance(found, Notice)
    assert len(found.lots) == len(found.results) == 3_500
    assert found.results[-1].winners[0].name == "W 3499"
    assert found.lots[-1].cpv_main == "45000000"


def test_strings_are_fit_to_be_stored_whatever_they_hold() -> None:
    data = '{"id":"a\\u0000b","tender":{"title":"half \\ud83d and \\udc00","description":"c\\u0001d\\te"}}'
    (found,) = answers(data.encode())
    assert isinstance(found, Notice)
    assert found.notice_id == "a b"
    assert [text.content for text in found.texts] == ["half \ufffd and \ufffd", "c d e"]


def test_other_encodings() -> None:
    release = '{"id":"1","tender":{"title":"Blåbær"}}'
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        (found,) = answers(release.encode(encoding))
        assert isinstance(found, Notice)
        assert found.title() == "Blåbær"
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le"):
        assert parsed(release.encode(encoding)) == json.loads(release)


def test_numbers_out_of_this_world() -> None:
    tender = '{"title":"T","value":{"amount":%s,"currency":"EUR"},"numberOfTenderers":%s}'
    for number in ("1e400", "-5", "NaN", "Infinity", "9" * 5_000, "1E-99", '"1E"', "true", "[1]"):
        (found,) = answers(f'{{"id":1,"tender":{tender % (number, number)}}}'.encode())
        assert isinstance(found, Notice)
        assert found.estimated is None or found.estimated.minor == 0, number
        assert found.results == ()


def test_parsing_says_whether_more_follows_or_the_end_came_too_soon() -> None:
    with pytest.raises(NotJson) as raised:
        parsed(b'{"a":1}\n{"b":2}')
    assert raised.value.goes_on
    with pytest.raises(NotJson) as raised:
        parsed(b'{"a":"b')
    assert raised.value.is_open


_KEYS = """
    ocid id tag date language parties roles name identifier additionalIdentifiers address country details buyer tender
    title description status lots items classification scheme value amount currency tenderPeriod endDate awards
    suppliers relatedLots relatedLot contracts awardID dateSigned period bids statistics measure sustainability goal
    strategies awardCriteria criteria numbers techniques frameworkAgreement method submissionTerms variantPolicy
    releases records compiledRelease planning budget amendments relatedProcesses legalBasis procuringEntity
    procurementMethodDetails procurementMethodRationaleClassifications deliveryAddresses region classifications
"""
KEYS = st.sampled_from(_KEYS.split())
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["", "CPV", "cpv", "45000000", "EUR", "buyer", "active", "2025-02-30", "x" * 200, "\x00", "1"]),
    st.text(max_size=8),
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=7), max_leaves=50
)


@given(JSON)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_type_anywhere_is_read_or_refused(document: object) -> None:
    answers(json.dumps(document).encode())
    answers(json.dumps({"ocid": "o", "tender": document, "parties": document, "awards": document}).encode())


@given(st.data())
def test_a_release_with_one_value_of_the_wrong_type_is_still_a_notice(data: st.DataObject) -> None:
    release = json.loads(SAMPLE.read_bytes())["releases"][data.draw(st.integers(0, 2))]
    place: object = release
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))  # type: ignore[arg-type]
        key = data.draw(st.sampled_from(keys))
        inner = place[key]  # type: ignore[index]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        place = inner
    place[key] = data.draw(JSON)  # type: ignore[index]
    (found,) = answers(json.dumps(release).encode())
    assert isinstance(found, Notice | ReadError)
