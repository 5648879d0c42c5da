"""A small vocabulary, as a few hundred notices would give it."""

from nybrott.core.language import Gathering, Lexicon, Vocabulary
from nybrott.core.language.stemming import stem_folded

SEEN = {
    # in most notices
    "kommune": 700, "leverandør": 600, "leverandører": 580, "kontrakt": 400, "kontrakter": 300, "konkurranse": 500,
    "rammeavtale": 250, "avtale": 300, "anskaffelse": 450, "tilbud": 400, "veiledning": 90, "barnehage": 60, "utdanning": 50,
    # parts seen on their own
    "velferd": 20, "teknologi": 40, "teknologiske": 12, "løsning": 90, "løsninger": 120, "marked": 80, "markedet": 110,
    "dialog": 70, "dialogen": 20, "konferanse": 9, "asfalt": 30, "legging": 5, "leir": 4, "skole": 80, "skyss": 12, "slange": 3,
    "barn": 60, "hage": 4, "ledning": 5, "led": 3, "veien": 40, "fiber": 9, "kabel": 8, "bredbånd": 11, "nett": 30, "brønn": 5,
    "borehull": 3, "veg": 30, "vedlikehald": 12, "drift": 90, "vedlikehold": 80, "helse": 90, "omsorg": 60, "tender": 6, "selv": 40,
    # what sits inside other words
    "rand": 3, "leve": 9, "ører": 3, "akter": 4, "lever": 6, "ende": 8, "aker": 6, "enn": 80,
    # compounds
    "velferdsteknologi": 15, "markedsdialog": 30, "dialogkonferanse": 28, "driftsavtale": 6, "asfaltlegging": 6, "skoleskyss": 8,
    "tjenesteutvikling": 4,
}  # fmt: skip


def vocabulary(**words: int) -> Vocabulary:
    counts = SEEN | words
    stems: dict[str, int] = {}
    for word, count in counts.items():
        stems[stem_folded(word)] = max(stems.get(stem_folded(word), 0), count)
    return Vocabulary(counts, stems)


def lexicon(**words: int) -> Lexicon:
    return Lexicon(vocabulary(**words))


def gathered(*texts: str) -> Lexicon:
    gathering = Gathering()
    for text in texts:
        gathering.add([text])
    return Lexicon(gathering.vocabulary())
