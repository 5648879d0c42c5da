"""Invented needs, two of each say one thing in other words, and searches for some of them. Written for these tests, by the
same hand as the thesaurus: they show that it works, not how well."""

PAIRS = {
    "fall": (
        "Beboere ramler på rommet om natta, og nattevakten merker det ikke før morgenstellet.",
        "Pasientar på sjukeheimen fell når det er mørkt ute, og blir liggjande lenge før nokon ser dei.",
    ),
    "keys": (
        "Hjemmesykepleien kjører innom kontoret flere ganger om dagen for å hente nøkler.",
        "Heimetenesta brukar mykje tid på å finne rett nykel til dørene hos dei gamle.",
    ),
    "medicine": ("Eldre hjemme tar feil tabletter.", "Heimebuande får ikkje riktig medisin til riktig tid."),
    "lonely": ("Mange gamle sitter alene og har ingen å snakke med.", "Eldre i bygda er einsame og saknar selskap."),
    "snow": ("Fortauet ved skolen er ikke måkt når barna skal gå.", "Elevane må gå i vegbana fordi gangvegen ikkje er brøytt."),
    "ice": ("Folk faller på isete gangveier i januar.", "Innbyggjarane skli på hålka når det ikkje er strødd."),
    "leak": ("Vi oppdager rørbrudd først når kjelleren til folk er full.", "Det tek fleire dagar å finne lekkasjar i vassnettet."),
    "rain": ("Ved styrtregn renner vannet inn i husene i sentrum.", "Kjellarane blir oversvømde når det kjem mykje nedbør."),
    "bins": ("Søppeldunkene i parken renner over i helgene.", "Avfallsbehaldarane ved badeplassen er overfylte om sommaren."),
    "school": ("Flere elever blir hjemme fra skolen på grunn av angst.", "Ungdomar med skulevegring får hjelp for seint."),
    "bully": ("Barn blir plaget i friminuttet uten at voksne ser det.", "Elevar opplever mobbing i skulegarden."),
    "parents": ("Foreldre får ikke med seg beskjedene fra barnehagen.", "Mor og far veit ikkje når barnehagen er stengd."),
    "building": ("Søkere venter månedsvis på svar på byggesøknaden.", "Handsamingstida for byggjeløyve er for lang."),
    "phone": ("Innbyggere kommer ikke gjennom på sentralbordet.", "Dei som ringjer servicetorget, blir ståande i telefonkø."),
    "language": ("Nyankomne flyktninger forstår ikke brevene fra kommunen.", "Innvandrarar treng hjelp til å skjøne kva vi skriv til dei."),
    "rota": ("Lederne bruker halve dagen på å ringe etter folk til ledige vakter.", "Det er vanskeleg å få tak i vikarar når nokon blir sjuke."),
    "double": ("Ansatte skriver de samme opplysningene i tre fagsystemer.", "Vi fører alt to gonger fordi systema ikkje snakkar saman."),
    "charging": ("Det er for få steder å lade tjenestebilene.", "Heimetenesta sine elbilar står utan straum om morgonen."),
    "crew": ("Brannmannskapet bruker for lang tid på å møte opp på stasjonen.", "Utrykkingstida for deltidsmannskapa er blitt lengre."),
    "youth": ("Ungdommen har ingen steder å være på kveldstid.", "Tenåringar i bygda manglar ein møteplass etter skuletid."),
}  # fmt: skip
ALONE = [
    "Biblioteket får ikke tilbake bøkene i tide.", "Hytteeiere klager over gebyret.", "Ordføreren holder tale på nasjonaldagen.",
    "Kirkegården mangler plass til nye graver.", "Laksen går ikke lenger opp i elva.", "Asfalten i tunnelen er ødelagt av piggdekk.",
    "Kulturskolen har venteliste på piano.", "Kommunen får ikke kontroll på villkatter.", "Arkivet er fullt av papir fra 1970.", "Kantinen kaster mye mat.",
]  # fmt: skip
SEARCHES = {
    "fallulykker sykehjem natt": ["fall-1", "fall-2"],
    "nøkkelhåndtering": ["keys-1", "keys-2"],
    "feilmedisinering": ["medicine-1", "medicine-2"],
    "isolasjon blant pensjonister": ["lonely-1", "lonely-2"],
    "snørydding skolevei": ["snow-1", "snow-2"],
    "vannlekkasjer": ["leak-1", "leak-2"],
    "overvann": ["rain-1", "rain-2"],
    "fulle søppelkasser": ["bins-1", "bins-2"],
    "ufrivillig skolefravær": ["school-1", "school-2"],
    "behandlingstid byggesak": ["building-1", "building-2"],
    "lange telefonkøer": ["phone-1", "phone-2"],
    "fritidsklubb for unge": ["youth-1", "youth-2"],
}


def needs() -> list[tuple[str, str]]:
    """All with their ids: `fall-1` and `fall-2` say one thing."""
    paired = [(f"{name}-{number}", text) for name, texts in PAIRS.items() for number, text in enumerate(texts, 1)]
    return [*paired, *((f"alone-{number}", text) for number, text in enumerate(ALONE))]
