"""Small invented eForms notices, and what a lake's folder holds, for tests."""

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
 xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
 xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1"
 xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">"""

# stage → (form type, notice type, subtype)
_FORMS = {
    "planning": ("planning", "pin-only", "4"),
    "competition": ("competition", "cn-standard", "16"),
    "direct-award": ("dir-awa-pre", "veat", "25"),
    "result": ("result", "can-standard", "29"),
    "modification": ("cont-modif", "can-modif", "38"),
}


def notice(
    notice_id: str,
    *,
    version: str = "01",
    procedure_id: str = "",
    stage: str = "competition",
    procedure: str = "open",
    title: str = "Kjøp av kontorrekvisita",
    description: str = "Kommunen kjøper penner og papir.",
    buyer: str = "Fjordvik kommune",
    ref: str = "310400009",
    country: str = "NOR",
    day: str = "2024-03-01",
    cpv: str = "30192000",
    previous: Sequence[str] = (),
    corrects: str = "",
    tenders: Sequence[int | None] = (),
    sizes: Sequence[str] = (),
    code: str = "",
) -> bytes:
    """One notice. `tenders`: how many came in for each lot (None: not said). `sizes`: of each lot's winner, "" not said."""
    form_type, notice_type, subtype = _FORMS[stage]
    lots = max(len(tenders), len(sizes), 1)
    changes = f"<efac:Changes><efbc:ChangedNoticeIdentifier>{corrects}</efbc:ChangedNoticeIdentifier></efac:Changes>"
    references = "".join(
        f"<cac:NoticeDocumentReference><cbc:ID>{one}</cbc:ID></cac:NoticeDocumentReference>" for one in previous
    )
    innovation = (
        f"<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName='innovative-acquisition'>{code}"
        "</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>"
    )
    text = f"""{_HEAD}
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
{changes if corrects else ""}
<efac:NoticeSubType><cbc:SubTypeCode listName="notice-subtype">{subtype}</cbc:SubTypeCode></efac:NoticeSubType>
<efac:Organizations>{_organisation("ORG-0001", buyer, ref, country)}{_winners(sizes)}</efac:Organizations>
{_results(tenders, sizes, lots) if stage == "result" else ""}
</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
<cbc:CustomizationID>eforms-sdk-1.13</cbc:CustomizationID>
<cbc:ID schemeName="notice-id">{notice_id}</cbc:ID>
{f"<cbc:ContractFolderID>{procedure_id}</cbc:ContractFolderID>" if procedure_id else ""}
{f"<cbc:IssueDate>{day}Z</cbc:IssueDate>" if day else ""}
<cbc:VersionID>{version}</cbc:VersionID>
<cbc:NoticeTypeCode listName="{form_type}">{notice_type}</cbc:NoticeTypeCode>
<cbc:NoticeLanguageCode>NOR</cbc:NoticeLanguageCode>
<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>
<cac:TenderingProcess>
{f"<cbc:ProcedureCode listName='procurement-procedure-type'>{procedure}</cbc:ProcedureCode>" if procedure else ""}
{references}</cac:TenderingProcess>
<cac:ProcurementProject><cbc:Name languageID="NOR">{escape(title)}</cbc:Name>
<cbc:Description languageID="NOR">{escape(description)}</cbc:Description>
{innovation if code else ""}
<cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">{cpv}</cbc:ItemClassificationCode></cac:MainCommodityClassification>
</cac:ProcurementProject>
{"".join(_lot(number) for number in range(1, lots + 1))}
</ContractNotice>"""
    return text.encode()


def _organisation(number: str, name: str, ref: str, country: str, size: str = "") -> str:
    return f"""<efac:Organization><efac:Company>
{f"<efbc:CompanySizeCode>{size}</efbc:CompanySizeCode>" if size else ""}
<cac:PartyIdentification><cbc:ID schemeName="organization">{number}</cbc:ID></cac:PartyIdentification>
<cac:PartyName><cbc:Name>{escape(name)}</cbc:Name></cac:PartyName>
<cac:PostalAddress><cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:CompanyID>{ref}</cbc:CompanyID></cac:PartyLegalEntity>
</efac:Company></efac:Organization>"""


def _winners(sizes: Sequence[str]) -> str:
    return "".join(
        _organisation(f"ORG-{number:04d}", f"Leverandør {number} AS", "", "NOR", size)
        for number, size in enumerate(sizes, 2)
    )


def _lot(number: int) -> str:
    return f"<cac:ProcurementProjectLot><cbc:ID schemeName='Lot'>LOT-{number:04d}</cbc:ID></cac:ProcurementProjectLot>"


def _results(tenders: Sequence[int | None], sizes: Sequence[str], lots: int) -> str:
    parts = []
    for number in range(1, lots + 1):
        received = tenders[number - 1] if number <= len(tenders) else None
        has_winner = number <= len(sizes)
        statistics = (
            "<efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>tenders</efbc:StatisticsCode>"
            f"<efbc:StatisticsNumeric>{received}</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>"
        )
        tender = f"<efac:LotTender><cbc:ID>TEN-{number:04d}</cbc:ID></efac:LotTender>"
        parts.append(
            f"<efac:LotResult><cbc:ID>RES-{number:04d}</cbc:ID>"
            f"<cbc:TenderResultCode>{'selec-w' if has_winner else 'clos-nw'}</cbc:TenderResultCode>"
            f"{tender if has_winner else ''}{statistics if received is not None else ''}"
            f"<efac:TenderLot><cbc:ID>LOT-{number:04d}</cbc:ID></efac:TenderLot></efac:LotResult>"
        )
        if has_winner:
            parts.append(
                f"<efac:LotTender><cbc:ID>TEN-{number:04d}</cbc:ID>"
                f"<efac:TenderingParty><cbc:ID>TPA-{number:04d}</cbc:ID></efac:TenderingParty>"
                f"<efac:TenderLot><cbc:ID>LOT-{number:04d}</cbc:ID></efac:TenderLot></efac:LotTender>"
                f"<efac:TenderingParty><cbc:ID>TPA-{number:04d}</cbc:ID>"
                f"<efac:Tenderer><cbc:ID>ORG-{number + 1:04d}</cbc:ID></efac:Tenderer></efac:TenderingParty>"
            )
    return f"<efac:NoticeResult>{''.join(parts)}</efac:NoticeResult>"


def hard_notices(count: int) -> list[bytes]:
    """Notices with everything that makes counting hard: versions, corrections, shared procedures, chains of
    references, missing dates and buyers, several lots, sizes and numbers said and not said. Always the same ones."""
    some = random.Random(20240301)
    made: list[bytes] = []
    ids: list[str] = []
    for number in range(count):
        ids.append(f"n-{number}")
        again = number > 20 and some.random() < 0.1
        lots = some.randint(1, 3)
        made.append(
            notice(
                some.choice(ids) if again else ids[-1],
                version=some.choice(["01", "02"]),
                procedure_id=f"p-{some.randint(1, count // 5)}" if some.random() < 0.5 else "",
                stage=some.choice([*_FORMS, "competition", "result"]),
                procedure=some.choice(["open", "open", "innovation", "comp-dial", ""]),
                title=some.choice(
                    [
                        "Kjøp av penner",
                        "Invitasjon til dialogkonferanse",
                        "Veiledende kunngjøring",
                        "Kjøp av blyanter",
                        "Dialogkonferanse om skoler",
                        "[Test] Invitasjon til dialogkonferanse",
                    ]
                ),
                description=some.choice(["Kommunen kjøper.", "Kommunen inviterer til markedsdialog før konkurransen."]),
                buyer=some.choice(["Fjordvik kommune", "FJORDVIK KOMMUNE", "Nordfjell fylkeskommune"]),
                ref=some.choice(["310400009", "310478342", ""]),
                country=some.choice(["NOR", "SWE"]),
                day=some.choice(["2022-05-01", "2023-01-01", "2023-12-31", "2024-02-29", ""]),
                cpv=some.choice(["72000000", "72224000", "30192000"]),
                previous=[some.choice(ids)] if some.random() < 0.4 else [],
                corrects=some.choice([f"{some.choice(ids)}-01", some.choice(ids)]) if some.random() < 0.2 else "",
                tenders=[some.choice([0, 1, 2, 5, None]) for _ in range(lots)],
                sizes=[some.choice(["small", "medium", "large", "SME", ""]) for _ in range(some.randint(0, lots))],
                code=some.choice(["", "", "", "rd-act"]),
            )
        )
    return made


def put(folder: Path, *documents: bytes) -> Path:
    """Write documents as 000.xml, 001.xml, … in a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(documents):
        (folder / f"{number:03d}.xml").write_bytes(document)
    return folder


def held(folder: Path) -> dict[str, str]:
    """Every file under a folder with the checksum of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
