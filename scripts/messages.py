"""The message catalogues of each room in three languages (nb, nn, en), with Babel: gettext is not on a bare machine.

`compile` makes the .mo files the site reads, `update` brings the .po files in line with the texts in the code, `missing`
lists what has no translation; `update ROOM` keeps to one room. Texts are found in Python and in templates (through Django's own
`templatize`) and stand in their room's `locale/`; a text that two rooms say stands in both, in the same words.
"""

import os
import sys
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nybrott"
LANGUAGES = ("nb", "nn", "en")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# no dates and no names: an update without a new text changes no file
HEADER = """\
# The texts of Nybrott. Message ids are the English texts of the code.
msgid ""
msgstr ""
"Project-Id-Version: Nybrott\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def rooms() -> list[str]:
    """The rooms that Django knows, and so may say something in three languages."""
    return sorted(apps.parent.name for apps in PACKAGE.glob("*/apps.py"))


def _files(folder: Path) -> list[Path]:
    found = [path for ending in ("py", "html", "txt") for path in folder.rglob(f"*.{ending}")]
    return sorted(
        path
        for path in found
        if "tests" not in path.parts and "static" not in path.parts and "catalogue" not in path.parts
    )


def extract(room: str = "") -> Catalog:
    """Every text in the code (of one room, or of all) and where it stands."""
    from django.conf import settings  # slow import: compiling needs no Django

    if not settings.configured:
        settings.configure()
    catalogue = Catalog(project="Nybrott", version="", fuzzy=False)
    for path in _files(PACKAGE / room):
        place = path.relative_to(ROOT).as_posix()
        for message, context in _texts_in(path.read_text("utf-8"), "" if path.suffix == ".py" else place):
            catalogue.add(message, locations=[(place, 0)], context=context)
    return catalogue


@cache
def _texts_in(source: str, template: str) -> list[tuple[str | tuple[str, ...], str | None]]:
    """The texts of a file, or of the template of this name, with their contexts. A room is read by itself and with all
    others: each file is gone through once."""
    from django.utils.translation.template import templatize  # slow import: compiling needs no Django

    if template:
        # what is left of the layout would be read as Python's indentation
        source = "\n".join(line.lstrip() for line in templatize(source, origin=template).splitlines())
    if not any(f"{word}(" in source for word in KEYWORDS):
        return []
    rows = extract_messages(extract_python, BytesIO(source.encode()), keywords=KEYWORDS)
    return [(message, context) for _line, message, _comments, context in rows]


def _strings(message: Message) -> list[str]:
    """The translation, one string or one for each plural form."""
    return [message.string or ""] if isinstance(message.string, str) or message.string is None else list(message.string)


def path_of(language: str, room: str) -> Path:
    """Where a room's catalogue in a language lies."""
    return PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str, room: str) -> Catalog:
    """A room's catalogue in a language, empty when there is none yet."""
    path = path_of(language, room)
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False, project="Nybrott")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def load_all(language: str) -> Catalog:
    """Every room's texts in a language together."""
    whole = Catalog(locale=language, fuzzy=False, project="Nybrott")
    for room in rooms():
        for message in load(language, room):
            if message.id:
                whole[message.id] = message
    return whole


def update(room: str) -> None:
    """Add new texts, drop those no longer used, keep every translation. English says what the code says.

    What another room says already is taken over, so that a text has one translation.
    """
    template = extract(room)
    for language in LANGUAGES:
        catalogue = load(language, room)
        # a catalogue keeps the messages it is handed, and each language needs its own
        catalogue.update(deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        others = load_all(language)
        for message in catalogue:
            if message.id and language == "en":
                message.string = message.id
            elif message.id and not all(_strings(message)):
                key = message.id[0] if message.pluralizable else message.id
                said = others.get(key, context=message.context)
                message.string = message.string if said is None else said.string
        path = path_of(language, room)
        if not any(message.id for message in catalogue):
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(HEADER.format(language=language).encode())
            write_po(file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
        lacking = len(gaps(template, load(language, room)))
        print(f"{room} {language}: {sum(1 for m in catalogue if m.id)} texts, {lacking} without translation")


def missing(language: str) -> list[str]:
    """Texts of the code that their room's catalogue in this language lacks or leaves empty."""
    return [f"{room}: {gap}" for room in rooms() for gap in gaps(extract(room), load(language, room))]


def gaps(template: Catalog, catalogue: Catalog) -> list[str]:
    """Texts of `template` that `catalogue` lacks, leaves empty, marks as uncertain or gives too few plural forms."""
    found = []
    for message in template:
        if not message.id:
            continue
        key = message.id[0] if message.pluralizable else message.id
        own = catalogue.get(key, context=message.context)
        strings = [] if own is None else _strings(own)
        if own is None or own.fuzzy or own.id != message.id or not all(strings):
            found.append(key)
    return found


def compile_all() -> None:
    """Write the .mo file beside each .po file. Whoever starts in that moment reads the old one or the new one, whole."""
    for room in rooms():
        for language in LANGUAGES:
            source = path_of(language, room)
            if source.is_file():
                beside = source.with_suffix(f".{os.getpid()}.mo")
                with beside.open("wb") as file:
                    write_mo(file, load(language, room))
                beside.replace(source.with_suffix(".mo"))


def main() -> int:
    """`compile`, `update` or `missing`."""
    word, chosen = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if word == "compile":
        compile_all()
    elif word == "update":
        for room in chosen or rooms():
            update(room)
    elif word == "missing":
        lacking = {language: missing(language) for language in LANGUAGES}
        for language, texts in lacking.items():
            for text in texts:
                print(f"{language}: {text}")
        return int(any(lacking.values()))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
