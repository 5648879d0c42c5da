"""Input that is broken, foreign or meant to hurt: always an answer, never an exception, never for long."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nybrott.core.notices import Notice, ReadError, read, reading
from nybrott.core.notices.tests.test_eforms import UBL, XMLNS, document, lot, organisations, project

SAMPLES = Path(__file__).resolve().parents[4] / "samples" / "notices"
UNEXPECTED = "reading stopped unexpectedly"
BODY = f'<ContractNotice xmlns="{UBL}ContractNotice-2" {XMLNS}>{{}}</ContractNotice>'
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def only(data: bytes, path: str = "x.xml") -> Notice | ReadError:
    (found,) = read(data, path=path)
    if isinstance(found, ReadError):
        assert found.path == path
        assert found.place
        assert found.reason
        assert UNEXPECTED not in found.reason
    return found


def refused(data: bytes) -> ReadError:
    found = only(data)
    assert isinstance(found, ReadError), found
    return found


def entity(declared: str, used: str) -> bytes:
    return f"<!DOCTYPE a [{declared}]>{BODY.format(used)}".encode()


@pytest.mark.parametrize(
    "data",
    [
        entity(f'<!ENTITY e0 "aaaaaaaaaa">{BOMB}', "<cbc:ID>&e9;</cbc:ID>"),
        entity(f'<!ENTITY e0 "aaaaaaaaaa">{BOMB}', '<cbc:ID schemeName="&e9;">1</cbc:ID>'),
        entity(f'<!ENTITY e0 "{"a" * 100_000}">', f"<cbc:ID>{'&e0;' * 10_000}</cbc:ID>"),
        entity('<!ENTITY e "&e;">', "<cbc:ID>&e;</cbc:ID>"),
        entity('<!ENTITY e SYSTEM "file:///etc/passwd">', "<cbc:ID>&e;</cbc:ID>"),
        entity('<!ENTITY e SYSTEM "http://localhost:9/e">', "<cbc:ID>&e;</cbc:ID>"),
        entity('<!ENTITY % p SYSTEM "http://localhost:9/p"> %p;', "<cbc:ID>1</cbc:ID>"),
        entity('<!ENTITY harmless "x">', "<cbc:ID>1</cbc:ID>"),
        entity("", "<cbc:ID>&unknown;</cbc:ID>"),
    ],
    ids=["bomb", "bomb-attribute", "quadratic", "loop", "file", "network", "parameter", "declared", "undeclared"],
)
def test_entities_are_refused_whatever_they_do(data: bytes) -> None:
    assert "entities" in refused(data).reason


def test_an_outer_document_type_is_never_loaded(tmp_path: Path) -> None:
    outer = tmp_path / "outer.dtd"
    outer.write_text('<!ENTITY e "from outside">')
    for address in (outer.as_uri(), str(outer), "http://localhost:9/outer.dtd"):
        doctype = f'<!DOCTYPE ContractNotice SYSTEM "{address}">'
        assert "entities" in refused((doctype + BODY.format("<cbc:ID>&e;</cbc:ID>")).encode()).reason
        found = only((doctype + BODY.format("<cbc:ID>1</cbc:ID>")).encode())
        assert isinstance(found, Notice)
        assert found.notice_id == "1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (bytes(range(256)), "no kind of notice"),
        (b"\x00" * 1000, "no kind of notice"),
        (b"PK\x03\x04", "no kind of notice"),
        (b"\x1f\x8b\x08", "no kind of notice"),
        (b"id;title\n1;x", "no kind of notice"),
        (b"<html><body/></html>", "html is no kind of notice"),
        (b"<a:b xmlns:a='c'/>", "b is no kind of notice"),
        (b"<!DOCTYPE html><html><br></html>", "do not close"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding"),
        ("<?xml version='1.0' encoding='UTF-8'?><a>å</a>".encode("latin-1"), "encoding"),
        (b"<a b=1/>", "not well-formed"),
        (BODY.format("<cbc:ID>").encode(), "do not close"),
        (BODY.format("<a>" * 100_000).encode(), "256 deep"),
        (BODY.format(f"<a>{'x' * 10_500_000}</a>").encode(), "10 MB"),
    ],
)
def test_reasons_in_plain_words(data: bytes, reason: str) -> None:
    assert reason in refused(data).reason


def test_a_file_of_two_hundred_megabytes_is_refused_without_a_copy() -> None:
    data = b"<" + b" " * (200 * 1024 * 1024)
    tracemalloc.start()
    error = refused(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "64 MB" in error.reason
    assert peak < 1_000_000


@pytest.mark.parametrize("piece", ["<a/>", "<a b=''/>", "<a><!----></a>"])
def test_a_file_of_nothing_but_markup_is_refused_before_it_is_parsed(piece: str) -> None:
    data = BODY.format(piece * (4_000_000 // piece.count("<"))).encode()
    assert len(data) < reading.LARGEST_DOCUMENT
    assert "more elements" in refused(data).reason


def test_three_thousand_five_hundred_lots() -> None:
    price = """<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="NOK">1000.10
      </cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>"""
    body = "".join(lot(project(f"<cbc:Name>Delkontrakt {n}</cbc:Name>{price}"), f"LOT-{n:04d}") for n in range(3500))
    found = only(document(body))
    assert isinstance(found, Notice)
    assert len(found.lots) == 3500
    assert found.estimated is not None
    assert found.estimated.minor == 3500 * 100010
    assert len(found.texts) == 3500


def test_many_organisations_and_attributes_do_not_hurt() -> None:
    attributes = " ".join(f'a{n}="1"' for n in range(20_000))
    found = only(document(f"<cbc:Note {attributes}/>", organisations(*[f"O{n}" for n in range(5_000)])))
    assert isinstance(found, Notice)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_encodings_and_byte_order_marks(encoding: str) -> None:
    name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    text = f'<?xml version="1.0" encoding="{name}"?>{document(project("<cbc:Name>Øy</cbc:Name>")).decode()}'
    found = only(text.encode(encoding))
    assert isinstance(found, Notice)
    assert found.title() == "Øy"


def test_white_space_before_the_declaration_is_forgiven() -> None:
    assert isinstance(only(b'\n  <?xml version="1.0"?>' + document()), Notice)


def test_a_truncated_notice_says_where_it_ends(samples: Path) -> None:
    for file in sorted((samples / "broken").glob("*.xml")):
        error = refused(file.read_bytes())
        assert error.place.startswith("line ")
        assert "cut off" in error.reason


def test_every_way_of_cutting_a_notice_gives_one_answer() -> None:
    data = (SAMPLES / "2023-000224.xml").read_bytes()
    for end in range(0, len(data) - 2, 97):
        assert isinstance(only(data[:end]), ReadError), end


def test_a_reader_s_own_mistake_becomes_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(root: object, path: str) -> Notice:
        raise RuntimeError("surprise")

    monkeypatch.setitem(reading.XML_ROOTS, "ContractNotice", broken)
    (found,) = read(document(), path="x.xml")
    assert found == ReadError("x.xml", "whole file", "reading stopped unexpectedly (RuntimeError: surprise)")


def test_another_format_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines(data: bytes, path: str) -> Iterator[Notice | ReadError]:
        for number, line in enumerate(data.split(), 1):
            yield ReadError(path, f"line {number}", line.decode())

    monkeypatch.setitem(reading.OTHER_FORMATS, "jsonl", lines)
    monkeypatch.setattr(reading, "LARGEST_DOCUMENT", 1)
    assert [error.reason for error in read(b"a b", path="x.jsonl") if isinstance(error, ReadError)] == ["a", "b"]
    (too_large,) = read(b'{"a": 1}', path="x.json")
    assert isinstance(too_large, ReadError)


FILES = sorted(SAMPLES.glob("*.xml"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_mutated_notices_never_raise(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    changed = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(changed) - 1))
        kind = data.draw(st.sampled_from(["replace", "delete", "insert", "double"]))
        if kind == "replace":
            changed[place] = data.draw(st.integers(0, 255))
        elif kind == "delete":
            del changed[place : place + data.draw(st.integers(1, 200))]
        elif kind == "insert":
            changed[place:place] = data.draw(st.binary(max_size=20))
        else:
            changed[place:place] = changed[place : place + data.draw(st.integers(1, 500))]
        if not changed:
            break
    only(bytes(changed), str(file))


NAMES = """cbc:ID cbc:Name cac:Party cac:ProcurementProject cac:ProcurementProjectLot cac:TenderingTerms
cac:TenderingProcess ext:UBLExtensions efext:EformsExtension efac:NoticeResult efac:LotResult efac:LotTender
efac:SettledContract efac:Organizations efac:Organization efac:Company efac:Changes efac:Change efac:ChangeReason
cac:PlannedPeriod cbc:DurationMeasure cbc:EndDate cac:RequestedTenderTotal cbc:EstimatedOverallContractAmount
cac:ContractingParty efac:TenderLot cac:AwardingTerms cac:AwardingCriterion cac:SubordinateAwardingCriterion
cbc:IssueDate cac:PartyIdentification cac:PartyLegalEntity cbc:CompanyID cac:ProcessJustification"""
TAG = st.sampled_from(NAMES.split())
TREE = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="<&>"), max_size=12),
    lambda inner: st.tuples(TAG, st.lists(inner, max_size=4)),
    max_leaves=25,
)


def written(tree: object) -> str:
    if isinstance(tree, str):
        return tree
    tag, inside = tree  # type: ignore[misc]
    return f"<{tag}>{''.join(written(part) for part in inside)}</{tag}>"


@settings(max_examples=300, deadline=None)
@given(st.lists(TREE, min_size=1, max_size=5))
def test_well_formed_nonsense_never_raises(trees: list[object]) -> None:
    only(BODY.format("".join(map(written, trees))).encode())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_never_raise(data: bytes) -> None:
    only(data)
