"""What is counted in which quarter, what is kept of it, and that a quarter never changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import Actor, system
from nybrott.people.models import Organisation, Unit
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.replies import actions, queries
from nybrott.replies.models import FollowUp, Quarter
from nybrott.replies.queries.reputation import Count, first_of_quarter, next_quarter, quarters_over, to_keep
from nybrott.replies.tests.factories import a_challenge, one_who_told

pytestmark = pytest.mark.django_db
SPRING = date(2026, 4, 1)
IN_SPRING = datetime(2026, 5, 1, 12, tzinfo=UTC)
AFTER = datetime(2026, 7, 2, 4, tzinfo=UTC)


def test_quarters_one_after_the_other() -> None:
    assert [next_quarter(date(2026, month, 1)) for month in (1, 4, 7, 10)] == [
        date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1),
    ]  # fmt: skip
    assert first_of_quarter(date(2026, 12, 31)) == date(2026, 10, 1)
    assert list(quarters_over(date(2025, 11, 3), AFTER)) == [date(2025, 10, 1), date(2026, 1, 1), SPRING]
    assert list(quarters_over(date(2026, 7, 1), AFTER)) == []


def some_follow_ups(place: Organisation, unit: Unit | None, marks: list[int | None], *, heard: int = 0) -> None:
    """People who told, were asked in spring, and gave these marks (None: no answer); the first `heard` got a letter in time."""
    challenge = a_challenge(place, at=IN_SPRING - timedelta(days=120), unit=unit)
    for number, mark in enumerate(marks):
        asked = IN_SPRING - timedelta(days=90 if number % 2 else 89)
        one = one_who_told(challenge, at=asked, address=f"p{number}@example.org")
        one.felt_understood = mark
        one.save()
        FollowUp.objects.create(
            contribution=one, asked_at=asked, first_told_at=asked + timedelta(days=10 + number) if number < heard else None,
            understood_asked_at=IN_SPRING, understood_at=IN_SPRING + timedelta(days=1) if mark else None,
        )  # fmt: skip


def test_what_is_counted_in_a_quarter() -> None:
    place = an_organisation()
    some_follow_ups(place, None, [5, 4, 3, None, 1, 4], heard=4)
    counts = {measure: units.get(None, Count()) for measure, units in queries.count_quarter(place.pk, SPRING).items()}
    assert (counts["heard"].hits, counts["heard"].n) == (4, 6)
    assert counts["days"].days == [10, 11, 12, 13]
    assert (counts["understood"].hits, counts["understood"].n) == (3, 5)
    assert (counts["understood_answered"].hits, counts["understood_answered"].n) == (5, 6)
    assert counts["better"].n == 0
    before = queries.count_quarter(place.pk, date(2026, 1, 1))
    assert not before["heard"]
    assert not before["understood"]


def test_a_question_put_in_the_last_days_belongs_to_the_next_quarter() -> None:
    place = an_organisation()
    some_follow_ups(place, None, [5] * 5)
    FollowUp.objects.update(understood_asked_at=datetime(2026, 6, 25, tzinfo=UTC))
    assert not queries.count_quarter(place.pk, SPRING)["understood_answered"]
    assert queries.count_quarter(place.pk, date(2026, 7, 1))["understood_answered"][None].n == 5


def test_small_units_are_hidden_and_so_is_the_smallest_other() -> None:
    counts = {"understood": {1: Count(3, 3), 2: Count(9, 5), 3: Count(20, 11), None: Count(0, 0)}}
    kept = {one.unit if not one.whole else "all": one for one in to_keep(counts)}  # type: ignore[arg-type]
    assert (kept["all"].n, kept["all"].hits) == (32, 19)
    assert kept[1].hidden
    assert kept[2].hidden
    assert (kept[1].n, kept[1].hits, kept[2].n) == (0, 0, 0)
    assert kept[3].n == 20


def test_few_people_in_no_unit_hide_a_unit_too() -> None:
    kept = to_keep({"understood": {1: Count(9, 5), None: Count(2, 2)}})
    assert [(one.whole, one.hidden) for one in kept] == [(True, False), (False, True)]


def test_a_quarter_is_counted_once_and_never_changes() -> None:
    place = an_organisation()
    some_follow_ups(place, None, [5, 4, 3, 2, 1])
    actor = system("Nybrott", place.pk)
    assert actions.count_quarters(actor=actor, organisation=place, now=AFTER) == 1
    kept = list(Quarter.objects.order_by("pk").values())
    FollowUp.objects.all().delete()
    some_follow_ups(place, None, [5] * 9)
    assert actions.count_quarters(actor=actor, organisation=place, now=AFTER + timedelta(days=1)) == 0
    assert list(Quarter.objects.order_by("pk").values()) == kept


def test_nothing_is_kept_of_four_people() -> None:
    place = an_organisation()
    some_follow_ups(place, None, [5, 5, 5, 1])
    actions.count_quarters(actor=system("Nybrott", place.pk), organisation=place, now=AFTER)
    assert set(Quarter.objects.values_list("n", "hits", "hidden")) == {(0, 0, True)}


@pytest.fixture
def counted() -> tuple[Organisation, Unit]:
    place = an_organisation()
    unit, small = a_unit(place, "Hjemmetjenesten"), a_unit(place, "Biblioteket")
    some_follow_ups(place, unit, [5, 4, 3, 2, 4, 5, 4, 1], heard=6)
    some_follow_ups(place, small, [1, 1], heard=1)
    some_follow_ups(place, a_unit(place, "Skolen"), [5, 4, 3, 2, 4, 5], heard=6)
    actions.count_quarters(actor=system("Nybrott", place.pk), organisation=place, now=AFTER)
    return place, unit


def signed_in(place: Organisation, client: Client, *roles: str) -> Client:
    client.force_login(a_member(place, *roles))
    return client


def test_the_page_of_the_organisation_and_of_a_unit(counted: tuple[Organisation, Unit], client: Client) -> None:
    place, unit = counted
    signed_in(place, client, "observer")
    text = client.get("/reputation/").content.decode()
    assert "13 av 16" in text or "13 of 16" in text
    assert "nb-chart" in text
    text = client.get(f"/reputation/?unit={unit.pk}").content.decode()
    assert "Hjemmetjenesten" in text
    small = Unit.objects.get(name="Biblioteket")
    hidden = client.get(f"/reputation/?unit={small.pk}").content.decode()
    assert "nb-chart" not in hidden
    assert "for få" in hidden
    other = client.get("/reputation/?unit=nonsense")
    assert other.status_code == 200


def test_the_file_says_what_is_hidden_and_holds_no_small_number(
    counted: tuple[Organisation, Unit], client: Client
) -> None:
    place, _unit = counted
    signed_in(place, client, "observer")
    small = Unit.objects.get(name="Biblioteket")
    rows = client.get(f"/reputation/figures.csv?unit={small.pk}").content.decode().splitlines()
    hidden = [row for row in rows if "2026-04-01" in row]
    assert hidden
    assert all(row.endswith((",1", ";1")) for row in hidden)
    whole = client.get("/reputation/figures.csv").content.decode()
    assert "heard" in whole


def test_another_organisation_sees_nothing_of_it(counted: tuple[Organisation, Unit]) -> None:
    other = an_actor(an_organisation(), "admin")
    assert not queries.reputation(other).anything
    assert not Quarter.objects.visible_to(other).exists()
    assert not Quarter.objects.visible_to(Actor(None, None, "")).exists()


def test_before_the_first_quarter_the_page_teaches(client: Client) -> None:
    signed_in(an_organisation(), client, "observer")
    assert client.get("/reputation/").status_code == 200
    assert client.get("/reputation/definition/").status_code == 200
    assert timezone.localdate()
