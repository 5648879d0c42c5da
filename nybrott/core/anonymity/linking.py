"""Code words: four plain words a person keeps, and the identifier made of them that cannot be turned back.

The words are nouns written alike in bokmål and nynorsk. Four of 256 are 32 bits; a guess costs a tenth of a second (scrypt), and
needs both the salt of the series, which lies in the database, and the pepper, which does not.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from hashlib import scrypt, sha256

WORDS = tuple(
    """
    ape ask bark bekk berg bille bjelle bjørk bjørn blad blomst blyant bok bolle bonde brød buss by bål båt dal
    dam dans delfin drage drue due dukke dyr eik elg elv eng eple esel fasan fest fisk fjell fjord flagg flaske
    fly fløyte folk foss frosk frø fugl furu gaffel geit gitar glass gran gras gris gull gulv gynge gås hage hai
    hammer hane hare harpe hatt hav havre heks hest himmel hjort hjul honning hoppe humle hund hus hylle høne is
    jakke jakt jord jul kaffe kake kalv kam kamel kanin kanne kasse katt kjole klokke knapp kne knute kopp korn
    kost krabbe kran krone kråke ku kule kvist kyst kål laks lam lampe larve leir lerke lin linje lue luft lykt
    lyng løve løype mais mandel maske mast maur mel mose motor mugge mus musikk mynt natt nebb nes nett nål nøkkel
    nøtt okse olje orkester ost ovn pakke palme pensel pepper perle pil pinne plomme potet pute pære rad ramme
    ravn regn rein reke rev ring ris robot rose rot rug rype safir saft sag sal salt sand sang sau seil sekk sel
    selje seng sild silke sirkus sjø skap ski skinn skip sko skog skrue slott smed smør snø sokk sol sopp spade
    stav stein stige stjerne stol storm strand sukker suppe svale svane søm tak tau te telt tiger tind tog tomat
    torsk tran tre trille troll tromme tråd tulipan tunnel tyttebær ugle ull ulv vaffel vase vegg veske vest vind
    vinge vinter vogn vott åker ål åre øks ørn
    """.split()  # noqa: SIM905
)
LENGTH = 4  # words in a phrase of ours
SHORTEST = 12  # letters of somebody's own words; fewer are too easily guessed
_APART = re.compile(r"[^\w]+|_+")


def phrase(draw: Callable[[int], int]) -> str:
    """Four of our words; `draw(n)` gives a random number below n."""
    return " ".join(WORDS[draw(len(WORDS))] for _word in range(LENGTH))


def normal(words: str) -> str:
    """The words as they are compared: case, spaces and hyphens make no difference."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(part for part in _APART.split(folded) if part)


def strange(words: str) -> tuple[str, ...]:
    """What is probably misspelt: of four words that are mostly ours, those that are not. It tells nothing of what anybody
    else has written."""
    parts = normal(words).split()
    unknown = tuple(part for part in parts if part not in WORDS)
    return unknown if len(parts) == LENGTH and 0 < len(unknown) <= 2 else ()


def long_enough(words: str) -> bool:
    """Whether words somebody made up are long enough to be kept secret."""
    parts = normal(words).split()
    return len("".join(parts)) >= SHORTEST or (len(parts) >= LENGTH and all(part in WORDS for part in parts))


def link_of(words: str, *, salt: bytes, pepper: bytes) -> str:
    """The identifier of code words within a series: 64 hexadecimal figures, empty for no words.

    Neither who knows `salt` and all identifiers, nor who knows `pepper`, can try words; it takes both.
    """
    said = normal(words)
    if not said:
        return ""
    stretched = scrypt(said.encode(), salt=hmac.digest(pepper, salt, sha256), n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    return hmac.new(pepper, b"survey link\0" + salt + stretched, sha256).hexdigest()
