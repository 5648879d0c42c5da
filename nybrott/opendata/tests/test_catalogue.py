"""The catalogue holds to what DCAT-AP-NO 3 demands, the two ways it is written say the same, and every file it names is there."""

import io
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from nybrott.lake.tables import SCHEMAS
from nybrott.observatory import queries
from nybrott.opendata.queries import KINDS

pytestmark = pytest.mark.django_db
HERE = "http://localhost:8000"
AUTHORITY = "http://publications.europa.eu/resource/authority"

# What DCAT-AP-NO 3 says each class must have: predicate → (least, most), 0 for as many as one likes.
# (https://data.norge.no/specification/dcat-ap-no, and its SHACL shapes)
MUST = {
    "dcat:Catalog": {"dct:title": (1, 0), "dct:description": (1, 0), "dcat:contactPoint": (1, 0), "dct:publisher": (1, 1), "dct:license": (0, 1)},
    "dcat:Dataset": {
        "dct:title": (1, 0), "dct:description": (1, 0), "dcat:contactPoint": (1, 0), "dct:publisher": (1, 1), "dcat:theme": (1, 0), "dct:accessRights": (0, 1),
        "dct:accrualPeriodicity": (0, 1),
    },
    "dcat:Distribution": {"dcat:accessURL": (1, 0), "dct:format": (0, 1), "dct:license": (0, 1), "dcat:mediaType": (0, 1)},
    "dcat:DataService": {"dct:title": (1, 0), "dcat:endpointURL": (1, 1), "dcat:contactPoint": (1, 0), "dct:publisher": (1, 1), "dct:accessRights": (0, 1)},
    "foaf:Agent": {"foaf:name": (1, 0), "dct:identifier": (0, 1)},
    "vcard:Organization": {"vcard:fn": (1, 0)},
    "dct:PeriodOfTime": {"dcat:startDate": (0, 1), "dcat:endDate": (0, 1)},
}  # fmt: skip
# … and what it recommends that can be said here: each thing has at least one. What it recommends and nobody here knows: the law that demands the data,
# what kind of authority the publisher is, when the catalogue was first published.
SHOULD = {
    "dcat:Catalog": ("dcat:dataset", "dcat:service", "dct:spatial", "foaf:homepage", "dct:license", "dct:language", "dcat:themeTaxonomy", "dct:identifier"),
    "dcat:Dataset": ("dcat:distribution", "dcat:keyword", "dct:accessRights", "dct:identifier", "dcat:landingPage"),
    "dcat:Distribution": ("dct:description", "dct:format", "dct:license", "adms:status", "dcatap:availability"),
    "dcat:DataService": ("dcat:keyword", "dcat:endpointDescription", "dct:format", "dct:conformsTo", "dcat:theme", "dcat:servesDataset", "dct:accessRights"),
}  # fmt: skip
# values that must come from a list of the European Union
LISTS = {
    "dcat:theme": "data-theme", "dct:accessRights": "access-right", "dct:format": "file-type", "dct:license": "licence", "dct:language": "language", "dct:spatial": "country",
    "dct:accrualPeriodicity": "frequency", "adms:status": "distribution-status", "dcatap:availability": "planned-availability",
}  # fmt: skip
IN_LANGUAGES = ("dct:title", "dct:description")

Graph = dict[str, dict[str, list[tuple[str, str, str]]]]


def from_turtle(content: str) -> Graph:
    """Read by a plain reader of its own: subject → predicate → values as (kind, value, language or type)."""
    token = re.compile(
        r'<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([a-z]+)|\^\^(\S+))?|(@prefix|[a-z]+:[A-Za-z]*|a(?=\s)|[;,.])'
    )
    graph: Graph = defaultdict(lambda: defaultdict(list))
    subject = predicate = ""
    place, body = 0, "\n".join(line for line in content.splitlines() if not line.startswith("@prefix"))
    while place < len(body):
        if body[place].isspace():
            place += 1
            continue
        found = token.match(body, place)
        assert found is not None, body[place : place + 80]
        place = found.end()
        address, text, language, kind, word = found.groups()
        if word == ".":
            subject = predicate = ""
        elif word == ";":
            predicate = ""
        elif word == ",":
            continue
        elif not subject:
            subject = address
        elif not predicate:
            predicate = word
        elif word is not None:
            graph[subject][predicate].append(("word", word, ""))
        elif address is not None:
            graph[subject][predicate].append(("address", address, ""))
        else:
            plain = text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
            graph[subject][predicate].append(("text", plain, language or kind or ""))
    return graph


def from_jsonld(content: str) -> Graph:
    said = json.loads(content)
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for node in said["@graph"]:
        for predicate, values in node.items():
            if predicate == "@id":
                continue
            if predicate == "@type":
                graph[node["@id"]]["a"].append(("word", values, ""))
                continue
            for value in values:
                if "@id" in value:
                    graph[node["@id"]][predicate].append(("address", value["@id"], ""))
                else:
                    graph[node["@id"]][predicate].append(
                        ("text", value["@value"], value.get("@language") or value.get("@type") or "")
                    )
    return graph


@pytest.fixture
def graph(client: Client, filled: Path) -> Graph:
    answer = client.get("/open-data/catalogue.ttl")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    return from_turtle(answer.content.decode())


def of_type(graph: Graph, kind: str) -> list[str]:
    return [address for address, said in graph.items() if ("word", kind, "") in said["a"]]


def test_every_thing_has_what_it_must(graph: Graph) -> None:
    for address, said in graph.items():
        (kind,) = [value for _word, value, _language in said["a"]]
        for predicate, (least, most) in MUST[kind].items():
            n = len(said.get(predicate, []))
            assert n >= least, (address, predicate)
            if predicate in IN_LANGUAGES:
                languages = [language for _kind, value, language in said.get(predicate, []) if value.strip()]
                assert sorted(languages) == (["en", "nb", "nn"] if n else []), (address, predicate)
            elif most:
                assert n <= most, (address, predicate)
        for predicate in SHOULD.get(kind, ()):
            assert said.get(predicate), (address, predicate)
        for predicate, name in LISTS.items():
            for _kind, value, _none in said.get(predicate, []):
                assert value.startswith(f"{AUTHORITY}/{name}/"), (address, predicate)
    for contact in of_type(graph, "vcard:Organization"):
        assert graph[contact].get("vcard:hasEmail") or graph[contact].get("vcard:hasURL")
    for dataset in of_type(graph, "dcat:Dataset"):
        assert graph[dataset]["foaf:page"], "where its method stands"


def test_what_is_named_is_there(graph: Graph) -> None:
    """Every thing that another points to is described, as the class it must be."""
    for predicate, kind in (
        ("dcat:dataset", "dcat:Dataset"), ("dcat:distribution", "dcat:Distribution"), ("dcat:service", "dcat:DataService"), ("dct:publisher", "foaf:Agent"),
        ("dcat:contactPoint", "vcard:Organization"), ("dct:temporal", "dct:PeriodOfTime"), ("dcat:accessService", "dcat:DataService"), ("dcat:servesDataset", "dcat:Dataset"),
    ):  # fmt: skip
        named = {value for said in graph.values() for _kind, value, _none in said.get(predicate, [])}
        assert named, predicate
        assert named <= set(of_type(graph, kind)), predicate
    (catalogue,) = of_type(graph, "dcat:Catalog")
    assert {value for _kind, value, _none in graph[catalogue]["dcat:dataset"]} == set(of_type(graph, "dcat:Dataset"))


def test_it_holds_every_list_figure_table_and_feed_with_licence_and_days(graph: Graph, filled: Path) -> None:
    names = {address.removeprefix(f"{HERE}/open-data/#") for address in of_type(graph, "dcat:Dataset")}
    held = queries.coverage()
    assert names == {
        *queries.LISTS, *(f"figure-{name}" for name in queries.known_measures()), *(f"table-{name}" for name in SCHEMAS), *(f"feed-{name}" for name in KINDS),
        "renewals", "yearbooks", "cases", "reuse",
    }  # fmt: skip
    for distribution in of_type(graph, "dcat:Distribution"):
        assert graph[distribution]["dct:license"] == [("address", f"{AUTHORITY}/licence/NLOD_2_0", "")]
    figure = graph[f"{HERE}/open-data/#figure-dialogue-share"]
    formats = {
        graph[value]["dct:format"][0][1].rsplit("/", 1)[1] for _kind, value, _none in figure["dcat:distribution"]
    }
    assert formats == {"CSV", "XLSX", "JSON", "PARQUET"}
    days = graph[figure["dct:temporal"][0][1]]
    assert days["dcat:startDate"] == [("text", str(held.first_on), "xsd:date")]
    assert days["dcat:endDate"] == [("text", str(held.last_on), "xsd:date")]
    assert figure["foaf:page"] == [("address", f"{HERE}/observatory/definitions/dialogue-share/", "")]


def test_the_two_ways_it_is_written_say_the_same(client: Client, graph: Graph) -> None:
    answer = client.get("/open-data/catalogue.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json; charset=utf-8"
    assert from_jsonld(answer.content.decode()) == graph


def test_every_address_leads_somewhere(client: Client, graph: Graph) -> None:
    addresses = {
        value
        for said in graph.values()
        for predicate in ("dcat:accessURL", "dcat:downloadURL", "foaf:page", "dcat:landingPage", "dcat:endpointURL", "dcat:endpointDescription", "foaf:homepage")
        for _kind, value, _none in said.get(predicate, [])
    }  # fmt: skip
    assert len(addresses) > 40
    for address in addresses:
        assert address.startswith(HERE)
        answer = client.get(address.removeprefix(HERE))
        assert answer.status_code == 200, address
        answer.close()


def test_it_is_the_same_until_something_changes(client: Client, filled: Path, settings: Settings) -> None:
    first = client.get("/open-data/catalogue.ttl")
    assert client.get("/open-data/catalogue.ttl", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    settings.PUBLISHER = {
        "name": 'Fjordvik "kommune" \\ <b>',
        "number": "310400009",
        "email": "post@fjordvik.example",
        "page": "https://fjordvik.example/åpne data",
    }
    said = from_turtle(client.get("/open-data/catalogue.ttl").content.decode())
    assert said == from_jsonld(client.get("/open-data/catalogue.jsonld").content.decode())
    assert said[f"{HERE}/open-data/#publisher"]["foaf:name"] == [("text", 'Fjordvik "kommune" \\ <b>', "")]
    assert said[f"{HERE}/open-data/#contact"]["vcard:hasEmail"] == [("address", "mailto:post@fjordvik.example", "")]
    assert said[f"{HERE}/open-data/#contact"]["vcard:hasURL"] == [
        ("address", "https://fjordvik.example/åpne%20data", "")
    ]


def test_without_notices_the_feeds_are_described(client: Client) -> None:
    said = from_turtle(client.get("/open-data/catalogue.ttl").content.decode())
    assert {address.rsplit("#", 1)[1] for address in of_type(said, "dcat:Dataset")} == {
        *(f"feed-{name}" for name in KINDS),
        "renewals",
        "yearbooks",
        "cases",
        "reuse",
    }


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_leads_to_feeds_and_the_catalogue(client: Client, filled: Path, language: str) -> None:
    client.cookies["nybrott_language"] = language
    answer = client.get("/open-data/")
    page = answer.content.decode()
    for address in (
        *(f"/open-data/feeds/{kind}.{form}" for kind in KINDS for form in ("atom", "json")),
        *(reverse("cases:feed", args=[form]) for form in ("atom", "json")),
        "/open-data/catalogue.ttl",
        "/open-data/catalogue.jsonld",
    ):
        assert f'href="{address}"' in page
    assert len(answer.content) < 150_000
    assert "<script" not in page.split("</head>")[1]


def test_a_figure_comes_as_parquet_with_its_definition(client: Client, filled: Path) -> None:
    answer = client.get("/observatory/data/dialogue-share.parquet?by=year,country")
    table = pq.read_table(io.BytesIO(b"".join(answer.streaming_content)))
    assert {"year", "country", "n", "dialogue_share"} <= set(table.column_names)
    same = json.loads(b"".join(client.get("/observatory/data/dialogue-share.json?by=year,country").streaming_content))
    assert table.to_pylist() == same["rows"]
    about = json.loads(table.schema.metadata[b"about"])
    assert any("NLOD" in one["text"] for one in about)
    assert client.get("/observatory/data/comparison.parquet").status_code == 404


# --- publiccode.yml ---

# of the lists of the standard, those words that could be about this program
SCOPES = {"finance-and-economic-development", "government", "healthcare", "local-authorities", "society", "welfare"}
CATEGORIES = {
    "business-intelligence", "collaboration", "compliance-management", "data-analytics", "data-visualization", "feedback-and-reviews-management", "knowledge-management",
    "procurement", "project-collaboration", "survey", "workflow-management",
}  # fmt: skip


def test_publiccode_holds_to_the_standard() -> None:
    """What version 0.4 of the standard demands (https://yml.publiccode.tools/schema.core.html)."""
    root = Path(__file__).parents[3]
    said: dict[str, Any] = yaml.safe_load((root / "publiccode.yml").read_text("utf-8"))
    assert said["publiccodeYmlVersion"] == "0.4"
    assert re.fullmatch(r"https?://\S+", said["url"])
    assert said["platforms"]
    assert set(said["categories"]) <= CATEGORIES
    assert set(said["intendedAudience"]["scope"]) <= SCOPES
    assert said["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert said["softwareType"] == "standalone/web"
    assert set(said["description"]) == {"nb", "nn", "en"}
    for language, told in said["description"].items():
        assert len(told["genericName"]) <= 35, language
        assert len(told["shortDescription"]) <= 150, language
        assert "\n" not in told["shortDescription"].strip()
        assert 500 <= len(told["longDescription"]) <= 10_000, language
        assert told["features"]
        assert all(len(one) <= 100 for one in told["features"])
    assert said["legal"]["license"] == "EUPL-1.2"
    assert said["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert (
        said["maintenance"]["type"] == "none"
        or said["maintenance"].get("contacts")
        or said["maintenance"].get("contractors")
    )
    assert said["localisation"]["localisationReady"] is True
    assert said["localisation"]["availableLanguages"] == ["nb", "nn", "en"]
    assert all(re.fullmatch(r"[a-z]{2}", country) for country in said["intendedAudience"]["countries"])
    project = (root / "pyproject.toml").read_text("utf-8")
    assert f'version = "{said["softwareVersion"]}"' in project
    assert 'license = "EUPL-1.2"' in project
