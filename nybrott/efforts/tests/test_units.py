"""Silent units, what units spend, and the letter to a leader."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.importing import Row
from nybrott.core.verdict import Refused
from nybrott.efforts import actions, queries, rules
from nybrott.efforts.queries.units import ACTIVITY
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation, Unit
from nybrott.people.queries.units import paths
from nybrott.people.tests.factories import a_member, a_network, a_unit, an_actor, an_organisation
from nybrott.runs.models import Nudge, Run, Spending
from nybrott.runs.tests.factories import a_part, a_run, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(place: Organisation, *roles: str, units: tuple[Unit, ...] = ()) -> Client:
    client = Client()
    client.force_login(a_member(place, *roles, units=units))
    return client


def spends(unit: Unit, kroner: int, year: int = 2025) -> None:
    lead = an_actor(unit.organisation, "lead")
    actions.write_spending(actor=lead, unit=unit, year=year, amount=kroner * 100, now=timezone.now())


# --- the map ---


def test_big_spend_no_driver_and_no_activity_is_silent(place: Organisation) -> None:
    run, lead = a_run(place), an_actor(place, "lead")
    silent, driven, active, small, unknown = (
        a_unit(place, name) for name in ("Teknisk", "Helse", "Skole", "Kultur", "Ukjent")
    )
    for unit, kroner in ((silent, 9_000_000), (driven, 8_000_000), (active, 7_000_000), (small, 1_000)):
        spends(unit, kroner)
    a_part(run, unit=driven)
    a_challenge(an_actor(place, "driver"), unit=active)
    rows = {row.unit: row for row in queries.unit_rows(lead, run)}
    assert {unit for unit, row in rows.items() if row.silent} == {silent}
    assert next(iter(rows)) == silent
    assert (rows[driven].drivers, rows[active].does, rows[unknown].amount) == (1, {"utfordringer meldt": 1}, None)
    assert (rows[silent].big, rows[small].big, rows[unknown].big) == (True, False, False)


def test_a_driver_below_counts_above_and_the_newest_year_counts(place: Organisation) -> None:
    run = a_run(place)
    top = a_unit(place)
    below = a_unit(place, parent=top)
    spends(top, 5_000, 2023)
    spends(top, 8_000, 2024)
    a_part(run, unit=below)
    row = next(row for row in queries.unit_rows(an_actor(place, "lead"), run) if row.unit == top)
    assert (row.drivers, row.amount, row.year, row.silent) == (1, 800_000, 2024, False)


def test_a_room_above_counts_more(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    unit, run = a_unit(place), a_run(place)
    spends(unit, 5_000)
    lead = an_actor(place, "lead")
    assert queries.unit_rows(lead, run)[0].silent
    monkeypatch.setitem(ACTIVITY, "sessions", ("møter", lambda units, _since: dict.fromkeys(units, 2)))  # type: ignore[arg-type]
    assert not queries.unit_rows(lead, run)[0].silent


def test_a_member_of_a_network_sees_only_its_own_units(place: Organisation) -> None:
    member = an_organisation()
    run = a_run(place, network=a_network(place, member))
    ours, theirs = a_unit(place, "Vår"), a_unit(member, "Deres")
    assert [row.unit for row in queries.unit_rows(an_actor(place, "lead"), run)] == [ours]
    assert [row.unit for row in queries.unit_rows(an_actor(member, "lead"), run)] == [theirs]
    client = signed_in(member, "lead")
    assert client.get(reverse("efforts:nudge", args=[run.pk, ours.pk])).status_code == 404
    assert not rules.may_nudge(an_actor(member, "lead"), run, ours)


def test_pages_empty_one_and_many_ask_as_often(place: Organisation, django_assert_max_num_queries: object) -> None:
    run, client = a_run(place), signed_in(place, "lead")
    url = reverse("efforts:units", args=[run.pk])
    assert "Det er ingen enhet ennå" in client.get(url).content.decode()
    spends(a_unit(place), 5_000)
    with django_assert_max_num_queries(40) as first:  # type: ignore[operator]
        assert "1 enhet kjøper for mye og er stille." in client.get(url).content.decode()
    for _n in range(30):
        spends(a_unit(place, parent=a_unit(place)), 7_000)
    with django_assert_max_num_queries(len(first)):  # type: ignore[operator]
        page = client.get(url).content.decode()
    assert "?page=2" in page
    assert "<svg" in page
    assert signed_in(place, "driver").get(url).status_code == 403


# --- what units spend ---


def rows(*said: tuple[str, str, str]) -> list[Row]:
    return [
        Row(number, {"unit": unit, "year": year, "amount": amount})
        for number, (unit, year, amount) in enumerate(said, 2)
    ]


def test_bad_rows_are_told_why_and_good_ones_are_taken_once(place: Organisation) -> None:
    lead, now = an_actor(place, "lead"), timezone.now()
    helse = a_unit(place, "Helse")
    a_unit(place, "Drift", parent=helse)
    a_unit(place, "Drift", parent=a_unit(place, "Skole"))
    a_unit(an_organisation(), "Andres")
    said = rows(
        ("Helse", "2025", "1 000"), ("helse", "2025", "2 000"), ("Drift", "2025", "1"), ("Helse / Drift", "2024", "5"), ("Andres", "2025", "1"),
        ("", "2025", "1"), ("Helse", "25", "1"), ("Helse", "2026", "-4"), ("Helse", "2027", ""),
    )  # fmt: skip
    told = list(queries.judge_spending(actor=lead, rows=said))
    assert [one.outcome for one in told] == [
        "new",
        "error",
        "error",
        "new",
        "error",
        "error",
        "error",
        "error",
        "error",
    ]
    assert [sorted(one.errors) for one in told[1:3]] == [["unit"], ["unit"]]
    assert "rad 2" in told[1].errors["unit"]
    assert [sorted(one.errors) for one in told[4:]] == [["unit"], ["unit"], ["year"], ["amount"], ["amount"]]
    actions.import_spending(actor=lead, rows=said, now=now)
    assert sorted(Spending.objects.values_list("unit__name", "year", "amount")) == [
        ("Drift", 2024, 500),
        ("Helse", 2025, 100_000),
    ]
    again = actions.import_spending(actor=lead, rows=said[:1], now=now + timedelta(seconds=1))
    assert [one.outcome for one in again] == ["unchanged"]
    more = actions.import_spending(actor=lead, rows=rows(("Helse", "2025", "3")), now=now + timedelta(seconds=2))
    assert ([one.outcome for one in more], Spending.objects.get(unit=helse).amount) == (["changed"], 300)
    assert Entry.objects.filter(verb="efforts.spending_imported").count() == 3
    with pytest.raises(Refused):
        actions.import_spending(actor=an_actor(place, "driver"), rows=said, now=now)


def test_it_is_written_in_by_hand(place: Organisation) -> None:
    run, unit, client = a_run(place), a_unit(place), signed_in(place, "lead")
    url = reverse("efforts:spending", args=[run.pk, unit.pk])
    assert client.post(url, {"year": "2025", "amount": "mye"}).status_code == 422
    assert client.post(url, {"year": "1999", "amount": "5"}).status_code == 422
    assert client.post(url, {"year": "2025", "amount": "1 250 000"}).status_code == 302
    assert client.post(url, {"year": "2025", "amount": "1 300 000"}).status_code == 302
    assert Spending.objects.get().amount == 130_000_000
    facts = [entry.private["facts"] for entry in Entry.objects.filter(verb="efforts.spending_written").order_by("pk")]
    assert facts == [{"before": None, "after": 125_000_000}, {"before": 125_000_000, "after": 130_000_000}]
    assert client.get(reverse("efforts:spending", args=[run.pk, a_unit(an_organisation()).pk])).status_code == 404


# --- the letter ---


def test_the_letter_is_read_changed_and_sent_and_not_twice_unnoticed(place: Organisation) -> None:
    run, top = under_way(place), a_unit(place, "Teknisk")
    unit = a_unit(place, "Vei", parent=top)
    spends(unit, 2_000_000)
    client = signed_in(place, "lead")
    url = reverse("efforts:nudge", args=[run.pk, unit.pk])
    assert "Ingen er registrert som leder" in client.get(url).content.decode()
    boss = a_member(place, "leader", units=(top,))
    assert queries.leaders_of(unit) == [boss]
    nearer = a_member(place, "leader", units=(unit,))
    page = client.get(url).content.decode()
    assert nearer.name in page
    assert not Letter.objects.exists()
    said = {"leader": nearer.pk, "subject": "Kan vi snakke?", "body": "Mine egne ord."}
    assert client.post(url, said | {"leader": boss.pk}).status_code == 422
    assert client.post(url, said).status_code == 302
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_address, letter.subject, letter.body) == (
        "efforts.nudge",
        nearer.email,
        "Kan vi snakke?",
        "Mine egne ord.",
    )
    assert Nudge.objects.get().leader == nearer
    assert "Enheten fikk nylig brev" in client.get(url).content.decode()
    assert client.post(url, said).status_code == 422
    assert Letter.objects.count() == 1
    assert client.post(url, said | {"again": "on"}).status_code == 302
    assert Letter.objects.count() == 2
    assert Entry.objects.filter(verb="efforts.nudged", organisation_id=place.pk).count() == 2


@pytest.mark.parametrize(("days", "again", "allowed"), [(None, False, True), (13, False, False), (13, True, True), (14, False, True), (0, False, False)])  # fmt: skip
def test_two_weeks(days: int | None, again: bool, allowed: bool) -> None:
    now = timezone.now()
    last = None if days is None else now - timedelta(days=days)
    assert bool(rules.may_nudge_again(last, now, again=again)) is allowed


@pytest.mark.parametrize(("role", "state", "allowed"), [
    ("lead", "planned", True), ("lead", "running", True), ("admin", "running", True), ("driver", "running", False), ("leader", "running", False),
    ("lead", "ended", False), ("lead", "called_off", False),
])  # fmt: skip
def test_who_nudges(place: Organisation, role: str, state: str, allowed: bool) -> None:
    run, unit = a_run(place), a_unit(place)
    Run.objects.filter(pk=run.pk).update(state=state)
    run.refresh_from_db()
    assert bool(rules.may_nudge(an_actor(place, role), run, unit)) is allowed
    assert bool(rules.may_write_spending(an_actor(place, role))) is (role in ("lead", "admin"))


def test_closed_units_are_not_shown(place: Organisation) -> None:
    unit, lead = a_unit(place), an_actor(place, "lead")
    Unit.objects.filter(pk=unit.pk).update(closed_at=timezone.now())
    assert queries.unit_rows(lead, a_run(place)) == []
    assert paths(lead) == []
