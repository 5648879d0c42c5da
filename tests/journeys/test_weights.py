"""What every public page weighs, as sent: the page, styles, scripts, letters, pictures; for whoever comes first, and for whoever has been on another page.

NYBROTT_PICTURES=1 writes the table of docs/develop/weights.md anew.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen
from zlib import MAX_WBITS, decompress

import pytest
from django.urls import Resolver404, resolve

from nybrott.web.public import PUBLIC
from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey
TABLE = Path(__file__).resolve().parents[2] / "docs" / "develop" / "weights.md"
FIRST_VISIT, NEXT_PAGE = 150_000, 20_000
STARTS = ("/", "/observatory/", "/cases/", "/about/accessibility/", "/account/login/")
ASSETS = re.compile(r"""(?:src|href|data-elements)=["'](/static/[^"'#]+)""")
IN_STYLES = re.compile(r"""url\(["']?([^"')#]+\.(?:woff2|svg|png|css))""")
LINKS = re.compile(r"""<a [^>]*href=["'](/[^"'#?]*)""")


def sent(url: str) -> tuple[int, str, str]:
    """How many bytes come, headers left out, their kind, and the text in them."""
    try:
        with urlopen(Request(url, headers={"Accept-Encoding": "gzip", "Accept-Language": "nb"})) as answer:
            raw, kind, packed = answer.read(), answer.headers.get_content_type(), answer.headers["Content-Encoding"]
    except HTTPError:
        return 0, "", ""
    text = (decompress(raw, 16 + MAX_WBITS) if packed == "gzip" else raw) if kind.startswith("text/") else b""
    return len(raw), kind, text.decode()


def weigher(site: Site) -> Callable[[str], dict[str, int]]:
    """Gives what a page's own files weigh, by address, those that style sheets ask for with them."""

    @cache
    def weighed(path: str) -> dict[str, int]:
        size, kind, text = sent(site.url + path)
        assert size, path
        more = [urljoin(path, one) for one in IN_STYLES.findall(text)] if kind == "text/css" else []
        return {path: size} | {name: bytes_ for one in more for name, bytes_ in weighed(one).items()}

    return weighed


def public_pages(site: Site) -> Iterator[tuple[str, str, int, str]]:
    """One page of each public address that links lead to: its name, address, weight and text; the heaviest when several are found."""
    waiting, queued, often = list(STARTS), set(STARTS), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        if name not in PUBLIC or often.get(name, 0) == 3:
            continue
        size, kind, text = sent(site.url + path)
        if kind != "text/html":
            continue
        often[name] = often.get(name, 0) + 1
        more = [one for one in dict.fromkeys(LINKS.findall(text)) if one not in queued and not one.startswith(("/language/", "/demo/"))]  # fmt: skip
        queued.update(more)
        waiting.extend(more)
        yield name, path, size, text


def test_every_public_page_weighs_little(site: Site) -> None:
    weighed = weigher(site)
    everywhere: dict[str, int] = {}  # what whoever has seen the front page has
    found: dict[str, tuple[int, int, str]] = {}
    for name, path, size, text in public_pages(site):
        files = {one: bytes_ for asset in set(ASSETS.findall(text)) for one, bytes_ in weighed(asset).items()}
        everywhere = everywhere or files
        first, after = size + sum(files.values()), size + sum(bytes_ for one, bytes_ in files.items() if one not in everywhere)  # fmt: skip
        found[name] = max(found.get(name, (0, 0, "")), (first, after, path))
    assert len(found) > 30, "links lead to the public pages"
    assert {name: one for name, one in found.items() if one[0] > FIRST_VISIT or one[1] > NEXT_PAGE} == {}
    if os.environ.get("NYBROTT_PICTURES"):
        head, _rest = TABLE.read_text("utf-8").split("<!-- rows -->", 1)
        rows = "\n".join(f"| `{path}` | {first / 1000:.0f} | {after / 1000:.0f} |" for first, after, path in sorted(found.values(), reverse=True))  # fmt: skip
        TABLE.write_text(f"{head}<!-- rows -->\n\n| page | first visit, kB | next page, kB |\n|---|--:|--:|\n{rows}\n", "utf-8")  # fmt: skip


def test_every_kind_of_file_is_counted(site: Site) -> None:
    """Styles, scripts, letters, icons: what a page asks for is found, also what only its style sheets name."""
    _size, _kind, text = sent(f"{site.url}/")
    files = {one for asset in set(ASSETS.findall(text)) for one in weigher(site)(asset)}
    assert {urlsplit(one).path.rsplit(".", 1)[1] for one in files} >= {"css", "js", "woff2", "svg"}
