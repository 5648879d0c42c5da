"""Nothing typed in the long forms is lost: drafts come back whole, and who hands in second sees both versions."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.desk.models import Draft
from nybrott.hearings.models import Evidence
from nybrott.hearings.tests.factories import some_evidence
from nybrott.needs import actions
from nybrott.needs.actions.descriptions import Written
from nybrott.needs.models import NeedDescription, ProblemStatement
from nybrott.needs.tests.factories import a_description, a_statement
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def user(place: Organisation) -> User:
    return a_member(place, "lead")


@pytest.fixture
def lead(user: User, place: Organisation) -> Actor:
    return actor_of(user, place)


@pytest.fixture
def client(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def challenge(place: Organisation) -> Challenge:
    return an_anchored_challenge(place)


@pytest.fixture
def draft(challenge: Challenge, lead: Actor) -> NeedDescription:
    return a_description(challenge, lead)


def keep(client: Client, key: str, url: str, fields: dict[str, str]) -> None:
    """What the page's script sends some seconds after the last key."""
    body = fields | {"_draft_page": "a-page", "_draft_sequence": "1", "_draft_url": url, "_draft_label": "x"}
    answer = client.post(
        f"/drafts/{key}/", urlencode(body), content_type="application/x-www-form-urlencoded", HTTP_ACCEPT="application/json"
    )  # fmt: skip
    assert answer.status_code == 200, answer.content


def written(one: NeedDescription, **more: str) -> dict[str, str]:
    """A whole description as its page sends it."""
    points = list(one.checklist.order_by("pk").values_list("point", flat=True))
    fields = {
        "title": "Trygge netter", "purpose": "", "background": "", "statement": "", "criteria": "", "unknown": "", "tried": "", "other_ways": "",
        "language": "nb", "seen": one.changed_at.isoformat(), "goals-TOTAL_FORMS": "2", "goals-INITIAL_FORMS": "0", "goals-0-text": "",
        "goals-1-text": "", "points-TOTAL_FORMS": str(len(points)), "points-INITIAL_FORMS": str(len(points)),
    }  # fmt: skip
    for number, point in enumerate(points):
        fields |= {f"points-{number}-point": point, f"points-{number}-met": "", f"points-{number}-note": ""}
    return fields | more


def test_a_description_half_written_is_there_again_with_its_goals_and_points(
    client: Client, draft: NeedDescription
) -> None:
    url = f"/challenges/description/{draft.pk}/write/"
    typed = written(draft, purpose="Halvveis i en setning", criteria="Ingen ligger alene", **{
        "goals-1-text": "Færre fall", "goals-1-baseline": "12,5", "points-3-met": "yes", "points-3-note": "Loggen",
    })  # fmt: skip
    keep(client, f"needs.description:{draft.pk}", url, typed)
    page = client.get(url).content.decode()
    for words in ("Halvveis i en setning", "Ingen ligger alene", "Færre fall", "12,5", "Loggen", "Utkastet ble lagret"):
        assert words in page, words
    draft.refresh_from_db()
    assert draft.purpose != "Halvveis i en setning"
    answer = client.post(url, typed)
    assert answer.status_code == 302
    assert not Draft.objects.exists()
    assert [goal.text for goal in draft.goals.all()] == ["Færre fall"]
    assert "Utkastet ble lagret" not in client.get(url).content.decode()


def test_a_wording_and_evidence_half_written_are_there_again(client: Client, challenge: Challenge, lead: Actor) -> None:
    statement, piece = a_statement(challenge, lead), some_evidence(challenge, lead)
    forms = {
        f"needs.problem:{challenge.pk}": (f"/challenges/{challenge.pk}/problem/word/", "problem"),
        f"needs.statement:{statement.pk}": (f"/challenges/problem/{statement.pk}/words/", "question"),
        f"hearings.evidence:new-{challenge.pk}": (f"/challenges/{challenge.pk}/evidence/record/", "text"),
        f"hearings.evidence:{piece.pk}": (f"/challenges/evidence/{piece.pk}/", "text"),
    }
    for key, (url, field) in forms.items():
        keep(client, key, url, {field: f"Skrevet i {key}"})
        page = client.get(url)
        assert f"Skrevet i {key}" in page.content.decode(), key
        assert "no-store" in page.headers["Cache-Control"], key  # the back button asks anew
    assert Draft.objects.count() == 4


def test_what_is_handed_in_is_no_draft_any_more(client: Client, challenge: Challenge) -> None:
    url = f"/challenges/{challenge.pk}/problem/word/"
    typed = {
        "problem": "Eldre faller på vei til badet.",
        "question": "Hvordan kan vi gjøre natten trygg?",
        "language": "nb",
    }
    keep(client, f"needs.problem:{challenge.pk}", url, typed)
    client.post(url, typed | {"check": "yes"})  # only the words are checked
    assert (Draft.objects.count(), ProblemStatement.objects.count()) == (1, 0)
    client.post(url, typed)
    assert (Draft.objects.count(), ProblemStatement.objects.count()) == (0, 1)
    url = f"/challenges/{challenge.pk}/evidence/record/"
    typed = {
        "kind": "interview",
        "title": "Samtale",
        "text": "Mørkt",
        "legal_basis": "public task",
        "keep_until": f"{timezone.now().year + 1}-05-01",
    }
    keep(client, f"hearings.evidence:new-{challenge.pk}", url, typed)
    assert client.post(url, typed).status_code == 302
    assert (Draft.objects.count(), Evidence.objects.count()) == (0, 1)


def test_the_second_of_two_windows_sees_both_and_loses_nothing(
    client: Client, draft: NeedDescription, lead: Actor
) -> None:
    url = f"/challenges/description/{draft.pk}/write/"
    first, second = (
        written(draft, purpose="Det første vinduet"),
        written(draft, purpose="Det andre vinduet", tried="Nattlys"),
    )
    assert client.post(url, first).status_code == 302
    answer = client.post(url, second)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Det første vinduet", "Det andre vinduet", "Nattlys", "Noen har endret dette mens du skrev"):
        assert words in page, words
    draft.refresh_from_db()
    assert draft.purpose == "Det første vinduet"
    both = written(draft, purpose="Begge vinduene", tried="Nattlys")
    assert both["seen"] in page
    assert client.post(url, both).status_code == 302
    draft.refresh_from_db()
    assert (draft.purpose, draft.tried) == ("Begge vinduene", "Nattlys")


def test_an_action_without_a_page_overtakes_nobody(draft: NeedDescription, lead: Actor) -> None:
    now = timezone.now()
    said = Written({"purpose": "Ja"})
    actions.write_description(actor=lead, description=draft, written=said, now=now, seen=draft.changed_at)
    with pytest.raises(actions.OvertakenDescription):
        actions.write_description(actor=lead, description=draft, written=said, now=now, seen=draft.changed_at)
    actions.write_description(actor=lead, description=draft, written=said, now=now)


def test_a_colleagues_draft_is_their_own(client: Client, place: Organisation, draft: NeedDescription) -> None:
    url = f"/challenges/description/{draft.pk}/write/"
    keep(client, f"needs.description:{draft.pk}", url, written(draft, purpose="Bare mitt"))
    other = Client()
    other.force_login(a_member(place, "lead"))
    page = other.get(url).content.decode()
    assert "Bare mitt" not in page
    assert "har også skrevet her" in page


@pytest.mark.parametrize("total", ["99999", "-1", "x", "", "²"])
def test_a_draft_that_lies_about_its_rows_is_only_a_draft(client: Client, draft: NeedDescription, total: str) -> None:
    url = f"/challenges/description/{draft.pk}/write/"
    keep(client, f"needs.description:{draft.pk}", url, {"goals-TOTAL_FORMS": total, "purpose": "Ja", "seen": "aldri"})
    assert client.get(url).status_code == 200
    assert client.post(url, written(draft, seen="aldri")).status_code == 302
