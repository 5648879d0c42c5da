"""Every TED XML notice at hand, read fast and read slowly: field by field the same.

The slow twin shares no code with the reader: it takes the namespaces out of the bytes, parses again, and asks one plain
XPath for each field. At hand are the real notices where they lie beside the project, and our own samples.
"""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from nybrott.core.notices import Notice, read

Root = etree._Element
Pair = tuple[Root, Notice]

ORIGINAL = "/TED_EXPORT/FORM_SECTION/*[@CATEGORY='ORIGINAL']"
FORM = f"({ORIGINAL})[1]"
BODY = f"{FORM}/CONTRACTING_BODY"
LOT = f"{FORM}/OBJECT_CONTRACT[1]/OBJECT_DESCR"
CURRENT = f"boolean({FORM}[contains(name(), '_2014') or name() = 'MOVE'])"

# Texts of the current forms → where they stand.
TEXTS = {
    "title": f"{ORIGINAL}/OBJECT_CONTRACT[1]/TITLE",
    "description": f"{ORIGINAL}/OBJECT_CONTRACT[1]/SHORT_DESCR",
    "note": f"{ORIGINAL}/COMPLEMENTARY_INFO/INFO_ADD",
    "lot-title": f"{ORIGINAL}/OBJECT_CONTRACT[1]/OBJECT_DESCR/TITLE | {ORIGINAL}/OBJECT_CONTRACT[position()>1]/TITLE"
    f" | {ORIGINAL}/OBJECT_CONTRACT[position()>1]/OBJECT_DESCR/TITLE",
    "lot-description": f"{ORIGINAL}/OBJECT_CONTRACT/OBJECT_DESCR/SHORT_DESCR"
    f" | {ORIGINAL}/OBJECT_CONTRACT[position()>1]/SHORT_DESCR",
    "lot-note": f"{ORIGINAL}/OBJECT_CONTRACT/OBJECT_DESCR/INFO_ADD",
    "criterion-name": f"{ORIGINAL}//AC_CRITERION",
    "criterion": f"{ORIGINAL}/PROCEDURE/CRITERIA_EVALUATION",
    "features": f"{ORIGINAL}/PROCEDURE/MAIN_FEATURES_AWARD",
    "justification": f"{ORIGINAL}/PROCEDURE//D_JUSTIFICATION",
    "change": f"{ORIGINAL}/CHANGES//TEXT | {ORIGINAL}/CHANGES/INFO_ADD | {ORIGINAL}/MODIFICATIONS_CONTRACT/*/SHORT_DESCR"
    f" | {ORIGINAL}/MODIFICATIONS_CONTRACT/*/ADDITIONAL_NEED"
    f" | {ORIGINAL}/MODIFICATIONS_CONTRACT/*/UNFORESEEN_CIRCUMSTANCE",
}

TENDERS = {
    "NB_TENDERS_RECEIVED": "tenders",
    "NB_TENDERS_RECEIVED_SME": "t-sme",
    "NB_TENDERS_RECEIVED_OTHER_EU": "t-oth-eea",
    "NB_TENDERS_RECEIVED_NON_EU": "t-no-eea",
    "NB_TENDERS_RECEIVED_EMEANS": "t-esubm",
}


WITHOUT_CENTS = {"ISK", "XOF"}  # of the currencies that occur in the files this is used on


def without_namespaces(data: bytes) -> Root:
    data = re.sub(rb'\sxmlns(:\w+)?="[^"]*"', b"", data)
    data = re.sub(rb"(</?)\w+:", rb"\1", data)
    return etree.fromstring(re.sub(rb'\s\w+:(\w+)="', rb' \1="', data), etree.XMLParser(remove_comments=True))


def first(node: Root, path: str) -> str:
    for found in node.xpath(path):
        return (found if isinstance(found, str) else found.text or "").strip()
    return ""


def all_of(node: Root, path: str) -> list[str]:
    return [(found if isinstance(found, str) else found.text or "").strip() for found in node.xpath(path)]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u200c\u2060\ufeff]", "", text)).strip()


def said(element: Root) -> str:
    """Paragraphs apart, everything inside one together."""
    paragraphs = element.xpath("./P")
    if not paragraphs:
        return folded(element.xpath("string()"))
    return folded(" ".join(str(p.xpath("string()")) for p in paragraphs))


def iso(compact: str) -> str:
    return f"{compact[:4]}-{compact[4:6]}-{compact[6:8]}"


def number(oj: str) -> str:
    year, _, rest = oj.partition("/S ")
    return f"{int(rest.split('-')[1])}-{year}" if re.fullmatch(r"\d{4}/S \d+-\d+", oj) else oj


def minor(element: Root) -> tuple[int, str]:
    currency = element.get("CURRENCY")
    return int(Decimal(element.text) * (1 if currency in WITHOUT_CENTS else 100)), currency


@pytest.fixture(scope="module")
def files(real_data: Path | None, samples: Path) -> list[Path]:
    folders = [samples / "ted"] + ([real_data / "notices" / "ted_legacy"] if real_data else [])
    found = [file for folder in folders for file in sorted(folder.rglob("*.xml"))]
    assert len(found) >= (1_700 if real_data else 7)
    return found


@pytest.fixture(scope="module")
def pairs(files: list[Path]) -> list[Pair]:
    pairs = []
    for file in files:
        data = file.read_bytes()
        (notice,) = read(data, path=str(file))
        assert isinstance(notice, Notice), notice
        pairs.append((without_namespaces(data), notice))
    return pairs


@pytest.fixture(scope="module")
def current(pairs: list[Pair]) -> list[Pair]:
    """Those in the forms of R2.0.9."""
    found = [(root, notice) for root, notice in pairs if root.xpath(CURRENT)]
    assert len(found) > 0.9 * len(pairs) or len(found) == len(pairs) - 1
    return found


def test_every_notice_is_read_and_says_the_essential(pairs: list[Pair]) -> None:
    for _, notice in pairs:
        assert notice.format == "ted-xml"
        assert all((notice.title(), notice.buyers, notice.country, notice.cpv_main, notice.published_on)), notice.path


def test_identity_and_dates(pairs: list[Pair]) -> None:
    for root, notice in pairs:
        assert notice.notice_id == root.get("DOC_ID"), notice.path
        coded = "/TED_EXPORT/CODED_DATA_SECTION"
        assert str(notice.published_on) == iso(first(root, f"{coded}/REF_OJS/DATE_PUB")), notice.path
        assert str(notice.dispatched_on) == iso(first(root, f"{coded}/CODIF_DATA/DS_DATE_DISPATCH")), notice.path
        assert notice.publication_ref == number(first(root, f"{coded}/NOTICE_DATA/NO_DOC_OJS")), notice.path
        assert notice.language == first(root, f"{FORM}/@LG").lower(), notice.path
        wanted = {number(n) for n in all_of(root, f"{coded}//REF_NOTICE/NO_DOC_OJS")}
        wanted |= {number(n) for n in all_of(root, f"{ORIGINAL}/PROCEDURE//NOTICE_NUMBER_OJ")}
        assert wanted <= set(notice.previous) | {notice.publication_ref}, notice.path


def test_forms_and_procedures(pairs: list[Pair]) -> None:
    strict = {"G": "innovation", "C": "comp-dial"}
    for root, notice in pairs:
        code = first(root, "//PR_PROC/@CODE")
        assert (notice.procedure in strict.values()) == (code in strict), notice.path
        assert notice.procedure == strict.get(code, notice.procedure), notice.path
        if root.xpath(f"boolean({FORM}//PT_INNOVATION_PARTNERSHIP)"):
            assert notice.procedure == "innovation", notice.path
        is_contest = first(root, "//TD_DOCUMENT_TYPE/@CODE") in {"D", "R"}
        assert (notice.procedure == "design-contest") == is_contest, notice.path
        written = first(root, f"{FORM}/NOTICE/@TYPE")
        assert notice.notice_type == written or not written, notice.path
        digits = re.sub(r"\D", "", notice.subtype)
        assert digits == re.sub(r"\D", "", first(root, f"{FORM}/@FORM")).rjust(len(digits), "0"), notice.path


def test_no_stage_is_unknown_but_that_of_corrections(pairs: list[Pair]) -> None:
    assert {notice.subtype for _, notice in pairs if notice.stage == "other"} <= {"F14"}


def test_buyers(current: list[Pair]) -> None:
    addresses = f"{BODY}/ADDRESS_CONTRACTING_BODY | {BODY}/ADDRESS_CONTRACTING_BODY_ADDITIONAL"
    countries = {"UK": "GB", "EL": "GR"}
    for root, notice in current:
        rows = {}
        for address in root.xpath(addresses):
            country = first(address, "COUNTRY/@VALUE")
            row = (
                folded(first(address, "OFFICIALNAME")),
                first(address, "NATIONALID"),
                countries.get(country, country),
                first(address, "NUTS/@CODE"),
            )
            rows[row] = None
        found = {(b.name, b.ref_raw, b.country, b.nuts): None for b in notice.buyers}
        assert list(found) == list(rows), notice.path
        assert first(root, f"{BODY}/CA_TYPE/@VALUE") in {notice.buyers[0].legal_type, ""}, notice.path


def test_every_text_is_there_and_none_twice(current: list[Pair]) -> None:
    for root, notice in current:
        contents = [text.content for text in notice.texts]
        assert len(contents) == len(set(contents)), notice.path
        if notice.remarks:
            continue
        for field, path in TEXTS.items():
            wanted = {said(element) for element in root.xpath(path)} - {""}
            assert wanted <= set(contents), (notice.path, field)
            assert {text.content for text in notice.texts if text.field == field} <= wanted, (notice.path, field)


def test_classes_and_values(current: list[Pair]) -> None:
    for root, notice in current:
        assert notice.cpv_main == first(root, f"{FORM}/OBJECT_CONTRACT[1]/CPV_MAIN/CPV_CODE/@CODE"), notice.path
        coded = set(all_of(root, "//ORIGINAL_CPV/@CODE"))
        assert {notice.cpv_main, *notice.cpv_additional} - {notice.cpv_main} == coded - {notice.cpv_main}, notice.path
        for field, path in (("estimated", "VAL_ESTIMATED_TOTAL"), ("awarded", "VAL_TOTAL")):
            for element in root.xpath(f"{FORM}/OBJECT_CONTRACT[1]/{path}"):
                found = getattr(notice, field)
                assert (found.minor, found.currency) == minor(element), notice.path


def test_lots(current: list[Pair]) -> None:
    for root, notice in current:
        rows = root.xpath(LOT)
        assert len(notice.lots) == len(rows) + len(root.xpath(f"{FORM}/OBJECT_CONTRACT[position()>1]")), notice.path
        for lot, row in zip(notice.lots, rows, strict=False):
            assert first(row, "LOT_NO") in {lot.ref, ""}, notice.path
            assert str(lot.starts_on or "") == first(row, "DATE_START|QS/DATE_START"), (notice.path, lot.ref)
            assert str(lot.ends_on or "") == first(row, "DATE_END|QS/DATE_END"), (notice.path, lot.ref)
            assert str(lot.duration or "") == first(row, "DURATION").lstrip("0"), (notice.path, lot.ref)
            assert list(lot.cpv_additional) == list(dict.fromkeys(all_of(row, "CPV_ADDITIONAL/CPV_CODE/@CODE")))
            assert list(lot.nuts) == list(dict.fromkeys(all_of(row, "NUTS/@CODE"))), (notice.path, lot.ref)
            assert (lot.variants == "allowed") == bool(row.xpath("ACCEPTED_VARIANTS")), (notice.path, lot.ref)
            assert (lot.eu_funded == "eu-funds") == bool(row.xpath("EU_PROGR_RELATED")), (notice.path, lot.ref)
            assert str(lot.deadline_on or "") == first(root, f"{FORM}/PROCEDURE/DATE_RECEIPT_TENDERS"), notice.path
            framework = bool(root.xpath(f"{FORM}/PROCEDURE/FRAMEWORK"))
            assert bool(lot.framework) == framework, (notice.path, lot.ref)


def test_award_criteria(current: list[Pair]) -> None:
    kinds = {"AC_QUALITY": "quality", "AC_COST": "cost", "AC_PRICE": "price", "AC_CRITERIA": "", "AC_CRITERION": ""}
    paths = "|".join(f".//{name}[not(parent::AC_QUALITY|parent::AC_COST|parent::AC_CRITERIA)]" for name in kinds)
    for root, notice in current:
        wanted = []
        for lot in root.xpath(f"{FORM}/OBJECT_CONTRACT/OBJECT_DESCR"):
            for element in lot.xpath(paths):
                name = element if element.tag == "AC_CRITERION" else next(iter(element.xpath("AC_CRITERION")), None)
                wanted.append(
                    (kinds[element.tag], said(name) if name is not None else "", first(element, "AC_WEIGHTING"))
                )
        assert [(c.kind, c.name, folded(c.weight)) for c in notice.criteria] == wanted, notice.path


def test_results(current: list[Pair]) -> None:
    """Lot by lot, as far as the awards name their lots."""
    seen = 0
    for root, notice in current:
        blocks = root.xpath(f"{FORM}/AWARD_CONTRACT")
        by_lot: dict[str, list[Root]] = defaultdict(list)
        for block in blocks:
            by_lot[first(block, "LOT_NO")].append(block)
        if not blocks or "" in by_lot:
            continue
        assert [result.lot for result in notice.results] == list(by_lot), notice.path
        for result in notice.results:
            group = by_lot[result.lot]
            awarded = [block for block in group if not block.xpath("NO_AWARDED_CONTRACT")]
            where = (notice.path, result.lot)
            assert (result.outcome == "selec-w") == bool(awarded), where
            winners = [w for block in awarded for w in block.xpath(".//CONTRACTOR")]
            rows = {
                (
                    folded(first(w, "ADDRESS_CONTRACTOR/OFFICIALNAME")),
                    first(w, "ADDRESS_CONTRACTOR/NATIONALID"),
                    "sme" if w.xpath("SME") else "large" if w.xpath("NO_SME") else "",
                )
                for w in winners
            }
            assert {(w.name, w.ref_raw, w.size) for w in result.winners} == rows, where
            for name, kind in TENDERS.items():
                counts = [int(n) for block in group for n in all_of(block, f".//{name}")]
                assert dict(result.tenders).get(kind) == max(counts, default=None), where
            values = [minor(v) for block in awarded for v in block.xpath(".//VAL_TOTAL")]
            if values and len(values) == len(awarded) and len({currency for _, currency in values}) == 1:
                assert result.awarded is not None, where
                assert result.awarded.minor == sum(value for value, _ in values), where
                seen += 1
            dates = all_of(block := group[0], ".//DATE_CONCLUSION_CONTRACT") if len(group) == 1 else []
            assert not dates or str(result.concluded_on) == dates[0], (where, block)
    assert seen >= 1


def test_modifications_and_corrections(current: list[Pair]) -> None:
    for root, notice in current:
        if root.xpath(f"boolean({FORM}/MODIFICATIONS_CONTRACT)"):
            assert notice.stage == "modification", notice.path
            for after in root.xpath(f"{FORM}/MODIFICATIONS_CONTRACT//VAL_TOTAL_AFTER"):
                assert notice.awarded is not None, notice.path
                assert (notice.awarded.minor, notice.awarded.currency) == minor(after), notice.path
            assert {change.of for change in notice.changes} == {
                number(first(root, f"{FORM}/PROCEDURE/NOTICE_NUMBER_OJ"))
            }
        elif root.xpath(f"boolean({FORM}/CHANGES)"):
            of = number(first(root, f"{FORM}/COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ"))
            assert {change.of for change in notice.changes} == {of}, notice.path
            assert {change.section for change in notice.changes} == set(all_of(root, f"{FORM}/CHANGES//SECTION"))


OLDER_TITLES = ("TITLE_CONTRACT", "TI_DOC", "TITLE_QUALIFICATION_SYSTEM", "TITLE_DESIGN_CONTACT_NOTICE")
OLDER_LOT = "contains(name(), 'ANNEX_B') or name() = 'LOT_PRIOR_INFORMATION'"


def test_older_forms(pairs: list[Pair]) -> None:
    older = [(root, notice) for root, notice in pairs if not root.xpath(CURRENT)]
    assert older
    for root, notice in older:
        titles = root.xpath("|".join(f"{FORM}//{name}" for name in OLDER_TITLES))
        assert notice.title() in {said(title) for title in titles}, notice.path
        profile = f"{FORM}//CA_CE_CONCESSIONAIRE_PROFILE"
        name = first(root, f"{profile}/ORGANISATION/OFFICIALNAME") or first(root, f"{profile}/ORGANISATION")
        assert notice.buyers[0].name == folded(name or first(root, "//AA_NAME")), notice.path
        assert notice.buyers[0].ref_raw == first(root, f"{profile}//NATIONALID"), notice.path
        main = first(root, f"({FORM}//CPV_MAIN[not(ancestor::*[{OLDER_LOT}])]/CPV_CODE/@CODE)[1]") or first(
            root, "//ORIGINAL_CPV/@CODE"
        )
        assert notice.cpv_main == main, notice.path
        awards = root.xpath(f"{FORM}//*[starts-with(name(), 'AWARD_OF_CONTRACT')]")
        winners = {
            folded(first(contact, "ORGANISATION/OFFICIALNAME") or first(contact, "ORGANISATION"))
            for award in awards
            for contact in award.xpath("ECONOMIC_OPERATOR_NAME_ADDRESS/*")
        }
        assert {w.name for result in notice.results for w in result.winners} == winners, notice.path
        assert len(awards) >= len(notice.results) > 0 or not awards, notice.path
        lots = root.xpath(f"{FORM}//*[{OLDER_LOT}]")
        assert not lots or len(notice.lots) == len(lots), notice.path
