"""Two suppliers take the last seat in the same moment: with the locks one of them waits, without them both are told that it is theirs."""

from functools import partial

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.conferences import actions
from nybrott.conferences.actions import seats
from nybrott.conferences.models import Conference, Seat
from nybrott.conferences.tests.factories import a_conference, a_person
from nybrott.dialogues.models import Representative
from nybrott.dialogues.tests.factories import a_supplier
from nybrott.people.tests.factories import an_organisation
from nybrott.people.tests.racing import at_once, meet_before


def raced(monkeypatch: pytest.MonkeyPatch, found: Conference, people: list[Representative], *, patience: float) -> list[str]:  # fmt: skip
    """What each got when all had counted the free seats before any had taken one; each waits so many seconds for the others to have counted too."""
    told: list[str] = []

    def take(by: Representative) -> None:
        with override("en"):  # a thread has no language of its own
            told.append(actions.take_seat(representative=by, conference=found, way="place", now=timezone.now()).state)

    with monkeypatch.context() as patched:
        meet_before("save", patched, of=Seat, people=len(people), patience=patience)
        came = at_once(*(partial(take, by) for by in people))
    return sorted([*told, *(said[:9] for said in came if said != "done")])


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once_with_the_locks_and_twice_without(monkeypatch: pytest.MonkeyPatch) -> None:
    found = a_conference(an_organisation(), room=1, most=1)
    first, second, lost, late = (a_person(found)[0] for _ in range(4))
    assert raced(monkeypatch, found, [first, second], patience=0.4) == ["taken", "waiting"]
    assert found.seats.filter(state="taken").count() == 1
    firm = a_supplier(found.dialogue, "To samtidig AS")
    colleagues = [a_person(found, firm)[0] for _ in range(2)]
    assert raced(monkeypatch, found, colleagues, patience=0.4) == ["At most 1", "waiting"], "no more than the rule says"
    found.seats.all().delete()
    with monkeypatch.context() as off:
        off.setattr(seats, "held", lambda one: Conference.objects.select_related("dialogue__organisation").get(pk=one.pk))  # fmt: skip
        assert raced(off, found, [lost, late], patience=60) == ["taken", "taken"], (
            "without the locks one seat is given twice"
        )
