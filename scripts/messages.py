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
            source = BytesIO(templatize(path.read_text("utf-8"), origin=place).encode())
            rows = extract_messages(extract_python, source, keywords=KEYWORDS)
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
                if message.id and not any(_strings(message)):
                    message.string = message.id
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=False, sort_output=True, include_lineno=False)
        print(f"{language}: {sum(1 for m in catalogue if m.id)} texts, {len(missing(language))} without translation")


def missing(language: str) -> list[str]:
    """Texts of the code that this language's catalogue lacks or leaves empty."""
    catalogue = load(language)
    gaps = []
    for message in extract():
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        found = catalogue.get(key, context=message.context)
        strings = [] if found is None else _strings(found)
        if not strings or not all(strings) or (found is not None and found.fuzzy):
            gaps.append(key)
    return gaps


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
        gaps = {language: missing(language) for language in LANGUAGES}
        for language, texts in gaps.items():
            for text in texts:
                print(f"{language}: {text}")
        return int(any(gaps.values()))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
