"""Until when input is taken, on a clock that is moved too, and what is said to whoever comes late."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import system
from nybrott.core.dates import DatesError, on_the_clock
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer
from nybrott.people.tests.factories import an_organisation
from nybrott.submissions import actions, queries, rules
from nybrott.submissions.models import Box, Submission
from nybrott.submissions.tests.factories import a_writer, an_asking_dialogue, an_input, opened, written

OSLO = ZoneInfo("Europe/Oslo")
UNTIL = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def a_dialogue(**said: object) -> Dialogue:
    return Dialogue(**{"state": "open", "input_until": UNTIL, "announced_at": UNTIL, "pk": 7} | said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "box", "now", "reason"),
    [
        ({}, None, UNTIL - SECOND, ""),
        ({}, None, UNTIL, "Written input was accepted until Thursday 3 December at 12:00"),
        ({"input_until": None}, None, UNTIL - SECOND, "This dialogue does not ask for written input."),
        ({"state": "draft"}, None, UNTIL - SECOND, "The dialogue has not been announced yet."),
        ({"state": "ended"}, None, UNTIL - SECOND, "The dialogue has ended."),
        ({"state": "locked", "lock_reason": "Kunngjort."}, None, UNTIL - SECOND, "competition is announced: Kunngjort."),
        ({"state": "called_off", "called_off_reason": "Budsjett."}, None, UNTIL - SECOND, "called off: Budsjett."),
        ({"input_until": None}, Box(opens_at=UNTIL), UNTIL - SECOND, ""),
        ({"input_until": UNTIL - timedelta(days=9)}, Box(opens_at=UNTIL), UNTIL - SECOND, ""),
        ({"input_until": UNTIL + timedelta(days=9)}, Box(opens_at=UNTIL), UNTIL, ""),
        ({"input_until": UNTIL + timedelta(days=9)}, Box(opens_at=UNTIL, opened_at=UNTIL), UNTIL, "was opened Thursday"),
    ],
)  # fmt: skip
def test_who_may_give_when(said: dict[str, object], box: Box | None, now: datetime, reason: str) -> None:
    with override("en"):
        verdict = rules.may_give(a_dialogue(**said), box, now)
    assert (bool(verdict), reason in verdict.reason) == (not reason, True)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """On 25 October 2026 half past two comes twice; whoever plans has to say which, and whoever is late is told which it was."""
    with pytest.raises(DatesError):
        on_the_clock(date(2026, 10, 25), time(2, 30), OSLO)
    summer = on_the_clock(date(2026, 10, 25), time(2, 30), OSLO, side="first")
    winter = on_the_clock(date(2026, 10, 25), time(2, 30), OSLO, side="second")
    assert (winter - summer) == timedelta(hours=1)
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # a quarter to three, the first time
    with override("en"):
        assert rules.may_give(a_dialogue(input_until=winter), None, between)
        late = rules.may_give(a_dialogue(input_until=summer), None, between)
        assert "until Sunday 25 October at 02:30 (UTC+2, 00:30 UTC)" in late.reason
        assert "now Sunday 25 October at 02:45 (UTC+2, 00:45 UTC)" in late.reason
        again = rules.may_give(a_dialogue(input_until=winter), None, datetime(2026, 10, 25, 1, 31, tzinfo=UTC))
        assert "until Sunday 25 October at 02:30 (UTC+1, 01:30 UTC)" in again.reason
        assert "UTC" not in rules.moment_said(UNTIL)


def test_the_hour_that_is_skipped_moves_no_deadline() -> None:
    """On 29 March 2026 the clock goes from two to three: three o'clock comes one second after 01:59:59."""
    with pytest.raises(DatesError):
        on_the_clock(date(2026, 3, 29), time(2, 30), OSLO)
    three = on_the_clock(date(2026, 3, 29), time(3, 0), OSLO)
    assert three == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert rules.may_give(a_dialogue(input_until=three), None, datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC))
    assert not rules.may_give(a_dialogue(input_until=three), None, three)


@pytest.mark.django_db
def test_late_is_late_for_writing_sending_and_withdrawing() -> None:
    dialogue = an_asking_dialogue(an_organisation())
    by, _key = a_writer(dialogue)
    until = dialogue.input_until
    assert until is not None
    written(by, now=until - SECOND)
    for late in (until, until + timedelta(days=400)):
        with pytest.raises(Refused, match="too late"):
            written(by, now=late)
        with pytest.raises(Refused, match="too late"):
            actions.send_input(representative=by, named=True, now=late)
    assert Submission.objects.get().state == "draft"
    actions.send_input(representative=by, named=True, now=until - SECOND)
    with pytest.raises(Refused, match="too late"):
        actions.withdraw_input(representative=by, now=until)
    assert dialogue.entries.filter(kind="input_open").count() == 1


@pytest.mark.django_db
def test_what_was_on_its_way_when_the_box_was_opened_does_not_come_in() -> None:
    """A sending that waited for the row while the box was opened has a time before the deadline, and finds the box open."""
    place = an_organisation()
    dialogue = an_asking_dialogue(place)
    an_input(a_writer(dialogue, "Først AS")[0])
    late, _key = a_writer(dialogue, "Sist AS")
    written(late)
    opened(dialogue, a_buyer(place))
    with pytest.raises(Refused, match="was opened"):
        actions.send_input(representative=late, named=True, now=timezone.now())
    assert [one.supplier.name for one in Submission.objects.published() | Submission.objects.visible_to(a_buyer(place))] == ["Først AS"]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["called_off", "locked"])
def test_what_was_called_off_is_never_opened_and_what_is_locked_still_is(state: str) -> None:
    place = an_organisation()
    dialogue = an_asking_dialogue(place)
    an_input(a_writer(dialogue)[0])
    more = (
        {"lock_reason": "Kunngjort.", "locked_at": timezone.now()}
        if state == "locked"
        else {"called_off_reason": "Budsjett."}
    )
    Dialogue.objects.filter(pk=dialogue.pk).update(state=state, **more)
    if state == "locked":
        assert opened(dialogue, a_buyer(place)) == 1
    else:
        with pytest.raises(Refused, match="stays sealed"):
            opened(dialogue, a_buyer(place))


@pytest.mark.django_db
def test_drafts_nobody_sent_are_forgotten_a_month_after() -> None:
    place = an_organisation()
    dialogue = an_asking_dialogue(place)
    an_input(a_writer(dialogue, "Sendt AS")[0])
    written(a_writer(dialogue, "Utkast AS")[0])
    until = queries.box_of(dialogue)
    assert until is not None
    assert actions.forget_drafts(actor=system("test"), now=until.opens_at + timedelta(days=30)) == 0
    assert actions.forget_drafts(actor=system("test"), now=until.opens_at + timedelta(days=31)) == 1
    assert [one.supplier.name for one in Submission.objects.all()] == ["Sendt AS"]
