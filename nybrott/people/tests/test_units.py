"""The tree of units: `above` is right for all below, no circles however two move at once, twelve levels, closing."""

from contextlib import suppress

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.actions import units
from nybrott.people.actions.units import close_unit, make_unit, move_unit, rename_unit, reopen_unit
from nybrott.people.models import Organisation, Unit
from nybrott.people.queries.units import flat, levels_of, paths, tree
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_before, meet_in, without_lock


def wrong_units(organisation: Organisation) -> list[str]:
    """Units whose `above` is not the way to the top, or that stand in a circle."""
    parents = dict(Unit.objects.filter(organisation=organisation).values_list("pk", "parent_id"))
    wrong = []
    for unit in Unit.objects.filter(organisation=organisation):
        way, at = [], unit.parent_id
        while at is not None and at not in way:
            way.insert(0, at)
            at = parents[at]
        if way != unit.above or at is not None or unit.pk in way:
            wrong.append(unit.name)
    return sorted(wrong)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), min_size=1, max_size=8))
def test_however_units_are_moved_the_tree_stays_a_tree(moves: list[tuple[int, int]]) -> None:
    place = an_organisation()
    admin = an_actor(place, "admin")
    units: list[Unit] = []
    for number in range(7):
        parent = units[(number - 1) // 2] if number else None
        units.append(make_unit(actor=admin, organisation=place, name=f"U{number}", parent=parent, now=timezone.now()))
    for which, to in moves:
        with suppress(Refused):
            move_unit(actor=admin, unit=units[which], parent=units[to] if to < 7 else None, now=timezone.now())
        assert wrong_units(place) == []


@pytest.mark.django_db
def test_a_circle_is_refused_with_a_sentence() -> None:
    place = an_organisation()
    admin, health = an_actor(place, "admin"), a_unit(place, "Helse")
    home = a_unit(place, "Hjemmetjenesten", health)
    with pytest.raises(Refused, match="under seg selv eller under en enhet den rommer"):
        move_unit(actor=admin, unit=health, parent=home, now=timezone.now())
    assert wrong_units(place) == []


def two_moves() -> tuple[Organisation, list[str]]:
    place = an_organisation()
    admin, a, b = an_actor(place, "admin"), a_unit(place, "A"), a_unit(place, "B")
    return place, at_once(
        lambda: move_unit(actor=admin, unit=a, parent=b, now=timezone.now()),
        lambda: move_unit(actor=admin, unit=b, parent=a, now=timezone.now()),
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_moves_at_once_make_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    without_lock(monkeypatch)
    meet_before("record", monkeypatch, of=units, patience=60)  # both have written, and neither sees what the other has
    place, came = two_moves()
    assert came == ["done", "done"]
    assert wrong_units(place) == ["A", "B"]


@pytest.mark.django_db(transaction=True)
def test_with_the_lock_one_of_two_moves_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    meet_in("may_move_unit", monkeypatch, patience=0.3)
    place, came = two_moves()
    assert came == ["En enhet kan ikke flyttes under seg selv eller under en enhet den rommer.", "done"]
    assert wrong_units(place) == []


@pytest.mark.django_db
def test_the_thirteenth_level_is_refused_also_when_a_whole_branch_moves() -> None:
    place = an_organisation()
    admin, deep = an_actor(place, "admin"), None
    for level in range(12):
        deep = make_unit(actor=admin, organisation=place, name=f"Nivå {level}", parent=deep, now=timezone.now())
    assert deep is not None
    with pytest.raises(Refused, match="mer enn 12 nivåer"):
        make_unit(actor=admin, organisation=place, name="For dypt", parent=deep, now=timezone.now())
    other = a_unit(place, "Egen")
    a_unit(place, "Under", other)
    assert levels_of(other) == 2
    eleventh = Unit.objects.get(organisation=place, name="Nivå 10")
    with pytest.raises(Refused, match="mer enn 12 nivåer"):
        move_unit(actor=admin, unit=other, parent=eleventh, now=timezone.now())


@pytest.mark.django_db
def test_names_are_told_apart_whatever_their_case_among_open_ones() -> None:
    place = an_organisation()
    admin, old = an_actor(place, "admin"), a_unit(place, "Økonomi")
    with pytest.raises(Refused, match="med det navnet"):
        make_unit(actor=admin, organisation=place, name="økonomi", parent=None, now=timezone.now())
    close_unit(actor=admin, unit=old, now=timezone.now())
    new = make_unit(actor=admin, organisation=place, name="økonomi", parent=None, now=timezone.now())
    with pytest.raises(Refused, match="med det navnet"):
        reopen_unit(actor=admin, unit=old, now=timezone.now())
    rename_unit(actor=admin, unit=new, name="Regnskap", now=timezone.now())
    assert reopen_unit(actor=admin, unit=old, now=timezone.now()).closed_at is None


@pytest.mark.django_db
def test_what_is_done_is_noted_and_nothing_when_nothing_changes() -> None:
    place = an_organisation()
    admin = an_actor(place, "admin")
    unit = make_unit(actor=admin, organisation=place, name="Helse", parent=None, now=timezone.now())
    rename_unit(actor=admin, unit=unit, name="Helse", now=timezone.now())
    move_unit(actor=admin, unit=unit, parent=None, now=timezone.now())
    rename_unit(actor=admin, unit=unit, name="Helse og omsorg", now=timezone.now())
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "people.unit_made",
        "people.unit_renamed",
    ]


@pytest.mark.django_db
def test_the_tree_is_sorted_counted_and_read_in_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = an_organisation()
    health, school = a_unit(place, "Åpen helse"), a_unit(place, "Skole")
    home = a_unit(place, "Hjemmetjenesten", health)
    a_member(place, "driver", units=(home, school))
    actor = an_actor(place, "driver", units=(health,))
    a_unit(an_organisation(), "En annens")
    with django_assert_num_queries(2):
        top = tree(actor)
    assert [(one.unit.name, one.members, one.together) for one in flat(top)] == [
        ("Skole", 1, 1), ("Åpen helse", 1, 2), ("Hjemmetjenesten", 1, 1)
    ]  # fmt: skip
    assert [path for _key, path in paths(actor)] == ["Skole", "Åpen helse", "Åpen helse / Hjemmetjenesten"]


@pytest.mark.django_db
def test_pages_of_units(client: Client) -> None:
    place = an_organisation()
    client.force_login(a_member(place, "admin"))
    assert "Ingen enheter ennå" in client.get("/settings/units/").content.decode()
    client.post("/settings/units/new/", {"name": " <script>alert(1)</script> ", "parent": ""})
    unit = Unit.objects.get(organisation=place)
    page = client.get("/settings/units/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    again = client.post("/settings/units/new/", {"name": "<script>alert(1)</script>"})
    assert again.status_code == 422
    assert "Det står allerede en enhet med det navnet der." in again.content.decode()
    child = a_unit(place, "Under", unit)
    assert client.post(f"/settings/units/{unit.pk}/move/", {"parent": child.pk}).status_code == 422, "no such choice"
    closing = client.get(f"/settings/units/{unit.pk}/close/")
    assert closing.status_code == 403
    assert "Den har åpne enheter under seg." in closing.content.decode()
    a_member(place, "driver", units=(child,))
    assert "1 person hører til den." in client.get(f"/settings/units/{child.pk}/close/").content.decode()
    client.post(f"/settings/units/{child.pk}/close/")
    child.refresh_from_db()
    assert child.closed_at is not None
    client.post(f"/settings/units/{child.pk}/reopen/")
    client.post(f"/settings/units/{child.pk}/rename/", {"name": "Nytt"})
    client.post(f"/settings/units/{child.pk}/move/", {"parent": ""})
    child.refresh_from_db()
    assert (child.closed_at, child.name, child.parent_id, child.above) == (None, "Nytt", None, [])
