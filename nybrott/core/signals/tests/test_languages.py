"""Dialogue and partnership are seen in every language we have words for, and ordinary texts show nothing."""

import pytest

from nybrott.core.signals import catalogue, find
from nybrott.core.signals.tests.factories import notice

DIALOGUE = {
    "nb": "Kommunen inviterer til leverandørdialog om trygge skoleveier.",
    "nn": "Kommunen inviterer til marknadsdialog om trygge skulevegar.",
    "sv": "Kommunen bjuder in till marknadsdialog om trygga skolvägar.",
    "da": "Kommunen inviterer til markedsdialog om sikre skoleveje.",
    "fi": "Tämä on kutsu markkinavuoropuheluun turvallisista koulureiteistä.",
    "en": "The city starts a preliminary market consultation on safe ways to school.",
    "de": "Diese Vorinformation dient der Markterkundung zu sicheren Schulwegen.",
    "fr": "La ville lance une consultation préalable du marché sur les chemins de l’école.",
    "nl": "De gemeente houdt een marktconsultatie over veilige schoolroutes.",
    "es": "El ayuntamiento abre una consulta preliminar del mercado sobre caminos escolares.",
    "it": "Il comune avvia una consultazione preliminare di mercato sui percorsi scolastici.",
    "pl": "Gmina ogłasza wstępne konsultacje rynkowe dotyczące drogi do szkoły.",
    "pt": "O município abre uma consulta preliminar ao mercado sobre caminhos escolares.",
    "ro": "Primăria lansează o consultare a pieței privind drumul spre școală.",
    "cs": "Město vyhlašuje předběžné tržní konzultace k cestám do školy.",
    "sk": "Mesto vyhlasuje prípravné trhové konzultácie o ceste do školy.",
    "hu": "A város előzetes piaci konzultációt hirdet az iskolai utakról.",
    "hr": "Grad objavljuje prethodno savjetovanje o putu do škole.",
    "bg": "Общината обявява пазарни консултации за пътя до училище.",
    "el": "Ο δήμος ξεκινά προκαταρκτική διαβούλευση για τον δρόμο προς το σχολείο.",
}
PARTNERSHIP = {
    "nb": "Kommunen inngår innovasjonspartnerskap om gangfelt som ser barna.",
    "nn": "Kommunen inngår innovasjonspartnarskap om gangfelt som ser barna.",
    "sv": "Kommunen inrättar ett innovationspartnerskap om övergångsställen.",
    "da": "Kommunen indgår innovationspartnerskab om fodgængerfelter.",
    "fi": "Kaupunki perustaa innovaatiokumppanuuden suojateistä.",
    "en": "The city sets up an innovation partnership for crossings.",
    "de": "Die Stadt schließt eine Innovationspartnerschaft über Zebrastreifen.",
    "fr": "La ville conclut un partenariat d’innovation sur les passages piétons.",
    "nl": "De gemeente sluit een innovatiepartnerschap over zebrapaden.",
    "es": "El ayuntamiento crea una asociación para la innovación sobre pasos de cebra.",
    "it": "Il comune stipula un partenariato per l'innovazione sui passaggi pedonali.",
    "pl": "Gmina ustanawia partnerstwo innowacyjne dotyczące przejść.",
    "pt": "O município estabelece uma parceria para a inovação sobre passadeiras.",
    "ro": "Primăria încheie un parteneriat pentru inovare privind trecerile.",
    "cs": "Město zřizuje inovační partnerství pro přechody.",
    "hu": "A város innovációs partnerséget hoz létre.",
    "hr": "Grad sklapa partnerstvo za inovacije.",
    "bg": "Общината създава партньорство за иновации.",
    "el": "Ο δήμος συνάπτει σύμπραξη καινοτομίας.",
}
PRE_COMMERCIAL = {
    "nb": "Dette er en førkommersiell anskaffelse i tre faser.",
    "sv": "Detta är en förkommersiell upphandling i tre faser.",
    "en": "This is a pre-commercial procurement in three phases.",
    "de": "Es handelt sich um eine vorkommerzielle Auftragsvergabe in drei Phasen.",
    "es": "Se trata de una compra pública precomercial en tres fases.",
    "it": "Si tratta di un appalto pre-commerciale in tre fasi.",
    "pl": "Jest to zamówienie przedkomercyjne w trzech fazach.",
}
ORDINARY = {
    "nb": "Rammeavtale om kontorstoler. Leverandører kan stille spørsmål til konkurransegrunnlaget.",
    "nn": "Rammeavtale om kontorstolar med levering til alle skular.",
    "sv": "Ramavtal om kontorsstolar. Frågor om upphandlingen ställs i systemet.",
    "da": "Rammeaftale om kontorstole med levering til alle skoler.",
    "fi": "Toimistotuolien puitesopimus kaikille kouluille.",
    "en": "Framework agreement for office chairs. Documents are found in the e-sourcing portal.",
    "de": "Rahmenvertrag über Bürostühle mit Lieferung an alle Schulen.",
    "fr": "Accord-cadre de chaises de bureau pour toutes les écoles.",
    "nl": "Raamovereenkomst voor bureaustoelen voor alle scholen.",
    "es": "Acuerdo marco de sillas de oficina para todas las escuelas.",
    "it": "Accordo quadro per sedie da ufficio per tutte le scuole.",
    "pl": "Umowa ramowa na krzesła biurowe dla wszystkich szkół.",
    "pt": "Acordo-quadro de cadeiras de escritório para todas as escolas.",
    "ro": "Acord-cadru pentru scaune de birou pentru toate școlile.",
}


@pytest.mark.parametrize("language", DIALOGUE)
def test_an_invitation_to_dialogue_is_seen(language: str) -> None:
    findings = find(notice("x", DIALOGUE[language], stage="planning", language=language), catalogue())
    assert (findings.market_dialogue, findings.innovation) == (True, False)


@pytest.mark.parametrize("language", PARTNERSHIP)
def test_an_innovation_partnership_is_seen(language: str) -> None:
    findings = find(notice("x", PARTNERSHIP[language], language=language), catalogue())
    assert (findings.partnership, findings.innovation, findings.market_dialogue) == (True, True, False)


@pytest.mark.parametrize("language", PRE_COMMERCIAL)
def test_a_pre_commercial_procurement_is_seen(language: str) -> None:
    findings = find(notice("x", PRE_COMMERCIAL[language], language=language), catalogue())
    assert (findings.partnership, findings.innovation) == (True, True)


@pytest.mark.parametrize("stage", ["planning", "competition"])
@pytest.mark.parametrize("language", ORDINARY)
def test_an_ordinary_purchase_shows_nothing(language: str, stage: str) -> None:
    findings = find(notice("x", ORDINARY[language], stage=stage, language=language), catalogue())
    assert (findings.market_dialogue, findings.innovation, findings.candidates) == (False, False, ())
