"""A page of a feed as Atom (RFC 4287, paged as in RFC 5005, what is gone as in RFC 6721) and as JSON Feed 1.1."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from nybrott.opendata.queries import Item, Sheaf, id_of

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PAGES = ("first", "previous", "next", "last")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the entries: which kind, title and what it holds in `language`, its own address, where people read the same, and
    the addresses of other pages by `PAGES`."""

    kind: str
    title: str
    what: str
    language: str
    here: str
    home: str
    pages: Mapping[str, str]


def clean(text: str) -> str:
    """Without the characters XML and UTF-8 cannot hold."""
    return _CONTROL.sub("", text)


def _address(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


class _Atom(Atom1Feed):
    """Atom with pages, the language of each entry, and entries that are gone."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed_at"]
        return changed

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})

    def write_items(self, handler: Any) -> None:
        super().write_items(handler)
        for ref, at in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": ref, "when": rfc3339_date(at)})


def as_atom(sheaf: Sheaf, frame: Frame) -> bytes:
    """The page as Atom. Titles and texts are plain text: what looks like markup is shown, never run."""
    feed = _Atom(
        title=frame.title, link=_address(frame.home), feed_url=_address(frame.here), subtitle=frame.what, language=frame.language, description="",
        feed_guid=id_of("feeds", frame.kind), author_name="Nybrott", changed_at=sheaf.changed_at,
        pages={rel: _address(path) for rel, path in frame.pages.items()}, gone=[(id_of(frame.kind, one.key), one.at) for one in sheaf.gone],
    )  # fmt: skip
    for one in sheaf.items:
        feed.add_item(
            title=clean(one.title), link=_address(one.url), description=clean(one.text), author_name=clean(one.organisation), unique_id=id_of(frame.kind, one.key),
            pubdate=one.opened_at, updateddate=one.changed_at, categories=[clean(tag) for tag in one.tags], language=one.language,
        )  # fmt: skip
    return bytes(feed.writeString("utf-8").encode())


def as_json(sheaf: Sheaf, frame: Frame) -> bytes:
    """The page as JSON Feed. What the format has no word for stands in `_nybrott`."""
    wanted = sheaf.wanted
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1", "title": frame.title, "home_page_url": _address(frame.home), "feed_url": _address(frame.here),
        "description": frame.what, "language": frame.language,
    }  # fmt: skip
    if "next" in frame.pages:
        said["next_url"] = _address(frame.pages["next"])
    said["items"] = [_entry(frame.kind, one) for one in sheaf.items]
    said["_nybrott"] = {
        "about": _address("/open-data/"), "id": id_of("feeds", frame.kind), "total": sheaf.total, "page": wanted.page, "size": wanted.size,
        "pages": {rel: _address(path) for rel, path in frame.pages.items()},
        "gone": [{"id": id_of(frame.kind, one.key), "at": _moment(one.at)} for one in sheaf.gone],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _entry(kind: str, one: Item) -> dict[str, Any]:
    return {
        "id": id_of(kind, one.key), "url": _address(one.url), "title": clean(one.title), "content_text": clean(one.text), "language": one.language,
        "date_published": _moment(one.opened_at), "date_modified": _moment(one.changed_at), "authors": [{"name": clean(one.organisation)}],
        "tags": [clean(tag) for tag in one.tags], "_nybrott": {"organisation_number": one.number},
    }  # fmt: skip


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
