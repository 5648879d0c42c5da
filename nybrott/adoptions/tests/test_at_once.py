"""Two colleagues take the same case over, or have the same made of it, in one moment: with the lock one is told that it is done, without it the database breaks one off."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.adoptions import actions
from nybrott.adoptions.actions import adopting
from nybrott.adoptions.models import Adoption, Made
from nybrott.adoptions.tests.factories import an_adoption, said_by
from nybrott.cases.tests.factories import published
from nybrott.core.actor import Actor
from nybrott.desk.models import Draft
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_before, without_lock


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_case_is_taken_over_by_one_of_two(monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> None:
    case, place, now = published(an_organisation()), an_organisation(), timezone.now()
    people = [an_actor(place, "lead") for _ in range(2)]
    said = [said_by(one) for one in people]
    meet_before("save", monkeypatch, of=Adoption, patience=0.3 if locked else 60)
    if not locked:
        without_lock(monkeypatch)
    first, second = (lambda actor=actor, words=words: actions.adopt_case(actor=actor, case=case, said=words, now=now) for actor, words in zip(people, said, strict=True))  # type: ignore[misc]  # fmt: skip
    came = at_once(first, second)
    assert "done" in came
    other = next(one for one in came if one != "done")
    assert ("broke it off" in other) is not locked, came
    assert Adoption.objects.filter(organisation=place).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_piece_is_made_by_one_of_two(monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> None:
    teller, place, now = an_organisation(), an_organisation(), timezone.now()
    a_network(teller, place)
    people = [actor_of(a_member(place, "admin"), place) for _ in range(2)]
    made = an_adoption(published(teller), place, actor=people[0])
    meet_before("create", monkeypatch, of=Made.objects, patience=0.3 if locked else 60)
    if not locked:
        monkeypatch.setattr(adopting, "_held", lambda adoption: Adoption.objects.select_related("organisation", "case__organisation", "version", "owner").get(pk=adoption.pk))  # fmt: skip

    def make(actor: Actor) -> None:
        with override("en"):  # a thread has no language of its own
            actions.make_of_case(actor=actor, adoption=made, piece="request", now=now)

    came = at_once(*(lambda actor=actor: make(actor) for actor in people))  # type: ignore[misc]
    assert came == sorted(["done", "It has already been made." if locked else "the database broke it off"])
    assert (Made.objects.count(), Draft.objects.count()) == (1, 1)
