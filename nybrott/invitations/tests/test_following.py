"""Dialogues are followed by feed and by letter: confirmed once, stopped by one click, each dialogue told of once."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import system
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_dialogue, an_open_dialogue
from nybrott.invitations import actions, queries
from nybrott.invitations.letters import stop_token
from nybrott.invitations.models import Follower
from nybrott.invitations.tests.factories import a_brief, a_follower
from nybrott.journal.models import Letter
from nybrott.people.tests.factories import an_organisation

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_asking_confirming_and_stopping_without_an_account() -> None:
    guest = Client()
    said = {
        "email": "Ola@Firma.example",
        "cpv": "33, 35121000-8",
        "words": "Velferdsteknologi, skole",
        "language": "nn",
    }
    assert "Ola@Firma.example" in guest.post("/dialogues/follow/", said).content.decode()
    letter = Letter.objects.get(kind="invitations.confirm")
    assert (letter.to_address, letter.language) == ("ola@firma.example", "nn")
    link = letter.secrets["link"].replace("http://localhost:8000", "")
    assert guest.get(link).status_code == 200
    one = Follower.objects.get()
    assert one.confirmed_at is None
    assert guest.post(link).status_code == 200
    one.refresh_from_db()
    assert (one.cpv, one.words) == (["33", "35121000"], ["Velferdsteknologi", "skole"])
    assert guest.get(link).status_code == 404
    assert guest.post(link).status_code == 404
    stop = f"/dialogues/follow/stop/{stop_token(one)}/"
    assert guest.get(stop).status_code == 200
    assert Follower.objects.exists()
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert mail_program.post(stop).status_code == 200
    assert guest.get("/dialogues/follow/stop/forged:x:y/").status_code == 404
    assert guest.get("/dialogues/follow/forged/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no"}, {"cpv": "3"}, {"cpv": "abc"}, {"cpv": "123456789"}, {"cpv": ",".join(str(n) for n in range(10, 30))}, {"words": "ab"},
        {"words": "x" * 61}, {"language": "de"},
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_said_in_the_form(wrong: dict[str, str]) -> None:
    said = {"email": "a@b.example", "cpv": "", "words": "", "language": "nb"} | wrong
    assert Client().post("/dialogues/follow/", said).status_code == 422
    assert not Follower.objects.exists()


def test_a_program_that_fills_in_everything_writes_to_nobody_and_a_mailbox_is_not_filled() -> None:
    said = {"email": "a@b.example", "language": "nb"}
    assert Client().post("/dialogues/follow/", said | {"website": "x"}).status_code == 200
    assert not Letter.objects.exists()
    answers = [Client().post("/dialogues/follow/", said).status_code for _time in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_what_is_asked_for_later_replaces_what_was_before() -> None:
    a_follower(cpv=["33"])
    later = a_follower(cpv=["45"], confirmed=False)
    assert [one.cpv for one in Follower.objects.filter(confirmed_at__isnull=False)] == [["33"]]
    assert actions.confirm_follower(follower=later, now=timezone.now())
    assert actions.confirm_follower(follower=later, now=timezone.now()) is None
    assert [one.cpv for one in Follower.objects.all()] == [["45"]]


def test_an_address_nobody_confirmed_is_forgotten() -> None:
    a_follower("a@b.example", confirmed=False)
    a_follower("c@d.example")
    system_ = system("Nybrott")
    assert actions.forget_unconfirmed(actor=system_, now=timezone.now()) == 0
    assert actions.forget_unconfirmed(actor=system_, now=timezone.now() + timedelta(days=8)) == 1
    assert [one.email for one in Follower.objects.all()] == ["c@d.example"]


@pytest.mark.parametrize(
    ("cpv", "words", "found"),
    [
        ([], [], True), (["33"], [], True), (["33196000"], [], True), (["33196100"], [], False), (["45"], [], False), (["30"], [], False),
        ([], ["natt"], True), ([], ["NATT"], True), ([], ["skole"], False), (["45"], ["badet"], True),
    ],
)  # fmt: skip
def test_who_wants_to_hear(cpv: list[str], words: list[str], *, found: bool) -> None:
    dialogue = Dialogue(title="Tryggere natt hjemme", why="På vei til badet.", cpv=["33196000"])
    assert queries.wants(Follower(cpv=cpv, words=words), dialogue) is found


def test_those_who_follow_are_told_once() -> None:
    place = an_organisation()
    a_dialogue(place)
    open_one = an_open_dialogue(place, cpv=("33196000",), title="Natt {stop}")
    for number, language in enumerate(("nb", "nn", "en")):
        a_follower(f"{number}@firma.example", language=language)
    a_follower("other@firma.example", cpv=["45"])
    a_follower("unsure@firma.example", confirmed=False)
    assert list(queries.to_spread(timezone.now())) == [open_one]
    actor = system("Nybrott", place.pk)
    assert actions.spread_dialogue(actor=actor, dialogue=open_one, now=timezone.now()) == 3
    assert actions.spread_dialogue(actor=actor, dialogue=open_one, now=timezone.now()) == 0
    assert list(queries.to_spread(timezone.now())) == []
    letters = Letter.objects.filter(kind="invitations.new").order_by("to_address")
    assert [one.language for one in letters] == ["nb", "nn", "en"]
    assert all(one.body.count("{stop}") == 1 and f"/dialogues/{open_one.slug}/" in one.body for one in letters)
    assert len({one.secrets["stop"] for one in letters}) == 3


def test_feeds_are_read_again() -> None:
    place = an_organisation()
    first = an_open_dialogue(place, cpv=("33196000",), title="Natt <script> & \x0bdag")
    an_open_dialogue(place, cpv=("45000000",), title="Bygg")
    a_dialogue(place, title="Utkast")

    def titles(address: str) -> list[str]:
        answer = Client().get(address)
        assert answer["Content-Type"].startswith("application/atom+xml")
        root = ET.fromstring(answer.content)
        return [one.findtext(f"{ATOM}title") or "" for one in root.iter(f"{ATOM}entry")]

    assert titles("/dialogues/feed.atom") == ["Bygg", "Natt <script> & dag"]
    assert titles("/dialogues/feed.atom?cpv=33") == ["Natt <script> & dag"]
    assert titles("/dialogues/feed.atom?cpv=34") == []
    assert len(titles("/dialogues/feed.atom?cpv=%27;--")) == 2
    a_brief(first)
    assert len(titles(f"/dialogues/{first.slug}/feed.atom")) == 2
    assert Client().get("/dialogues/nothing/feed.atom").status_code == 404


def test_the_list_leads_to_letters_and_feeds_and_has_pages() -> None:
    place = an_organisation()
    empty = Client().get("/dialogues/").content.decode()
    assert "/dialogues/follow/" in empty
    assert "/dialogues/feed.atom" in empty
    for number in range(21):
        an_open_dialogue(place, title=f"Dialog {number}")
    page = Client().get("/dialogues/").content.decode()
    assert "Dialog 20<" in page
    assert "Dialog 0<" not in page
    assert "?page=2" in page
    assert "Dialog 0<" in Client().get("/dialogues/?page=2").content.decode()
