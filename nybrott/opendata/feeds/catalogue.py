"""What there is to take along, described as DCAT-AP-NO 3: the catalogue, its datasets with their files, and the API as a data service."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.measures import Measure
from nybrott.lake.copies import OpenTable, open_tables
from nybrott.lake.shapes import Coverage
from nybrott.observatory import queries as observatory
from nybrott.opendata.feeds.graphs import Iri, Node, Typed, Value, Words
from nybrott.opendata.queries import KINDS

LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
AUTHORITY = "http://publications.europa.eu/resource/authority"
LICENCE = Iri(f"{AUTHORITY}/licence/NLOD_2_0")
PUBLIC = Iri(f"{AUTHORITY}/access-right/PUBLIC")
NORWAY = Iri(f"{AUTHORITY}/country/NOR")
KEPT = Iri(f"{AUTHORITY}/planned-availability/AVAILABLE")
WHOLE = Iri(f"{AUTHORITY}/distribution-status/COMPLETED")
OPENAPI = Iri("https://spec.openapis.org/oas/v3.1.0")
OFTEN = Iri(f"{AUTHORITY}/frequency/IRREG")
THEMES = (Iri(f"{AUTHORITY}/data-theme/GOVE"), Iri(f"{AUTHORITY}/data-theme/ECON"))
FORMATS = {
    "csv": ("CSV", "text/csv"), "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"), "parquet": ("PARQUET", "application/vnd.apache.parquet"), "atom": ("ATOM", "application/atom+xml"),
    "feed": ("JSON", "application/feed+json"),
}  # fmt: skip
BRINGS = "Nybrott"

Said = Callable[[str], str]
"""What something is called in a language."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: its name in addresses, title and description by language, where its method stands, its files (format, address), the days it
    covers, and the address of the API that gives the same."""

    name: str
    title: Said
    what: Said
    method: str
    files: Sequence[tuple[str, str]]
    covers: tuple[date | None, date | None] = (None, None)
    api: str = ""


def catalogue(coverage: Coverage) -> list[Node]:
    """The whole catalogue as a graph, the catalogue itself first."""
    datasets = list(_datasets(coverage))
    publisher, contact = _at("publisher"), _at("contact")
    common = {"dct:publisher": [Iri(publisher)], "dcat:contactPoint": [Iri(contact)]}
    about = settings.PUBLISHER
    service = _at("api")
    nodes = [
        Node(_at("catalogue"), "dcat:Catalog", {
            "dct:title": _words(lambda _code: _("Open data from Nybrott")), "dct:description": _words(lambda _code: _("Official notices and what was found in them, figures on innovative procurement, and feeds of needs, market dialogues and programmes.")),
            **common, "foaf:homepage": [Iri(f"{settings.ADDRESS}/open-data/")], "dct:license": [LICENCE], "dct:language": _languages(),
            "dct:identifier": [Words(_at("catalogue"))], "dct:spatial": [NORWAY], "dcat:themeTaxonomy": [Iri(f"{AUTHORITY}/data-theme")],
            "dcat:dataset": [Iri(_at(one.name)) for one in datasets], "dcat:service": [Iri(service)],
        }),
        Node(publisher, "foaf:Agent", {
            "foaf:name": [Words(str(about.get("name") or BRINGS))],
            **({"dct:identifier": [Words(str(about["number"]))]} if about.get("number") else {}),
        }),
        Node(contact, "vcard:Organization", {
            "vcard:fn": [Words(str(about.get("name") or BRINGS))],
            **({"vcard:hasEmail": [Iri(f"mailto:{about['email']}")]} if about.get("email") else {}),
            "vcard:hasURL": [Iri(str(about.get("page") or f"{settings.ADDRESS}/open-data/"))],
        }),
        Node(service, "dcat:DataService", {
            "dct:title": _words(lambda _code: _("The API of Nybrott")), **common, "dcat:endpointURL": [Iri(_whole(reverse("api")))],
            "dcat:endpointDescription": [Iri(_whole(reverse("api-openapi")))], "dct:license": [LICENCE], "dct:accessRights": [PUBLIC],
            "dcat:theme": list(THEMES), "dcat:keyword": _keywords(), "dct:format": [Iri(f"{AUTHORITY}/file-type/JSON")], "dct:conformsTo": [OPENAPI],
            "foaf:page": [Iri(_whole(reverse("api")))], "dcat:servesDataset": [Iri(_at(one.name)) for one in datasets if one.api],
        }),
    ]  # fmt: skip
    for one in datasets:
        nodes += _described(one, common)
    return nodes


def _described(one: Dataset, common: dict[str, list[Iri]]) -> Iterator[Node]:
    """The dataset, the days it covers, and its files."""
    files = [(f"{one.name}-{form}", form, address) for form, address in one.files]
    said: dict[str, Sequence[Value]] = {
        "dct:title": _words(one.title), "dct:description": _words(one.what), **common, "dcat:theme": list(THEMES), "dct:accessRights": [PUBLIC],
        "dct:identifier": [Words(_at(one.name))], "dct:accrualPeriodicity": [OFTEN], "dct:language": _languages(), "foaf:page": [Iri(_whole(one.method))],
        "dcat:keyword": _keywords(), "dcat:landingPage": [Iri(f"{settings.ADDRESS}/open-data/")], "dcat:distribution": [Iri(_at(place)) for place, _form, _address in files],
    }  # fmt: skip
    days: dict[str, Sequence[Value]] = {
        predicate: [Typed(day.isoformat(), "xsd:date")]
        for predicate, day in zip(("dcat:startDate", "dcat:endDate"), one.covers, strict=True)
        if day is not None
    }
    if days:
        said["dct:temporal"] = [Iri(_at(f"{one.name}-days"))]
    if one.api:
        api = f"{one.name}-api"
        said["dcat:distribution"] = [*said["dcat:distribution"], Iri(_at(api))]
        yield _file(api, "json", one.api, one, download=False)
    yield Node(_at(one.name), "dcat:Dataset", said)
    if days:
        yield Node(_at(f"{one.name}-days"), "dct:PeriodOfTime", days)
    for place, form, address in files:
        yield _file(place, form, address, one, download=form not in ("atom", "feed"))


def _file(place: str, form: str, address: str, whole: Dataset, *, download: bool) -> Node:
    name, media = FORMATS[form]
    said: dict[str, Sequence[Value]] = {
        "dct:title": _words(lambda code: f"{whole.title(code)} ({name})"), "dcat:accessURL": [Iri(_whole(address))], "dct:format": [Iri(f"{AUTHORITY}/file-type/{name}")],
        "dcat:mediaType": [Iri(f"https://www.iana.org/assignments/media-types/{media}")], "dct:license": [LICENCE],
        "dct:description": _words(lambda code: _("%(what)s, as %(kind)s.") % {"what": whole.title(code), "kind": name}), "adms:status": [WHOLE],
        "dcatap:availability": [KEPT], "foaf:page": [Iri(_whole(whole.method))],
    }  # fmt: skip
    if download:
        said["dcat:downloadURL"] = [Iri(_whole(address))]
    if address == whole.api:
        said["dcat:accessService"] = [Iri(_at("api"))]
    return Node(_at(place), "dcat:Distribution", said)


# --- what there is ---


def _datasets(coverage: Coverage) -> Iterator[Dataset]:
    covers = (coverage.first_on, coverage.last_on)
    if coverage.notices:
        yield from _lists(covers)
        yield from (_figure(name, measure, covers) for name, measure in observatory.known_measures().items())
        yield from _tables(covers)
    for kind in KINDS.values():
        files = [
            (form, reverse("opendata:feed", args=[kind.name, ending]))
            for form, ending in (("atom", "atom"), ("feed", "json"))
        ]
        yield Dataset(
            f"feed-{kind.name}",
            _named(kind.title),
            _named(kind.what),
            reverse("open-data"),
            files,
            api=_API.get(kind.name, ""),
        )
    yield Dataset(
        "renewals", lambda _code: _("Contracts that run out"), lambda _code: _("Contracts from award notices with the day they expire, how that is known, and why you should start in time."),
        reverse("renewals:buyers"), [], api="/api/v1/renewals",
    )  # fmt: skip
    yield Dataset(
        "yearbooks", lambda _code: _("Counts of yearly reports"), lambda _code: _("How many procurements were innovative in a year, by class and way of counting, as organisations have published and opened it."),
        reverse("observatory:definitions"), [], api="/api/v1/yearbooks",
    )  # fmt: skip
    yield Dataset(
        "cases", lambda _code: _("What others have learnt"), lambda _code: _("Cases that organisations have opened to everyone: what was hard, what was done, what came of it, and what did not work."),
        reverse("cases:cases"), [("atom", reverse("cases:feed", args=["atom"])), ("feed", reverse("cases:feed", args=["json"]))], api="/api/v1/cases",
    )  # fmt: skip
    yield Dataset(
        "reuse", lambda _code: _("What others took over"), lambda _code: _("Open cases that other organisations took over, and what came of it there, where they let everyone see it."),
        reverse("cases:cases"), [("atom", reverse("adoptions:feed", args=["atom"])), ("feed", reverse("adoptions:feed", args=["json"]))],
    )  # fmt: skip


_API = {"dialogues": "/api/v1/dialogues", "packages": "/api/v1/programmes"}


def _lists(covers: tuple[date | None, date | None]) -> Iterator[Dataset]:
    for name in observatory.LISTS:
        said = observatory.file_words()[name]
        api = {"notices": "/api/v1/notices", "organisations": "/api/v1/organisations"}.get(name, "")
        yield Dataset(
            name, said["title"].__getitem__, said["what"].__getitem__, reverse("observatory:signals"), _files(name, "csv", "xlsx", "json"), covers, api,
        )  # fmt: skip


def _figure(name: str, measure: Measure, covers: tuple[date | None, date | None]) -> Dataset:
    def what(code: str) -> str:
        return "\n\n".join((measure.counted[code], measure.not_counted[code], measure.coverage[code]))

    files = _files(name, "csv", "xlsx", "json", "parquet")
    method = reverse("observatory:definition", args=[name])
    return Dataset(
        f"figure-{name}", measure.names.__getitem__, what, method, files, covers, f"/api/v1/measures/{name}/values"
    )


def _tables(covers: tuple[date | None, date | None]) -> Iterator[Dataset]:
    told = {code: {one.name: one for one in open_tables(settings.LAKE, code)} for code in LANGUAGES}
    for name, table in told["nb"].items():
        if table.served:
            yield Dataset(
                f"table-{name}",
                _table_title(name),
                _table_means(told, name),
                reverse("observatory:signals"),
                _files(name, "parquet"),
                covers,
            )


def _table_title(name: str) -> Said:
    return lambda _code: _("Table: %(name)s") % {"name": name}


def _table_means(told: Mapping[str, Mapping[str, OpenTable]], name: str) -> Said:
    return lambda code: told[code][name].means


# --- how it is said ---


def _files(name: str, *kinds: str) -> list[tuple[str, str]]:
    return [(kind, reverse("observatory:data", args=[f"{name}.{kind}"])) for kind in kinds]


def _at(name: str) -> str:
    """The address of a thing in the catalogue."""
    return f"{settings.ADDRESS}/open-data/#{name}"


def _whole(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


def _named(text: object) -> Said:
    """A text that is translated when it is read."""
    return lambda _code: str(text)


def _words(said: Said) -> list[Words]:
    """The same in each language."""
    found = []
    for code in LANGUAGES:
        with override(code):
            found.append(Words(said(code), code))
    return found


def _keywords() -> list[Words]:
    return [*_words(lambda _code: _("innovative procurement")), *_words(lambda _code: _("public procurement"))]


def _languages() -> list[Iri]:
    return [Iri(f"{AUTHORITY}/language/{code}") for code in LANGUAGES.values()]
