"""Who takes part in Fjordvik's autumn: drivers with their leaders, and mentors who are participants of the network's run. All invented."""

from dataclasses import dataclass

from nybrott.demonstration.municipality import Person


@dataclass(frozen=True, slots=True)
class Sign:
    """What somebody writes when signing up: unit, leader, where they work, subjects, motivation, languages; for mentors also for
    how many drivers they have hours. `challenge`: how the title of their challenge begins. `wish`: a mentor they would like."""

    name: str
    unit: str
    leader: str
    place: str
    subjects: tuple[str, ...]
    motivation: str
    languages: tuple[str, ...] = ("nb",)
    challenge: str = ""
    wish: str = ""
    capacity: int = 0


LEADERS = (
    Person("Wenche Aas", ("leader",), "Omsorgsboligene"),
    Person("Terje Molvær", ("leader",), "Oppvekst"),
    Person("Liv Kari Stene", ("leader",), "Grunnskolene", "nn"),
    Person("Arne Grindheim", ("leader",), "Barnehagene"),
    Person("Jon Ivar Breivik", ("leader",), "Bygg og eiendom"),
)

MENTORS = (
    Sign(
        "Torstein Lie", "Innkjøp og innovasjon", "Asta Bruvoll", "Rådhuset", ("dialog med leverandører", "funksjonskrav"),
        "Eg lærte mest i partnarprogrammet av å bli spurd. No vil eg spørje andre.", ("nn", "nb"), capacity=5,
    ),
    Sign(
        "Amina Yusuf", "Vann og avløp", "Oddvar Nes", "Brannstasjonen", ("observasjon", "tallgrunnlag"),
        "Vi fant lekkasjen ved å gå langs røret, ikke ved å kjøpe måler. Den historien vil jeg dele.", ("nb", "en"), capacity=4,
    ),
    Sign(
        "Hege Nilsen", "Innkjøp og innovasjon", "Asta Bruvoll", "Rådhuset", ("funksjonskrav", "gevinster", "dialog med leverandører"),
        "Jeg ser behovet for sent i anskaffelsen. Nå kan jeg se det tidlig.", capacity=5,
    ),
    Sign(
        "Samir Rahimi", "Oppvekst", "Terje Molvær", "Innbyggertorget", ("intervju", "medvirkning"),
        "Barn og foreldre sier det rett ut, hvis noen spør.", ("nb", "en"), capacity=4,
    ),
    Sign(
        "Kjersti Voll", "Helse og velferd", "Berit Solheim", "Helsehuset", ("intervju", "observasjon", "verksted"),
        "Nettene i hjemmetjenesten lærte meg å se før jeg foreslår.", capacity=4,
    ),
    Sign(
        "Magnus Tveit", "Teknisk", "Oddvar Nes", "Brannstasjonen", ("prototyp", "tallgrunnlag"),
        "Prøv billig, prøv tidlig. Jeg har mange feil å dele.", ("nn", "nb"), capacity=4,
    ),
)  # fmt: skip

DRIVERS = (
    Sign(
        "Jorunn Haug", "Hjemmetjenesten", "Berit Solheim", "Helsehuset", ("intervju", "funksjonskrav"),
        "Vi rykker ut til det samme tre ganger i uken. Jeg vil forstå hvorfor.", challenge="Eldre faller", wish="Torstein Lie",
    ),
    Sign(
        "Mathias Sørli", "Grunnskolene", "Liv Kari Stene", "Innbyggertorget", ("medvirkning", "intervju"),
        "Foreldrene ringer meg, og jeg vet heller ikke hvem de skal spørre.", challenge="Foreldre finner ikke", wish="Samir Rahimi",
    ),
    Sign(
        "Sunniva Åsen", "Vei og park", "Oddvar Nes", "Brannstasjonen", ("tallgrunnlag", "prototyp"),
        "Vi strør etter kalender. Eg vil strø der folk går.", ("nn", "nb"), challenge="Vi vet ikke hvor", wish="Magnus Tveit",
    ),
    Sign(
        "Ole Martin Dale", "Nattpatruljen", "Berit Solheim", "Helsehuset", ("observasjon",),
        "Om natten er vi to. Da må vi vite hvor vi trengs.", challenge="Eldre faller", wish="Kjersti Voll",
    ),
    Sign(
        "Fatima El Amrani", "Nattpatruljen", "Berit Solheim", "Helsehuset", ("observasjon", "verksted"),
        "Jeg kjenner alle dørene, men ingen har spurt meg.", ("nb", "en"), challenge="Eldre faller",
    ),
    Sign(
        "Gro Anita Sunde", "Hjelpemiddellageret", "Berit Solheim", "Helsehuset", ("funksjonskrav", "gevinster"),
        "Vi kjøper det samme rekkverket hvert år, og halvparten kommer tilbake.", wish="Hege Nilsen",
    ),
    Sign(
        "Petter Hovland", "Hjelpemiddellageret", "Berit Solheim", "Lageret på Nes", ("tallgrunnlag",),
        "Lageret vet hva som blir brukt. Det spør ingen om.", ("nn", "nb"),
    ),
    Sign(
        "Randi Kvam", "Hjemmetjenesten", "Berit Solheim", "Helsehuset", ("intervju",),
        "Pårørende tar ansvar vi ikke ser.", challenge="Eldre faller",
    ),
    Sign(
        "Trond Eikeland", "Omsorgsboligene", "Wenche Aas", "Fjordsyn", ("medvirkning", "verksted"),
        "Beboerne våre har meninger om alt. Vi bruker dem ikke.", wish="Kjersti Voll",
    ),
    Sign(
        "Linh Nguyen", "Omsorgsboligene", "Wenche Aas", "Fjordsyn", ("observasjon", "intervju"),
        "Måltidene er stille. Jeg tror det handler om lyden i rommet.", ("nb", "en"),
    ),
    Sign(
        "Anders Myklebust", "Omsorgsboligene", "Wenche Aas", "Solgløtt", ("gevinster",),
        "Vi har kjøpt roboter ingen bruker. Jeg vil vite hvorfor.", ("nn", "nb"), wish="Hege Nilsen",
    ),
    Sign(
        "Camilla Rød", "Barnehagene", "Arne Grindheim", "Innbyggertorget", ("medvirkning",),
        "Garderoben er det vanskeligste rommet vi har.", wish="Samir Rahimi",
    ),
    Sign(
        "Yonas Tesfay", "Barnehagene", "Arne Grindheim", "Innbyggertorget", ("observasjon", "prototyp"),
        "Jeg bygger ting av papp før vi kjøper dem av plast.", ("nb", "en"), wish="Magnus Tveit",
    ),
    Sign(
        "Silje Fjeld", "Barnehagene", "Arne Grindheim", "Nordbygda", ("intervju",),
        "Vi fyller ut sju skjemaer om det samme barnet.",
    ),
    Sign(
        "Håvard Lunde", "Grunnskolene", "Liv Kari Stene", "Nordbygda", ("prototyp", "verksted"),
        "Elevane veit kva som ikkje verkar. Dei har berre ikkje vorte spurde.", ("nn", "nb"), challenge="Foreldre finner ikke",
    ),
    Sign(
        "Marit Opsal", "Grunnskolene", "Liv Kari Stene", "Innbyggertorget", ("funksjonskrav",),
        "Vi kjøper programmer etter tilbudet, ikke etter timen.", wish="Hege Nilsen",
    ),
    Sign(
        "Erlend Bakke", "PP-tjenesten", "Terje Molvær", "Innbyggertorget", ("intervju", "tallgrunnlag"),
        "Ventetiden er åtte måneder. Hvor går den?", challenge="Foreldre finner ikke",
    ),
    Sign(
        "Ane Kristin Vold", "PP-tjenesten", "Terje Molvær", "Innbyggertorget", ("medvirkning",),
        "Foreldre møter fire kontorer med samme historie.", wish="Samir Rahimi",
    ),
    Sign(
        "Robert Zieliński", "Vei og park", "Oddvar Nes", "Brannstasjonen", ("observasjon",),
        "Jeg brøyter alene klokka fire. Jeg ser hvem som går.", ("nb", "en"), challenge="Vi vet ikke hvor",
    ),
    Sign(
        "Guro Nybø", "Vei og park", "Oddvar Nes", "Nordbygda", ("medvirkning", "prototyp"),
        "Skulevegen er det foreldra spør om. Alltid.", ("nn", "nb"), challenge="Vi vet ikke hvor",
    ),
    Sign(
        "Stian Aune", "Vann og avløp", "Oddvar Nes", "Brannstasjonen", ("tallgrunnlag", "gevinster"),
        "Vi mister hver fjerde liter, og kjøper pumper.",
    ),
    Sign(
        "Inger Lise Moen", "Vann og avløp", "Oddvar Nes", "Lageret på Nes", ("funksjonskrav",),
        "Jeg vil skrive hva vannet skal gjøre, ikke hvilken kum vi skal ha.", wish="Hege Nilsen",
    ),
    Sign(
        "Ahmed Warsame", "Hjemmetjenesten", "Berit Solheim", "Lageret på Nes", ("dialog med leverandører",),
        "Leverandørene kommer med svar før vi har spurt.", ("nb", "en"), challenge="Eldre faller", wish="Torstein Lie",
    ),
    Sign(
        "Tuva Solberg", "Omsorgsboligene", "Wenche Aas", "Solgløtt", ("verksted", "intervju"),
        "Nattevaktene og dagvaktene møtes aldri. Det vil jeg gjøre noe med.", wish="Kjersti Voll",
    ),
)  # fmt: skip
# whose leader has not answered yet, whose said no, and who waits for a place
UNANSWERED = Sign(
    "Vegard Lien", "Bygg og eiendom", "Jon Ivar Breivik", "Brannstasjonen", ("gevinster",),
    "Vi varmer opp gymsaler ingen er i.",
)  # fmt: skip
DECLINED = Sign(
    "Kari Mette Rygg",
    "Legevakten",
    "Berit Solheim",
    "Helsehuset",
    ("observasjon",),
    "Køen vår er lengst når venterommet er tomt.",
)
LATE = Sign(
    "Jonas Haugland",
    "Barnehagene",
    "Arne Grindheim",
    "Nordbygda",
    ("prototyp",),
    "Jeg hørte om det i lunsjen. Jeg vil også.",
)

KNOWN = frozenset({"Torstein Lie", "Amina Yusuf", "Jorunn Haug", "Mathias Sørli", "Sunniva Åsen"})


def newcomers() -> list[Person]:
    """Those who are not among the municipality's first people."""
    found = [*LEADERS]
    for role, signs in (("mentor", MENTORS), ("driver", (*DRIVERS, UNANSWERED, DECLINED, LATE))):
        found += [
            Person(sign.name, (role,), sign.unit, sign.languages[0] if sign.languages[0] != "en" else "nb")
            for sign in signs
            if sign.name not in KNOWN
        ]
    return found
