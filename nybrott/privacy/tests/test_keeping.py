"""What has been kept long enough goes, in batches, with proof; what has not stays; a run twice takes nothing twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.models import Invitation, Membership, Organisation, RetentionRun, RunState
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.privacy import jobs
from nybrott.privacy.actions import keeping
from nybrott.privacy.actions.keeping import delete_old
from nybrott.privacy.queries.keeping import due, limited, next_run

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
KEEPER = system("Retention")


def an_invitation(place: Organisation, days: int, email: str = "") -> Invitation:
    """An invitation made so many days ago."""
    number = Invitation.objects.count()
    made = NOW - timedelta(days=days)
    return Invitation.objects.create(
        organisation=place, email=email or f"asked{number}@example.org", name="Asked", token_hash=f"{number:064}",
        invited_at=made, expires_at=made + timedelta(days=14),
    )  # fmt: skip


def counts(organisation_id: int | None = None) -> dict[str, int]:
    return {one.kind.label: one.count for one in due(NOW, organisation_id) if one.count}


def test_only_what_is_old_enough_goes_to_the_minute() -> None:
    place = an_organisation()
    kept = an_invitation(place, 120)
    gone = an_invitation(place, 120)
    Invitation.objects.filter(pk=gone.pk).update(invited_at=NOW - timedelta(days=120, seconds=1))
    run = delete_old(actor=KEEPER, now=NOW)
    assert list(Invitation.objects.all()) == [kept]
    assert run is not None
    assert run.state == RunState.WHOLE
    assert run.gone == {str(place.pk): {"people.invitation": 1}}
    assert run.gone_from(place.pk) == {"people.invitation": 1}
    assert run.gone_from(None) == {}
    assert datetime.fromisoformat(run.before["people.invitation"]) == NOW - timedelta(days=120)


def test_a_row_without_its_date_waits() -> None:
    place = an_organisation()
    user = a_member(place)
    left = a_member(place)
    Membership.objects.filter(user=left).update(ended_at=NOW - timedelta(days=731))
    delete_old(actor=KEEPER, now=NOW)
    assert list(Membership.objects.all()) == [Membership.objects.get(user=user)]


def test_the_dry_run_counts_and_deletes_nothing() -> None:
    place, other = an_organisation(), an_organisation()
    for days in (130, 150, 30):
        an_invitation(place, days)
    an_invitation(other, 200)
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW - timedelta(seconds=1))
    assert counts() == {"people.invitation": 3, "sessions.session": 1}
    assert counts(place.pk) == {"people.invitation": 2}, "sign-ins are the host's"
    asked = {one.kind.label: one for one in due(NOW, place.pk)}["people.invitation"]
    assert asked.oldest == NOW - timedelta(days=150)
    assert asked.limit == NOW - timedelta(days=120)
    assert Invitation.objects.count() == 4


def test_counting_is_one_question_a_kind(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = an_organisation()
    for days in (130, 140, 150):
        an_invitation(place, days)
    with django_assert_num_queries(len(list(limited()))):
        due(NOW)


def test_each_organisation_gets_its_own_proof_and_the_host_one_for_every_run() -> None:
    place, other = an_organisation(), an_organisation()
    an_invitation(place, 130)
    an_invitation(place, 131)
    an_invitation(other, 130)
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW - timedelta(days=1))
    delete_old(actor=KEEPER, now=NOW)
    said = {
        entry.organisation_id: entry.private["facts"]["gone"]
        for entry in Entry.objects.filter(verb="privacy.old_deleted")
    }
    assert said == {
        None: {"sessions.session": 1},
        place.pk: {"people.invitation": 2},
        other.pk: {"people.invitation": 1},
    }
    own = Entry.objects.get(organisation_id=place.pk).private
    assert own["actor"] == "Retention"
    assert own["facts"]["total"] == 2
    assert own["facts"]["before"] == {"people.invitation": (NOW - timedelta(days=120)).isoformat()}
    assert "asked" not in str(own), "a proof names nobody"


def test_a_run_twice_deletes_nothing_twice() -> None:
    place = an_organisation()
    an_invitation(place, 130)
    delete_old(actor=KEEPER, now=NOW)
    again = delete_old(actor=KEEPER, now=NOW + timedelta(minutes=1))
    assert again is not None
    assert again.gone == {}
    assert Entry.objects.filter(organisation_id=place.pk).count() == 1
    assert Entry.objects.filter(organisation_id=None).count() == 2, "that it ran is proved too"


def test_batches_are_bounded_and_the_rest_goes_next_time() -> None:
    place = an_organisation()
    for _ in range(7):
        an_invitation(place, 130)
    run = delete_old(actor=KEEPER, now=NOW, batch=2, most=5)
    assert run is not None
    assert run.gone_from(place.pk) == {"people.invitation": 5}
    delete_old(actor=KEEPER, now=NOW + timedelta(days=1), batch=2, most=5)
    assert not Invitation.objects.exists()


def test_killed_midway_the_rest_goes_next_time_and_the_proof_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    for _ in range(5):
        an_invitation(place, 130)
    batch: Callable[..., int] = keeping._delete_batch
    calls: list[object] = []

    def killed(*about: object) -> int:
        calls.append(about)
        if about[0].label == "people.invitation" and len([c for c in calls if c[0].label == "people.invitation"]) == 3:  # type: ignore[attr-defined,index]
            raise KeyboardInterrupt
        return batch(*about)

    monkeypatch.setattr(keeping, "_delete_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        delete_old(actor=KEEPER, now=NOW, batch=2)
    assert Invitation.objects.count() == 1
    assert not Entry.objects.exists()
    monkeypatch.undo()
    delete_old(actor=KEEPER, now=NOW + timedelta(hours=1), batch=2)
    assert not Invitation.objects.exists()
    assert [run.state for run in RetentionRun.objects.order_by("begun_at")] == [RunState.CUT_OFF, RunState.WHOLE]
    entries = Entry.objects.filter(organisation_id=place.pk).order_by("pk")
    assert [(entry.private["facts"]["total"], entry.private["facts"]["state"]) for entry in entries] == [
        (4, "cut off"),
        (1, "whole"),
    ]
    delete_old(actor=KEEPER, now=NOW + timedelta(hours=2))
    assert Entry.objects.filter(organisation_id=place.pk).count() == 2, "a run cut off is told of once"


@pytest.mark.django_db(transaction=True)
def test_a_second_run_at_the_same_time_does_nothing() -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [keeping._LOCK])
        assert delete_old(actor=KEEPER, now=NOW) is None
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [keeping._LOCK])
    finally:
        other.close()
    assert delete_old(actor=KEEPER, now=NOW) is not None


def test_nobody_but_nybrott_itself_deletes_by_age() -> None:
    actor: Actor = an_actor(an_organisation(), "admin")
    with pytest.raises(Refused, match=r"."):
        delete_old(actor=actor, now=NOW)


def test_the_command_says_what_would_go_and_what_went() -> None:
    an_invitation(an_organisation(), 130)
    said = StringIO()
    call_command("retention", "--dry-run", stdout=said)
    assert "people.invitation\t1\tbefore " in said.getvalue()
    assert said.getvalue().endswith("1 rows would go. Nothing was deleted.\n")
    assert Invitation.objects.count() == 1
    said = StringIO()
    call_command("retention", stdout=said)
    assert "people.invitation\t1\n" in said.getvalue()
    assert said.getvalue().endswith("1 rows have gone.\n")


def test_the_next_run_is_the_time_the_job_has() -> None:
    from procrastinate.contrib.django import app

    (cron,) = [
        task.cron for task in app.periodic_registry.periodic_tasks.values() if task.task.name == "privacy.delete_old"
    ]
    minute, hour = cron.split()[:2]
    at = next_run(NOW)
    assert (at.minute, at.hour) == (int(minute), int(hour))
    assert timedelta(0) < at - NOW <= timedelta(days=1)
    assert next_run(at) == at + timedelta(days=1)


def test_the_job_runs() -> None:
    an_invitation(an_organisation(), 400)
    jobs.delete_old_data(timestamp=0)
    assert not Invitation.objects.exists()


def test_every_night_sign_ins_that_ran_out_are_forgotten() -> None:
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW - timedelta(days=1))
    Session.objects.create(session_key="live", session_data="x", expire_date=NOW + timedelta(days=1))
    jobs.delete_old_data(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]
