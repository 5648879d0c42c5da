"""What finds what: a truth table of queries and texts, places in a text, hostile input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.language import Query
from nybrott.core.language.lexicon import Lexicon
from nybrott.core.language.lists import FILES, ListError, define, lists
from nybrott.core.language.tests.factories import lexicon

# query, text, does it find it
FINDS = [
    ("velferdsteknologi", "Ny velferdsteknologiløsning", True),
    ("velferdsteknologi", "velferdsteknologiske løsninger", True),
    ("velferdsteknologi", "Velferdsteknologien i Fjordvik", True),
    ("velferdsteknologi", "velferds teknologi", True),
    ("velferdsteknologi", "teknologi for velferd", True),
    ("velferdsteknologi", "Velferd. Teknologi.", False),
    ("velferdsteknologi", "teknologi og velferd", False),
    ("teknologi", "velferdsteknologiløsning", True),
    ("velferdsteknologiløsning", "velferdsteknologi", False),
    ("dialog", "markedsdialog", True),
    ("dialog", "Dialogkonferanse om skoleskyss", True),
    ("markedsdialog", "marknadsdialog", True),
    ("markedsdialog", "dialog med markedet", True),
    ("markedsdialog", "dialog med det nye markedet", True),
    ("markedsdialog", "Markeds-dialog", True),
    ("markedsdialog", "dialog om velferd", False),
    ("markedsdialog", "dialog med og uten markedet", False),
    ("markedsdialog", "marked i dialog med", False),
    ("marked", "dialog", False),
    ("anskaffelse", "Anskaffing av asfalt", True),
    ("anskaffing", "Anskaffelsene", True),
    ("vei", "Drift av vegar", True),
    ("veg", "kommunevei", True),
    ("vei", "veiledning", False),
    ("vegvedlikehald", "Veivedlikehold", True),
    ("driftsavtale", "drifts- og vedlikeholdsavtaler", True),
    ("vedlikeholdsavtale", "drifts- og vedlikeholdsavtaler", True),
    ("helseavtale", "drifts- og vedlikeholdsavtaler", False),
    ("hurtigbåt", "Hurtigbåtsambandet", True),
    ("båt", "Hurtigbåtsambandet", False),
    ("innovasjon", "innovasjonspådriver", True),
    ("driftspapir", "drifts- og papir", False),
    ("e-helse", "ehelse", True),
    ("ehelse", "e-helse", True),
    ("helse", "e-helse", True),
    ("2024-312345", "Se 2024-312345", True),
    ("312345", "Se 2024-312345", True),
    ("2024-312345", "2024-312346", False),
    ("rand", "leverandører", False),
    ("akter", "kontrakter", False),
    ("hage", "barnehage", False),
    ("miljø", "Miljö", True),
    ("BÆRUM", "bærum", True),
    ("brukarar", "brukerne", True),
    ("dialog asfalt", "Dialogkonferanse om asfalt", True),
    ("dialog asfalt", "Dialogkonferanse om skyss", False),
    ("anskaffelse av asfalt", "Asfalt: anskaffing", True),
]


def finds(words: Lexicon, query: str, text: str) -> bool:
    stored = words.words(text)
    sought = words.query(query)
    return bool(sought) and all(any(map(word.fits, stored)) for word in sought.words)


@pytest.mark.parametrize(("query", "text", "found"), FINDS)
def test_what_finds_what(query: str, text: str, found: bool) -> None:
    words = lexicon()
    assert finds(words, query, text) is found, (words.query(query), words.words(text))
    assert bool(words.spots(text, words.query(query))) or not found


WORDS = st.sampled_from(
    [
        "dialog",
        "markedsdialog",
        "Velferdsteknologi",
        "løysingar",
        "e-helse",
        "og",
        "med",
        "2024-31",
        "ÅS",
        "rammeavtale",
        "naïve",
        "drifts-",
        "x",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_a_text_is_found_by_each_of_its_words(parts: list[str]) -> None:
    words = lexicon()
    text = " ".join(parts)
    stored = words.words(text)
    for part in parts:
        for sought in words.query(part).words:
            assert stored & set(sought.keys), (part, sought, stored)
            assert words.spots(text, words.query(part)), part


@given(st.text(max_size=400))
def test_any_text_is_found_by_its_own_words(text: str) -> None:
    words = lexicon()
    stored = words.words(text)
    for sought in words.query(text).words:
        assert stored & set(sought.keys) or len(text) > 200, (sought, stored)


@given(st.text(max_size=300), st.text(max_size=60))
def test_places_lie_in_the_text_in_order(text: str, query: str) -> None:
    words = lexicon()
    sought = words.query(query)
    end = 0
    for spot in words.spots(text, sought):
        assert end <= spot.start < spot.end <= len(text)
        assert spot.word < len(sought.words)
        end = spot.end


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("dialog", "Markedsdialog: dialogen er åpen", ["Markedsdialog", "dialogen"]),
        ("markedsdialog", "Vi vil ha dialog med markedet.", ["dialog med markedet"]),
        ("vei", "Vegane, veien og veiledning", ["Vegane", "veien"]),
        ("e-helse", "Ny e-helse", ["e-helse"]),
        ("driftsavtale", "drifts- og vedlikeholdsavtale", ["drifts- og vedlikeholdsavtale"]),
        ("marked dialog", "Markedsdialog om marked", ["Markedsdialog", "marked"]),
        ("ki", "AI og KI", ["AI", "KI"]),
        ("samarbeid", "samarbeid kommunen samarbeidspartneren", ["samarbeid", "samarbeidspartneren"]),
        ("dialog", "Kjøp av papir", []),
        ("", "Kjøp av papir", []),
    ],
)
def test_places_of_the_words(query: str, text: str, marked: list[str]) -> None:
    words = lexicon()
    assert [text[spot.start : spot.end] for spot in words.spots(text, words.query(query))] == marked


LONG = "Kommunen har mange oppgaver og lite tid. " * 30


@pytest.mark.parametrize("query", ["markedsdialog", "ehelse", "driftsavtale", "café", "blåbær", "vei", "samarbeid"])
@pytest.mark.parametrize(
    "text",
    [
        "dialog med markedet",
        "e-helse",
        "drifts- og vedlikeholdsavtale",
        "CAFÉ",
        "Blåba\u0308r BLÅBÆR",
        "Vegane",
        "sam\u00adarbeid",
        "dialog\nmed\nmarkedet",
    ],
)
def test_places_are_the_same_in_a_long_text(query: str, text: str) -> None:
    words = lexicon()
    sought = words.query(query)
    alone = [(spot.start, spot.end) for spot in words.spots(text, sought)]
    long = words.spots(LONG + text + " " + LONG, sought)
    assert [(spot.start - len(LONG), spot.end - len(LONG)) for spot in long] == alone


@given(st.text(alphabet="abeilnrsøåÆé-u\u0301 ", max_size=90))
def test_a_quick_look_misses_nothing_the_thorough_one_finds(text: str) -> None:
    words = lexicon()
    for sought in words.query(text).words:
        assert words.spots(text, Query((sought,))), (sought, text)


def test_words_of_a_language_without_compounds_are_only_stemmed() -> None:
    words = lexicon()
    assert words.words("market dialogues of e-health", compounds=False) == {
        "mark",
        "dialogu",
        "ehealth",
        "e+health",
        "health",
        "e",
    }
    assert words.words("markedsdialog", compounds=False) == {"markedsdialog"}
    assert "markedsdialog" in words.query("markedsdialog").words[0].keys


def test_a_query_says_what_it_left_out() -> None:
    words = lexicon()
    query = words.query("dialog om og med " + " ".join(f"ord{number}" for number in range(15)))
    assert [word.written for word in query.words][:2] == ["dialog", "ord0"]
    assert len(query.words) == 10
    assert query.everyday == ("om", "og", "med")
    assert query.beyond == tuple(f"ord{number}" for number in range(9, 15))


@pytest.mark.parametrize("text", ["", "   ", "?!&|()*:", "🎉🎉", "\x00\x00", "og i på", "\u202e\u202d"])
def test_nothing_to_look_for(text: str) -> None:
    query = lexicon().query(text)
    assert not query
    assert lexicon().spots("dialog", query) == []


def test_the_same_word_twice_is_looked_for_once() -> None:
    assert len(lexicon().query("dialog Dialogen DIALOGER").words) == 1


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "a-" * 5_000,
        "dialog " * 2_000,
        "'; drop table",
        "dialog:* & !markedet <-> (a|b)",
        "שלום العربية",
        "\x00dialog",
        "-" * 999,
    ],
)
def test_hostile_queries_and_texts_are_taken_as_words(text: str) -> None:
    words = lexicon()
    query = words.query(text)
    assert len(query.words) <= 10
    assert all(len(key) < 700 for word in query.words for key in word.keys)
    assert all("'" not in key and "\x00" not in key and " " not in key for key in words.words(text))
    words.spots(text, query)


def test_misspelt_words_have_likely_meanings() -> None:
    words = lexicon(innovasjon=9, innovasjoner=4)
    assert words.alike("inovasjon")[0] == "innovasjon"
    assert words.alike("velferdsteknolgi") == ["velferdsteknologi"]
    assert words.alike("rameavtale") == ["rammeavtale"]
    assert words.alike("velferden") == ["velferd"]
    assert words.alike("dia") == []
    assert words.alike("!!") == []
    assert words.alike("qwertyuiop") == []


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("pairs", "same = [", "is not TOML"),
        ("pairs", "id = 'x'", "does not say"),
        ("pairs", "{about}same = [['a']]", "is not two words"),
        ("pairs", "{about}same = [['a', 'a']]", "paired with itself"),
        ("endings", "{about}[[ending]]\nending = 'x'", "lacks an ending"),
        ("everyday", "{about}words = 'og'", "must be a list of words"),
        ("everyday", "{about}words = ['Og']", "in small letters"),
        ("compounds", "{about}parts = ['a', 'a']", "twice"),
    ],
)
def test_a_mistake_in_a_list_is_said(file: str, text: str, complaint: str) -> None:
    about = "".join(
        f"{key} = 'x'\n" for key in ("id", "what", "why", "source", "authored_by", "checked_by", "review_after")
    )
    lexical = {
        "pairs": about,
        "endings": about,
        "compounds": about + "parts = []\nwhole = []\nnever = []\n",
        "everyday": about + "words = []\nlinks = []\nfillers = []\nhalves = []\n",
    }
    assert define(lexical).pairs == ()
    with pytest.raises(ListError, match=complaint):
        define(lexical | {file: text.replace("{about}", about)})


def test_the_version_of_the_lists_follows_their_text() -> None:
    assert set(FILES) == {"pairs", "endings", "compounds", "everyday"}
    assert len(lists().version) == 12
    assert lexicon().rules() == lists().version


@pytest.mark.parametrize(
    "pairs", ["[['brukar', 'kunde'], ['bruker', 'gjest']]", "[['kunde', 'gjest'], ['gjest', 'turist']]"]
)
def test_pairs_that_contradict_each_other_are_refused(pairs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from nybrott.core.language import stemming

    contrary = eval(pairs)
    broken = type("Lists", (), {"pairs": contrary, "endings": lists().endings})
    monkeypatch.setattr(stemming, "lists", lambda: broken)
    with pytest.raises(ListError, match=r"pairs\.toml"):
        stemming.same_as.__wrapped__()
