"""Of pairs somebody would call the same need, most are found; on an invented set in bokmål and nynorsk that the thesaurus was not written from."""

from nybrott.challenges.queries import reader
from nybrott.core.meeting import meetings
from nybrott.groups.queries.sameness import LIKELY, NEAREST

# fmt: off
SAME = (
    ("Nattlige fall hos eldre som bor hjemme. Hvordan kan vi gjøre veien til badet trygg om natten?", "Korleis kan heimebuande gamle unngå å dette når dei står opp på natta?"),
    ("Foreldre vet ikke hvem de skal spørre når barnet trenger ekstra hjelp på skolen.", "Føresette til elevar med behov for spesialundervisning finn ikkje fram til rett kontaktperson."),
    ("Fortau og gangveier er glatte om vinteren, og folk brekker håndleddet.", "Korleis kan vi strø gangvegane før nokon fell på isen?"),
    ("Lekkasjer i vannledningene oppdages først når kjelleren er full.", "Korleis kan vi oppdage lekkasjar i vassnettet tidlegare?"),
    ("Hjelpemidler blir stående på lager fordi ingen vet hvor de er.", "Rullestolar og andre hjelpemiddel blir borte mellom lager og brukar."),
    ("Sykefraværet i barnehagene er høyt, og vikarene kjenner ikke barna.", "Korleis kan vi få ned sjukefråværet blant tilsette i barnehagen?"),
    ("Ungdom som faller ut av videregående blir ikke fulgt opp.", "Unge som sluttar på skulen får ikkje oppfølging før det er gått lang tid."),
    ("Legemidler blir gitt til feil tid i hjemmesykepleien.", "Korleis kan heimesjukepleia sikre rett medisin til rett tid?"),
    ("Matavfall fra sykehjem og skoler kastes, og ingen vet hvor mye.", "Korleis kan vi redusere matsvinn på sjukeheimar?"),
    ("Bygningene våre bruker strøm om natten uten at noen er der.", "Straumforbruket i kommunale bygg er høgt når ingen er der."),
    ("Nyankomne flyktninger venter lenge på norskopplæring.", "Korleis kan flyktningar kome raskare i gang med norskkurs?"),
    ("Søppelkasser i sentrum blir fulle før bilen kommer.", "Korleis kan vi tømme avfallsdunkar før dei renn over?"),
)
ALONE = (
    "Kulturskolen mangler øvingsrom på kveldstid.", "Byggesaker tar for lang tid fordi søknadene er mangelfulle.", "Båtplassene i havna blir ikke leid ut.",
    "Beitedyr forsvinn i utmarka kvar haust.", "Kyrkjegardane har ikkje plass nok.", "Politiske møter er vanskelige å følge på nett for døve.",
    "Parkering ved sykehuset er full klokka åtte.", "Skogbrann blir oppdaga seint i dei indre bygdene.", "Bibliotekets bøker kommer ikke tilbake.",
)
# fmt: on


def test_most_who_have_the_same_need_meet_among_the_first_and_few_others_do() -> None:
    texts = [(2 * number + side, side, words) for number, pair in enumerate(SAME) for side, words in enumerate(pair)]
    texts += [(100 + number, number % 2, words) for number, words in enumerate(ALONE)]
    found = meetings(reader(), texts, top=NEAREST, least=LIKELY)
    wanted = {(2 * number, 2 * number + 1) for number in range(len(SAME))}
    best: dict[int, list[int]] = {}
    for pair in found:
        best.setdefault(pair.one, []).append(pair.other)
        best.setdefault(pair.other, []).append(pair.one)
    recalled = [one for one, other in wanted if other in best.get(one, [])[:3]]
    assert len(recalled) / len(wanted) >= 0.75, sorted(wanted - {(one, one + 1) for one in recalled})
    false = [pair for pair in found if (pair.one, pair.other) not in wanted]
    assert len(false) <= len(wanted) // 2, [(pair.score, pair.shared) for pair in false]
    assert all(pair.shared for pair in found), "each says why"


def test_the_likeness_does_not_hang_on_who_asks_or_in_which_order() -> None:
    texts = [(2 * number + side, side, words) for number, pair in enumerate(SAME) for side, words in enumerate(pair)]
    whole = meetings(reader(), texts, top=NEAREST, least=LIKELY)
    assert whole == meetings(reader(), reversed(texts), top=NEAREST, least=LIKELY)
    asked = meetings(reader(), texts, asked={0}, top=NEAREST, least=LIKELY)
    assert asked
    assert set(map(repr, asked)) <= set(map(repr, whole))
    assert all(0 in (pair.one, pair.other) for pair in asked)


def test_own_texts_never_meet_and_nothing_is_nothing() -> None:
    alike = [(1, 7, SAME[0][0]), (2, 7, SAME[0][1])]
    assert meetings(reader(), alike) == []
    assert meetings(reader(), []) == []
    assert meetings(reader(), [(1, 7, ""), (2, 8, "")]) == []


def test_a_looked_up_many_give_what_comparing_all_gives() -> None:
    """With more than are compared one by one, they are looked up first; the nearest of the set above stay the nearest."""
    texts = [(2 * number + side, side, words) for number, pair in enumerate(SAME) for side, words in enumerate(pair)]
    filler = [
        (1000 + number, number % 2, f"{ALONE[number % len(ALONE)]} Sak {number} i sone {number * 7}.")
        for number in range(120)
    ]
    found = {
        (pair.one, pair.other)
        for pair in meetings(reader(), texts + filler, asked=range(30), top=NEAREST, least=LIKELY)
    }
    alone = {(pair.one, pair.other) for pair in meetings(reader(), texts, top=1, least=0.25)}
    assert len(alone) >= 5
    assert alone <= found
