"""What people may do with letters: every rule in every state, every action with its entry."""

from collections.abc import Callable

import pytest

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.journal import actions, rules
from nybrott.journal.letters.envelopes import envelope
from nybrott.journal.models import Entry, Letter, LetterChoice, LetterState, ReadFirst
from nybrott.journal.queries import LetterPage
from nybrott.journal.states import LETTER, LetterKind
from nybrott.journal.tests.factories import KARI, NOW, a_letter
from nybrott.journal.views.showing import letter_shown, letters_table

pytestmark = pytest.mark.django_db
READER = Actor(8, 3, "Les", permissions=frozenset({"letters.read"}))
STRANGER = Actor(8, 4, "Fremmed", permissions=KARI.permissions)
HOST = Actor(1, None, "Drift", permissions=frozenset({"host.manage"}))
RULES = {
    "hold": rules.may_hold,
    "release": rules.may_release,
    "change": rules.may_change,
    "withdraw": rules.may_withdraw,
    "try_again": rules.may_try_again,
    "mark_as_sent": rules.may_mark_as_sent,
}


@pytest.mark.parametrize("state", LetterState.values)
@pytest.mark.parametrize("verb", RULES)
def test_who_may_do_what_in_which_state(verb: str, state: str) -> None:
    letter = a_letter()
    letter.state, letter.stranded_at = state, NOW if state == "sending" else None
    open_step = state in LETTER.steps[verb][0]
    assert bool(RULES[verb](KARI, letter)) is open_step
    assert bool(RULES[verb](system("x"), letter)) is open_step
    for actor in (READER, STRANGER, HOST):
        assert not RULES[verb](actor, letter)
        assert RULES[verb](actor, letter).reason


@pytest.mark.parametrize("verb", ["try_again", "mark_as_sent"])
def test_a_letter_truly_on_its_way_is_left_alone(verb: str) -> None:
    letter = a_letter()
    letter.state = "sending"
    assert not RULES[verb](KARI, letter)


def test_the_hosts_own_letters_are_the_hosts() -> None:
    letter = a_letter(Actor(1, None, "Drift"))
    assert rules.may_hold(HOST, letter)
    assert not rules.may_hold(KARI, letter)
    assert list(Letter.objects.visible_to(HOST)) == [letter]
    assert not Letter.objects.visible_to(KARI).exists()


def do(action: Callable[..., Letter], letter: Letter, **more: object) -> Letter:
    return action(actor=KARI, letter=letter, now=NOW, **more)


def verbs() -> list[str]:
    return [
        entry.verb.removeprefix("journal.")
        for entry in Entry.objects.filter(thing_kind="journal.letter").order_by("id")
    ]


def test_held_changed_released() -> None:
    letter = do(actions.hold_letter, a_letter(body="Hei {link}", secrets={"link": "x"}))
    with pytest.raises(Refused, match="link"):
        do(actions.change_letter, letter, subject="x", body="uten")
    letter = do(actions.change_letter, letter, subject="Nytt\r\nemne", body="Hallo\r\n{link}")
    assert (letter.subject, letter.body, letter.state) == ("Nytt emne", "Hallo\n{link}", "held")
    assert do(actions.release_letter, letter).state == "waiting"
    assert verbs() == ["held", "changed", "released"]
    changed = Entry.objects.get(verb="journal.changed")
    assert changed.private is not None
    assert changed.private["facts"] == {"subject_before": "Nytt om behovet", "body_before": "Hei {link}"}


def test_withdrawn_and_its_secret_forgotten() -> None:
    letter = do(actions.withdraw_letter, a_letter(body="{link}", secrets={"link": "x"}))
    assert (letter.state, letter.secrets) == ("withdrawn", {})
    with pytest.raises(Refused):
        do(actions.withdraw_letter, letter)
    assert verbs() == ["withdrew"]


def test_failed_and_tried_again() -> None:
    letter = a_letter()
    Letter.objects.filter(pk=letter.pk).update(state="failed", attempts=6, trouble="550 no")
    letter = do(actions.try_letter_again, letter)
    assert (letter.state, letter.attempts, letter.send_after) == ("waiting", 0, None)
    assert verbs() == ["tried_again"]


def test_unknown_and_said_to_have_gone() -> None:
    letter = a_letter()
    Letter.objects.filter(pk=letter.pk).update(state="sending", stranded_at=NOW)
    letter = do(actions.mark_letter_as_sent, letter)
    assert (letter.state, letter.sent_at, letter.stranded_at) == ("sent", NOW, None)
    assert verbs() == ["marked_as_sent"]


def test_what_is_read_first_is_chosen_and_taken_back() -> None:
    kind = "challenges.anchoring_question"
    for wanted in (True, True, False, False):
        actions.choose_read_first(actor=KARI, kind=kind, wanted=wanted, now=NOW)
    assert not ReadFirst.objects.exists()
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "journal.read_first", "journal.not_read_first",
    ]  # fmt: skip
    for actor, asked in ((READER, kind), (KARI, "no.such"), (HOST, kind)):
        with pytest.raises(Refused):
            actions.choose_read_first(actor=actor, kind=asked, wanted=True, now=NOW)


def test_how_often_is_chosen_and_only_for_what_can_be() -> None:
    said = {
        "challenges.anchoring_question": "daily",
        "challenges.team_invitation": "once",
        "people.invitation": "never",
        "x.y": "never",
    }
    actions.choose_paces(actor=KARI, chosen=said, now=NOW)
    actions.choose_paces(actor=KARI, chosen=said, now=NOW)
    assert list(LetterChoice.objects.values_list("user_id", "kind", "pace")) == [
        (7, "challenges.anchoring_question", "daily")
    ]
    assert Entry.objects.filter(verb="journal.chose_pace").count() == 1
    with pytest.raises(Refused):
        actions.choose_paces(actor=Actor(None, None, ""), chosen=said, now=NOW)


@pytest.fixture
def a_veiled_kind(monkeypatch: pytest.MonkeyPatch) -> str:
    known = {"needs.told": LetterKind("Hemmelig", at_once=True, veiled=True)}  # type: ignore[arg-type]
    monkeypatch.setattr("nybrott.journal.queries.letter_kinds", lambda: known)
    return "needs.told"


def test_a_veiled_receiver_is_not_shown_even_by_what_the_mail_server_said(a_veiled_kind: str) -> None:
    letter = a_letter(kind=a_veiled_kind)
    letter.state, letter.trouble = "failed", "550 <ola@example.org> unknown"
    shown = str(letter_shown(letter, KARI))
    assert "example.org" not in shown
    assert "ola" not in shown
    page = LetterPage([letter], 1, 1, 1)
    assert "example.org" not in str(letters_table(page, {}, receiver=True).rows)


def test_a_room_lays_letters_out_held_and_releases_its_own() -> None:
    one, other = a_letter(held=True), a_letter(held=True)
    assert (one.state, other.state) == ("held", "held")
    gone = actions.release_own_letters(actor=Actor(9, 3, "Ola"), letters=[one.pk], now=NOW)
    assert gone == 1
    assert set(Letter.objects.values_list("pk", "state")) == {(one.pk, "waiting"), (other.pk, "held")}
    assert verbs() == ["released"]
    assert actions.release_own_letters(actor=Actor(9, 3, "Ola"), letters=[one.pk], now=NOW) == 0


def test_what_the_organisation_reads_first_is_released_by_who_manages_letters_only() -> None:
    letter = a_letter(held=True)
    ReadFirst.objects.create(organisation_id=3, kind=letter.kind)
    assert actions.release_own_letters(actor=Actor(9, 3, "Ola"), letters=[letter.pk], now=NOW) == 0
    assert actions.release_own_letters(actor=KARI, letters=[letter.pk], now=NOW) == 1


def test_a_receiver_is_forgotten_and_what_waits_never_goes() -> None:
    waiting, sent, other = a_letter(secrets={"link": "x"}, body="{link}"), a_letter(), a_letter()
    Letter.objects.filter(pk=sent.pk).update(state="sent")
    assert actions.forget_receivers(letters=[waiting.pk, sent.pk], now=NOW) == 2
    found = {one.pk: (one.state, one.to_address, one.secrets) for one in Letter.objects.all()}
    assert found[waiting.pk] == ("withdrawn", "", {})
    assert found[sent.pk] == ("sent", "", {})
    assert found[other.pk][1] == "ola@example.org"
    assert not rules.may_try_again(KARI, Letter.objects.get(pk=waiting.pk))


def test_a_letter_that_can_be_stopped_says_so_in_its_head() -> None:
    letter = a_letter(body="Stopp: {stop}", secrets={"stop": f"https://nybrott.example/heard/{'x' * 90}/stop/"})
    message = envelope(letter, now=NOW).message
    # in one piece, not folded and not encoded, however long
    assert f"List-Unsubscribe: <https://nybrott.example/heard/{'x' * 90}/stop/>\r\n".encode() in message.as_bytes()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/stop/" in message.get_content()
    assert envelope(a_letter(), now=NOW).message["List-Unsubscribe"] is None
