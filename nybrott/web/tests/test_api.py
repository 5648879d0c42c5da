"""The API: it gives what the pages give, says what is wrong in a sentence, and holds to its own description."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis.errors import Unsatisfiable
from pytest_django import Settings
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.transport.wsgi import WSGI_TRANSPORT

from nybrott.core import measures
from nybrott.core.packages import unpack
from nybrott.core.signals import catalogue
from nybrott.dialogues.actions import end_dialogue
from nybrott.dialogues.tests.factories import a_buyer, a_dialogue, an_open_dialogue
from nybrott.lake import open_lake
from nybrott.lake.opened import Opened
from nybrott.lake.tables import SCHEMAS
from nybrott.observatory import queries
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.programmes.actions import share_programme
from nybrott.programmes.tests.factories import a_package
from nybrott.web.api import description

ROOT = "/api/v1"
FJORDVIK = "310400009"


def asked(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(ROOT + address)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].startswith("application/json")
    said = json.loads(answer.content)
    assert isinstance(said, dict)
    return said


def refused(client: Client, address: str, status: int) -> str:
    answer = client.get(ROOT + address)
    assert answer.status_code == status, answer.content
    said = json.loads(answer.content)
    assert list(said) == ["detail"]
    assert said["detail"][0].isalpha()
    assert said["detail"].endswith(".")
    return str(said["detail"])


def plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=str))


# --- what it gives ---


def test_coverage_is_the_lakes(client: Client, filled: Path) -> None:
    said = asked(client, "/coverage")
    held = open_lake(filled).coverage()
    assert (said["generation"], said["notices"], said["rules"]) == (held.generation, held.notices, held.rules)
    assert {count["name"]: count["notices"] for count in said["by_country"]} == {
        one.name: one.notices for one in held.by_country
    }


@pytest.mark.django_db
def test_measures_are_defined(client: Client) -> None:
    said = asked(client, "/measures")["rows"]
    assert [row["id"] for row in said] == [*measures.catalogue(by_people=True)]
    for row in said:
        assert asked(client, f"/measures/{row['id']}") == row
        assert row["sql"] == measures.catalogue(by_people=True)[row["id"]].sql
        assert set(row["counted"]) == {"nb", "nn", "en"}


@pytest.mark.django_db
def test_programmes_open_to_everyone_are_given_with_a_file_that_another_host_can_bring_in(client: Client) -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    first, hidden = a_package(lead, place, "open", "Åpent program"), a_package(lead, place, "network", "Nettverkets")
    assert first.programme is not None
    said = asked(client, "/programmes")
    assert ([row["uid"] for row in said["rows"]], said["total"]) == ([first.uid], 1)
    (row,) = said["rows"]
    assert (row["fingerprint"], row["digest"], row["languages"]) == (first.fingerprint, first.digest, ["nb"])
    got = client.get(row["file"])
    assert unpack(got.content).digest == first.digest
    whole = asked(client, f"/programmes/{first.uid}")
    assert (whole["versions"], whole["content"]) == ([row], first.content)
    assert refused(client, f"/programmes/{hidden.uid}", 404).startswith("There is no programme")
    assert asked(client, "/programmes?page=2")["rows"] == []
    # what is known is not asked again, until something else is open
    etag = client.get(f"{ROOT}/programmes").headers["ETag"]
    assert client.get(f"{ROOT}/programmes", headers={"if-none-match": etag}).status_code == 304
    share_programme(actor=lead, programme=first.programme, reach="own", now=timezone.now())
    again = client.get(f"{ROOT}/programmes", headers={"if-none-match": etag})
    assert (again.status_code, again.json()["rows"]) == (200, [])


@pytest.mark.parametrize("name", sorted(measures.catalogue()))
@pytest.mark.parametrize(
    "query",
    [
        "",
        "by=year",
        "by=year,country",
        "by=cpv&country=NO",
        "by=buyer,year&country=NO",
        f"buyer={FJORDVIK}",
        "first_year=2023&last_year=2024&by=year",
        "year=2024&cpv=72",
    ],
)
def test_values_are_the_measures(client: Client, filled: Path, name: str, query: str) -> None:
    said = asked(client, f"/measures/{name}/values?size=200&{query}")
    given = dict(pair.split("=") for pair in query.split("&") if pair)
    by = tuple(part for part in given.pop("by", "").split(",") if part)
    where = {{"first_year": "from", "last_year": "to"}.get(key, key): value for key, value in given.items()}
    table = queries.lake().measure(name, by=by, where=where)
    assert said["rows"] == plain(list(table.records()))
    assert (said["total"], said["columns"], said["by"]) == (len(table.rows), list(table.columns), list(by))
    assert said["fingerprint"] == measures.catalogue()[name].fingerprint


def test_values_come_a_page_at_a_time_in_a_steady_order(client: Client, filled: Path) -> None:
    whole = asked(client, "/measures/dialogue-share/values?by=buyer,year&country=NO&size=200")["rows"]
    parts = [
        asked(client, f"/measures/dialogue-share/values?by=buyer,year&country=NO&size=3&page={page}")["rows"]
        for page in range(1, 20)
    ]
    assert [row for part in parts for row in part] == whole
    assert len(whole) > 3


@pytest.mark.parametrize(("list_of", "key"), [("organisations", "ref"), ("notices", "key")])
@pytest.mark.parametrize("falling", ["true", "false"])
def test_a_list_is_whole_and_steady_however_it_is_cut(
    client: Client, filled: Path, list_of: str, key: str, falling: str
) -> None:
    whole = asked(client, f"/{list_of}?size=200&descending={falling}")
    assert whole["total"] == len(whole["rows"]) >= 5
    for size in (1, 4, 7):
        pages = range(1, -(-whole["total"] // size) + 2)
        parts = [asked(client, f"/{list_of}?size={size}&page={page}&descending={falling}")["rows"] for page in pages]
        assert [row for part in parts for row in part] == whole["rows"]
        assert parts[-1] == [], "a page past the end is empty, so whoever reads on knows when to stop"
    assert len({row[key] for row in whole["rows"]}) == whole["total"]


@pytest.mark.parametrize(
    "query",
    [
        "country=NO", "country=SE", "year=2024", "stage=competition", "format=eforms", "procedure=open", "cpv=72", "title=kommune", "lens=any",
        "lens=strict", "sign=market_dialogue", "sign=candidate", f"buyer={FJORDVIK}", "country=NO&lens=behavioural&sort=title&descending=false",
    ],
)  # fmt: skip
def test_notices_are_narrowed_as_the_pages_are(client: Client, filled: Path, query: str) -> None:
    said = asked(client, f"/notices?size=200&{query}")
    where = dict(pair.split("=") for pair in query.split("&"))
    sort, descending = where.pop("sort", "published"), where.pop("descending", "true") == "true"
    expected = queries.lake().notices(where, sort=sort, descending=descending, size=200)
    assert [row["key"] for row in said["rows"]] == [row.key for row in expected.rows]
    assert said["total"] == expected.total < queries.coverage().notices or query == "format=eforms"


def test_notices_with_a_sign_are_those_where_it_was_found(client: Client, filled: Path) -> None:
    found = 0
    for sign in catalogue().signals:
        for row in asked(client, f"/notices?signal={sign}&size=200")["rows"]:
            assert sign in {one["signal"] for one in asked(client, f"/notices/{row['key']}")["findings"]}
            found += 1
    assert found >= 10


def test_a_notice_comes_with_its_evidence(client: Client, filled: Path) -> None:
    seen = 0
    for row in asked(client, "/notices?size=200")["rows"]:
        said = asked(client, f"/notices/{row['key']}")
        held = queries.notice(row["key"])
        assert held is not None
        assert said["head"] == row == plain({name: getattr(held.head, name) for name in row})
        texts = {text["ordinal"]: text["content"] for text in said["texts"]}
        assert len(said["findings"]) == len(held.findings)
        for finding in said["findings"]:
            if finding["text"] >= 0:
                assert texts[finding["text"]][finding["start"] : finding["end"]] == finding["words"]
                seen += 1
        assert "path" not in said, "where a file lay is nobody's business"
    assert seen >= 15


def test_an_organisation_is_the_lakes(client: Client, filled: Path) -> None:
    said = asked(client, f"/organisations/NO/{FJORDVIK}")
    held = queries.organisation("NO", FJORDVIK)
    assert held is not None
    assert said["row"] == plain({name: getattr(held.row, name) for name in said["row"]})
    assert (said["number"], said["names"]) == (held.number, list(held.names))
    (listed,) = [row for row in asked(client, "/organisations?country=NO&size=200")["rows"] if row["ref"] == FJORDVIK]
    assert listed == said["row"]


def test_signs_are_the_catalogues(client: Client) -> None:
    said = asked(client, "/signs")
    assert said["version"] == catalogue().version
    assert [row["id"] for row in said["rows"]] == sorted(catalogue().signals)


def test_norwegian_letters_come_as_they_are(client: Client, filled: Path) -> None:
    assert "ø" in client.get(f"{ROOT}/signs").content.decode()


def test_without_a_lake_lists_are_empty(client: Client, empty: Path) -> None:
    assert asked(client, "/coverage")["generation"] == ""
    assert asked(client, "/notices")["rows"] == asked(client, "/organisations")["rows"] == []
    (row,) = asked(client, "/measures/dialogue-share/values")["rows"]
    assert (row["n"], row["dialogue_share"]) == (0, None)


# --- what is wrong ---


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/notices/nothing", 404, "There is no notice"),
        ("/organisations/NO/000000000", 404, "There is no organisation"),
        ("/organisations/no/310400009", 404, "There is no organisation"),
        ("/measures/nothing", 404, "There is no such measure"),
        ("/measures/nothing/values", 404, "There is no such measure"),
        ("/nothing", 404, "There is nothing here"),
        ("/notices/x/y/z", 404, "There is nothing here"),
        ("/measures/dialogue-share/values?by=buyer", 400, "needs a country or a buyer"),
        ("/measures/dialogue-share/values?by=buyer,year&year=2024", 400, "needs a country or a buyer"),
        ("/measures/dialogue-share/values?by=month", 422, "by: "),
        ("/notices?size=201", 422, "size: "),
        ("/notices?size=0", 422, "size: "),
        ("/notices?page=0", 422, "page: "),
        ("/notices?page=abc", 422, "page: "),
        ("/notices?page=99999999999999999999", 422, "page: "),
        ("/notices?country=Norway", 422, "country: "),
        ("/notices?buyer=%00", 422, "buyer: "),
        ("/notices?year=3000", 422, "year: "),
        ("/notices?stage=x", 422, "stage: "),
        ("/notices?title=", 422, "title: "),
        ("/notices?title=" + "x" * 101, 422, "title: "),
        ("/notices?sort=key;drop", 422, "sort: "),
        ("/notices?descending=maybe", 422, "descending: "),
        ("/notices?cuontry=NO", 422, "There is no parameter “cuontry”; there are: buyer, country"),
        ("/coverage?x=1", 422, "there are: none"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    client: Client, filled: Path, address: str, status: int, said: str
) -> None:
    assert said in refused(client, address, status)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(client: Client, filled: Path, method: str) -> None:
    for address in (
        "/",
        "/openapi.json",
        "/coverage",
        "/notices",
        "/notices/x",
        "/measures/dialogue-share/values",
        "/nothing",
    ):
        answer = getattr(client, method)(ROOT + address)
        assert answer.status_code == 405, address
        assert "GET" in answer.headers["Allow"]


def test_asking_for_the_head_alone_is_allowed(client: Client, filled: Path) -> None:
    answer = client.head(f"{ROOT}/notices")
    assert answer.status_code == 200
    assert answer.headers["ETag"] == client.get(f"{ROOT}/notices").headers["ETag"]


# --- asked again, asked much ---


@pytest.mark.parametrize(
    "address",
    [
        "/coverage",
        "/measures",
        "/signs",
        "/notices?lens=any",
        "/organisations",
        "/measures/dialogue-share/values?by=year",
        f"/organisations/NO/{FJORDVIK}",
    ],
)
def test_the_same_is_not_computed_twice(
    client: Client, filled: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(ROOT + address)
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, max-age=60"
    monkeypatch.setattr(Opened, "ask", lambda *_given, **_named: pytest.fail("the lake was asked"))
    again = client.get(ROOT + address, headers={"if-none-match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert again.headers["Cache-Control"] == "public, max-age=60"


def test_another_question_and_another_lake_are_another_answer(
    client: Client, filled: Path, with_only: Callable[..., Path]
) -> None:
    etag = client.get(f"{ROOT}/notices").headers["ETag"]
    assert client.get(f"{ROOT}/notices?page=2", headers={"if-none-match": etag}).status_code == 200
    with_only("2022-000101.xml")
    assert client.get(f"{ROOT}/notices", headers={"if-none-match": etag}).status_code == 200


def test_what_is_wrong_is_not_kept(client: Client, filled: Path) -> None:
    for address in ("/notices/nothing", "/notices?size=0", "/nothing"):
        answer = client.get(ROOT + address, headers={"if-none-match": "*"})
        assert answer.status_code in (404, 422)
        assert "ETag" not in answer.headers
        assert "Cache-Control" not in answer.headers


def test_anyones_page_may_read_it_and_nothing_is_set(client: Client, filled: Path) -> None:
    for address in ("/notices", "/openapi.json", "/nothing"):
        answer = client.get(ROOT + address, headers={"origin": "https://elsewhere.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "address",
    [
        "/coverage",
        "/notices",
        "/organisations",
        "/measures/dialogue-share/values?by=buyer,year&country=NO",
        "notice",
        "organisation",
    ],
)
def test_an_operation_asks_the_lake_the_same_number_of_times_however_much_there_is(
    client: Client,
    with_only: Callable[..., Path],
    sample_lake: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
) -> None:
    count: list[str] = []
    ask = Opened.ask
    monkeypatch.setattr(Opened, "ask", lambda self, *args, **kwargs: (count.append("x"), ask(self, *args, **kwargs))[1])
    counts = []
    for fill in (lambda: with_only("2022-000101.xml", "2022-000114.xml", "2022-000120.xml"), lambda: sample_lake):
        settings.LAKE = fill()
        row = open_lake(settings.LAKE).notices({"buyer": FJORDVIK}).rows[0]
        target = {"notice": f"/notices/{row.key}", "organisation": f"/organisations/NO/{FJORDVIK}"}.get(
            address, address
        )
        count.clear()
        asked(client, target)
        counts.append(len(count))
    assert counts[0] == counts[1] <= 15


# --- its description ---


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        assert list(methods) == ["get"], path
        yield path, methods["get"]


def test_every_operation_documents_what_may_go_wrong() -> None:
    found = 0
    for path, operation in operations():
        assert {"200", "400", "404", "422"} == set(operation["responses"]), path
        for status in ("400", "404", "422"):
            schema = operation["responses"][status]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/Problem"), (path, status)
        assert operation["summary"]
        assert operation["description"]
        found += 1
    assert found == 17


def test_every_parameter_has_its_limits() -> None:
    for path, operation in operations():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                for kind in parameter["schema"].get("anyOf", [parameter["schema"]]):
                    if kind["type"] == "string":
                        assert {"pattern", "maxLength", "enum", "const"} & set(kind), (path, parameter["name"])
                    if kind["type"] == "integer":
                        assert {"minimum", "maximum"} <= set(kind), (path, parameter["name"])


@pytest.mark.django_db
def test_market_dialogues_are_given_as_everyone_reads_them(client: Client) -> None:
    place = an_organisation("Fjordvik", number="974760673")
    draft = a_dialogue(place, title="Ikke kunngjort")
    shown = an_open_dialogue(place, title="Tryggere natt", title_en="Safer nights", cpv=["85144100"])
    said = asked(client, "/dialogues")
    assert [(row["slug"], row["state"], row["organisation_number"]) for row in said["rows"]] == [
        (shown.slug, "open", "974760673")
    ]
    assert client.get(said["rows"][0]["page"]).status_code == 200
    whole = asked(client, f"/dialogues/{shown.slug}")
    assert (whole["title_en"], whole["questions"][0]["text_en"]) == ("Safer nights", "What works for others?")
    assert not {"pk", "id", "suppliers", "no_description"} & set(whole)
    assert refused(client, f"/dialogues/{draft.slug}", 404).startswith("There is no market dialogue")
    for narrowed, n in (("cpv=8514", 1), ("cpv=99", 0), ("state=locked", 0), ("organisation=974760673", 1), ("organisation=910000000", 0)):  # fmt: skip
        assert asked(client, f"/dialogues?{narrowed}")["total"] == n, narrowed
    etag = client.get(f"{ROOT}/dialogues").headers["ETag"]
    assert client.get(f"{ROOT}/dialogues", headers={"if-none-match": etag}).status_code == 304
    end_dialogue(actor=a_buyer(place), dialogue=shown, now=timezone.now())
    assert client.get(f"{ROOT}/dialogues", headers={"if-none-match": etag}).status_code == 200


# What the first version promised. A field may be added; one that goes, or changes its name, breaks somebody's program.
PROMISED = {
    "Coverage": "generation rules notices procedures buyers first_on last_on errors duplicates by_format by_year by_country by_stage",
    "Measure": "id version fingerprint lens names counted not_counted coverage denominator figures sql why source authored_by checked_by review_after",
    "Figure": "id unit lens names",
    "ValuesOut": "total page size measure fingerprint by columns rows",
    "OrganisationRow": "country ref name notices procedures dialogues strict declared behavioural innovation candidates first_year last_year",
    "Organisation": "row number names by_stage by_year",
    "NoticeRow": "key title country buyer buyer_name published_on year stage procedure procedure_key format doffin_ref publication_ref language"
    " cpv_main market_dialogue innovation partnership friendly strict declared behavioural candidates",
    "NoticeWhole": "head notice_id version procedure_id procedure_link previous notice_type subtype legal_basis dispatched_on planned_on deadline_on"
    " url cpv_additional estimated awarded remarks rules texts findings buyers lots results codes siblings",
    "NoticeText": "ordinal field lot language content",
    "Finding": "signal family lens weight field words text start end",
    "NoticeParty": "name ref ref_raw country nuts legal_type activity size",
    "Money": "minor currency",
    "SignOut": "id family lens weight names what why source authored_by checked_by review_after",
    "SignsOut": "version rows",
    "PackageOut": "uid version root name languages publisher note licence released_on digest fingerprint file",
    "PackagesOut": "total page size rows",
    "ProgrammeVersions": "versions content",
    "DialogueOut": "slug state organisation organisation_number language title title_en cpv notice announced_at register_until answers_until input_until"
    " competition_on page",
    "DialoguesOut": "total page size rows",
    "DialogueWhole": "why why_en wanted wanted_en reason contact_email questions told answers",
    "ToldOut": "title text url shown_at",
    "AnswerOut": "number question answer answered_at",
    "MarketQuestionOut": "text text_en",
    "RenewalOut": "notice ordinal doffin_ref title country buyer buyer_name ends_on latest_on may_be_renewed known_by guessed words option_words begin_on"
    " winners value currency tenders cpv published_on points parts page",
    "RenewalPoints": "time value single others",
    "RenewalsOut": "total page size first_on last_on rows",
    "YearbookOut": "organisation organisation_number year version because as_of over published_at digest ways agree habits classes",
    "CountedWay": "way moment n of unknown",
    "CountedAgreement": "ways n",
    "CountedHabits": "moment of dialogue functional either driver joint joint_unknown",
    "CountedClass": "name started signed used n innovative joint driver",
    "YearbooksOut": "total page size rows",
    "CaseOut": "place slug kind organisation organisation_number language title summary when words cpv innovation_class version because published_at page",
    "CasesOut": "total page size rows",
    "CaseWhole": "story named facts",
    "Story": "hard did came failed otherwise advice",
    "CaseFacts": "as_of trail notices lots lots_counted tenders requirements requirements_functional people benefits",
    "CaseNotice": "stage on number key title",
    "CaseBenefit": "title counted currency unit before expected value measured outcome on",
    "Spread": "value low high",
    "TrailStop": "kind on",
    "Problem": "detail",
}


@pytest.mark.parametrize("schema", sorted(PROMISED))
def test_what_was_promised_is_still_there(schema: str) -> None:
    assert set(PROMISED[schema].split()) <= set(description()["components"]["schemas"][schema]["properties"])


def test_nothing_says_where_files_lay() -> None:
    assert "path" in SCHEMAS["notices"].names
    assert not any("path" in schema.get("properties", {}) for schema in description()["components"]["schemas"].values())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_for_people_names_every_operation_and_parameter(client: Client, language: str) -> None:
    client.cookies["nybrott_language"] = language
    page = client.get(f"{ROOT}/").content.decode()
    for path, operation in operations():
        assert f"<code>{path}</code>" in page
        assert all(f"<code>{parameter['name']}</code>" in page for parameter in operation.get("parameters", []))
    assert f'href="{ROOT}/openapi.json"' in page
    assert "<script" not in page.split("</head>")[1]


# --- everything its description allows ---

APPLICATION = get_wsgi_application()


@pytest.fixture(scope="module")
def described() -> BaseSchema:
    # from the description alone: given the application, the tool would import every module and folder of the house
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(description())))
    # one rule cannot stand in a description: grouped by buyer, a measure needs a country or a buyer, and says so with 400
    expected = schema.config.checks.positive_data_acceptance
    expected.expected_statuses = [*(expected.expected_statuses or []), "400"]
    return schema


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """The application itself would close the test's connection at the end of each request; Django's own client keeps it the same way."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", [path for path, _operation in operations()])
@pytest.mark.parametrize("examples", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_it_holds_to_its_description(
    described: BaseSchema, filled: Path, path: str, mode: GenerationMode, examples: int
) -> None:
    """Steady: the same examples every time."""
    operation = described[path]["GET"]
    statuses: list[int] = []

    @hypothesis.settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        response = WSGI_TRANSPORT.send(
            case, app=APPLICATION, headers={"Host": "localhost", "Accept-Encoding": "identity"}
        )
        case.validate_response(response)
        statuses.append(response.status_code)

    try:
        ask()
    except Unsatisfiable:
        parameters = description()["paths"][path]["get"].get("parameters", [])
        assert mode is GenerationMode.NEGATIVE, path
        assert not [one for one in parameters if one["in"] == "query"], "any word may stand in a path"
    else:
        assert statuses
