"""Pages of surveys: instruments that are changed, waves that are planned, answering by a link, results and files."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import Workbook

from nybrott.core.actor import Actor
from nybrott.core.surveys import read_instrument, shipped
from nybrott.evaluations import actions
from nybrott.evaluations.models import Instrument, Recipient, Wave
from nybrott.evaluations.tests.factories import (
    CONTENT,
    a_series,
    a_wave,
    an_instrument,
    an_open_wave,
    everybody_answers,
)
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What a rule says is read here in English."""
    with override("en"):
        yield


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def user(place: Organisation) -> User:
    return a_member(place, "evaluator")


@pytest.fixture
def actor(place: Organisation, user: User) -> Actor:
    return actor_of(user, place)


@pytest.fixture
def inside(client: Client, user: User) -> Client:
    client.force_login(user)
    client.cookies["nybrott_language"] = "en"
    return client


@pytest.fixture
def outside(client: Client) -> Client:
    client.cookies["nybrott_language"] = "en"
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"evaluations:{name}", args=args)


# --- instruments ---


def test_every_one_that_comes_along_is_read_copied_and_seen_as_people_will(inside: Client, place: Organisation) -> None:
    assert all(f"/shipped/{id}/" in inside.get(url("instruments")).content.decode() for id in shipped())
    for id, one in shipped().items():
        page = inside.get(url("shipped", id)).content.decode()
        assert one.instrument.content["name"]["en"] in page
    inside.post(url("instrument_copy", "drivers-baseline"))
    own = Instrument.objects.get(organisation=place)
    assert own.latest is not None
    assert own.latest.content == shipped()["drivers-baseline"].instrument.content
    seen = inside.get(url("preview", own.slug)).content.decode()
    assert "Page 3 of 3" in seen
    assert "cannot do it" in seen


def test_wording_is_changed_and_a_used_version_never(inside: Client, place: Organisation, actor: Actor) -> None:
    own = an_instrument(actor, place)
    wave = a_wave(actor, place, edition=own.latest)
    said = {f"text_{language}": "Hvor mye?" for language in ("nb", "nn", "en")} | {"low": 1, "high": 5}
    said |= {f"{end}_text_{language}": end for end in ("low", "high") for language in ("nb", "nn", "en")}
    answer = inside.post(url("question", own.slug, "use"), said, follow=True)
    assert "Saved as version 2" in answer.content.decode()
    wave.refresh_from_db()
    assert wave.edition.number == 1
    assert wave.edition.read.questions[1]["text"]["nb"] == "Hvor nyttig?"
    assert own.latest is not None
    assert own.latest.read.questions[1]["text"]["nb"] == "Hvor mye?"


def test_a_scale_that_cannot_be_answered_is_refused_at_its_field(
    inside: Client, place: Organisation, actor: Actor
) -> None:
    own = an_instrument(actor, place)
    said = {f"text_{language}": "?" for language in ("nb", "nn", "en")} | {"low": 1, "high": 1}
    answer = inside.post(url("question_new", own.slug, "scale"), said)
    assert answer.status_code == 422
    assert "A scale must end above where it begins." in answer.content.decode()


def test_options_keep_their_keys_when_they_are_reworded(inside: Client, place: Organisation, actor: Actor) -> None:
    own = an_instrument(actor, place)
    said = {f"text_{language}": "Hvor mange?" for language in ("nb", "nn", "en")}
    said |= {f"parts_{language}": "Noen få\nMange" for language in ("nb", "nn", "en")}
    inside.post(url("question", own.slug, "size"), said)
    assert own.latest is not None
    assert [(one["id"], one["text"]["nb"]) for one in own.latest.read.questions[0]["options"]] == [
        ("few", "Noen få"),
        ("many", "Mange"),
    ]
    said |= {f"parts_{language}": "Noen få\nEn del\nMange" for language in ("nb", "nn", "en")}
    inside.post(url("question", own.slug, "size"), said)
    assert [one["id"] for one in own.latest.read.questions[0]["options"]] == ["few", "en-del", "many"]
    uneven = inside.post(url("question", own.slug, "size"), said | {"parts_nn": "Ei\nTo"})
    assert "Write as many lines in each language." in uneven.content.decode()


def test_questions_are_added_moved_and_taken_out(inside: Client, place: Organisation, actor: Actor) -> None:
    own = an_instrument(actor, place)
    said = {f"text_{language}": "Fortell" for language in ("nb", "nn", "en")} | {"show_if": ["size few"]}
    inside.post(url("question_new", own.slug, "text"), said)

    def ids() -> list[str]:
        assert own.latest is not None
        return [one["id"] for one in own.latest.read.questions]

    assert ids()[-1] == "fortell"
    inside.post(url("question_move", own.slug, "fortell"))
    assert ids()[-2:] == ["fortell", "times"]
    refused = inside.post(url("question_remove", own.slug, "size"), follow=True)
    assert "does not stand before it" in refused.content.decode()
    assert "size" in ids()
    inside.post(url("question_remove", own.slug, "fortell"))
    assert "fortell" not in ids()


def brought(content: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("min.json", json.dumps(content).encode())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"high": 1}, "use/high is 1; a scale from 1 must end above that"),
        ({"low": 0, "high": 11}, "use/high gives 12 points; at most 11"),
        ({"low": "1"}, "use has a scale whose ends are not whole numbers"),
    ],
)
def test_an_impossible_scale_in_a_file_is_told_with_its_place(
    inside: Client, change: dict[str, Any], told: str
) -> None:
    content = json.loads(json.dumps(CONTENT))
    content["questions"][1] |= change
    answer = inside.post(url("instrument_bring_in"), {"file": brought(content)})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Instrument.objects.exists()


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"[1]", b'{"name": ', b"x" * 600_000], ids=["no text", "a list", "cut off", "too large"]
)
def test_what_is_no_survey_is_no_survey(inside: Client, data: bytes) -> None:
    assert inside.post(url("instrument_bring_in"), {"file": SimpleUploadedFile("min.json", data)}).status_code == 422


def test_a_file_taken_along_comes_in_elsewhere_unchanged(inside: Client, place: Organisation, actor: Actor) -> None:
    own = an_instrument(actor, place)
    taken = inside.get(url("instrument_file", own.slug)).content
    inside.post(url("instrument_bring_in"), {"file": SimpleUploadedFile("min.json", taken)})
    other = Instrument.objects.exclude(pk=own.pk).get()
    assert other.latest is not None
    assert other.latest.content == read_instrument(CONTENT).content


# --- planning ---


def test_a_wave_is_planned_and_opened_step_by_step(inside: Client, place: Organisation, actor: Actor) -> None:
    own, today = an_instrument(actor, place), timezone.localdate()
    plan = {
        "title": "Høst",
        "opens_on": today,
        "closes_on": today + timedelta(days=9),
        "keep_until": today + timedelta(days=99),
        "new_series": "Før og etter",
    }
    inside.post(url("wave_new", own.slug), plan)
    wave = Wave.objects.get()
    assert wave.series is not None
    for number in range(4):
        a_member(place, "driver", user=None, units=(a_unit(place, f"Enhet {number}"),))
    pasted = "en@example.org; Kari\nto@example.org\n"
    inside.post(url("people", wave.pk), {"roles": ["driver"], "pasted": pasted, "language": "nn"})
    assert wave.recipients.count() == 6
    assert wave.recipients.get(address="en@example.org").name == "Kari"
    inside.post(
        url("tables", wave.pk),
        {"group": "size", "show_use": "mean", "by_use": "on", "show_size": "counts", "by_size": "on"},
    )
    wave.refresh_from_db()
    assert wave.tables == [{"key": "size", "show": "counts", "by": False}, {"key": "use", "show": "mean", "by": True}]
    inside.post(url("wave_step", wave.pk), {"step": "open"})
    wave.refresh_from_db()
    assert wave.state == "open"
    assert "0 of 6 have answered" in inside.get(url("wave", wave.pk)).content.decode()


def test_people_come_from_a_spreadsheet_and_wrong_lines_are_told(
    inside: Client, place: Organisation, actor: Actor
) -> None:
    wave = a_wave(actor, place)
    book, file = Workbook(), BytesIO()
    for row in (["Navn", "E-post"], ["Ola", "ola@example.org"], ["Per", "per@example.org"]):
        book.active.append(row)
    book.save(file)
    inside.post(url("people", wave.pk), {"file": SimpleUploadedFile("folk.xlsx", file.getvalue()), "language": "nb"})
    assert list(wave.recipients.order_by("address").values_list("name", flat=True)) == ["Ola", "Per"]
    wrong = inside.post(url("people", wave.pk), {"pasted": "kari@example.org\nikke noe\n@", "language": "nb"})
    assert wrong.status_code == 422
    assert "2 lines: 2, 3" in wrong.content.decode()
    assert wave.recipients.count() == 2


def test_only_evaluators_see_who_is_asked(client: Client, place: Organisation, actor: Actor) -> None:
    wave = an_open_wave(actor, place, 5)
    client.force_login(a_member(place, "lead"))
    assert client.get(url("people", wave.pk)).status_code == 403
    page = client.get(url("wave", wave.pk))
    assert page.status_code == 200
    assert "@example.org" not in page.content.decode()


@pytest.mark.parametrize("name", ["waves", "people"])
def test_a_list_takes_as_many_queries_however_long(
    name: str, inside: Client, place: Organisation, actor: Actor
) -> None:
    wave = a_wave(actor, place, 1)
    address = url(name, *([wave.pk] if name == "people" else []))
    inside.get(address)
    with CaptureQueriesContext(connection) as few:
        inside.get(address)
    for _more in range(3):
        a_wave(actor, place, 2)
    Recipient.objects.exclude(wave=wave).update(wave=wave)
    with CaptureQueriesContext(connection) as many:
        inside.get(address)
    assert len(few) == len(many)


# --- answering ---


def test_answering_page_by_page_without_an_account(outside: Client, place: Organisation, actor: Actor) -> None:
    wave = an_open_wave(actor, place, 5, series=a_series(actor))
    one = wave.recipients.order_by("pk")[0]
    begin = outside.get(url("answer", one.key)).content.decode()
    assert "No one knows which answer is whose" in begin
    assert outside.post(url("page", one.key, 1), {"q_use": "2"}).status_code == 422, "size must be answered"
    went = outside.post(url("page", one.key, 1), {"q_size": "few", "q_use": "2"})
    assert went["Location"] == url("page", one.key, 2)
    assert "Hvorfor?" in outside.get(went["Location"]).content.decode(), "asked because of what was answered"
    outside.post(url("page", one.key, 2), {"q_why": "<b>Fordi</b>"})
    assert "Carry on where you left off" in outside.get(url("answer", one.key)).content.decode()
    outside.post(url("page", one.key, 3), {"q_grid_try": "4", "q_grid_ask": "unknown"})
    last = outside.post(url("page", one.key, 4), {"q_what": ["time"], "q_times": "6"})
    assert last["Location"] == url("send", one.key)
    page = outside.get(url("send", one.key)).content.decode()
    phrase = page.split('translate="no">')[1].split("<")[0]
    odd = outside.post(url("send", one.key), {"words": phrase.rsplit(" ", 1)[0] + " fjelll"})
    assert odd.status_code == 422
    assert "fjelll is not among our words" in odd.content.decode()
    assert outside.post(url("send", one.key), {"words": phrase})["Location"] == url("thanks", one.key)
    assert "Thank you" in outside.get(url("thanks", one.key)).content.decode()
    used = outside.get(url("answer", one.key))
    assert used.status_code == 410
    assert "You have already answered" in used.content.decode()
    assert "sessionid" not in outside.cookies, "nothing of it lies in a session"
    actions.close_wave(actor=actor, wave=wave, now=timezone.now())
    kept = wave.answers.get()
    assert kept.content == {
        "size": "few",
        "use": 2,
        "why": "<b>Fordi</b>",
        "grid": {"try": 4, "ask": "unknown"},
        "what": ["time"],
        "times": 6,
    }
    assert len(kept.link) == 64


def test_what_must_be_answered_is_asked_for_before_it_is_sent_in(
    outside: Client, place: Organisation, actor: Actor
) -> None:
    wave = an_open_wave(actor, place, 5)
    one = wave.recipients.order_by("pk")[0]
    actions.save_page(recipient=one, said={"use": 4}, today=timezone.localdate())
    answer = outside.post(url("send", one.key), {"words": ""})
    assert answer.status_code == 422
    assert url("page", one.key, 1) in answer.content.decode()
    outside.post(url("empty", one.key))
    assert "Nothing is answered yet" in outside.get(url("send", one.key)).content.decode()


@pytest.mark.parametrize("name", ["answer", "send", "page", "thanks", "empty"])
def test_links_that_open_nothing_say_why(name: str, outside: Client, place: Organisation, actor: Actor) -> None:
    wave = an_open_wave(actor, place, 5)
    one = wave.recipients.order_by("pk")[0]
    more = [1] if name == "page" else []
    ask = outside.post if name == "empty" else outside.get
    unknown = ask(url(name, "x" * 43, *more), follow=True)
    assert unknown.status_code == 404
    assert "This link is not known" in unknown.content.decode()
    actions.close_wave(actor=actor, wave=wave, now=timezone.now())
    closed = ask(url(name, one.key, *more), follow=True)
    assert closed.status_code == 410
    assert "This survey is closed" in closed.content.decode()
    assert "no-store" in closed["Cache-Control"]


def test_words_of_an_instrument_are_never_markup(outside: Client, place: Organisation, actor: Actor) -> None:
    content = json.loads(json.dumps(CONTENT))
    bad = "<script>alert(1)</script>"
    for key in ("text", "help"):
        content["questions"][0][key] = dict.fromkeys(("nb", "nn", "en"), bad)
    own = actions.write_instrument(actor=actor, organisation=place, content=content, now=timezone.now())
    wave = an_open_wave(actor, place, 5, edition=own.latest)
    page = outside.get(url("page", wave.recipients.order_by("pk")[0].key, 1)).content.decode()
    assert "alert(1)" in page
    assert bad not in page


# --- results ---


def test_results_show_what_was_declared_and_the_files_no_more(
    inside: Client, place: Organisation, actor: Actor
) -> None:
    wave = a_wave(actor, place, 12)
    tables = [
        {"key": key, "show": show, "by": by}
        for key, show, by in (
            ("size", "counts", False),
            ("use", "counts", True),
            ("why", "words", False),
            ("what", "counts", False),
            ("times", "counts", True),
        )
    ]
    actions.declare_tables(actor=actor, wave=wave, tables=tables, group="size", now=timezone.now())
    actions.open_wave(actor=actor, wave=wave, now=timezone.now())
    assert "Nothing to read yet" in inside.get(url("results", wave.pk)).content.decode()
    assert inside.get(url("results_file", wave.pk)).status_code == 403
    said = [
        {
            "size": "few" if number < 6 else "many",
            "use": 1 + number % 2,
            "why": f"Fordi {number}",
            "grid": {"try": 5},
            "what": ["time"],
            "times": number,
        }
        for number in range(12)
    ]
    everybody_answers(wave, said)
    actions.close_wave(actor=actor, wave=wave, now=timezone.now())
    page = inside.get(url("results", wave.pk)).content.decode()
    assert "12 of 12 answered" in page
    assert "Hvor nyttig?" in page
    assert "Fordi 11" in page
    assert "Hos oss" not in page, "it was not declared"
    rows = inside.get(url("results_file", wave.pk)).content.decode()
    assert "grid" not in rows
    assert "use;counts;size;few" in rows
    assert "times;counts;size;" in rows
    codebook = inside.get(url("codebook_file", wave.pk)).content.decode()
    assert "what.time" in codebook
    assert "grid" not in codebook


def test_tables_are_read_by_all_once_it_is_open(inside: Client, place: Organisation, actor: Actor) -> None:
    wave = an_open_wave(actor, place, 5)
    page = inside.get(url("tables", wave.pk)).content.decode()
    assert "How it is shown" in page
    assert "Declare these tables" not in page
    assert inside.post(url("tables", wave.pk), {"show_use": "mean"}).status_code == 403


def test_everybody_says_the_same_and_nobody_is_lost(inside: Client, place: Organisation, actor: Actor) -> None:
    wave = an_open_wave(actor, place, 6)
    everybody_answers(wave, [{"size": "few", "use": 5, "times": 0}] * 6)
    actions.close_wave(actor=actor, wave=wave, now=timezone.now())
    page = inside.get(url("results", wave.pk)).content.decode()
    assert "6 of 6 answered" in page
    assert ">5</text>" in page
    assert "Too few gave each answer" not in page


def test_too_few_answers_say_so(inside: Client, place: Organisation, actor: Actor) -> None:
    wave = an_open_wave(actor, place, 6)
    everybody_answers(wave, [{"size": "few"}] * 4)
    actions.close_wave(actor=actor, wave=wave, now=timezone.now())
    assert "Too few have answered" in inside.get(url("results", wave.pk)).content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_in_three_languages(
    language: str, client: Client, place: Organisation, user: User, actor: Actor
) -> None:
    client.force_login(user)
    client.cookies["nybrott_language"] = language
    own = an_instrument(actor, place)
    planned, opened = a_wave(actor, place, 5, edition=own.latest), an_open_wave(actor, place, 5, edition=own.latest)
    one = opened.recipients.order_by("pk")[0]
    pages = [
        url("waves"),
        url("instruments"),
        url("instrument", own.slug),
        url("instrument_about", own.slug),
        url("preview", own.slug),
        url("instrument_new"),
    ]
    pages += [url("question", own.slug, each["id"]) for each in CONTENT["questions"]]
    pages += [url(name, planned.pk) for name in ("wave", "wave_plan", "tables", "people", "results")]
    pages += [url("wave", opened.pk), url("answer", one.key), url("page", one.key, 1), url("send", one.key)]
    for page in pages:
        assert client.get(page).status_code == 200, page
