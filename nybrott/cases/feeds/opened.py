"""Open cases as feeds: Atom and JSON Feed, the newest first; who withdrew is in none of them."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from nybrott.cases import queries
from nybrott.cases.queries import Told
from nybrott.networks.queries import called, namesakes

MOST = 50  # entries in a feed


def _clean(text: str) -> str:
    """Without the characters XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _whole(one: Told) -> str:
    return f"{settings.ADDRESS}{one.url}"


def _told() -> list[tuple[Told, str]]:
    """The newest open cases, each with what its organisation is called here."""
    found = queries.in_short(queries.open_cases()[:MOST])
    shared = namesakes([one.case.organisation for one in found])
    return [(one, called(one.case.organisation, shared)) for one in found]


def atom(language: str) -> bytes:
    """As Atom (RFC 4287)."""
    feed = Atom1Feed(
        title=_("What others have learnt"), link=f"{settings.ADDRESS}{reverse('cases:cases')}", feed_url=f"{settings.ADDRESS}{reverse('cases:feed', args=['atom'])}",
        language=language, description=_("Cases that are open to everyone."),
    )  # fmt: skip
    for one, by in _told():
        feed.add_item(
            title=_clean(one.title), link=_whole(one), description=_clean(one.summary), author_name=_clean(by), unique_id=_whole(one), pubdate=one.case.shown_at,
            updateddate=one.version.published_at, categories=[_clean(word) for word in one.version.words],
        )  # fmt: skip
    return bytes(feed.writeString("utf-8").encode())


def json_feed(language: str) -> bytes:
    """As JSON Feed 1.1."""
    items: list[dict[str, Any]] = [
        {
            "id": _whole(one), "url": _whole(one), "title": one.title, "summary": one.summary, "content_text": "\n\n".join(f"{heading}\n{text}" for _key, heading, text in one.parts),
            "date_published": one.case.shown_at.isoformat() if one.case.shown_at else None, "date_modified": one.version.published_at.isoformat(),
            "authors": [{"name": by}], "tags": one.version.words, "language": one.version.language,
        }
        for one, by in _told()
    ]  # fmt: skip
    said = {
        "version": "https://jsonfeed.org/version/1.1", "title": _("What others have learnt"), "home_page_url": f"{settings.ADDRESS}{reverse('cases:cases')}",
        "feed_url": f"{settings.ADDRESS}{reverse('cases:feed', args=['json'])}", "language": language, "items": items,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode()
