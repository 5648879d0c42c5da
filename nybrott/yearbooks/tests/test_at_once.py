"""Two people publish the report of a year in the same moment: with the lock there is one version and the later one is told why, without it one of them falls."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_organisation
from nybrott.people.tests.racing import at_once, meet_before, without_lock
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer
from nybrott.yearbooks import actions, queries
from nybrott.yearbooks.models import Yearbook
from nybrott.yearbooks.tests.factories import a_yearbook


def raced(monkeypatch: pytest.MonkeyPatch, place: Organisation, *, because: str = "", patience: float) -> list[str]:
    """What became of two who were both about to keep the next version, or had waited so many seconds for the other to be."""
    now = timezone.now()
    year = timezone.localdate(now).year
    seen = queries.digest_of(queries.gathered(place, year, timezone.localdate(now)))

    def publishing(actor: Actor) -> Callable[[], None]:
        def publish() -> None:
            with override("en"):  # a thread has no language of its own
                actions.publish_yearbook(
                    actor=actor, organisation=place, year=year, seen=seen, because=because, now=now
                )

        return publish

    with monkeypatch.context() as patched:
        meet_before("create", patched, of=Yearbook.objects, patience=patience)
        return [came[:37] for came in at_once(*(publishing(a_buyer(place)) for _ in range(2)))]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version_with_the_lock_and_one_falls_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place, other = an_organisation(), an_organisation()
    assert raced(monkeypatch, place, patience=0.4) == ["This year already has a version. Writ", "done"]
    assert Yearbook.objects.get(organisation=place).number == 1
    with monkeypatch.context() as off:
        without_lock(off)
        assert raced(off, other, patience=60) == ["done", "the database broke it off"]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_a_new_version_for_a_reason_each_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    a_yearbook(place)
    now = timezone.now()
    Procurement.objects.create(organisation=place, title="Glemt", state="contract", made_at=now, moved_at=now, signed_at=now)  # fmt: skip
    assert raced(monkeypatch, place, because="Et kjøp manglet", patience=0.4) == [
        "The newest version already says exact",
        "done",
    ]
    assert list(Yearbook.objects.filter(organisation=place).order_by("number").values_list("number", flat=True)) == [
        1,
        2,
    ]
