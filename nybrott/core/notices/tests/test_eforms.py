"""What the eForms reader makes of things the samples do not hold: odd references, odd languages, odd numbers."""

from datetime import date

import pytest

from nybrott.core.notices import Notice, Party, ReadError, read
from nybrott.core.notices.eforms_results import MOST_STEPS
from nybrott.core.notices.model import Change, Money, Result
from nybrott.core.notices.tests.slow_twin import NAMESPACES

XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
ORGANISATION = """<efac:Organization><efac:Company>
  <cac:PartyIdentification><cbc:ID>{ref}</cbc:ID></cac:PartyIdentification>
  <cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName></efac:Company></efac:Organization>"""


def document(body: str = "", extension: str = "", root: str = "ContractNotice") -> bytes:
    return f"""<{root} xmlns="{UBL}{root}-2" {XMLNS}>
    <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{extension}
    </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
    <cbc:ID schemeName="notice-id">N-1</cbc:ID>{body}</{root}>""".encode()


def notice(body: str = "", extension: str = "", path: str = "x.xml", root: str = "ContractNotice") -> Notice:
    (found,) = read(document(body, extension, root), path=path)
    assert isinstance(found, Notice), found
    return found


def organisations(*names: str) -> str:
    listed = "".join(ORGANISATION.format(ref=f"ORG-{i}", name=name) for i, name in enumerate(names, 1))
    return f"<efac:Organizations>{listed}</efac:Organizations>"


def buyer(ref: str) -> str:
    return f"""<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>{ref}</cbc:ID>
    </cac:PartyIdentification></cac:Party></cac:ContractingParty>"""


def lot(inside: str, ref: str = "LOT-0001", kind: str = "Lot") -> str:
    return f'<cac:ProcurementProjectLot><cbc:ID schemeName="{kind}">{ref}</cbc:ID>{inside}</cac:ProcurementProjectLot>'


def project(inside: str) -> str:
    return f"<cac:ProcurementProject>{inside}</cac:ProcurementProject>"


def test_the_first_organisation_is_not_the_buyer() -> None:
    found = notice(buyer("ORG-2"), organisations("Advokatfirmaet", "Kommunen"))
    assert [b.name for b in found.buyers] == ["Kommunen"]


def test_a_buyer_may_be_pointed_to_by_a_touch_point_and_stands_once() -> None:
    touched = """<efac:Organizations><efac:Remark/><efac:Organization><efac:Remark/></efac:Organization>
      <efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID></cac:PartyIdentification>
      <cac:PartyName><cbc:Name>Kommunen</cbc:Name></cac:PartyName></efac:Company>
      <efac:TouchPoint><cac:PartyIdentification><cbc:ID>TPO-1</cbc:ID></cac:PartyIdentification></efac:TouchPoint>
      </efac:Organization></efac:Organizations>"""
    found = notice(buyer("TPO-1") + buyer("ORG-1"), touched)
    assert [b.name for b in found.buyers] == ["Kommunen"]


def test_twenty_three_buyers() -> None:
    names = [f"Kommune {i}" for i in range(1, 24)]
    found = notice("".join(buyer(f"ORG-{i}") for i in range(1, 24)), organisations(*names))
    assert [b.name for b in found.buyers] == names


def test_a_buyer_that_points_nowhere_is_left_out_and_said() -> None:
    found = notice(buyer("ORG-9"), organisations("Kommunen"))
    assert found.buyers == ()
    assert found.remarks == ("a buyer that points to no organisation of the notice is left out",)


def test_a_buyer_named_in_the_party_itself() -> None:
    found = notice("""<cac:ContractingParty><cac:Party><cac:PartyName><cbc:Name>Kommunen</cbc:Name></cac:PartyName>
      <cac:PartyLegalEntity><cbc:CompanyID>310 400 009</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
      </cac:ContractingParty>""")
    assert found.buyers == (Party("Kommunen", ref="310400009", ref_raw="310 400 009"),)


def test_a_name_in_two_languages_is_taken_in_the_notice_s_own() -> None:
    names = """<efac:Organizations><efac:Organization><efac:Company>
      <cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID></cac:PartyIdentification>
      <cac:PartyName><cbc:Name languageID="ENG">The municipality</cbc:Name></cac:PartyName>
      <cac:PartyName><cbc:Name languageID="NOR">Kommunen</cbc:Name></cac:PartyName>
      </efac:Company></efac:Organization></efac:Organizations>"""
    language = "<cbc:NoticeLanguageCode>{}</cbc:NoticeLanguageCode>"
    assert notice(language.format("NOR") + buyer("ORG-1"), names).buyers[0].name == "Kommunen"
    assert notice(language.format("DEU") + buyer("ORG-1"), names).buyers[0].name == "The municipality"


def test_a_norwegian_form_says_the_country_when_no_buyer_does() -> None:
    regime = "eforms-sdk-1.7#extended#urn:fdc:anskaffelser.no:2023:eforms:national"
    urn = f"<cbc:CustomizationID>{regime}</cbc:CustomizationID>"
    found = notice(urn, path="2024-123456.xml")
    assert (found.country, found.regime, found.doffin_ref) == ("NO", "national", "2024-123456")
    elsewhere = notice("<cbc:CustomizationID>eforms-de-1.0</cbc:CustomizationID>", path="2024-123456.xml")
    assert (elsewhere.country, elsewhere.regime, elsewhere.doffin_ref) == ("", "eforms-de-1.0", "")


def publication(number: str) -> str:
    return f"""<efac:Publication><efbc:NoticePublicationID>{number}</efbc:NoticePublicationID>
      <efbc:PublicationDate>2024-05-17+02:00</efbc:PublicationDate></efac:Publication>"""


def test_publication_number_and_address() -> None:
    found = notice(extension=publication("00123456-2024"))
    assert found.publication_ref == "123456-2024"
    assert found.url == "https://ted.europa.eu/en/notice/-/detail/123456-2024"
    assert found.published_on == date(2024, 5, 17)
    assert notice(extension=publication("n.a.")).publication_ref == ""
    assert notice(extension=publication("draft")).url == ""


def test_a_notice_is_not_its_own_predecessor() -> None:
    earlier = """<cac:TenderingProcess><cac:NoticeDocumentReference><cbc:ID>2022/S 151-433554</cbc:ID>
      </cac:NoticeDocumentReference></cac:TenderingProcess>"""
    found = notice(earlier, publication("2022/S 151-433554"))
    assert found.previous == ("433554-2022",)
    assert found.publication_ref == ""


def test_without_an_identifier_the_number_or_the_file_s_name_stands_in() -> None:
    def without(extension: str, path: str) -> Notice:
        data = document("<cbc:VersionID>01</cbc:VersionID>", extension)
        (found,) = read(data.replace(b'<cbc:ID schemeName="notice-id">N-1</cbc:ID>', b""), path=path)
        assert isinstance(found, Notice)
        return found

    assert without("", "a.zip!b/c-1.xml").notice_id == "c-1"
    assert without(publication("5-2024"), "a.xml").notice_id == "5-2024"
    assert "no notice identifier" in without("", "a.xml").remarks[0]


def test_an_identifier_without_a_scheme_will_do() -> None:
    (found,) = read(document().replace(b' schemeName="notice-id"', b""), path="x.xml")
    assert isinstance(found, Notice)
    assert found.notice_id == "N-1"


def test_texts_stand_once_and_own_language_first() -> None:
    found = notice(
        "<cbc:NoticeLanguageCode>NNO</cbc:NoticeLanguageCode>"
        + project(
            """<cbc:Name languageID="ENG">Boat</cbc:Name><cbc:Name languageID="NNO">Båt</cbc:Name>
            <cbc:Description languageID="NNO">Ein  ny\n båt</cbc:Description><cbc:Description languageID="ENG"/>"""
        )
        + lot(project('<cbc:Name languageID="NNO">Båt</cbc:Name><cbc:Description>Ein ny båt</cbc:Description>'))
    )
    assert [(t.field, t.content, t.language) for t in found.texts] == [
        ("title", "Båt", "nn"),
        ("description", "Ein ny båt", "nn"),
        ("title", "Boat", "en"),
    ]
    assert found.title() == "Båt"


def test_double_encoded_text_is_mended_and_said() -> None:
    found = notice(project("<cbc:Name>SmÃ¥ Ã¸yer â€“ store behov</cbc:Name>"))
    assert found.title() == "Små øyer – store behov"
    assert found.remarks == ("double-encoded text repaired in title",)


def test_a_comment_inside_a_text_does_not_cut_it() -> None:
    assert (
        notice(project("<cbc:Name>før <!-- x --> etter<![CDATA[ & slutt]]></cbc:Name>")).title() == "før etter & slutt"
    )


def test_a_group_of_lots_gives_texts_and_criteria_but_is_no_lot() -> None:
    criterion = """<cac:TenderingTerms><cac:AwardingTerms><cac:AwardingCriterion>
      <cbc:Description>Vektet likt</cbc:Description><cbc:CalculationExpression>a / b</cbc:CalculationExpression>
      <cac:SubordinateAwardingCriterion><cbc:AwardingCriterionTypeCode>price</cbc:AwardingCriterionTypeCode>
      </cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms></cac:TenderingTerms>"""
    found = notice(
        lot(criterion + project("<cbc:Name>Gruppe</cbc:Name>"), "GLO-0001", "LotsGroup") + lot("<cbc:Note/>")
    )
    assert [one.ref for one in found.lots] == ["LOT-0001"]
    assert [(t.content, t.lot) for t in found.texts] == [
        ("Gruppe", "GLO-0001"),
        ("Vektet likt", "GLO-0001"),
        ("a / b", "GLO-0001"),
    ]
    assert [(c.kind, c.lot) for c in found.criteria] == [("price", "GLO-0001")]


def test_a_criterion_that_is_not_divided_and_its_parameters() -> None:
    parameter = """<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
      <efac:AwardCriterionParameter><efbc:ParameterCode listName="number-threshold">min-score</efbc:ParameterCode>
      <efbc:ParameterNumeric>10</efbc:ParameterNumeric></efac:AwardCriterionParameter>
      <efac:AwardCriterionParameter>{}<efbc:ParameterNumeric>60</efbc:ParameterNumeric></efac:AwardCriterionParameter>
      </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"""
    whole = """<cac:TenderingTerms><cac:AwardingTerms><cac:AwardingCriterion>{}
      <cbc:AwardingCriterionTypeCode listName="other-list">quality-nor</cbc:AwardingCriterionTypeCode>
      <cbc:AwardingCriterionTypeCode listName="award-criterion-type">quality</cbc:AwardingCriterionTypeCode>
      <cbc:Name>Kvalitet</cbc:Name></cac:AwardingCriterion></cac:AwardingTerms></cac:TenderingTerms>"""
    fixed = '<efbc:ParameterCode listName="number-fixed">fix-tot</efbc:ParameterCode>'
    for code, kind in (("", ""), (fixed, "fix-tot")):
        (criterion,) = notice(lot(whole.format(parameter.format(code)))).criteria
        assert (criterion.kind, criterion.name) == ("quality", "Kvalitet")
        assert (criterion.weight, criterion.weight_kind) == ("60", kind)


def test_durations_that_are_numbers_and_durations_that_are_not() -> None:
    def period(inside: str) -> tuple[int | None, str]:
        (one,) = notice(lot(project(f"<cac:PlannedPeriod>{inside}</cac:PlannedPeriod>"))).lots
        return one.duration, one.duration_unit

    assert period('<cbc:DurationMeasure unitCode="MONTH">48</cbc:DurationMeasure>') == (48, "MONTH")
    assert period('<cbc:DurationMeasure unitCode="MONTH">4.5</cbc:DurationMeasure>') == (None, "")
    assert period('<cbc:DurationMeasure unitCode="DAY">999999999</cbc:DurationMeasure>') == (None, "")
    assert period("<cbc:DescriptionCode>UNLIMITED</cbc:DescriptionCode>") == (None, "UNLIMITED")


def test_estimated_value_is_summed_only_from_complete_lots() -> None:
    value = """<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="{}">{}
      </cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>"""
    nok, eur = lot(project(value.format("NOK", "10.50"))), lot(project(value.format("EUR", "1")), "LOT-0002")
    assert notice(nok + nok).estimated == Money(2100, "NOK")
    assert notice(nok + eur).estimated is None
    assert notice(nok + lot(project(""))).estimated is None
    assert notice(project(value.format("NOK", "7")) + nok + nok).estimated == Money(700, "NOK")
    assert notice(lot(project("<cac:RequestedTenderTotal/>"))).estimated is None


def test_a_lot_s_classification_stands_in_and_check_digits_go() -> None:
    code = """<cac:{0}CommodityClassification><cbc:ItemClassificationCode>{1}</cbc:ItemClassificationCode>
      </cac:{0}CommodityClassification>"""
    found = notice(lot(project(code.format("Main", "73200000-4") + code.format("Additional", "unknown-1"))))
    assert found.cpv_main == "73200000"
    assert found.lots[0].cpv_additional == ("unknown-1",)


def test_a_list_that_states_no_strategic_aim_is_left_alone() -> None:
    aim = """<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="{}">{}</cbc:ProcurementTypeCode>
      <cbc:ProcurementType>Ny måte</cbc:ProcurementType></cac:ProcurementAdditionalType>"""
    assert notice(lot(project(aim.format("transport-service", "other")))).texts == ()
    found = notice(lot(project(aim.format("strategic-procurement", "inn-pur") + aim.format("gpp-criteria", " "))))
    assert [(c.field, c.value, c.lot) for c in found.codes] == [("BT-06", "inn-pur", "LOT-0001")]
    assert [(t.field, t.content) for t in found.texts] == [("strategic", "Ny måte")]


def test_design_contests_and_features() -> None:
    found = notice(
        """<cbc:NoticeTypeCode listName="competition">cn-desg</cbc:NoticeTypeCode><cac:TenderingProcess>
        <cac:ProcessJustification><cbc:ProcessReasonCode listName="accelerated-procedure">true</cbc:ProcessReasonCode>
        </cac:ProcessJustification></cac:TenderingProcess>"""
    )
    assert (found.procedure, found.procedure_features) == ("design-contest", ("accelerated",))


def test_the_legal_basis_may_stand_among_the_terms() -> None:
    terms = """<cac:TenderingTerms><cac:ProcurementLegislationDocumentReference><cbc:ID>LocalLegalBasis</cbc:ID>
      </cac:ProcurementLegislationDocumentReference></cac:TenderingTerms>"""
    assert notice(terms).legal_basis == "LocalLegalBasis"


RESULT = """<efac:NoticeResult>
  <efac:LotResult><cbc:TenderResultCode>{outcome}</cbc:TenderResultCode>
    <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>tenders</efbc:StatisticsCode>
      <efbc:StatisticsNumeric>{count}</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>
    {named}<efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotResult>{tenders}
  <efac:TenderingParty><cbc:ID>TPA-1</cbc:ID><efac:Tenderer><cbc:ID>ORG-1</cbc:ID></efac:Tenderer></efac:TenderingParty>
  <efac:TenderingParty><cbc:ID>TPA-2</cbc:ID><efac:Tenderer><cbc:ID>ORG-2</cbc:ID></efac:Tenderer></efac:TenderingParty>
  </efac:NoticeResult>"""
TENDER = """<efac:LotTender><cbc:ID>TEN-{n}</cbc:ID>{rank}<cac:LegalMonetaryTotal>
  <cbc:PayableAmount currencyID="NOK">{n}00</cbc:PayableAmount></cac:LegalMonetaryTotal>
  <efac:TenderingParty><cbc:ID>TPA-{n}</cbc:ID></efac:TenderingParty></efac:LotTender>"""
NAMED = "<efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender><efac:LotTender><cbc:ID>TEN-2</cbc:ID></efac:LotTender>"


def result(*, outcome: str = "selec-w", ranks: tuple[str, str] = ("", ""), count: str = "2") -> Result:
    tenders = "".join(
        TENDER.format(n=n, rank=f"<cbc:RankCode>{rank}</cbc:RankCode>" if rank else "")
        for n, rank in enumerate(ranks, 1)
    )
    extension = RESULT.format(outcome=outcome, named=NAMED, tenders=tenders, count=count)
    (found,) = notice(lot(""), organisations("Ene", "Andre") + extension, root="ContractAwardNotice").results
    return found


def test_without_a_contract_the_first_ranked_wins_or_all_when_none_is_ranked() -> None:
    assert [w.name for w in result(ranks=("2", "1")).winners] == ["Andre"]
    assert result(ranks=("2", "1")).awarded == Money(20000, "NOK")
    assert [w.name for w in result().winners] == ["Ene", "Andre"]
    assert result(outcome="clos-nw").winners == ()


def test_a_count_that_is_no_number_is_left_out() -> None:
    assert result(count="2").tenders == (("tenders", 2),)
    assert result(count="unpublished").tenders == ()


def test_the_end_of_a_contract_is_counted_on_when_it_is_not_written() -> None:
    def end(period: str, concluded: str = "") -> date | None:
        contract = f"<efac:SettledContract><cbc:ID>CON-1</cbc:ID>{concluded}</efac:SettledContract>"
        named = "<efac:SettledContract><cbc:ID>CON-1</cbc:ID></efac:SettledContract>"
        extension = RESULT.format(outcome="selec-w", named=named, tenders=contract, count="1")
        body = lot(project(f"<cac:PlannedPeriod>{period}</cac:PlannedPeriod>"))
        return notice(body, extension, root="ContractAwardNotice").results[0].ends_on

    years = '<cbc:DurationMeasure unitCode="YEAR">2</cbc:DurationMeasure>'
    concluded = "<cbc:IssueDate>2024-02-29+01:00</cbc:IssueDate>"
    assert end(years, concluded) == date(2026, 2, 28)
    assert end(years + "<cbc:StartDate>2024-05-01</cbc:StartDate>", concluded) == date(2026, 5, 1)
    assert end("<cbc:EndDate>2027-01-01</cbc:EndDate>" + years, concluded) == date(2027, 1, 1)
    assert end(years) is None
    assert end("") is None


def test_a_result_for_a_lot_nobody_described_has_no_end() -> None:
    extension = RESULT.format(outcome="selec-w", named="", tenders="", count="1")
    assert notice("", extension, root="ContractAwardNotice").results[0].ends_on is None


def test_references_that_all_point_to_all_are_given_up_with_a_remark() -> None:
    wide = 1_100
    named = "<efac:SettledContract><cbc:ID>CON-1</cbc:ID></efac:SettledContract>"
    tenders = "".join(f"<efac:LotTender><cbc:ID>TEN-{i}</cbc:ID></efac:LotTender>" for i in range(wide))
    one = f"<efac:LotResult>{named}<efac:TenderLot><cbc:ID>LOT-1</cbc:ID></efac:TenderLot></efac:LotResult>"
    contract = f"<efac:SettledContract><cbc:ID>CON-1</cbc:ID>{tenders}</efac:SettledContract>"
    parties = "<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID></efac:TenderingParty>"
    assert wide * wide > MOST_STEPS
    found = notice("", f"<efac:NoticeResult>{one * wide}{contract}{parties}</efac:NoticeResult>")
    assert len(found.results) == wide
    assert found.remarks == ("more references among the results than are followed; some winners are left out",)


def test_a_tendering_party_of_everybody_is_given_up_too() -> None:
    wide = 1_100
    tenderers = "<efac:Tenderer><cbc:ID>ORG-1</cbc:ID></efac:Tenderer>" * wide
    party = f"<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID>{tenderers}</efac:TenderingParty>"
    pointing = "<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID></efac:TenderingParty>" * wide
    tender = f"<efac:LotTender><cbc:ID>TEN-1</cbc:ID>{pointing}</efac:LotTender>"
    one = "<efac:LotResult><efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender></efac:LotResult>"
    found = notice("", f"<efac:NoticeResult>{one}{tender}{party}</efac:NoticeResult>" + organisations("A"))
    assert found.results[0].winners == ()
    assert len(found.remarks) == 1


@pytest.mark.parametrize("kind", ["Changes", "ContractModification"])
def test_changes_one_for_each_section(kind: str) -> None:
    section = (
        "<efac:ChangedSection><efbc:ChangedSectionIdentifier>{}</efbc:ChangedSectionIdentifier></efac:ChangedSection>"
    )
    found = notice(
        extension=f"""<efac:{kind}><efbc:ChangedNoticeIdentifier>00711911-2023</efbc:ChangedNoticeIdentifier>
        <efac:Change><efbc:ChangeDescription>Ny frist</efbc:ChangeDescription>{section.format("LOT-0001")}
        {section.format("LOT-0002")}</efac:Change><efac:ChangeReason><cbc:ReasonCode>cor-buy</cbc:ReasonCode>
        <efbc:ReasonDescription>Skrivefeil</efbc:ReasonDescription></efac:ChangeReason></efac:{kind}>"""
    )
    assert found.changes == (
        Change("711911-2023", "cor-buy", "LOT-0001"),
        Change("711911-2023", "cor-buy", "LOT-0002"),
    )
    assert [(t.field, t.content) for t in found.texts] == [("change", "Ny frist"), ("change", "Skrivefeil")]


def test_a_change_without_sections_and_one_that_says_nothing() -> None:
    of = "<efac:Changes><efbc:ChangedNoticeIdentifier>2022-1</efbc:ChangedNoticeIdentifier></efac:Changes>"
    assert notice(extension=of).changes == (Change("2022-1"),)
    assert notice(extension="<efac:Changes/>").changes == ()


def test_a_registration_notice_is_read_as_far_as_it_goes() -> None:
    data = document("<cbc:NoticeTypeCode listName='bri'>brin-eeig</cbc:NoticeTypeCode>").decode()
    name = "BusinessRegistrationInformationNotice"
    namespace = "http://data.europa.eu/p27/eforms-business-registration-information-notice/1"
    data = data.replace(f"{UBL}ContractNotice-2", namespace).replace("ContractNotice", name)
    (found,) = read(data.encode(), path="x.xml")
    assert isinstance(found, Notice)
    assert (found.stage, found.notice_type) == ("other", "brin-eeig")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<ContractNotice/>", "element ContractNotice"),
        (b'<ContractNotice xmlns="urn:other"><a/></ContractNotice>', "element ContractNotice"),
        (f'<ContractNotice xmlns="{UBL}ContractNotice-2"/>'.encode(), "element ContractNotice"),
    ],
)
def test_a_root_that_only_has_the_name(data: bytes, place: str) -> None:
    (found,) = read(data, path="x.xml")
    assert isinstance(found, ReadError)
    assert (found.path, found.place) == ("x.xml", place)
