"""Every eForms notice at hand, read fast and read slowly: field by field the same.

At hand are the real notices and the official examples where they lie beside the project, else our own samples.
"""

from pathlib import Path

import pytest
from lxml import etree

from nybrott.core.notices import Notice, ReadError, read
from nybrott.core.notices.tests import slow_twin as twin

Pair = tuple[etree._Element, Notice]


@pytest.fixture(scope="module")
def files(real_data: Path | None, samples: Path) -> list[Path]:
    folders = [samples / "notices"]
    if real_data is not None:
        folders += [real_data / "notices" / "eforms", real_data / "official_examples_synthetic"]
    found = [file for folder in folders for file in sorted(folder.rglob("*.xml")) if b"p27/eforms" in file.read_bytes()]
    assert len(found) >= (200 if real_data is not None else 24)
    return found


@pytest.fixture(scope="module")
def pairs(files: list[Path]) -> list[Pair]:
    pairs = []
    for file in files:
        data = file.read_bytes()
        (notice,) = read(data, path=str(file))
        assert isinstance(notice, Notice), notice
        pairs.append((etree.fromstring(data), notice))
    return pairs


def test_no_notice_of_the_right_kind_is_refused(pairs: list[Pair], files: list[Path]) -> None:
    assert len(pairs) == len(files)
    assert all(notice.format == "eforms" and notice.notice_id for _, notice in pairs)


def test_the_official_tests_that_are_no_notices_are_refused_by_name(real_data: Path | None, samples: Path) -> None:
    folder = real_data / "official_examples_synthetic" if real_data else samples / "broken"
    refused = []
    for file in sorted(folder.rglob("*.xml")):
        (answer,) = read(file.read_bytes(), path=str(file))
        if isinstance(answer, ReadError):
            refused.append(answer)
    assert refused
    assert all(error.path and error.place and error.reason for error in refused)
    if real_data:
        assert {error.place for error in refused} == {"element testSet"}


@pytest.mark.parametrize("field", sorted(twin.VALUES))
def test_single_values(pairs: list[Pair], field: str) -> None:
    for root, notice in pairs:
        assert getattr(notice, field) == twin.VALUES[field](root), notice.path


def test_identity_and_dates(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        written = twin.first(root, "/*/cbc:ID[@schemeName='notice-id']")
        assert written in {notice.notice_id, ""}, notice.path
        if not written:
            assert any("no notice identifier" in remark for remark in notice.remarks), notice.path
        published = twin.first(root, f"{twin.EXTENSION}/efac:Publication/efbc:PublicationDate")
        transmitted = twin.first(root, f"{twin.EXTENSION}/efbc:TransmissionDate")
        issued = twin.date(twin.first(root, "/*/cbc:IssueDate")) or twin.date(transmitted)
        assert str(notice.published_on or "") == (twin.date(published) or issued), notice.path
        assert str(notice.dispatched_on or "") == issued, notice.path
        assert str(notice.planned_on or "") == twin.date(twin.first(root, "/*/cbc:PlannedDate")), notice.path


def test_buyers_are_those_the_notice_points_to(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        rows = [(b.name, b.ref_raw, b.nuts, b.size, b.legal_type, b.activity) for b in notice.buyers]
        assert rows == twin.buyers(root), notice.path


def test_every_text_is_there_and_none_twice(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        contents = [text.content for text in notice.texts]
        assert len(contents) == len(set(contents)), notice.path
        for field, wanted in twin.contents(root).items():
            assert wanted <= set(contents), (notice.path, field)
            assert {text.content for text in notice.texts if text.field == field} <= wanted


def test_own_language_comes_first(pairs: list[Pair]) -> None:
    for _, notice in pairs:
        own = [text.language == notice.language for text in notice.texts]
        assert own == sorted(own, reverse=True), notice.path


def test_classification_and_value_of_the_procurement(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        whole = "/*/cac:ProcurementProject"
        main = twin.first(root, f"{whole}/cac:MainCommodityClassification/cbc:ItemClassificationCode")
        assert main in {notice.cpv_main, ""}, notice.path
        additional = f"{whole}/cac:AdditionalCommodityClassification/cbc:ItemClassificationCode"
        assert set(notice.cpv_additional) == {e.text.strip() for e in twin.found(root, additional) if e.text}
        estimated = twin.minor(twin.one(root, f"{whole}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"))
        if estimated:
            assert notice.estimated is not None, notice.path
            assert (notice.estimated.minor, notice.estimated.currency) == estimated, notice.path


def test_lots(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        wanted = twin.lots(root)
        assert len(notice.lots) == len(wanted), notice.path
        for lot, row in zip(notice.lots, wanted, strict=True):
            for name in ("ref", "kind", "cpv_main", "framework", "dynamic", "variants", "eu_funded"):
                assert getattr(lot, name) == row[name], (notice.path, lot.ref, name)
            for name in ("starts_on", "ends_on", "deadline_on"):
                assert str(getattr(lot, name) or "") == row[name], (notice.path, lot.ref, name)
            assert str(lot.duration if lot.duration is not None else "") == row["duration"], (notice.path, lot.ref)
            assert (lot.estimated and (lot.estimated.minor, lot.estimated.currency)) == row["estimated"], notice.path
            assert set(lot.nuts) == row["nuts"], (notice.path, lot.ref)


def test_award_criteria_with_their_weights(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        assert [(c.kind, c.weight) for c in notice.criteria] == twin.criteria(root), notice.path


def test_strategic_codes(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        assert {(code.field, code.value, code.lot) for code in notice.codes} == twin.codes(root), notice.path


def test_results_and_winners(pairs: list[Pair]) -> None:
    seen = 0
    for root, notice in pairs:
        wanted = twin.results(root)
        assert len(notice.results) == len(wanted), notice.path
        for result, row in zip(notice.results, wanted, strict=True):
            where = (notice.path, result.lot)
            assert (result.lot, result.outcome, result.not_awarded_reason) == (
                row["lot"],
                row["outcome"],
                row["reason"],
            )
            assert list(result.tenders) == row["tenders"], where
            if row["contracts"]:
                seen += 1
                winners = [(w.name, w.ref_raw, w.nuts, w.size) for w in result.winners]
                assert winners == row["winners"], where
                if all(row["values"]) and len({currency for _, currency in row["values"]}) == 1:
                    assert result.awarded is not None, where
                    assert result.awarded.minor == sum(amount for amount, _ in row["values"]), where
        total = twin.minor(twin.one(root, f"{twin.EXTENSION}/efac:NoticeResult/cbc:TotalAmount"))
        if total:
            assert notice.awarded is not None, notice.path
            assert (notice.awarded.minor, notice.awarded.currency) == total, notice.path
    assert seen >= 5


def test_norwegian_numbers_come_from_the_identifier_or_the_file_name(pairs: list[Pair]) -> None:
    norwegian = [notice for _, notice in pairs if notice.country == "NO" and Path(notice.path).stem[:4].isdigit()]
    assert norwegian
    for notice in norwegian:
        assert notice.doffin_ref == Path(notice.path).stem
        assert notice.url.endswith(notice.doffin_ref)


def test_stages_are_known_for_every_form(pairs: list[Pair]) -> None:
    unknown = {notice.notice_type for _, notice in pairs if notice.stage == "other"}
    assert unknown <= {"brin-ecs", "brin-eeig"}
