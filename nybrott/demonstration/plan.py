"""Fjordvik's procurement plan as it was brought in: sixty lines, with what has become of each. All invented."""

from dataclasses import dataclass
from datetime import date

from nybrott.core.terms import months_after


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan. `value` in whole kroner; months are counted from today: when the competition is announced, how long the contract
    lasts, months of options. `state`: how far it had come when the plan was brought in and people said so."""

    ref: str
    title: str
    unit: str
    value: int
    cpv: str
    announced: int
    lasts: int
    options: int
    state: str
    aim: str = ""
    currency: str = "NOK"

    def row(self, today: date) -> dict[str, str]:
        """The line as it stands in the spreadsheet. A contract is signed four months after the competition is announced."""
        announced = months_after(today, self.announced)
        signed = months_after(announced, 4)
        return {
            "ref": self.ref, "title": self.title, "aim": self.aim, "unit": self.unit, "value": str(self.value), "currency": self.currency, "cpv": self.cpv,
            "announce_on": announced.isoformat(), "contract_on": signed.isoformat(), "ends_on": months_after(signed, self.lasts).isoformat(),
            "options_months": str(self.options),
        }  # fmt: skip


NIGHTS, KEYS, SEWER, MOWERS, BUS = "A-01", "A-02", "A-03", "A-04", "A-05"
"""The ones the demonstration follows: the dialogue that goes on; followed to a benefit; a benefit worse than hoped; a pilot nobody decided on; stopped."""

_ROWS = (
    (NIGHTS, "Tryggere netter hjemme", "Hjemmetjenesten", 9_500_000, "33195000", 1, 48, 24, "dialogue", "Færre faller på vei til badet om natten, og flere sover uten å bli vekket av tilsyn."),
    (KEYS, "Inn til dem som trenger hjelp", "Hjemmetjenesten", 3_200_000, "44521110", -26, 36, 24, "contract", "Nattpatruljen bruker tiden hos dem som har ringt, ikke på å hente nøkler."),
    (SEWER, "Tett avløp oppdages før kjelleren er full", "Vann og avløp", 2_400_000, "35125100", -24, 36, 12, "contract", "Vi oppdager at et rør tettes før vannet står i kjellere."),
    (MOWERS, "Grøntarealer som steller seg selv", "Vei og park", 900_000, "77313000", -20, 12, 0, "contract", "Parkene holdes i orden uten støy og tunge løft."),
    (BUS, "Felles bestilling av skoleskyss", "Grunnskolene", 1_800_000, "48100000", -3, 36, 12, "stopped", "Elever med særskilt skyss vet når bilen kommer."),
    ("A-06", "Trøst for dem som venter på legevakten", "Legevakten", 600_000, "48100000", 6, 24, 12, "needs"),
    ("A-07", "Alle barn får lekt ute", "Barnehagene", 2_600_000, "37535200", 9, 24, 0, "needs"),
    ("A-08", "Hjelpemidler kommer tilbake", "Hjelpemiddellageret", 1_400_000, "33183000", 4, 36, 12, "preparing"),
    ("A-09", "Mat de eldre har lyst på", "Omsorgsboligene", 12_500_000, "15500000", 7, 48, 24, "needs"),
    ("A-10", "Lese sammen hjemme", "Grunnskolene", 950_000, "22110000", 3, 24, 12, "preparing"),
    ("B-01", "Snørydding i nord", "Vei og park", 7_800_000, "90620000", -30, 48, 24, "in_use"),
    ("B-02", "Snørydding i sør", "Vei og park", 6_900_000, "90620000", -31, 36, 12, "in_use"),
    ("B-03", "Asfalt 2027", "Vei og park", 11_000_000, "14213200", 2, 12, 0, "preparing"),
    ("B-04", "Veilys", "Vei og park", 4_200_000, "34991000", -9, 60, 0, "in_use"),
    ("B-05", "Vedlikehold av veier", "Vei og park", 18_000_000, "50230000", -40, 48, 24, "in_use"),
    ("B-06", "Trær og planter", "Vei og park", 650_000, "03452000", 5, 36, 12, "idea"),
    ("B-07", "Pumper til avløp", "Vann og avløp", 5_400_000, "42122000", -14, 36, 24, "in_use"),
    ("B-08", "Vannmålere", "Vann og avløp", 8_900_000, "38421100", 8, 48, 0, "idea"),
    ("B-09", "Forvaltning av avløpsnettet", "Vann og avløp", 13_000_000, "90480000", -36, 48, 12, "in_use"),
    ("B-10", "Rådgivende ingeniører", "Teknisk", 9_000_000, "71310000", -28, 24, 24, "in_use"),
    ("B-11", "Arkitekter", "Bygg og eiendom", 5_000_000, "71251000", -22, 24, 24, "in_use"),
    ("B-12", "Heiser", "Bygg og eiendom", 2_200_000, "42416100", -38, 48, 0, "in_use"),
    ("B-13", "Ventilasjon i skolebygg", "Bygg og eiendom", 6_100_000, "71321400", 10, 12, 0, "idea"),
    ("B-14", "Nye tak på to skoler", "Bygg og eiendom", 14_500_000, "44112400", 12, 12, 0, "idea"),
    ("B-15", "Betong og støttemurer", "Bygg og eiendom", 1_900_000, "44114000", -5, 24, 12, "competition"),
    ("B-16", "Maling", "Bygg og eiendom", 1_100_000, "44810000", -33, 36, 12, "in_use"),
    ("B-17", "Svømmehallen", "Bygg og eiendom", 3_700_000, "43324100", 14, 24, 0, "idea"),
    ("B-18", "Vakttjenester", "Bygg og eiendom", 2_800_000, "79713000", -41, 36, 24, "in_use"),
    ("C-01", "Bleier", "Omsorgsboligene", 4_600_000, "33751000", -37, 36, 24, "in_use"),
    ("C-02", "Legemidler", "Helse og velferd", 15_000_000, "33690000", -35, 36, 12, "in_use"),
    ("C-03", "Senger", "Omsorgsboligene", 3_300_000, "33192110", -18, 48, 0, "in_use"),
    ("C-04", "Hjelpemidler til trening", "Helse og velferd", 1_250_000, "33183000", 11, 36, 12, "idea"),
    ("C-05", "Vaskeri", "Omsorgsboligene", 5_800_000, "39291000", -39, 36, 12, "in_use"),
    ("C-06", "Møbler til omsorgsboliger", "Omsorgsboligene", 2_100_000, "39100000", 5, 24, 0, "preparing"),
    ("C-07", "Opplæring i smittevern", "Helse og velferd", 480_000, "80590000", -11, 12, 12, "in_use"),
    ("C-08", "Medisinsk forbruksmateriell", "Helse og velferd", 7_700_000, "33690000", -6, 36, 12, "competition"),
    ("D-01", "Skolebøker", "Grunnskolene", 3_900_000, "22111000", -29, 36, 12, "in_use"),
    ("D-02", "Møbler til skoler", "Grunnskolene", 4_400_000, "39100000", -7, 36, 24, "competition"),
    ("D-03", "Lekeplasser ved tre barnehager", "Barnehagene", 2_700_000, "37535200", -16, 12, 0, "ended"),
    ("D-04", "Bøker til biblioteket", "Kultur og innbyggertorg", 1_600_000, "22110000", -34, 36, 12, "in_use"),
    ("D-05", "Bibliotekets system", "Kultur og innbyggertorg", 850_000, "48160000", -32, 48, 0, "in_use"),
    ("D-06", "Lyd og scene", "Kultur og innbyggertorg", 1_150_000, "32342410", 8, 12, 0, "idea"),
    ("D-07", "Kurs for nye innbyggere", "Kultur og innbyggertorg", 700_000, "80590000", 4, 24, 12, "needs"),
    ("D-08", "Kopimaskiner", "Innkjøp og innovasjon", 1_350_000, "30121100", -42, 48, 0, "in_use"),
    ("E-01", "Frukt og grønt", "Oppvekst", 2_900_000, "03221200", -27, 24, 24, "in_use"),
    ("E-02", "Brød", "Oppvekst", 1_700_000, "15811100", -27, 24, 24, "in_use"),
    ("E-03", "Fisk", "Helse og velferd", 1_900_000, "03311000", -25, 24, 24, "in_use"),
    ("E-04", "Kjøtt", "Helse og velferd", 2_500_000, "15110000", -25, 24, 24, "in_use"),
    ("E-05", "Meieriprodukter", "Helse og velferd", 3_100_000, "15500000", -8, 24, 24, "competition"),
    ("E-06", "Kaffe", "Innkjøp og innovasjon", 420_000, "15861000", -13, 24, 12, "in_use"),
    ("F-01", "Mobiltelefoner", "Innkjøp og innovasjon", 2_300_000, "32252000", -23, 24, 12, "in_use"),
    ("F-02", "Juridiske tjenester", "Innkjøp og innovasjon", 1_500_000, "79100000", -19, 24, 24, "in_use"),
    ("F-03", "Rekruttering av ledere", "Innkjøp og innovasjon", 1_200_000, "79600000", 6, 24, 12, "idea"),
    ("F-04", "Rådgivning om klima", "Innkjøp og innovasjon", 90_000, "71310000", 3, 12, 0, "idea", "", "EUR"),
    ("F-05", "Måling av luft", "Teknisk", 75_000, "35125100", -10, 12, 0, "in_use", "", "EUR"),
    ("F-06", "Brannbil", "Teknisk", 5_200_000, "34144213", 13, 12, 0, "idea"),
    ("F-07", "Gulv i Storgata skole", "Bygg og eiendom", 800_000, "44112400", -15, 6, 0, "ended"),
    ("F-08", "Lekeapparater i parken", "Vei og park", 540_000, "37535200", -21, 6, 0, "ended"),
    ("F-09", "Nattlys i gangene", "Omsorgsboligene", 380_000, "34991000", -17, 6, 0, "ended"),
    ("F-10", "Bestilling av møterom", "Innkjøp og innovasjon", 260_000, "48100000", -2, 24, 0, "stopped"),
)  # fmt: skip

LINES = tuple(Line(*row) for row in _ROWS)
