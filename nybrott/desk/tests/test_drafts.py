"""Drafts: nothing typed is lost, whichever page saves first, last, late or twice."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused
from nybrott.desk import actions, rules
from nybrott.desk.forms import TaskForm
from nybrott.desk.models import Draft
from nybrott.desk.queries import initial_of, writing
from nybrott.desk.tests.factories import a_draft, a_task
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari() -> Actor:
    return an_actor(an_organisation(), "driver")


def texts(actor: Actor) -> list[str]:
    return sorted(draft.fields["title"][0] for draft in Draft.objects.visible_to(actor))


def test_a_page_saves_into_its_own_draft_and_late_savings_are_passed_over(kari: Actor) -> None:
    first = a_draft(kari, "Ring", page="a", sequence=1)
    a_draft(kari, "Ring dagsent", page="a", sequence=3, draft_id=first.pk, version=1)
    late = a_draft(kari, "Ring dag", page="a", sequence=2, draft_id=first.pk, version=1)
    assert (texts(kari), late.version) == (["Ring dagsent"], 2)


def test_a_page_that_saw_the_newest_goes_on_with_it(kari: Actor) -> None:
    first = a_draft(kari, "Ring", page="a")
    second = a_draft(kari, "Ring nå", page="b", draft_id=first.pk, version=first.version)
    assert (second.pk, texts(kari)) == (first.pk, ["Ring nå"])


def test_a_page_that_did_not_see_the_newest_keeps_its_own_beside_it(kari: Actor) -> None:
    first = a_draft(kari, "Ring", page="a")
    a_draft(kari, "Ring i dag", page="b", draft_id=first.pk, version=1)
    a_draft(kari, "Skriv", page="c", draft_id=first.pk, version=1)
    assert texts(kari) == ["Ring i dag", "Skriv"]
    a_draft(kari, "Ring i dag", page="d", draft_id=first.pk, version=1)
    assert len(texts(kari)) == 2, "the same words are not another version"


class EverythingTyped(TestCase):
    """Two pages of one form save in any order, as often as they like: the last words of both are there."""

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), min_size=1, max_size=12))
    def test_the_last_words_of_every_page_are_kept(self, steps: list[tuple[str, bool]]) -> None:
        actor = an_actor(an_organisation(), "driver")
        known: dict[str, Draft] = {}
        last: dict[str, str] = {}
        for number, (page, has_seen) in enumerate(steps, 1):
            start = known.get(page) or (Draft.objects.visible_to(actor).order_by("-pk").first() if has_seen else None)
            last[page] = f"{page} {number}"
            if page not in known and start:
                last.pop(start.page, None)  # a page that goes on with another's words has them before it
            known[page] = a_draft(
                actor,
                f"{page} {number}",
                page=page,
                sequence=number,
                draft_id=start.pk if start else None,
                version=start.version if start else 0,
            )
        assert set(last.values()) <= set(texts(actor))


def test_who_may_keep_a_draft(kari: Actor) -> None:
    assert rules.may_keep_draft(kari, "needs.description:12")
    for key in ("", "x y", "../x", "A", "x" * 81, "<script>"):
        assert not rules.may_keep_draft(kari, key), key
    assert not rules.may_keep_draft(VISITOR, "x")
    assert not rules.may_keep_draft(Actor(1, None, "Ingen"), "x")


def test_a_draft_is_ones_own(kari: Actor) -> None:
    a_draft(kari, "Ring")
    other = an_actor(an_organisation(), "admin")
    assert not Draft.objects.visible_to(other).exists()
    assert actions.drop_drafts(actor=other, key="desk.task:new") == 0
    assert actions.drop_drafts(actor=kari, key="desk.task:new") == 1


def test_what_is_too_much_is_refused(kari: Actor) -> None:
    with pytest.raises(Refused, match="too long"):
        a_draft(kari, "x" * 200_001)
    Draft.objects.bulk_create(
        Draft(
            user_id=kari.user_id,
            organisation_id=kari.organisation_id,
            key=f"x:{number}",
            page="a",
            saved_at=timezone.now(),
        )
        for number in range(200)
    )
    with pytest.raises(Refused, match="a great many drafts"):
        a_draft(kari, "Ring")


def test_handing_in_forgets_the_draft(kari: Actor) -> None:
    a_draft(kari, "Ring")
    task = a_task(kari)
    a_draft(kari, "Ring", key=f"desk.task:{task.pk}")
    actions.change_task(actor=kari, task=task, version=1, title="Ring", to_user=kari.user_id, now=timezone.now())
    assert not Draft.objects.exists()


def test_a_form_begins_with_its_draft(kari: Actor) -> None:
    lead = an_actor(an_organisation(), "lead")
    draft = Draft(fields={"title": ["Ring"], "receiver": ["role"], "role": ["driver"], "unknown": ["x"]})
    form = TaskForm(actor=lead)
    assert initial_of(form, draft) == {"title": "Ring", "receiver": "role", "role": "driver"}
    assert initial_of(form, None) == {}


def test_who_else_writes_in_a_shared_thing_is_told_but_not_what(kari: Actor) -> None:
    place = kari.organisation_id
    from nybrott.people.models import Organisation

    ola = an_actor(Organisation.objects.get(pk=place), "driver")
    for page in ("a", "b"):
        a_draft(ola, "Hemmelig", key="needs.description:12", page=page)
    state = writing(kari, "needs.description:12", label="x", url="/x/", now=timezone.now(), shared=True)
    assert [name for name, _at in state.also] == [ola.name]
    assert state.draft is None
    assert writing(kari, "needs.description:12", label="x", url="/x/", now=timezone.now()).also == ()
    stranger = an_actor(an_organisation(), "driver")
    assert writing(stranger, "needs.description:12", label="x", url="/x/", now=timezone.now(), shared=True).also == ()


# --- pages ---


@pytest.fixture
def signed_in(client: Client) -> Actor:
    place = an_organisation()
    user = a_member(place, "driver")
    client.force_login(user)
    return actor_of(user, place)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title": "Ring",
        "_draft_page": "p",
        "_draft_sequence": "1",
        "_draft_url": "/tasks/new/",
        "_draft_label": "En ny oppgave",
    } | more


def test_a_script_saves_and_is_told_when(client: Client, signed_in: Actor) -> None:
    answer = client.post("/drafts/desk.task:new/", typed(), HTTP_ACCEPT="application/json", HTTP_ACCEPT_LANGUAGE="en")
    said = answer.json()
    assert (said["version"], said["several"]) == (1, False)
    assert said["saved"].startswith("Draft saved at ")
    draft = Draft.objects.get()
    assert draft.fields == {"title": ["Ring"]}
    page = client.get("/tasks/new/").content.decode()
    assert 'value="Ring"' in page
    too_much = client.post(
        "/drafts/desk.task:new/", typed(title="x" * 250_000, _draft_sequence="2"), HTTP_ACCEPT="application/json"
    )
    assert (too_much.status_code, bool(too_much.json()["reason"])) == (409, True)


def test_the_button_saves_without_a_script(client: Client, signed_in: Actor) -> None:
    answer = client.post("/drafts/desk.task:new/", typed(), HTTP_ACCEPT="text/html,*/*")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tasks/new/")
    assert "En ny oppgave" in client.get("/drafts/").content.decode()
    assert client.get("/drafts/desk.task:new/").headers["Location"] == "/tasks/new/"
    answer = client.post("/drafts/desk.task:new/forget/", typed())
    assert answer.headers["Location"] == "/tasks/new/"
    assert not Draft.objects.exists()
    assert client.get("/drafts/desk.task:new/").status_code == 404


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""])
def test_a_draft_leads_nowhere_else(client: Client, signed_in: Actor, url: str) -> None:
    answer = client.post("/drafts/desk.task:new/", typed(_draft_url=url), HTTP_ACCEPT="text/html")
    assert answer.headers["Location"] == "/drafts/"
    assert Draft.objects.get().url == "/drafts/"


def test_numbers_that_are_none_are_taken_for_nothing(client: Client, signed_in: Actor) -> None:
    odd = typed(_draft_version="-1", _draft_id="x" * 40, _draft_sequence="9" * 40)
    assert client.post("/drafts/desk.task:new/", odd, HTTP_ACCEPT="application/json").status_code == 200


def test_several_versions_stand_beside_each_other_and_one_is_chosen(client: Client, signed_in: Actor) -> None:
    first = a_draft(signed_in, "Ring", page="a")
    a_draft(signed_in, "Skriv", page="b")
    page = client.get("/drafts/desk.task:new/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    for words in ("More than one version", "Ring", "Skriv", "differs", "What to do"):
        assert words in page, words
    assert "There is another version" in client.get("/tasks/new/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    client.post(f"/drafts/{first.pk}/choose/")
    assert texts(signed_in) == ["Ring"]


def test_a_page_may_ask_for_a_token_that_holds(client: Client, signed_in: Actor) -> None:
    token = client.get("/drafts/token/").json()["token"]
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    assert careful.post("/drafts/desk.task:new/", typed(), HTTP_ACCEPT="application/json").status_code == 403
    said = careful.post("/drafts/desk.task:new/", typed(csrfmiddlewaretoken=token), HTTP_ACCEPT="application/json")
    assert said.status_code == 200
    assert Client().get("/drafts/token/").status_code == 302
