"""Feeds and the catalogue, and what the page of open data says of them."""

import re
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.observatory.queries import coverage
from nybrott.opendata import feeds, queries
from nybrott.opendata.feeds import Frame
from nybrott.opendata.queries import KINDS, MOST, USUAL, Kind, Sheaf, Wanted
from nybrott.ui.asking import who

FORMS = {
    "atom": (feeds.as_atom, "application/atom+xml; charset=utf-8"),
    "json": (feeds.as_json, "application/feed+json; charset=utf-8"),
}
GRAPHS = {
    "ttl": (feeds.as_turtle, "text/turtle; charset=utf-8"),
    "jsonld": (feeds.as_jsonld, "application/ld+json; charset=utf-8"),
}
LANGUAGES = ("nb", "nn", "en")
ASKED = frozenset({"page", "size", "organisation", "network", "language"})
NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class Unclear(Exception):
    """What is asked for makes no sense. The message is a sentence."""


@require_safe
def feed(request: HttpRequest, kind: str, form: str) -> HttpResponseBase:
    """A page of a feed. What is asked for wrongly is 400 with a sentence; more than a page holds is a page, which says so."""
    if kind not in KINDS or form not in FORMS:
        raise Http404(_("There is no such feed."))
    language = request.GET.get("language") or get_language() or "nb"
    try:
        wanted = _wanted(request)
    except Unclear as trouble:
        return HttpResponse(f"{trouble}\n", status=400, content_type="text/plain; charset=utf-8")
    write, media = FORMS[form]
    with override(language):
        sheaf = queries.sheaf(KINDS[kind], wanted, timezone.now())
        content = write(sheaf, _frame(request, KINDS[kind], form, sheaf, language))
    return _answer(request, content, media, sheaf, open_to_all=not wanted.network)


def _wanted(request: HttpRequest) -> Wanted:
    said = request.GET
    if unknown := sorted(set(said) - ASKED):
        raise Unclear(
            _("There is no parameter “%(name)s”. There are: %(names)s.")
            % {"name": unknown[0][:80], "names": ", ".join(sorted(ASKED))}
        )
    for name in ("page", "size"):
        if name in said and not NUMBER.fullmatch(said[name]):
            raise Unclear(_("%(name)s must be a whole number, 1 or higher.") % {"name": name})
    if said.get("language", "nb") not in LANGUAGES:
        raise Unclear(_("The languages are: %(names)s.") % {"names": ", ".join(LANGUAGES)})
    number, network, organisations = said.get("organisation", ""), said.get("network", ""), None
    if "organisation" in said and not re.fullmatch(r"[0-9]{9}", number, re.ASCII):
        raise Unclear(_("An organisation number has nine digits."))
    if number and not queries.organisation_known(number):
        raise Http404(_("There is no organisation with this number here."))
    if "network" in said:
        organisations = queries.members_of(who(request), network)
        if organisations is None:
            raise Http404(_("There is no such network, or only its own members can see who is in it."))
    size = min(int(said.get("size", USUAL)), MOST)
    return Wanted(int(said.get("page", 1)), size, number, network, organisations)


def _frame(request: HttpRequest, kind: Kind, form: str, sheaf: Sheaf, language: str) -> Frame:
    wanted = sheaf.wanted
    asked = {name: request.GET[name] for name in ("language", "organisation", "network") if name in request.GET}
    asked |= {"size": str(wanted.size)} if "size" in request.GET else {}

    def page(number: int) -> str:
        query = urlencode(asked | ({"page": str(number)} if number > 1 else {}))
        return reverse("opendata:feed", args=[kind.name, form]) + (f"?{query}" if query else "")

    pages = {"first": page(1), "last": page(sheaf.pages)}
    if wanted.page > 1:
        pages["previous"] = page(min(wanted.page - 1, sheaf.pages))
    if wanted.page < sheaf.pages:
        pages["next"] = page(wanted.page + 1)
    what = str(kind.what)
    if int(request.GET.get("size", 1)) > MOST:
        what = _("%(what)s A page has at most %(most)s entries; the rest follow at the address of the next one.") % {
            "what": what,
            "most": MOST,
        }
    return Frame(kind.name, str(kind.title), what, language, page(wanted.page), reverse(kind.home), pages)


def _answer(
    request: HttpRequest, content: bytes, media: str, sheaf: Sheaf | None, *, open_to_all: bool
) -> HttpResponseBase:
    """The content with its ETag, and since when it is so; what is known already is 304."""
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    changed = int(sheaf.changed_at.timestamp()) if sheaf else None
    whole = HttpResponse(content, content_type=media)
    # the ETag decides: entries may go without anything having changed since
    known = request.headers.get("If-None-Match", "")
    response = (
        get_conditional_response(request, etag=etag, last_modified=None if known else changed, response=whole) or whole
    )
    response.headers["ETag"] = etag
    if sheaf:
        response.headers["Last-Modified"] = http_date(sheaf.changed_at.timestamp())
    response.headers["Cache-Control"] = "no-cache" if open_to_all else "private, no-cache"
    if open_to_all:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponseBase:
    """What there is to take along, for catalogues of data such as data.norge.no."""
    if form not in GRAPHS:
        raise Http404(_("There is no such feed."))
    write, media = GRAPHS[form]
    return _answer(request, write(feeds.catalogue(coverage())), media, None, open_to_all=True)


def open_part(request: HttpRequest) -> str:
    """Feeds and the catalogue, on the page of open data."""
    rows: list[Mapping[str, object]] = [
        {"title": kind.title, "what": kind.what, "files": [(form.upper() if form == "json" else "Atom", reverse("opendata:feed", args=[kind.name, form])) for form in FORMS]}
        for kind in KINDS.values()
    ]  # fmt: skip
    graphs = [
        (label, reverse("opendata:catalogue", args=[form]))
        for form, label in (("ttl", "Turtle"), ("jsonld", "JSON-LD"))
    ]
    cases = [(label, reverse("cases:feed", args=[form])) for form, label in (("atom", "Atom"), ("json", "JSON"))]
    shown = {"kinds": rows, "cases": cases, "most": MOST, "graphs": graphs}
    return render_to_string("opendata/part.html", shown, request=request)
