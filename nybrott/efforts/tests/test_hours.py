"""Hours: written once, seen by role and by person, handed out."""

from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.efforts import queries
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.runs import actions, rules
from nybrott.runs.models import Hours, Participation, Run
from nybrott.runs.tests.factories import a_day, a_part, a_run, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def noted(part: Participation, minutes: int = 60, source: str = "guidance.session:1") -> Hours | None:
    return actions.note_hours(
        actor=an_actor(part.organisation, "mentor"), part=part, kind="guidance", minutes=minutes, used_on=a_day(-1), source=source, now=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("state", ["planned", "recruiting", "running", "ended", "called_off"])
def test_who_writes_hours(place: Organisation, state: str) -> None:
    run = a_run(place, network=a_network(place))
    run.state = state
    open_ = state in ("recruiting", "running", "ended")
    for kept in ("asked", "waiting", "in", "declined", "withdrawn", "left", "done"):
        part = a_part(run, state=kept)
        own = actor_of(part.user, place)
        assert bool(rules.may_write_hours(own, run, part)) is (open_ and kept in ("in", "left", "done"))
        assert not rules.may_write_hours(an_actor(place, "lead"), run, part)
    assert bool(rules.may_write_hours(an_actor(place, "lead"), run, None)) is open_
    assert not rules.may_write_hours(an_actor(place, "driver"), run, None)
    assert not rules.may_write_hours(an_actor(an_organisation(), "lead"), run, None)


def test_hours_of_a_source_stand_once_and_follow_it(place: Organisation) -> None:
    part = a_part(under_way(place))
    first, again = noted(part), noted(part)
    assert first == again
    longer = noted(part, 90)
    assert longer is not None
    assert (Hours.objects.count(), longer.minutes) == (1, 90)
    noted(part, 30, "guidance.session:2")
    assert Hours.objects.count() == 2
    assert noted(part, 0) is None
    assert list(Hours.objects.values_list("minutes", flat=True)) == [30]
    with pytest.raises(ValueError, match="source"):
        noted(part, source="")
    kept = Hours.objects.get()
    assert not rules.may_take_hours_out(actor_of(part.user, place), kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hours.objects.create(part=part, kind="other", minutes=1, used_on=a_day(0), source="guidance.session:2")


@pytest.mark.django_db(transaction=True)
def test_two_who_note_the_same_at_once_note_it_once(place: Organisation) -> None:
    part, both, troubles = a_part(under_way(place)), Barrier(2), []

    def note() -> None:
        both.wait()
        try:
            noted(part)
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [Thread(target=note) for _n in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (troubles, Hours.objects.count()) == ([], 1)


def test_one_writes_ones_own_hours_and_takes_them_out(place: Organisation) -> None:
    run = under_way(place)
    part = a_part(run)
    client, url = signed_in(part.user), reverse("efforts:hours", args=[run.pk])
    said = {"hours": "1,5", "kind": "workshop", "used_on": a_day(0), "note": "Problemverksted"}
    assert client.post(url, said).status_code == 302
    one = Hours.objects.get()
    assert (one.minutes, one.part, one.kind) == (90, part, "workshop")
    for bad in (
        {"hours": "25"},
        {"hours": "0"},
        {"hours": "to"},
        {"used_on": a_day(1)},
        {"kind": "tull"},
        {"part": "999"},
    ):
        assert client.post(url, said | bad).status_code == 422
    other = signed_in(a_member(place, "driver"))
    assert other.post(url, said).status_code == 403
    assert other.post(reverse("efforts:take_out", args=[one.pk])).status_code == 404
    assert signed_in(a_member(place, "lead")).post(reverse("efforts:take_out", args=[one.pk])).status_code == 403
    assert client.post(reverse("efforts:take_out", args=[one.pk])).status_code == 302
    assert not Hours.objects.exists()


def test_whoever_leads_writes_the_hours_of_leading(place: Organisation) -> None:
    run, lead = under_way(place), a_member(place, "lead")
    said = {"hours": "2", "kind": "other", "used_on": a_day(0)}
    assert signed_in(lead).post(reverse("efforts:hours", args=[run.pk]), said).status_code == 302
    found = {one.role: one for one in queries.efforts(actor_of(lead, place), run)}
    assert (found["lead"].used, found["lead"].budget, found["lead"].people) == (120, 120 * 60, 1)


def test_by_role_and_person_and_a_mentor_without_hours_stands_first(place: Organisation) -> None:
    run = under_way(place)
    driver, other, mentor = a_part(run), a_part(run, hours=10), a_part(run, "mentor")
    busy = a_part(run, "mentor")
    a_part(run, state="left")
    noted(driver, 120)
    noted(busy, 45)
    lead = an_actor(place, "lead")
    found = {one.role: one for one in queries.efforts(lead, run)}
    assert (found["driver"].people, found["driver"].budget, found["driver"].used, found["driver"].without) == (
        2,
        50 * 60,
        120,
        1,
    )
    assert (found["mentor"].people, found["mentor"].budget, found["mentor"].used, found["mentor"].without) == (
        2,
        120 * 60,
        45,
        1,
    )
    _page, people = queries.people_hours(lead, run)
    assert [one.part for one in people] == [mentor, busy, other, driver]
    assert queries.hour_kinds(lead, run) == [("guidance", 165)]
    page = signed_in(a_member(place, "lead")).get(reverse("efforts:hours", args=[run.pk])).content.decode()
    assert "1 veileder har ingen timer ennå." in page
    assert "2 av 50 timer" in page
    mine = signed_in(driver.user).get(reverse("efforts:hours", args=[run.pk])).content.decode()
    assert busy.user.name not in mine


def test_a_member_of_a_network_sees_only_its_own_peoples_hours(place: Organisation) -> None:
    member = an_organisation()
    run = under_way(place, network=a_network(place, member))
    ours, theirs = a_part(run), a_part(run, place=member)
    noted(ours)
    noted(theirs, 30)
    keeper, guest = an_actor(place, "lead"), an_actor(member, "lead")
    assert next(one.used for one in queries.efforts(keeper, run)) == 90
    assert [(one.role, one.used) for one in queries.efforts(guest, run)] == [("driver", 30), ("mentor", 0)]
    file = signed_in(a_member(member, "lead")).get(reverse("efforts:hours_file", args=[run.pk, "csv"])).content.decode()
    assert theirs.user.name in file
    assert ours.user.name not in file


def test_the_file_holds_what_the_page_shows(place: Organisation) -> None:
    run = under_way(place)
    part = a_part(run, user=a_member(place, "driver"))
    User.objects.filter(pk=part.user_id).update(name="=1+1 Kari")
    noted(part, 90)
    client = signed_in(a_member(place, "lead"))
    lines = client.get(reverse("efforts:hours_file", args=[run.pk, "csv"])).content.decode().splitlines()
    assert any("1+1 Kari" in line and "1,5" in line and not line.startswith("=") for line in lines)
    from openpyxl import load_workbook  # slow import: only here

    book = load_workbook(BytesIO(client.get(reverse("efforts:hours_file", args=[run.pk, "xlsx"])).content))
    assert any(1.5 in row for row in book.worksheets[0].iter_rows(values_only=True))
    assert client.get(reverse("efforts:hours_file", args=[run.pk, "exe"])).status_code == 404
    assert (
        signed_in(a_member(place, "driver")).get(reverse("efforts:hours_file", args=[run.pk, "csv"])).status_code == 403
    )


def test_the_page_asks_as_often_for_one_as_for_three(
    place: Organisation, django_assert_max_num_queries: object
) -> None:
    run, client = under_way(place), signed_in(a_member(place, "lead"))
    url = reverse("efforts:hours", args=[run.pk])
    client.get(url)
    a_part(run)
    with django_assert_max_num_queries(40) as first:  # type: ignore[operator]
        client.get(url)
    for _n in range(2):
        noted(a_part(run))
    with django_assert_max_num_queries(len(first)):  # type: ignore[operator]
        client.get(url)


def test_hours_end_where_a_day_does(place: Organisation) -> None:
    run, part = under_way(place), None
    with pytest.raises((IntegrityError, Refused)), transaction.atomic():
        actions.write_hours(
            actor=an_actor(place, "lead"), run=run, part=part, kind="other", minutes=60 * 24 + 1, used_on=a_day(0), note="", now=timezone.now() - timedelta(days=1)
        )  # fmt: skip
    assert Run.objects.get(pk=run.pk).lead_hours.count() == 0
