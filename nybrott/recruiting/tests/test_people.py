"""The list of who is where, mentors from a network's run, and people brought in from a list and taken along again."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.importing import Importer, Row, RowVerdict, recognised
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_unit, a_user, an_actor, an_organisation
from nybrott.programmes.tests.factories import a_package
from nybrott.recruiting import actions, feeds, queries
from nybrott.recruiting.actions import Leader, Said
from nybrott.recruiting.actions.importing import COLUMNS
from nybrott.recruiting.tests.factories import a_call, a_sign_up
from nybrott.runs import actions as runs
from nybrott.runs.models import Run, Yes
from nybrott.runs.tests.factories import a_part, a_run
from nybrott.sources import rows_of

pytestmark = pytest.mark.django_db
Counted = Callable[[int], Any]


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


def as_(client: Client, actor: Actor) -> Client:
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


# --- the list ---


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client: Client, number: int, place: Organisation, lead: Actor, django_assert_max_num_queries: Counted
) -> None:
    run = a_call(a_run(place))
    for _one in range(number):
        a_part(run, unit=a_unit(place))
        a_part(run, "mentor")
    as_(client, lead)
    with django_assert_max_num_queries(24):
        page = client.get(reverse("recruiting:people", args=[run.pk])).content.decode()
    assert f"{number * 2} personer" in page


def test_the_list_is_narrowed_and_tells_who_is_where(client: Client, place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place, places=1), places=1)
    as_(client, lead)
    address = reverse("recruiting:people", args=[run.pk])
    assert "Ingen har meldt seg på ennå" in client.get(address).content.decode()
    people = {state: a_part(run, state=state) for state in ("asked", "waiting", "in", "left", "declined")}
    for state, part in people.items():
        page = client.get(address, {"state": state}).content.decode()
        assert part.user.name in page
        assert sum(one.user.name + "<" in page for one in people.values()) == 1
    page = client.get(address, {"name": "finnes ikke"}).content.decode()
    assert "Ingen passer" in page
    page = client.get(address).content.decode()
    assert "1 av 1 er tatt, 1 på ventelisten" in page
    assert client.get(address, {"page": "x", "state": "tull", "kind": "'"}).status_code == 200


def test_in_a_networks_run_each_sees_its_own_and_the_keeper_all(
    client: Client, place: Organisation, lead: Actor
) -> None:
    beside, third = an_organisation(), an_organisation()
    run = a_call(a_run(place, network=a_network(place, beside, third)))
    parts = {where.pk: a_part(run, place=where) for where in (place, beside, third)}
    address = reverse("recruiting:people", args=[run.pk])

    def seen_by(actor: Actor) -> set[int]:
        page = as_(client, actor).get(address).content.decode()
        return {key for key, part in parts.items() if reverse("recruiting:part", args=[part.pk]) in page}

    theirs = an_actor(beside, "lead")
    assert seen_by(lead) == set(parts)
    assert seen_by(theirs) == {beside.pk}
    assert client.get(reverse("recruiting:part", args=[parts[third.pk].pk])).status_code == 404
    assert client.get(reverse("recruiting:part", args=[parts[beside.pk].pk])).status_code == 200
    rows = list(feeds.people_sheet(theirs, run).rows)
    assert [row[0] for row in rows] == [parts[beside.pk].user.email]
    assert as_(client, an_actor(beside, "driver")).get(address).status_code == 403


# --- mentors who know the programme from a network's run ---


def test_a_participant_of_a_networks_run_is_asked_to_be_a_mentor_at_home(
    client: Client, place: Organisation, lead: Actor
) -> None:
    keeper = an_organisation()
    package = a_package(an_actor(keeper, "lead"), keeper, "network")
    network = a_network(keeper, place)
    theirs = a_run(keeper, package=package, network=network, lead=an_actor(keeper, "lead"))
    unit, leader = a_unit(place), a_member(place, "leader")
    known = a_part(theirs, place=place, unit=unit, subjects=["fall"])
    a_part(theirs, place=keeper)  # somebody else's
    a_part(theirs, place=place, state="withdrawn")  # no longer in it
    a_part(a_run(place), place=place)  # of another family
    run = a_call(a_run(place, package=package, lead=lead))
    address = reverse("recruiting:people", args=[run.pk])
    assert [one.pk for one in queries.mentors_elsewhere(lead, run)] == [known.pk]
    assert f"Spør {known.user.name} om å være veileder" in as_(client, lead).get(address).content.decode()
    assert client.post(reverse("recruiting:offer", args=[run.pk, known.pk])).status_code == 302
    assert queries.mentors_elsewhere(lead, run) == []
    part = run.parts.get(user=known.user, kind="mentor")
    assert (part.state, part.unit, part.subjects) == ("invited", unit, ["fall"])
    with pytest.raises(Refused):
        actions.offer_mentor(actor=lead, run=run, known=known, now=timezone.now())
    letter = Letter.objects.get(kind="recruiting.offer")
    mine = reverse("recruiting:part", args=[part.pk])
    assert mine in letter.body
    client.force_login(known.user)
    assert "Du er spurt om å være veileder" in client.get(mine).content.decode()
    accept = reverse("recruiting:accept", args=[part.pk])
    assert client.get(accept).status_code == 200
    sent = {
        "hours": 60,
        "capacity": 3,
        "subjects": "fall, natt",
        "languages": ["nb"],
        "places": "Moss",
        "unit": unit.pk,
        "leader": leader.pk,
    }
    assert client.post(accept, sent | {"capacity": 101}).status_code == 422
    assert client.post(accept, sent).status_code == 302
    part.refresh_from_db()
    assert (part.state, part.capacity, part.places, part.leader) == ("asked", 3, ["Moss"], leader)
    assert Letter.objects.get(kind="recruiting.question").to_user_id == leader.pk
    assert client.post(accept, sent).status_code == 403  # answered already
    actions.answer(asked=Yes.objects.get(part=part), agrees=True, reason="", now=timezone.now())
    part.refresh_from_db()
    assert part.state == "in"


def test_saying_no_to_being_a_mentor(client: Client, place: Organisation, lead: Actor) -> None:
    part = a_part(a_call(a_run(place)), "mentor", state="invited")
    client.force_login(part.user)
    assert client.post(reverse("recruiting:withdraw", args=[part.pk]), {"reason": "Ikke nå"}).status_code == 302
    part.refresh_from_db()
    assert part.state == "withdrawn"
    other = actor_of(a_member(place, "mentor"), place)
    again = a_part(part.run, "mentor", state="invited")
    with pytest.raises(Refused, match="Bare den som er spurt"):
        actions.accept_offer(
            actor=other, part=again, said=Said(), leader=Leader(None, "x", "x@example.org"), now=timezone.now()
        )


@pytest.mark.parametrize("state", ["invited", "asked", "waiting", "in", "declined", "withdrawn", "left", "done"])
def test_a_part_has_a_page_in_every_state(client: Client, state: str, place: Organisation, lead: Actor) -> None:
    part = a_part(a_call(a_run(place)), "mentor", state=state, reason="Grunnen", capacity=0)
    for actor in (lead, actor_of(part.user, place)):
        page = as_(client, actor).get(reverse("recruiting:part", args=[part.pk]))
        assert page.status_code == 200
        assert "Grunnen" in page.content.decode()
    assert as_(client, an_actor(place, "leader")).get(reverse("recruiting:part", args=[part.pk])).status_code == 403


# --- from a list, and along again ---


def importer(run: Run, actor: Actor) -> Importer:
    found = actions.importer_for(run.pk, actor)
    assert found is not None
    return found


def judged(run: Run, actor: Actor, *rows: dict[str, str]) -> list[RowVerdict]:
    return list(importer(run, actor).judge(actor=actor, rows=[Row(n, row) for n, row in enumerate(rows, 2)]))


def taken(run: Run, actor: Actor, rows: Iterable[Row]) -> None:
    """As the desk does: the good rows, some at a time."""
    found = list(rows)
    for at in range(0, len(found), 200):
        importer(run, actor).take_in(actor=actor, rows=found[at : at + 200], now=timezone.now())


def test_people_from_a_list_are_told_and_their_leaders_asked_when_one_says_so(
    client: Client, place: Organisation, lead: Actor
) -> None:
    above = a_unit(place, "Helse")
    unit = a_unit(place, "Hjemmetjenesten", parent=above)
    run, leader = a_call(a_run(place)), a_member(place, "leader")
    kari, ola = a_member(place, "driver", units=(above,)), a_member(place)
    rows = [
        {"email": kari.email.upper(), "name": kari.name, "unit": "Helse / Hjemmetjenesten", "role": "Pådriver", "subjects": "fall; natt", "leader": leader.email},
        {"email": ola.email, "role": "rettleiar", "capacity": "0", "place": "Oslo; Moss", "hours": "30", "languages": "nb; se", "leader": "leder@example.org"},
    ]  # fmt: skip
    assert [one.outcome for one in judged(run, lead, *rows)] == ["new", "new"]
    taken(run, lead, [Row(n, row) for n, row in enumerate(rows, 2)])
    one, two = run.parts.get(user=kari), run.parts.get(user=ola)
    assert (one.state, one.unit, one.subjects, one.hours, one.leader) == ("asked", unit, ["fall", "natt"], 40, leader)
    assert (two.kind, two.capacity, two.places, two.hours, two.leader_email) == (
        "mentor",
        0,
        ["Oslo", "Moss"],
        30,
        "leder@example.org",
    )
    assert Letter.objects.filter(kind="recruiting.put_up").count() == 2
    assert Entry.objects.filter(verb="recruiting.put_up").count() == 2
    assert not Yes.objects.exists()
    page = as_(client, lead).get(reverse("recruiting:people", args=[run.pk])).content.decode()
    assert "2 ledere er ikke spurt ennå" in page
    assert client.post(reverse("recruiting:ask_waiting", args=[run.pk])).status_code == 302
    assert sorted(Yes.objects.values_list("to_email", flat=True)) == sorted(["leder@example.org", leader.email])
    assert actions.ask_leaders_waiting(actor=lead, run=run, now=timezone.now()) == 0
    assert [said.outcome for said in judged(run, lead, *rows)] == ["unchanged", "unchanged"]
    changed = judged(run, lead, {"email": kari.email, "hours": "50"})
    assert changed[0].outcome == "changed"
    taken(run, lead, [Row(2, {"email": kari.email, "hours": "50"})])
    one.refresh_from_db()
    assert one.hours == 50
    actions.answer(asked=Yes.objects.get(part=one), agrees=True, reason="", now=timezone.now())
    assert "hours" in judged(run, lead, {"email": kari.email, "hours": "60"})[0].errors


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"email": ""}, "email"), ({"email": "ikke en adresse"}, "email"), ({"email": "=cmd|' /C calc'!A0"}, "email"), ({"email": "ukjent@example.org"}, "email"),
        ({"unit": "Finnes ikke"}, "unit"), ({"unit": "Like"}, "unit"), ({"unit": "=1+1"}, "unit"), ({"role": "sjef"}, "role"), ({"hours": "mange"}, "hours"),
        ({"hours": "2001"}, "hours"), ({"hours": "-1"}, "hours"), ({"hours": "4,5"}, "hours"), ({"capacity": "3"}, "capacity"),
        ({"role": "Mentor", "capacity": "101"}, "capacity"), ({"subjects": "x" * 61}, "subjects"), ({"subjects": ";".join(map(str, range(21)))}, "subjects"),
        ({"subjects": "+47 22 22 22 22"}, "subjects"), ({"languages": "norsk bokmål"}, "languages"), ({"place": "x" * 101}, "place"),
        ({"leader": "ikke en adresse"}, "leader"), ({"leader": "SELF"}, "leader"), ({"name": "@SUM(A1)"}, "name"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_said_at_its_column(
    row: dict[str, str], column: str, place: Organisation, lead: Actor
) -> None:
    run, user = a_call(a_run(place)), a_member(place)
    for _twin in range(2):
        a_unit(place, "Like", parent=a_unit(place))
    row = {"email": user.email} | {key: value.replace("SELF", user.email) for key, value in row.items()}
    (said,) = judged(run, lead, row)
    assert (said.outcome, list(said.errors)) == ("error", [column])
    taken(run, lead, [Row(2, row)])
    assert not run.parts.exists()


def test_the_same_person_twice_and_somebody_of_another_organisation(place: Organisation, lead: Actor) -> None:
    run, user = a_call(a_run(place)), a_member(place)
    stranger = a_member(an_organisation())
    gone = a_member(place)
    Membership.objects.filter(user=gone).update(ended_at=timezone.now())
    said = judged(
        run, lead, {"email": user.email, "name": "Feil Navn"}, {"email": user.email.upper()}, {"email": user.email, "role": "mentor"},
        {"email": stranger.email}, {"email": gone.email},
    )  # fmt: skip
    assert [one.outcome for one in said] == ["new", "error", "new", "error", "error"]
    assert "rad 2" in said[1].errors["email"]
    assert user.name in said[0].care


def test_what_is_exported_comes_back_unchanged(client: Client, place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place, places=1), places=1)
    odd = a_user("=HYPERLINK(1)")
    a_part(
        run,
        place=place,
        user=a_member(place, user=odd),
        unit=a_unit(place, "Skole"),
        subjects=["-fall", "natt"],
        hours=None,
    )
    for state in ("in", "waiting", "left", "declined"):
        a_part(
            run,
            "mentor",
            state=state,
            unit=a_unit(place, parent=a_unit(place)),
            places=["Oslo", "Moss"],
            hours=12,
            leader_email="l@example.org",
        )
    a_sign_up(run, place="Sandvika")
    assert (run.parts.count(), run.parts.filter(kind="driver").count()) == (6, 2)
    as_(client, lead)
    for kind in ("csv", "xlsx"):
        answer = client.get(reverse("recruiting:people_file", args=[run.pk, kind]))
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        found = list(rows_of(io.BytesIO(content)))
        places = recognised(COLUMNS, found[0][1])
        assert len(places) == len(COLUMNS)
        rows = [
            {key: cells[at].strip() if at < len(cells) else "" for key, at in places.items()}
            for _number, cells in found[1:]
        ]
        assert [one.outcome for one in judged(run, lead, *rows)] == ["unchanged"] * 6, [
            one.errors for one in judged(run, lead, *rows)
        ]
        if kind == "csv":
            assert "'=HYPERLINK" in content.decode("utf-8-sig")  # a spreadsheet runs nothing
            assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))) == 7
    assert client.get(reverse("recruiting:people_file", args=[run.pk, "exe"])).status_code == 404
    with override("nn"):
        assert feeds.people_sheet(lead, run).columns[2].title == "Eining"


@pytest.mark.first
@pytest.mark.parametrize("taken_in", [200, pytest.param(4_999, marks=pytest.mark.soak)])
def test_five_thousand_rows(
    taken_in: int, place: Organisation, lead: Actor, django_assert_max_num_queries: Counted
) -> None:
    run = a_call(a_run(place))
    users = User.objects.bulk_create(
        User(email=f"p{n}@example.org", name=f"Person {n}", password="!") for n in range(5_000)
    )
    Membership.objects.bulk_create(
        Membership(organisation=place, user=user, roles=[], since=timezone.now()) for user in users
    )
    rows = [
        Row(n, {"email": user.email, "hours": "40", "leader": "leder@example.org"}) for n, user in enumerate(users, 2)
    ]
    rows[17] = Row(19, {"email": "ukjent@example.org"})
    with django_assert_max_num_queries(25):
        said = list(importer(run, lead).judge(actor=lead, rows=iter(rows)))
    assert [one.number for one in said] == [row.number for row in rows]
    good: Sequence[Row] = [row for row, one in zip(rows, said, strict=True) if one.outcome == "new"]
    assert len(good) == 4_999
    with django_assert_max_num_queries(30):
        importer(run, lead).take_in(actor=lead, rows=good[:200], now=timezone.now())
    taken(run, lead, good[:taken_in])  # the first once more: no harm
    assert run.parts.count() == taken_in
    assert Letter.objects.filter(kind="recruiting.put_up").count() == taken_in
    with django_assert_max_num_queries(25):
        outcomes = [one.outcome for one in importer(run, lead).judge(actor=lead, rows=good)]
    assert outcomes == ["unchanged"] * taken_in + ["new"] * (4_999 - taken_in)
    assert actions.ask_leaders_waiting(actor=lead, run=run, now=timezone.now()) == 200
    assert queries.people(lead, run, {}, page=100).number == -(-taken_in // 50)


# --- what is kept, and for how long ---


def test_the_clock_of_retention_begins_for_all_when_the_run_is_over(place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place))
    for state in ("invited", "asked", "waiting", "in"):
        a_part(run, state=state)
    left = a_part(run, state="left", ended_at=timezone.now())
    runs.call_off_run(actor=lead, run=run, reason="Ingen tid", now=timezone.now())
    assert not run.parts.filter(ended_at=None).exists()
    runs.plan_run_again(actor=lead, run=run, now=timezone.now())
    assert run.parts.filter(ended_at=None).count() == 4
    Run.objects.filter(pk=run.pk).update(state="running")
    assert runs.end_run(actor=lead, run=run, now=timezone.now()) == 1
    assert not run.parts.filter(ended_at=None).exists()
    before = left.ended_at
    left.refresh_from_db()
    assert left.ended_at == before
