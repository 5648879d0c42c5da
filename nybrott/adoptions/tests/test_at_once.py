"""Two colleagues take the same case over in one moment: with the lock one is told that it is done, without it the database breaks one off."""

import pytest
from django.utils import timezone

from nybrott.adoptions import actions, rules
from nybrott.adoptions.models import Adoption
from nybrott.adoptions.tests.factories import said_by
from nybrott.cases.tests.factories import published
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_in, without_lock


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_case_is_taken_over_by_one_of_two(monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> None:
    case, place, now = published(an_organisation()), an_organisation(), timezone.now()
    people = [an_actor(place, "lead") for _ in range(2)]
    said = [said_by(one) for one in people]
    meet_in("may_take", monkeypatch, of=rules)
    if not locked:
        without_lock(monkeypatch)
    first, second = (lambda actor=actor, words=words: actions.adopt_case(actor=actor, case=case, said=words, now=now) for actor, words in zip(people, said, strict=True))  # type: ignore[misc]  # fmt: skip
    came = at_once(first, second)
    assert "done" in came
    other = next(one for one in came if one != "done")
    assert ("broke it off" in other) is not locked, came
    assert Adoption.objects.filter(organisation=place).count() == 1
