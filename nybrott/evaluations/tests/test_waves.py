"""A wave from its plan to its tables: who is asked, answered once, reminded once, closed while somebody writes."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.evaluations import actions, queries, rules
from nybrott.evaluations.actions import AnsweredAlready
from nybrott.evaluations.models import Answer, Recipient, Wave, seal
from nybrott.evaluations.queries import Person
from nybrott.evaluations.states import WAVE
from nybrott.evaluations.tests.factories import (
    a_plan,
    a_series,
    a_wave,
    an_instrument,
    an_open_wave,
    answered,
    everybody_answers,
)
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.privacy.actions.keeping import delete_old

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
def evaluator(place: Organisation) -> Actor:
    return an_actor(place, "evaluator")


def current(one: Any) -> Any:
    return type(one).objects.get(pk=one.pk)


def test_opening_writes_to_everybody_with_a_link_of_their_own(place: Organisation, evaluator: Actor) -> None:
    wave = an_open_wave(evaluator, place, 6)
    letters = Letter.objects.filter(kind="evaluations.invitation", organisation_id=place.pk)
    links = {letter.secrets["link"] for letter in letters}
    assert len(letters) == len(links) == 6
    for one in wave.recipients.all():
        assert any(one.key in link for link in links)
        assert one.key not in one.key_hash
        found = queries.recipient_behind(one.key)
        assert found is not None
        assert found.pk == one.pk
    assert all("{link}" in letter.body and letter.secrets["link"] not in letter.body for letter in letters)


@pytest.mark.parametrize(("people", "tables", "reason"), [(4, True, "at least five"), (5, False, "at least one table")])
def test_it_opens_only_when_something_could_be_told(
    place: Organisation, evaluator: Actor, people: int, tables: bool, reason: str
) -> None:
    wave = a_wave(evaluator, place, people)
    if not tables:
        Wave.objects.filter(pk=wave.pk).update(tables=[])
    with pytest.raises(Refused, match=reason):
        actions.open_wave(actor=evaluator, wave=wave, now=timezone.now())


def test_it_opens_by_itself_on_its_day_and_closes_after_its_last(place: Organisation, evaluator: Actor) -> None:
    today = timezone.localdate()
    wave = a_wave(evaluator, place, 5, opens_on=today + timedelta(days=2), closes_on=today + timedelta(days=5))
    assert actions.open_wave(actor=evaluator, wave=wave, now=timezone.now()).state == "planned"
    assert actions.open_due(now=timezone.now() + timedelta(days=1)) == 0
    assert actions.open_due(now=timezone.now() + timedelta(days=2)) == 1
    assert actions.open_due(now=timezone.now() + timedelta(days=2)) == 0
    assert current(wave).state == "open"
    assert actions.close_overdue(now=timezone.now() + timedelta(days=5)) == 0
    assert actions.close_overdue(now=timezone.now() + timedelta(days=6)) == 1
    assert current(wave).state == "closed"


def test_reminders_go_once_each_to_those_who_have_not_answered(place: Organisation, evaluator: Actor) -> None:
    today = timezone.localdate()
    wave = an_open_wave(evaluator, place, 5, reminders=[today + timedelta(days=3)])
    answered(wave.recipients.order_by("pk")[0], {"size": "few"})
    third = timezone.now() + timedelta(days=3)
    assert actions.remind_due(now=timezone.now()) == 0
    assert actions.remind_due(now=third) == 1
    assert actions.remind_due(now=third) == 0
    reminded = set(Letter.objects.filter(kind="evaluations.reminder").values_list("to_address", flat=True))
    waiting = set(wave.recipients.filter(answered=False).values_list("address", flat=True))
    assert len(waiting) == 4
    assert reminded == waiting


def test_an_address_is_asked_once(place: Organisation, evaluator: Actor) -> None:
    wave = a_wave(evaluator, place)
    twice = [Person("Kari@example.org "), Person("kari@example.org"), Person("ola@example.org")]
    assert actions.add_people(actor=evaluator, wave=wave, people=twice, now=timezone.now()) == 2
    assert actions.add_people(actor=evaluator, wave=wave, people=twice, now=timezone.now()) == 0
    many = [Person(f"x{number}@example.org") for number in range(1999)]
    with pytest.raises(Refused, match="more than 2000"):
        actions.add_people(actor=evaluator, wave=wave, people=many, now=timezone.now())


def test_a_link_answers_once_and_not_after_closing(place: Organisation, evaluator: Actor) -> None:
    wave = an_open_wave(evaluator, place, 5)
    first, second, *_rest = wave.recipients.order_by("pk")
    answered(first, {"size": "few", "use": 4})
    with pytest.raises(AnsweredAlready):
        answered(first, {"size": "many"})
    with pytest.raises(Refused, match="Nothing is answered"):
        answered(second, {"unknown": 1})
    actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
    with pytest.raises(Refused, match="closed"):
        answered(second, {"size": "few"})
    assert Answer.objects.filter(wave=wave).count() == 1


def test_what_was_saved_when_it_closes_counts(place: Organisation, evaluator: Actor) -> None:
    wave = an_open_wave(evaluator, place, 6)
    everybody_answers(wave, [{"size": "few", "use": 4}] * 4)
    writing, thrown = wave.recipients.filter(answered=False).order_by("pk")
    today = timezone.localdate()
    for one in (writing, thrown):
        kept = actions.save_page(recipient=one, said={"size": "few", "use": 2}, today=today)
        assert kept == {"size": "few", "use": 2}
    assert actions.save_page(recipient=writing, said={"use": None, "times": 7}, today=today) == {
        "size": "few",
        "times": 7,
    }
    actions.empty_draft(recipient=thrown, today=today)
    closed = actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
    assert (closed.people, closed.answered, closed.part) == (6, 5, 1)
    assert current(writing).answered
    assert not current(thrown).answered
    assert not Recipient.objects.filter(wave=wave, draft__isnull=False).exists()
    assert sorted(one.content.get("times", 0) for one in wave.answers.all()) == [0, 0, 0, 0, 7]


@pytest.mark.parametrize("few", [0, 4])
def test_of_nobody_or_four_nothing_is_told(place: Organisation, evaluator: Actor, few: int) -> None:
    wave = an_open_wave(evaluator, place, 6)
    everybody_answers(wave, [{"size": "few", "why": "fordi", "use": 1}] * few)
    closed = actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
    assert closed.answered == few
    assert not wave.results.exists()


def test_called_off_deletes_the_answers(place: Organisation, evaluator: Actor) -> None:
    wave = an_open_wave(evaluator, place, 6)
    everybody_answers(wave, [{"size": "few"}] * 5)
    actions.call_off_wave(actor=evaluator, wave=wave, now=timezone.now())
    assert not wave.answers.exists()
    with pytest.raises(Refused, match="called off"):
        answered(wave.recipients.filter(answered=False).get(), {"size": "few"})


def test_once_it_is_open_neither_plan_nor_tables_change(place: Organisation, evaluator: Actor) -> None:
    wave = an_open_wave(evaluator, place, 5)
    now = timezone.now()
    for act in (
        lambda: actions.plan_wave(actor=evaluator, wave=wave, plan=a_plan(), now=now),
        lambda: actions.declare_tables(
            actor=evaluator, wave=wave, tables=[{"key": "use", "show": "mean", "by": False}], group="", now=now
        ),
        lambda: actions.remove_person(actor=evaluator, recipient=wave.recipients.first(), now=now),
    ):
        with pytest.raises(Refused, match="cannot be done"):
            act()


@pytest.mark.parametrize(
    ("tables", "group", "reason"),
    [
        ([], "", "at least one"),
        ([{"key": "use", "show": "mean", "by": False}, {"key": "use", "show": "counts", "by": False}], "", "one way"),
        ([{"key": "size", "show": "mean", "by": False}], "", "fits its kind"),
        ([{"key": "nothing", "show": "counts", "by": False}], "", "one way"),
        ([{"key": "use", "show": "mean", "by": True}], "", "grouped by first"),
        ([{"key": "why", "show": "words", "by": True}], "size", "only after certain answers"),
        ([{"key": "use", "show": "mean", "by": False}], "use", "one choice"),
        ([{"key": "size", "show": "counts", "by": True}], "size", "grouped by first"),
    ],
)
def test_tables_that_cannot_be_declared(
    place: Organisation, evaluator: Actor, tables: list[dict[str, Any]], group: str, reason: str
) -> None:
    wave = a_wave(evaluator, place)
    with pytest.raises(Refused, match=reason):
        actions.declare_tables(actor=evaluator, wave=wave, tables=tables, group=group, now=timezone.now())


STATES = list(WAVE.states)
RULES = {
    "plan": ("draft",), "take_back": ("planned",), "close": ("open",), "remind": ("open",), "call_off": ("draft", "planned", "open"),
}  # fmt: skip


def test_who_may_take_which_step_when(place: Organisation, evaluator: Actor) -> None:
    wave = a_wave(evaluator, place)
    others = [an_actor(place, role) for role in ("lead", "driver", "leader", "observer")]
    for state in STATES:
        wave.state = state
        for step, froms in RULES.items():
            may = getattr(rules, f"may_{step}")
            assert bool(may(evaluator, wave)) == (state in froms), (step, state)
            for other in others:
                assert "Only evaluators" in may(other, wave).reason
        assert bool(rules.may_ask(evaluator, wave)) == (state in ("draft", "open"))
        assert bool(rules.may_open(evaluator, wave, people=5, today=wave.opens_on)) == (state in ("draft", "planned"))
        assert bool(rules.may_read_results(others[0], wave)) == (state == "closed")
    assert not rules.may_read_results(an_actor(an_organisation(), "evaluator"), wave)


# --- before and after ---

FIRST, SECOND = "fjell sko lampe is", "ku båt tog ål"


def test_before_and_after_are_tied_by_the_words_alone(place: Organisation, evaluator: Actor) -> None:
    series, edition = a_series(evaluator), an_instrument(evaluator, place).latest
    tables = [{"key": "use", "show": "mean", "by": False}]
    codes = [f"{FIRST} {number:04}" for number in range(8)]
    waves = []
    for marks in ([1, 2, 2, 3, 3, 2, 1, 2], [3, 4, 4, 4, 5, 4, 3, 2]):
        wave = a_wave(evaluator, place, 8, edition=edition, series=series)
        actions.declare_tables(actor=evaluator, wave=wave, tables=tables, group="", now=timezone.now())
        actions.open_wave(actor=evaluator, wave=wave, now=timezone.now())
        everybody_answers(wave, [{"size": "few", "use": mark} for mark in marks], [code.upper() for code in codes])
        waves.append(actions.close_wave(actor=evaluator, wave=wave, now=timezone.now()))
    variable = waves[1].edition.read.variables()[1]
    assert sorted(queries.paired(waves[1], waves[0], variable)) == sorted(
        zip([1, 2, 2, 3, 3, 2, 1, 2], [3, 4, 4, 4, 5, 4, 3, 2], strict=True)
    )
    found = {one.found["show"]: one.found for one in waves[1].results.all()}
    assert found["mean"]["mean"] == 3.6
    assert {way: found["change"][way] for way in ("linked", "higher", "same", "lower")} == {
        "linked": 5,
        "higher": 5,
        "same": 0,
        "lower": 0,
    }
    stored = str(list(Answer.objects.values()))
    assert "fjell" not in stored.lower()


def test_words_that_two_used_tie_nothing(place: Organisation, evaluator: Actor) -> None:
    series, edition = a_series(evaluator), an_instrument(evaluator, place).latest
    waves = []
    for codes in ([FIRST, FIRST, SECOND, "", ""], [FIRST, SECOND, "", "", ""]):
        wave = an_open_wave(evaluator, place, 5, edition=edition, series=series)
        everybody_answers(wave, [{"size": "few", "use": 3}] * 5, codes)
        waves.append(actions.close_wave(actor=evaluator, wave=wave, now=timezone.now()))
    assert queries.paired(waves[1], waves[0], waves[1].edition.read.variables()[1]) == [(3, 3)]


def test_the_same_words_are_another_in_another_series_and_with_another_secret(
    place: Organisation, evaluator: Actor, settings: Any
) -> None:
    links = set()
    for secret in ("one secret", "one secret", "another secret"):
        settings.SURVEY_SECRET = secret
        wave = an_open_wave(evaluator, place, 5, series=a_series(evaluator))
        everybody_answers(wave, [{"size": "few"}], [FIRST])
        actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
        links.add(wave.answers.get().link)
    assert len(links) == 3


# --- anonymity ---


def test_nothing_tells_who_answered_what_or_when(place: Organisation, evaluator: Actor) -> None:
    wave = an_open_wave(evaluator, place, 8)
    before = Entry.objects.count()
    everybody_answers(wave, [{"size": "few", "use": 1 + number % 5} for number in range(8)])
    assert Entry.objects.count() == before, "an answer leaves no mark in the journal"
    sealed = [bytes(one.sealed) for one in wave.answers.all()]
    assert len({len(one) for one in sealed}) == 1, "the length of an answer tells nothing"
    assert not any(b'"few"' in one for one in sealed)
    assert not [
        field.name for field in Answer._meta.fields if field.get_internal_type() in ("DateTimeField", "TimeField")
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM evaluations_recipient WHERE wave_id = %s", [wave.pk])
        assert cursor.fetchone() == (1,), "all rows of the list carry the same transaction"
    keys = set(wave.answers.values_list("pk", flat=True))
    actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
    opened = list(wave.answers.all())
    assert not keys & {one.pk for one in opened}, "opened answers have other keys than sealed ones"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM evaluations_answer WHERE wave_id = %s", [wave.pk])
        assert cursor.fetchone() == (1,), "all answers are written in one go"


def test_answers_of_an_open_wave_cannot_be_read_with_another_secret(
    place: Organisation, evaluator: Actor, settings: Any
) -> None:
    wave = an_open_wave(evaluator, place, 6)
    everybody_answers(wave, [{"size": "few"}] * 6)
    settings.SURVEY_SECRET = "not that one"
    assert actions.close_wave(actor=evaluator, wave=wave, now=timezone.now()).answered == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locks", [False, True], ids=["the race", "the race gone"])
def test_closed_while_somebody_sends_in(locks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without locks somebody who had saved is counted when it closes, and comes in once more after the tables are made."""
    place = an_organisation()
    evaluator = an_actor(place, "evaluator")
    wave = an_open_wave(evaluator, place, 6)
    everybody_answers(wave, [{"size": "few"}] * 5)
    late = Recipient.objects.select_related("wave__edition", "wave__series").get(wave=wave, answered=False)
    today = timezone.localdate()
    actions.save_page(recipient=late, said={"size": "many"}, today=today)
    at_the_door, closed = threading.Event(), threading.Event()
    if not locks:
        monkeypatch.setattr("nybrott.evaluations.actions.answers._held", lambda one, today: (one.wave, one))
        late.refresh_from_db(fields=["draft"])
    outcome: list[str] = []

    def sealed(*said: Any) -> bytes:
        """Where a sender without locks stands when the wave is closed."""
        at_the_door.set()
        closed.wait(0.5 if locks else 60)
        return seal(*said)

    monkeypatch.setattr("nybrott.evaluations.actions.answers.seal", sealed)

    def send() -> None:
        try:
            actions.answer_wave(recipient=late, words="", today=today)
            outcome.append("in")
        except (Refused, AnsweredAlready):
            outcome.append("refused")
        finally:
            connection.close()

    sender = threading.Thread(target=send)
    sender.start()
    at_the_door.wait(60)
    made = actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
    closed.set()
    sender.join(90)
    assert made.answered == 6
    assert wave.answers.count() == (6 if locks else 7)
    assert outcome == ["in"]
    if locks:
        with pytest.raises((Refused, AnsweredAlready)):
            actions.answer_wave(recipient=late, words="", today=today)


def test_answers_and_the_list_go_when_their_time_is_up_and_the_tables_stay(
    place: Organisation, evaluator: Actor
) -> None:
    wave = an_open_wave(evaluator, place, 6)
    everybody_answers(wave, [{"size": "few"}] * 6)
    actions.close_wave(actor=evaluator, wave=wave, now=timezone.now())
    until = wave.keep_until
    before, after = (timezone.now() + (until - timezone.localdate()) + timedelta(days=days) for days in (-1, 2))
    delete_old(actor=system("Retention"), now=before)
    assert (wave.answers.count(), wave.recipients.count()) == (6, 6)
    delete_old(actor=system("Retention"), now=after)
    assert (wave.answers.count(), wave.recipients.count()) == (0, 0)
    assert queries.rate(current(wave)) == (6, 6)
    assert wave.results.exists()


def test_a_room_above_finds_its_waves_by_what_they_are_about(place: Organisation, evaluator: Actor) -> None:
    edition = an_instrument(evaluator, place).latest
    assert edition is not None
    made = actions.begin_wave(
        actor=evaluator, edition=edition, plan=a_plan(), subject=("runs.run", "7", "Høsten"), now=timezone.now()
    )
    assert list(queries.waves_about(evaluator, "runs.run", "7")) == [made]
    assert not queries.waves_about(an_actor(an_organisation(), "evaluator"), "runs.run", "7")
