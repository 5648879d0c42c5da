"""The public API gathered: what holds for every operation of every room, its description, and the page about it.

Only GET (and HEAD). An answer carries an ETag made from the state of the data and of the definitions; asked again with
it, nothing is computed. What is wrong is said in one sentence as `{"detail": …}`. A parameter nobody knows is refused
rather than passed over. Anyone's page may read it: it needs no account, sets nothing and holds nothing private.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, re_path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from nybrott.cases import queries as learnt
from nybrott.cases.api import router as cases_router
from nybrott.core import measures, signals
from nybrott.dialogues import queries as market
from nybrott.dialogues.api import router as dialogues_router
from nybrott.lake import LakeQuestion
from nybrott.notices.queries import confirmed_notices
from nybrott.observatory import queries
from nybrott.observatory.api import router
from nybrott.programmes.api import router as programmes_router
from nybrott.programmes.queries import open_state
from nybrott.renewals import queries as radar
from nybrott.renewals.api import router as renewals_router
from nybrott.ui.frame import Link
from nybrott.yearbooks import queries as yearly
from nybrott.yearbooks.api import router as yearbooks_router

ROOT = "/api/v1/"
KEPT = "public, max-age=60"  # seconds; after that whoever kept an answer asks again, with its ETag


class Renderer(JSONRenderer):
    """JSON as it reads best: æ, ø and å as they are."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=Renderer(),
    title="Nybrott",
    version="1.0.0",
    description=(
        "Official procurement notices, what was found in them, the figures they make, driver programmes to copy, market dialogues, contracts that run out, counts of yearly reports and cases to learn from. Read only, no account. "
        "Notices from Doffin: NLOD 2.0. Notices from TED: Commission Decision 2011/833/EU. Figures and findings: NLOD 2.0."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
api.add_router("", router)
api.add_router("", programmes_router)
api.add_router("", dialogues_router)
api.add_router("", renewals_router)
api.add_router("", yearbooks_router)
api.add_router("", cases_router)

View = Callable[..., HttpResponseBase]

# What changes when an answer may: by the first word of the operation. The others hang on the lake.
STATES: Mapping[str, Callable[[], str]] = {
    "programmes": open_state,
    "dialogues": market.open_state,
    "renewals": lambda: radar.open_state(timezone.localdate()),
    "yearbooks": yearly.open_state,
    "cases": learnt.open_state,
}


# --- what is wrong, in one sentence ---


def _problem(detail: str, status: int) -> HttpResponse:
    return JsonResponse({"detail": detail}, status=status, json_dumps_params=Renderer.json_dumps_params)


@api.exception_handler(measures.MeasureError)
@api.exception_handler(LakeQuestion)
def _not_understood(request: HttpRequest, trouble: Exception) -> HttpResponse:
    return _problem(str(trouble), 400)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, trouble: Exception) -> HttpResponse:
    return _problem(str(trouble) or "There is nothing here.", 404)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, trouble: HttpError) -> HttpResponse:
    return _problem(str(trouble), trouble.status_code)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    said = [f"{error['loc'][-1]}: {error['msg']}" for error in trouble.errors]
    return _problem(f"{'. '.join(said)}.", 422)


# --- the description ---


@cache
def description() -> Mapping[str, Any]:
    """The OpenAPI description."""
    plain: Mapping[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    return plain


@cache
def _parameters(route: str) -> frozenset[str]:
    """The names an operation takes in its query. `route` is Django's, without the root."""
    place = ROOT + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
    operation = description()["paths"][place]["get"]
    return frozenset(one["name"] for one in operation.get("parameters", []) if one["in"] == "query")


@cache
def _definitions() -> str:
    """What answers hang on besides the data: the definitions and the shape of the answers."""
    told = repr((signals.catalogue().version, queries.known_measures(), json.dumps(description(), sort_keys=True)))
    return sha256(told.encode()).hexdigest()


# --- what holds for every operation ---


def _open(view: View, route: str) -> View:
    """The operation with its limits: only reading, no unknown parameter, and not computed when nothing has changed."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        unknown = sorted(set(request.GET) - _parameters(route))
        if unknown:
            known = ", ".join(sorted(_parameters(route))) or "none"
            said = f"There is no parameter “{unknown[0][:80]}”; there are: {known}."
            return _shared(_problem(said, 422))
        # what people answer moves their figure without another lake
        judged = repr(confirmed_notices()) if kwargs.get("name") == queries.CONFIRMED else ""
        state = STATES.get(route.split("/", maxsplit=1)[0], lambda: queries.lake().generation)()
        told = "\0".join((state, judged, _definitions(), request.get_full_path()))
        etag = f'"{sha256(told.encode("utf-8", "replace")).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match", "*") != "*":
            unchanged = get_conditional_response(request, etag=etag)
            if unchanged is not None:
                return _kept(unchanged, etag)
        request.method = "GET"
        response = view(request, *args, **kwargs)
        return _kept(response, etag) if response.status_code == 200 else _shared(response)

    return answer


def _kept(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT
    return _shared(response)


def _shared(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The description for programs."""
    return _shared(JsonResponse(description()))


@require_safe
def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Any other address below the root."""
    return _shared(_problem(f"There is nothing here. {ROOT} says what there is.", 404))


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The page about the API, for people: every operation with its parameters."""
    operations = [
        {
            "path": place,
            "summary": methods["get"]["summary"],
            "what": methods["get"].get("description", ""),
            "parameters": [_parameter(one) for one in methods["get"].get("parameters", [])],
            "example": "" if "{" in place else place,
        }
        for place, methods in description()["paths"].items()
    ]
    crumbs = (Link(_("Open data"), reverse("open-data")), Link(_("For programs")))
    shown = {"operations": operations, "openapi_url": f"{ROOT}openapi.json", "breadcrumbs": crumbs}
    return render(request, "observatory/downloads_api.html", shown)


def _parameter(said: Mapping[str, Any]) -> dict[str, str]:
    schema = said["schema"]
    kinds = schema.get("anyOf", [schema])
    words = [word for kind in kinds for word in kind.get("enum", [])]
    shape = ", ".join(words) or " / ".join(kind["type"] for kind in kinds if kind.get("type") != "null")
    return {"name": said["name"], "shape": shape, "what": said.get("description", "")}


urlpatterns = [
    path("", reference, name="api"),
    path("openapi.json", openapi, name="api-openapi"),
]
for _pattern in api.urls[0]:
    if isinstance(_pattern, URLPattern) and _pattern.name != "api-root":
        _route = str(_pattern.pattern)
        urlpatterns.append(path(_route, _open(_pattern.callback, _route), name=f"api-{_pattern.name}"))
urlpatterns.append(re_path(r"", nothing, name="api-nothing"))
