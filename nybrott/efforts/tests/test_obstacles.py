"""What stands in the way: who reports, who reads the words, and numbers from which nobody can be told apart."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.verdict import Refused
from nybrott.efforts import actions, queries, rules
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, Unit
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.runs.models import Obstacle, Participation
from nybrott.runs.states import ObstacleKind
from nybrott.runs.tests.factories import a_part, called_off, under_way

pytestmark = pytest.mark.django_db
LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def reported(part: Participation, kind: str = "time", text: str = "Vaktene går ikke opp.", unit: Unit | None = None) -> Obstacle:  # fmt: skip
    actor = actor_of(part.user, part.organisation)
    return actions.report_obstacle(actor=actor, part=part, kind=kind, text=text, unit=unit, now=timezone.now())


def cleared(one: Obstacle) -> Obstacle:
    actor = actor_of(one.part.user, one.part.organisation)
    return actions.clear_obstacle(actor=actor, obstacle=one, how="En time i uken er satt av.", now=timezone.now())


def told(place: Organisation, units: list[int] | None = None) -> dict[str, tuple[int | None, int | None]]:
    return {str(one.kind): (one.people, one.cleared) for one in queries.obstacles_by_kind(place.pk, LONG_AGO, FAR_AHEAD, units)}  # fmt: skip


def test_words_are_read_by_the_reporter_and_those_who_run_programmes_and_nobody_else() -> None:
    place, other = an_organisation(), an_organisation()
    run = under_way(place)
    part = a_part(run, place=place)
    one = reported(part)
    readers = {
        "reporter": (actor_of(part.user, place), True), "lead": (an_actor(place, "lead"), True), "leader": (an_actor(place, "leader"), False),
        "driver": (an_actor(place, "driver"), False), "other lead": (an_actor(other, "lead"), False), "supplier": (an_actor(place, "supplier"), False),
    }  # fmt: skip
    for name, (actor, sees) in readers.items():
        assert Obstacle.objects.visible_to(actor).filter(pk=one.pk).exists() == sees, name
        assert bool(rules.may_clear(actor, one)) == sees, name
    entry = Entry.objects.get(verb="efforts.obstacle_reported")
    assert "Vaktene" not in str(entry.private), "the journal does not tell what was written"


def test_who_reports_and_what_is_refused() -> None:
    place = an_organisation()
    run = under_way(place)
    part = a_part(run, place=place)
    actor, now = actor_of(part.user, place), timezone.now()
    for kind, state in product(("driver", "mentor"), ("in", "done", "left", "asked")):
        each = a_part(run, kind, place=place, state=state)
        assert bool(rules.may_report(actor_of(each.user, place), each)) == (state in ("in", "done"))
    assert not rules.may_report(an_actor(place, "lead"), part)
    off = called_off(place)
    late = a_part(off, place=place)
    assert not rules.may_report(actor_of(late.user, place), late)
    with override("en"):
        with pytest.raises(Refused, match="not one of yours"):
            actions.report_obstacle(actor=actor, part=part, kind="time", text="Nei", unit=a_unit(an_organisation()), now=now)  # fmt: skip
        with pytest.raises(Refused, match="in a sentence"):
            actions.report_obstacle(actor=actor, part=part, kind="time", text="  ", unit=None, now=now)
        one = cleared(reported(part))
        with pytest.raises(Refused, match="already"):
            cleared(one)


def test_numbers_are_of_people_and_none_is_told_of_fewer_than_five() -> None:
    place = an_organisation()
    here, there = a_unit(place), a_unit(place)
    run = under_way(place)
    parts = [a_part(run, place=place, unit=here if n < 5 else there) for n in range(9)]
    for n, part in enumerate(parts):
        reported(part)
        reported(part, text="Fremdeles ingen tid.")  # the same person, who counts once
        if n < 4:
            reported(part, "money")
        if n < 5:
            reported(part, "risk")
        if n < 6:
            cleared(reported(part, "anchoring"))
    reported(a_part(under_way(an_organisation())), "competence")
    assert told(place) == {
        "competence": (0, 0),
        "time": (9, 0),
        "risk": (5, 0),
        "money": (None, None),
        "anchoring": (6, 6),
    }
    assert told(place, [here.pk]) == {"competence": (0, 0), "time": (5, 0), "risk": (5, 0), "money": (None, None), "anchoring": (5, 5)}  # fmt: skip
    assert told(place, [there.pk])["time"] == (None, None)
    cleared(Obstacle.objects.filter(part=parts[0], kind="risk").get())
    assert told(place)["risk"] == (5, None), "that one of five is out of the way would tell of one"


def test_numbers_are_what_a_slow_twin_counts() -> None:
    place = an_organisation()
    run = under_way(place)
    parts = [a_part(run, place=place, unit=a_unit(place)) for _ in range(11)]
    kinds = list(ObstacleKind)
    for n, part in enumerate(parts):
        for k, kind in enumerate(kinds):
            if (n * (k + 2)) % 3:
                one = reported(part, kind)
                Obstacle.objects.filter(pk=one.pk).update(reported_at=timezone.now() - timedelta(days=40 * (n % 4)))
                if (n + k) % 4 == 0:
                    cleared(one)
    begins = timezone.now() - timedelta(days=90)
    some = [part.unit_id for part in parts[:8] if part.unit_id]
    for units in (None, some):
        for found in queries.obstacles_by_kind(place.pk, begins, timezone.now() + timedelta(hours=1), units):
            people: set[int] = set()
            waits: set[int] = set()
            for one in Obstacle.objects.all():
                mine = units is None or one.part.unit_id in units
                if one.kind == found.kind and one.reported_at >= begins and mine:
                    people.add(one.part.user_id)
                    if one.over_at is None:
                        waits.add(one.part.user_id)
            n, done = len(people), len(people) - len(waits)
            few = 0 < n < 5
            assert found.people == (None if few else n)
            hidden = few or 0 < done < 5 or 0 < n - done < 5
            assert found.cleared == (None if hidden else done)


def test_the_page_from_nothing_to_out_of_the_way() -> None:
    place = an_organisation()
    unit = a_unit(place, "Nattjenesten")
    run = under_way(place)
    part = a_part(run, place=place, unit=unit)
    address = reverse("efforts:obstacles", args=[run.pk])
    driver, lead, outsider = Client(), Client(), Client()
    for client, user in ((driver, part.user), (lead, a_member(place, "lead")), (outsider, a_member(place, "driver"))):
        client.force_login(user)
    said = {"kind": "risk", "text": "<b>Redd</b> for klager", "unit": unit.pk}
    assert "Ingenting er meldt" in driver.get(address).content.decode()
    assert outsider.post(address, said).status_code == 403
    empty = driver.post(address, {"text": "Beholdes"})
    assert empty.status_code == 422
    assert "Beholdes" in empty.content.decode()
    assert driver.post(address, said).status_code == 302
    for client, shows in ((driver, True), (lead, True), (outsider, False)):
        page = client.get(address).content.decode()
        assert ("&lt;b&gt;Redd" in page) == shows
        assert "<b>Redd" not in page
    one = Obstacle.objects.get()
    assert outsider.post(reverse("efforts:clear", args=[one.pk])).status_code == 404
    assert lead.post(reverse("efforts:clear", args=[one.pk]), {"how": "Juristen svarte"}).status_code == 302
    assert "Juristen svarte" in driver.get(address).content.decode()
    lead.get(address)
    with CaptureQueriesContext(connection) as few:
        lead.get(address)
    for _ in range(3):
        reported(a_part(run, place=place, unit=unit))
    with CaptureQueriesContext(connection) as many:
        lead.get(address)
    assert len(many) == len(few)
