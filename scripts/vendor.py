"""Fetch what the interface borrows from others, at fixed versions, into the repository.

Needs npm (as set up on the machine), fonttools and brotli; set-up and tests need none of them:

    uv run --no-project --with fonttools --with brotli python scripts/vendor.py

Every file is written with its licence beside it and its SHA-256 in VENDORED.toml; a test checks both.
To move to a newer version: change it here, run, look at the component gallery, commit.
"""

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "nybrott" / "ui"
STATIC = UI / "static" / "ui" / "vendor"
TESTS = UI / "tests" / "vendor"

ICONS = {  # our name: Aksel's name. Only what templates use; a test fails for one that no template names.
    "arrow-right": "ArrowRight",
    "assumption": "Questionmark",
    "calendar": "Calendar",
    "chevron-left": "ChevronLeft",
    "chevron-right": "ChevronRight",
    "done": "Checkmark",
    "download": "Download",
    "external": "ExternalLink",
    "idea": "LightBulb",
    "info": "InformationSquare",
    "menu": "MenuHamburger",
    "moon": "Moon",
    "person": "Person",
    "search": "MagnifyingGlass",
    "sort": "CaretUpDown",
    "sort-down": "CaretDown",
    "sort-up": "CaretUp",
    "stopped": "XMark",
    "success": "CheckmarkCircle",
    "sun": "Sun",
    "table": "Table",
    "warning": "ExclamationmarkTriangle",
}

# The parts of Designsystemet's style sheet that our components use; the whole of it is twice as heavy.
STYLES = (
    "alert", "breadcrumbs", "button", "card", "details", "dialog", "error-summary", "field", "fieldset", "input",
    "label", "link", "list", "popover", "skip-link", "table", "tabs", "tag", "tooltip", "validation-message",
)  # fmt: skip

# Letters of the names and languages that meet us, beyond Latin-1: Sámi, Polish, Baltic, Czech, Romanian, Turkish.
LATIN_EXTENDED = (*range(0x0100, 0x0180), *range(0x0218, 0x021C), 0x1E9E)
FONT_FEATURES = ("kern", "mark", "ccmp", "locl", "tnum")
WEIGHTS = (400, 700)


@dataclass(frozen=True)
class Package:
    """One npm package: which of its files go where, and which file is its licence."""

    name: str
    version: str
    licence: str  # SPDX
    folder: Path
    files: tuple[tuple[str, str], ...]  # (path in the package, name here)
    licence_file: str = "LICENSE"


PACKAGES = (
    Package(
        "@digdir/designsystemet-css",
        "1.22.0",
        "MIT",
        STATIC / "designsystemet",
        (),
    ),
    Package(
        "@digdir/designsystemet-theme",
        "1.11.0",
        "MIT",
        STATIC / "designsystemet-theme",
        (("src/themes/designsystemet.css", "theme.css"),),
    ),
    Package(
        "@digdir/designsystemet-web",
        "1.22.0",
        "MIT",
        STATIC / "designsystemet-web",
        (("dist/umd/index.js", "designsystemet.js"),),
    ),
    Package("htmx.org", "4.0.1", "0BSD", STATIC / "htmx", (("dist/htmx.min.js", "htmx.min.js"),)),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        STATIC / "inter",
        (),
    ),
    Package("@navikt/aksel-icons", "8.16.2", "MIT", STATIC / "icons", (), licence_file=""),
    Package("axe-core", "4.14.1", "MPL-2.0", TESTS / "axe-core", (("axe.min.js", "axe.min.js"),)),
)


def fetch(package: Package, into: Path) -> Path:
    """Unpack one npm package with the npm client and give the folder of its files."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}"], cwd=into, check=True, capture_output=True
    )
    (archive,) = into.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / "package"


def clean(data: bytes, name: str) -> bytes:
    """Cut the pointer to a source map we do not keep: collecting static files would look for it."""
    if not name.endswith((".js", ".css")):
        return data
    return re.sub(rb"\n?(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", b"\n", data)


def sprite(source: Path) -> bytes:
    """One SVG file with a <symbol> per icon, to be used as icons.svg#name."""
    out = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for ours, theirs in sorted(ICONS.items()):
        svg = (source / "dist" / "svg" / f"{theirs}.svg").read_text(encoding="utf-8")
        body = re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", svg).strip()
        out.append(f'<symbol id="{ours}" viewBox="0 0 24 24" fill="none">{body}</symbol>')
    return ("\n".join([*out, "</svg>"]) + "\n").encode()


def styles(source: Path) -> bytes:
    """Designsystemet's style sheet with the parts we use, in the layers its own whole sheet has."""
    parts = source / "dist" / "src"
    base = (parts / "base.css").read_text(encoding="utf-8")
    components = "\n".join((parts / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    layers = "@layer ds.theme, ds.base, ds.components;"
    return f"{layers}\n@layer ds.base{{{base}}}\n@layer ds.components{{{components}}}\n".encode()


def fonts(source: Path) -> dict[str, bytes]:
    """Cut from Inter: the letters and weights we use for the web, and static TrueType faces for charts drawn on the
    server (the drawing library reads neither WOFF2 nor variable axes)."""
    from fontTools.ttLib import TTFont

    latin, extended = (source / "files" / f"inter-{part}-wght-normal.woff2" for part in ("latin", "latin-ext"))
    letters = set(TTFont(latin).getBestCmap())
    return {
        "inter-latin.woff2": cut(latin, letters, WEIGHTS, web=True),
        "inter-latin-ext.woff2": cut(extended, LATIN_EXTENDED, WEIGHTS, web=True),
        "Inter-Regular.ttf": cut(latin, letters, 400, style="Regular"),
        "Inter-SemiBold.ttf": cut(latin, letters, 600, style="SemiBold"),
    }


def cut(path: Path, letters: Iterable[int], weight: Any, *, web: bool = False, style: str = "") -> bytes:
    """A font with some letters and one weight, or a range of weights (lowest, highest). Inter has a thin space but not
    the thin space that never breaks a line; the one stands for both."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=list(FONT_FEATURES), hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    for table in font["cmap"].tables:
        if 0x2009 in table.cmap:
            table.cmap[0x202F] = table.cmap[0x2009]
    font.flavor = None
    stream = io.BytesIO()
    font.save(stream)  # the subset must be written before an axis can be cut
    font = instantiateVariableFont(TTFont(stream, recalcTimestamp=False), {"wght": weight})
    if style:
        rename(font, style, weight)
    font.flavor = "woff2" if web else None
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def rename(font: Any, style: str, weight: int) -> None:
    """Give a static face its own name and weight, so that the family has one face of each."""
    for name_id, text in ((1, "Inter"), (2, style), (4, f"Inter {style}"), (6, f"Inter-{style}")):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    for name_id in (16, 17, 25):
        font["name"].removeNames(nameID=name_id)
    font["OS/2"].usWeightClass = weight


def gather(package: Package, source: Path) -> dict[str, bytes]:
    """The files of one package as they shall lie here: name → bytes."""
    files = {name: clean((source / path).read_bytes(), name) for path, name in package.files}
    if package.licence_file:
        files["LICENSE"] = (source / package.licence_file).read_bytes()
    if package.name == "@navikt/aksel-icons":
        files["icons.svg"] = sprite(source)
        # The package names its licence (MIT) without holding the text; the text is kept here by hand.
        files["LICENSE"] = (package.folder / "LICENSE").read_bytes()
    if package.name == "@fontsource-variable/inter":
        files |= fonts(source)
    if package.name == "@digdir/designsystemet-css":
        files["designsystemet.css"] = clean(styles(source), "designsystemet.css")
    return files


def manifest(found: dict[Package, dict[str, bytes]]) -> str:
    """VENDORED.toml: per package its version, licence and the checksum of every file."""
    lines = ["# Written by scripts/vendor.py. What others made, at which version, under which licence.", ""]
    for package, files in found.items():
        lines += [
            "[[package]]",
            f'name = "{package.name}"',
            f'version = "{package.version}"',
            f'licence = "{package.licence}"',
            f'folder = "{package.folder.relative_to(UI).as_posix()}"',
            "[package.sha256]",
            *(f'"{name}" = "{hashlib.sha256(data).hexdigest()}"' for name, data in sorted(files.items())),
            "",
        ]
    return "\n".join(lines)


def main() -> int:
    """Fetch everything, write it, and say what lies where."""
    found: dict[Package, dict[str, bytes]] = {}
    for package in PACKAGES:
        package.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as temporary:
            files = gather(package, fetch(package, Path(temporary)))
        shutil.rmtree(package.folder)
        package.folder.mkdir()
        for name, data in files.items():
            (package.folder / name).write_bytes(data)
        found[package] = files
        print(f"{package.name} {package.version}: {', '.join(sorted(files))}")
    (UI / "VENDORED.toml").write_text(manifest(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
