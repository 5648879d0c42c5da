"""The three message catalogues (nb, nn, en), with Babel: gettext is not on a bare machine.

`compile` makes the .mo files the site reads, `update` brings the .po files in line with the texts in the code, `missing`
lists what has no translation. Texts are found in Python and in templates (through Django's own `templatize`).
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "nybrott" / "locale"
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


def _files() -> list[Path]:
    found = [*(ROOT / "nybrott").rglob("*.py"), *(ROOT / "nybrott").rglob("*.html"), *(ROOT / "nybrott").rglob("*.txt")]
    return sorted(
        path
        for path in found
        if "tests" not in path.parts and "static" not in path.parts and "catalogue" not in path.parts
    )


def extract() -> Catalog:
    """Every text in the code and where it stands."""
    from django.conf import settings  # slow import: compiling needs no Django

    if not settings.configured:
        settings.configure()
    from django.utils.translation.template import templatize  # slow import: compiling needs no Django

    catalogue = Catalog(project="Nybrott", version="", fuzzy=False)
    for path in _files():
        place = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py":
            rows = extract_from_file("python", path, keywords=KEYWORDS)
        else:
            # what is left of the layout would be read as Python's indentation
            lines = (line.lstrip() for line in templatize(path.read_text("utf-8"), origin=place).splitlines())
            rows = extract_messages(extract_python, BytesIO("\n".join(lines).encode()), keywords=KEYWORDS)
        for _line, message, _comments, context in rows:
            catalogue.add(message, locations=[(place, 0)], context=context)
    return catalogue


def _strings(message: Message) -> list[str]:
    """The translation, one string or one for each plural form."""
    return [message.string or ""] if isinstance(message.string, str) or message.string is None else list(message.string)


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """A language's catalogue, empty when there is none yet."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False, project="Nybrott")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Add new texts, drop those no longer used, keep every translation. English says what the code says."""
    template = extract()
    for language in LANGUAGES:
        catalogue = load(language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        if language == "en":
            for message in catalogue:
                if message.id:
                    message.string = message.id
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            file.write(HEADER.format(language=language).encode())
            write_po(file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
        print(f"{language}: {sum(1 for m in catalogue if m.id)} texts, {len(missing(language))} without translation")


def missing(language: str) -> list[str]:
    """Texts of the code that this language's catalogue lacks or leaves empty."""
    return gaps(extract(), load(language))


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
    """Write the .mo file beside each .po file."""
    for language in LANGUAGES:
        source = path_of(language)
        if source.is_file():
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, load(language))


def main() -> int:
    """`compile`, `update` or `missing`."""
    word = sys.argv[1] if len(sys.argv) == 2 else ""
    if word == "compile":
        compile_all()
    elif word == "update":
        update()
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
