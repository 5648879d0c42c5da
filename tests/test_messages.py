"""Every text in three languages: nothing missing, nothing left over, nothing copied. Each check is attacked once below."""

import importlib.util
import re
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from django.conf import settings
from django.test import override_settings
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nybrott"


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(f"scripts_{name}", module)
    spec.loader.exec_module(module)
    return module


messages = _script("messages")

# What is truly the same in bokmål and nynorsk, and why, stands in each room's `locale/same.toml`. Everything else must differ.
ALLOWED_SAME = {
    key
    for path in PACKAGE.glob("*/locale/same.toml")
    for keys in tomllib.loads(path.read_text("utf-8")).values()
    for key in keys
}

# words that stand in only one of the two, and would betray a copy
ONLY_BOKMAL = re.compile(
    r"\b(?:ikke|hva|hvem|hvor\w*|hvilke\w*|fra|noe|noen|mer|flere|bare|også|være|en|et|ett|én|ennå|dem|deres|disse|samme|uten|mye|"
    r"nå|selve|egne|uke\w*|måneder|navn\w*|kilde|tegn\w*|funnet|\w{3,}els(?:e|er|en|ene)|\w+het(?:en|er)?|\w*markeds\w*|\w*virksomhet\w*|"
    r"\w*kunngjøring\w*|\w+giver(?:en|ne)?|leverandører)\b",
    re.IGNORECASE,
)
ONLY_NYNORSK = re.compile(
    r"\b(?:ikkje|kva|kven|kor|korleis|kvifor|frå|noko|nokon|nokre|meir|fleire|berre|òg|vere|ein|eit|eitt|éin|éi|enno|dei|deira|desse|same|utan|"
    r"mykje|sjølv\w*|eigne|veke\w*|månader|namn\w*|kjelde|teikn\w*|funne|\w*anskaffing\w*|\w+heit\w*|\w*marknad\w*|\w*verksemd\w*|"
    r"\w*kunngjering\w*|\w+givar\w*|leverandørar)\b",
    re.IGNORECASE,
)
# one form of each word (docs/develop/writing.md); these are right in the language, and not the ones we write
OTHER_FORMS = {
    "nb": re.compile(
        r"\b(?:lista|ventelista|fila|tavla|hylla|linja|uka|kodeboka|fremdeles|sammenlikn\w*|organisasjon(?:en|er|ene|ens)?|verten|vertskap\w*|"
        r"innførs\w*|innføring\w*|rivaliserende|påminning\w*|blei|stod)\b",
        re.IGNORECASE,
    ),
    "nn": re.compile(
        r"\b(?:blei|vert(?! for)|verte|blitt|fyrst\w?|attende|igjen|derfor|gje|gjev|gjeven?|gjevne|oppgjev|oppgjevne|bede|bed|begynn\w*|begynte|"
        r"foresl\w*|lenk[ea]|komme|hypotes\w*|behovsbeskriv\w*|likebehandl\w*|organisasjon(?:en|ar|ane)?|verten|innførs\w*|innføring\w*|"
        r"rivaliserande|gøym\w*|framlegg\w*)\b",
        re.IGNORECASE,
    ),
}
LONGEST_SAME_SHARE = 0.25
LIX_CEILING = 40


@dataclass
class Texts:
    """What the code says, and what each catalogue says."""

    template: Catalog
    catalogues: dict[str, Catalog]

    def said(self, language: str) -> Iterator[tuple[str, str, str]]:
        """Key, English and translation of every text of a language, each plural form for itself."""
        for message in self.catalogues[language]:
            if message.id:
                yield from (
                    (key_of(message), english, said)
                    for english, said in zip(forms(message.id), forms(message.string), strict=False)
                )


def forms(text: object) -> tuple[str, ...]:
    """One form, or one for each plural."""
    return tuple(text) if isinstance(text, (list, tuple)) else (str(text or ""),)


def key_of(message: Message) -> str:
    return forms(message.id)[0]


def said_in(catalogue: Catalog, message: Message) -> object:
    """What another language's catalogue gives for a text."""
    found = catalogue.get(key_of(message), message.context)
    return None if found is None else found.string


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts(messages.extract(), {language: messages.load_all(language) for language in messages.LANGUAGES})


# --- the checks; each takes what the code and the catalogues say and gives a list of sentences ---


def nothing_is_missing(texts: Texts) -> list[str]:
    return [
        f"{language} lacks “{gap}”"
        for language, catalogue in texts.catalogues.items()
        for gap in messages.gaps(texts.template, catalogue)
    ]


def nothing_is_left_over(texts: Texts) -> list[str]:
    said = {(message.id, message.context) for message in texts.template}
    return [
        f"{language} keeps “{key_of(message)}”, which the code no longer says"
        for language, catalogue in texts.catalogues.items()
        for message in (*catalogue, *catalogue.obsolete.values())
        if message.id and (message.id, message.context) not in said
    ]


def english_says_what_the_code_says(texts: Texts) -> list[str]:
    return [f"en says “{said}” for “{english}”" for _key, english, said in texts.said("en") if said != english]


def plurals_have_two_forms(texts: Texts) -> list[str]:
    found = [
        f"{language} has other plural forms: {catalogue.plural_forms}"
        for language, catalogue in texts.catalogues.items()
        if (catalogue.num_plurals, catalogue.plural_expr) != (2, "(n != 1)")
    ]
    return found + [
        f"{language} gives “{key_of(message)}” {len(forms(message.string))} forms"
        for language, catalogue in texts.catalogues.items()
        for message in catalogue
        if message.id and len(forms(message.string)) != len(forms(message.id))
    ]


def _parts(text: str) -> Counter[str]:
    return Counter(re.findall(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?\w[^>]*>", text))


def placeholders_and_tags_are_kept(texts: Texts) -> list[str]:
    return [
        f"{language} has other parts in “{said}” than in “{english}”"
        for language in texts.catalogues
        for _key, english, said in texts.said(language)
        if _parts(said) != _parts(english)
    ]


def edges_are_kept(texts: Texts) -> list[str]:
    """A sentence stays a sentence, a question a question, and no space is added at an end."""
    return [
        f"{language} ends or begins otherwise: “{said}” for “{english}”"
        for language in texts.catalogues
        for _key, english, said in texts.said(language)
        if said != said.strip() or re.findall(r"[.?:…]$", said) != re.findall(r"[.?:…]$", english)
    ]


def nynorsk_is_not_copied(texts: Texts) -> list[str]:
    nb = texts.catalogues["nb"]
    return [
        f"nn says the same as nb for “{key_of(message)}”: “{forms(message.string)[0]}”"
        for message in texts.catalogues["nn"]
        if message.id and key_of(message) not in ALLOWED_SAME and said_in(nb, message) == message.string
    ]


def neither_borrows_from_the_other(texts: Texts) -> list[str]:
    return [
        f"{language} says “{hit.group()}” in “{said}”"
        for language, foreign in (("nb", ONLY_NYNORSK), ("nn", ONLY_BOKMAL))
        for _key, _english, said in texts.said(language)
        if (hit := foreign.search(re.sub(r"%\(\w+\)[a-z]", "", said)))
    ]


def each_word_has_one_form(texts: Texts) -> list[str]:
    return [
        f"{language} says “{hit.group()}” in “{said}”"
        for language, other in OTHER_FORMS.items()
        for _key, _english, said in texts.said(language)
        if (hit := other.search(re.sub(r"%\(\w+\)[a-z]", "", said)))
    ]


def nobody_shouts_or_begs(texts: Texts) -> list[str]:
    unwanted = re.compile(r"!|\bvennlig(?:st)?\b|\bvennleg(?:st)?\b|\bver så\b|\bvær så\b|\bplease\b", re.IGNORECASE)
    return [
        f"{language}: “{said}”"
        for language in texts.catalogues
        for _key, _english, said in texts.said(language)
        if unwanted.search(said)
    ]


def quotation_marks_are_the_languages_own(texts: Texts) -> list[str]:
    return [
        f"{language}: “{said}”"
        for language, foreign in (("nb", '“”"'), ("nn", '“”"'), ("en", '«»"'))
        for _key, _english, said in texts.said(language)
        if set(foreign) & set(said)
    ]


def thousands_are_set_apart_by_a_space(texts: Texts) -> list[str]:
    """A comma between digits is English; in Norwegian it stands before decimals."""
    return [
        f"{language}: “{said}”"
        for language in ("nb", "nn")
        for _key, _english, said in texts.said(language)
        if re.search(r"\d,\d{3}\b", said)
    ]


def lix(text: str) -> float:
    """Björnsson's readability: words per sentence plus the percentage of words longer than six letters."""
    plain = re.sub(r"%\(\w+\)[a-z]", "", text)
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain)
    sentences = max(1, len(re.findall(r"[.?:](?:\s|$)", plain)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / max(1, len(words))


def bokmal_is_plain(texts: Texts) -> list[str]:
    sentences = [said for _key, _english, said in texts.said("nb") if re.search(r"[.?]$", said)]
    mean = sum(map(lix, sentences)) / max(1, len(sentences))
    return [] if sentences and mean < LIX_CEILING else [f"LIX {mean:.0f} over {len(sentences)} sentences"]


CHECKS: list[Callable[[Texts], list[str]]] = [
    nothing_is_missing,
    nothing_is_left_over,
    english_says_what_the_code_says,
    plurals_have_two_forms,
    placeholders_and_tags_are_kept,
    edges_are_kept,
    nynorsk_is_not_copied,
    neither_borrows_from_the_other,
    each_word_has_one_form,
    nobody_shouts_or_begs,
    quotation_marks_are_the_languages_own,
    thousands_are_set_apart_by_a_space,
    bokmal_is_plain,
]


@pytest.fixture(scope="session")
def of_a_room() -> Texts:
    """What one room says: enough to attack, and soon copied."""
    room = "observatory"
    return Texts(messages.extract(room), {language: messages.load(language, room) for language in messages.LANGUAGES})


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_catalogues_keep(check: Callable[[Texts], list[str]], texts: Texts) -> None:
    assert check(texts) == []


# --- the attacks: a copy of the catalogues, spoilt in one place ---

PLAIN, COUNTED, PLACED = "The words of the notice", "%(shown)s notice", "The same in %(language)s"


def _of(texts: Texts, language: str, key: str) -> Message:
    found = texts.catalogues[language].get(key)
    assert found is not None, f"the attack needs a text that exists: {key}"
    return found


def _say(language: str, key: str, said: str) -> Callable[[Texts], None]:
    def spoil(texts: Texts) -> None:
        _of(texts, language, key).string = said

    return spoil


def _drop(texts: Texts) -> None:
    texts.catalogues["nn"].delete(PLAIN)


def _doubt(texts: Texts) -> None:
    _of(texts, "nb", PLAIN).flags.add("fuzzy")


def _empty(texts: Texts) -> None:
    message = _of(texts, "nb", COUNTED)
    message.string = (message.string[0], "")


def _leave_over(texts: Texts) -> None:
    texts.catalogues["nb"].add("A text nobody says", "En tekst ingen sier")


def _forget_a_plural(texts: Texts) -> None:
    message = _of(texts, "nb", COUNTED)
    message.string = message.string[:1]


def _count_otherwise(texts: Texts) -> None:
    texts.catalogues["nb"]._num_plurals = 1


def _copy_all(texts: Texts) -> None:
    for message in texts.catalogues["nn"]:
        if message.id:
            message.string = texts.catalogues["nb"].get(key_of(message), message.context).string


def _grow_heavy(texts: Texts) -> None:
    for message in texts.catalogues["nb"]:
        if message.id and not message.pluralizable:
            message.string = "Anskaffelsesprosedyrens gjennomføringsbestemmelser forutsetter leverandørmedvirkning."


ATTACKS: list[tuple[Callable[[Texts], list[str]], Callable[[Texts], None]]] = [
    (nothing_is_missing, _drop),
    (nothing_is_missing, _doubt),
    (nothing_is_missing, _empty),
    (nothing_is_left_over, _leave_over),
    (english_says_what_the_code_says, _say("en", PLAIN, "Other words")),
    (plurals_have_two_forms, _forget_a_plural),
    (plurals_have_two_forms, _count_otherwise),
    (placeholders_and_tags_are_kept, _say("nb", PLACED, "Det samme på %(sprak)s")),
    (placeholders_and_tags_are_kept, _say("nb", PLAIN, "<strong>Ordene</strong> i kunngjøringen")),
    (edges_are_kept, _say("nb", PLAIN, "Ordene i kunngjøringen.")),
    (edges_are_kept, _say("nb", PLAIN, "Ordene i kunngjøringen ")),
    (nynorsk_is_not_copied, _copy_all),
    (nynorsk_is_not_copied, _say("nn", PLAIN, "Ordene i kunngjøringen")),
    (neither_borrows_from_the_other, _say("nn", PLAIN, "Ordene i denne kunngjøringen")),
    (neither_borrows_from_the_other, _say("nb", PLAIN, "Orda i kunngjeringa")),
    (each_word_has_one_form, _say("nb", PLAIN, "Ordene i denne fila")),
    (each_word_has_one_form, _say("nn", PLAIN, "Orda som blei funne")),
    (nobody_shouts_or_begs, _say("nb", PLAIN, "Ordene i kunngjøringen!")),
    (nobody_shouts_or_begs, _say("nb", PLAIN, "Vennligst les kunngjøringen")),
    (quotation_marks_are_the_languages_own, _say("nb", PLAIN, "“Ordene” i kunngjøringen")),
    (thousands_are_set_apart_by_a_space, _say("nn", PLAIN, "Orda i 2,000 kunngjeringar")),
    (bokmal_is_plain, _grow_heavy),
]


@pytest.mark.parametrize(
    ("check", "spoil"), ATTACKS, ids=[f"{check.__name__}-{number}" for number, (check, _) in enumerate(ATTACKS)]
)
def test_each_check_fails_when_attacked(
    check: Callable[[Texts], list[str]], spoil: Callable[[Texts], None], of_a_room: Texts
) -> None:
    copy = deepcopy(of_a_room)
    spoil(copy)
    assert check(copy) != []
    assert check(of_a_room) == [], "the attack stays in the copy"


def test_every_check_is_attacked() -> None:
    assert {check for check, _ in ATTACKS} == set(CHECKS)


def test_what_may_be_the_same_is_the_same_and_stays_short(texts: Texts) -> None:
    """The list of SAME holds nothing that has since been told apart or is no longer said, and never becomes an excuse."""
    nb, nn = texts.catalogues["nb"], texts.catalogues["nn"]
    same = {key_of(message) for message in nn if said_in(nb, message) == message.string}
    assert ALLOWED_SAME - same == set()
    assert len(ALLOWED_SAME) < LONGEST_SAME_SHARE * len(nn)
    assert all(len(re.sub(r"%\(\w+\)s", "", key)) < 40 for key in ALLOWED_SAME), "a sentence is never the same in both"


def test_the_measures_speak_nynorsk_of_their_own() -> None:
    """Names and texts of the measures; a term of the field that is the same in both is named here."""
    same = {"Streng", "Erklært", "Gjennomsnitt", "Median"}
    copied: list[str] = []

    def walk(value: object, place: str) -> None:
        if isinstance(value, dict):
            if {"nb", "nn"} <= value.keys() and value["nb"] == value["nn"] and value["nb"] not in same:
                copied.append(f"{place}: {value['nb']}")
            for name, inner in value.items():
                walk(inner, f"{place}.{name}")
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, f"{place}[{number}]")

    files = sorted((PACKAGE / "core/measures/catalogue").glob("*.toml"))
    assert files
    for path in files:
        walk(tomllib.loads(path.read_text("utf-8")), path.stem)
    assert copied == []
    walk({"names": {"nb": "Anskaffelser", "nn": "Anskaffelser"}}, "attack")
    assert copied == ["attack.names: Anskaffelser"]


# --- the way from the file to the page ---


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One room's catalogues compiled into an empty folder, and Django reading them from there."""
    folder = tmp_path / "observatory"
    folder.mkdir()
    (folder / "apps.py").touch()
    shutil.copytree(PACKAGE / "observatory" / "locale", folder / "locale")
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    messages.compile_all()
    with override_settings(LOCALE_PATHS=[folder / "locale"]):
        yield tmp_path


def test_the_site_reads_the_catalogues_where_they_lie() -> None:
    """Django looks in the folder `locale` of each room it knows."""
    assert settings.LOCALE_PATHS == []
    known = {app.removeprefix("nybrott.") for app in settings.INSTALLED_APPS if app.startswith("nybrott.")}
    assert set(messages.rooms()) == known
    assert {path.parents[2].parent.name for path in PACKAGE.glob("*/locale/*/*/django.po")} <= known
    assert {code for code, _name in settings.LANGUAGES} == set(messages.LANGUAGES)


@pytest.mark.parametrize(
    ("language", "plain", "one", "many", "weight"),
    [
        ("nb", "Ordene i kunngjøringen", "1 kunngjøring", "2 kunngjøringer", "Telles"),
        ("nn", "Orda i kunngjeringa", "1 kunngjering", "2 kunngjeringar", "Blir talt"),
        ("en", "The words of the notice", "1 notice", "2 notices", "Counted"),
    ],
)
def test_the_catalogues_compile_and_django_finds_them(
    compiled: Path, language: str, plain: str, one: str, many: str, weight: str
) -> None:
    with translation.override(language):
        assert translation.gettext(PLAIN) == plain
        assert translation.pgettext("weight of a sign", "Counted") == weight
        for count, expected in ((1, one), (2, many), (0, many.replace("2", "0"))):
            assert translation.ngettext(COUNTED, "%(shown)s notices", count) % {"shown": count} == expected


def test_who_starts_while_the_catalogues_are_compiled_reads_whole_ones(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site that started in that moment once found a file of no bytes, and gave up."""
    target = compiled / "observatory" / "locale" / "nb" / "LC_MESSAGES" / "django.mo"
    whole = target.read_bytes()
    seen = []

    def halfway(file: BinaryIO, catalogue: Catalog) -> None:
        file.write(b"half")
        file.flush()
        seen.append(target.read_bytes())
        file.truncate(0)
        file.seek(0)
        write_mo(file, catalogue)

    monkeypatch.setattr(messages, "write_mo", halfway)
    messages.compile_all()
    assert seen == [whole] * len(messages.LANGUAGES)
    assert target.read_bytes() == whole
    assert [path.name for path in target.parent.glob("*.mo")] == ["django.mo"]


def test_every_text_reaches_the_page_in_its_language(texts: Texts) -> None:
    messages.compile_all()
    for language in messages.LANGUAGES:
        with translation.override(language):
            for message in texts.catalogues[language]:
                if message.id and not message.context and not message.pluralizable:
                    assert translation.gettext(message.id) == message.string


@pytest.fixture
def two_rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of two rooms that both say one text."""
    for room, more in (("needs", ""), ("runs", 'b = _("Only here")\n')):
        (tmp_path / "nybrott" / room).mkdir(parents=True)
        (tmp_path / "nybrott" / room / "apps.py").write_text(f'a = _("{PLAIN}")\n{more}', "utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "nybrott")
    return tmp_path / "nybrott"


def test_an_update_without_a_new_text_changes_no_file(two_rooms: Path) -> None:
    messages.update("needs")
    once = {path: path.read_bytes() for path in two_rooms.rglob("*.po")}
    assert len(once) == 3
    messages.update("needs")
    assert {path: path.read_bytes() for path in two_rooms.rglob("*.po")} == once


def test_an_update_keeps_what_was_said_and_drops_what_is_no_longer(two_rooms: Path) -> None:
    path = messages.path_of("nb", "needs")
    path.parent.mkdir(parents=True)
    old = 'msgid "{}"\nmsgstr "{}"\n\n'
    path.write_text(
        messages.HEADER.format(language="nb") + old.format(PLAIN, "Mine ord") + old.format("Gone", "Borte"), "utf-8"
    )
    for room in messages.rooms():
        messages.update(room)
    said = messages.load("nb", "needs")
    assert said.get(PLAIN).string == "Mine ord"
    assert said.get("Gone") is None
    assert not said.obsolete
    assert messages.load("nb", "runs").get(PLAIN).string == "Mine ord", "what one room says, another takes over"
    assert messages.missing("nb") == ["runs: Only here"]
    assert messages.missing("en") == []


def rooms_disagree() -> list[str]:
    """Texts that two rooms say in different words."""
    said: dict[tuple[str, str, str], tuple[str, str]] = {}
    found = []
    for language in messages.LANGUAGES:
        for room in messages.rooms():
            for message in messages.load(language, room):
                if message.id:
                    key = (language, key_of(message), message.context or "")
                    first, words = said.setdefault(key, (room, str(message.string)))
                    if words != str(message.string):
                        found.append(f"{language}: {first} and {room} say “{key[1]}” in different words")
    return found


def test_a_text_of_two_rooms_has_one_translation() -> None:
    assert rooms_disagree() == []


def test_two_translations_are_seen(two_rooms: Path) -> None:
    for room in messages.rooms():
        messages.update(room)
    assert rooms_disagree() == []
    path = messages.path_of("nb", "runs")
    path.write_text(path.read_text("utf-8").replace(f'"{PLAIN}"\nmsgstr ""', f'"{PLAIN}"\nmsgstr "Andre ord"'), "utf-8")
    assert rooms_disagree() == [f"nb: needs and runs say “{PLAIN}” in different words"]


def test_a_room_keeps_only_its_own_texts() -> None:
    left_over, missing = [], []
    for room in messages.rooms():
        template = messages.extract(room)
        said = {(message.id, message.context) for message in template}
        for language in messages.LANGUAGES:
            catalogue = messages.load(language, room)
            missing += [f"{room} {language}: {gap}" for gap in messages.gaps(template, catalogue)]
            left_over += [
                f"{room} {language}: {key_of(message)}"
                for message in catalogue
                if message.id and (message.id, message.context) not in said
            ]
    assert left_over == []
    assert missing == []
