"""Reports: rows counted again by a slow twin, confirmed and corrected, members that come and go, and versions that never change."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from nybrott.benefits.models import Benefit, Measurement
from nybrott.benefits.tests.factories import a_measured_benefit
from nybrott.classifications.models import ClassChoice
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.models import Letter
from nybrott.networks.actions import dissolve_network, leave_network
from nybrott.partnerships import actions, queries, rules
from nybrott.partnerships.models import ReportRow
from nybrott.partnerships.tests.factories import (
    a_report,
    an_asked_report,
    confirms,
    membership,
    published,
    shares,
)
from nybrott.people.models import Network, Organisation
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.procurements.models import Procurement

pytestmark = pytest.mark.django_db
CLASSES = ("procurement-of-innovation", "innovative-solution", "innovation-friendly", "none", "")


def started(place: Organisation, n: int, days: int = 0) -> Procurement:
    now = timezone.now()
    made = Procurement.objects.create(organisation=place, title=f"Kjøp {n}", made_at=now, moved_at=now, state="competition", competed_at=now - timedelta(days=days))  # fmt: skip
    if CLASSES[n % 5]:
        ClassChoice.objects.create(procurement=made, klass=CLASSES[n % 5], reason="Så", proposed="none", at=now)
    return made


def two(*kinds: str) -> tuple[Network, Organisation, Organisation]:
    place, other = an_organisation(inhabitants=28_000), an_organisation(inhabitants=9_000)
    network = a_network(place, other)
    for one in (place, other):
        shares(network, one, *kinds)
    return network, place, other


def test_rows_and_figures_are_what_a_slow_twin_counts() -> None:
    network, place, other = two("portfolio", "effects")
    for n in range(9):
        started(place, n)
    for n in range(4):
        started(other, n)
    started(other, 0, days=400)
    for one in (place, other, other):
        a_measured_benefit(one)
    report = a_report(network)
    content = queries.assembled(an_actor(place, "observer"), report)
    year = report.year
    for told in content["members"]:
        for klass in CLASSES:
            twin = 0
            for one in Procurement.objects.filter(organisation=told["pk"], competed_at__year=year):
                chosen = ClassChoice.objects.filter(procurement=one, current=True).first()
                twin += (chosen.klass if chosen else "") == klass
            assert told["portfolio"]["started"][klass] == twin
        assert told["programmes"] is None, "what is not shared is not counted"
    whole = content["figures"]["started"]
    assert (whole["members"], whole["all"]) == (2, 13)
    assert sum(whole["started"].values()) == 13
    [summed] = content["figures"]["effects"]["sums"]
    measured = [one for one in Measurement.objects.all() if one.on.year == year]
    gain = sum(Decimal(12) - one.value for one in measured)
    assert (summed["measured"]["n"], Decimal(summed["measured"]["value"] or 0)) == (len(measured), gain)
    assert summed["members"] == len({one.organisation_id for one in Benefit.objects.all()}) == 2
    assert {one["key"]: one["members"] for one in content["figures"]["sizes"]} == {"large": 1, "medium": 1}


def test_a_half_year_holds_what_began_in_it() -> None:
    network, place, _other = two("portfolio")
    last = timezone.localdate().year - 1
    for month in (3, 6, 7, 12):
        one = started(place, 0)
        Procurement.objects.filter(pk=one.pk).update(competed_at=timezone.now().replace(year=last, month=month, day=15))
    counted = {part: queries.assembled(an_actor(place, "lead"), a_report(network, year=last, part=part))["figures"]["started"]["all"] for part in (0, 1, 2)}  # fmt: skip
    assert counted == {0: 4, 1: 2, 2: 2}


def test_members_are_asked_by_letter_and_task_and_answer_for_themselves() -> None:
    network, place, other = two("portfolio")
    speaker, member = a_member(other, "buyer"), a_member(other, "driver")
    started(other, 0)
    report = an_asked_report(network)
    letters = Letter.objects.filter(kind="partnerships.confirm")
    to = set(letters.values_list("to_user_id", flat=True))
    assert speaker.pk in to
    assert member.pk not in to
    letter = letters.get(to_user_id=speaker.pk)
    assert f"/exchange/networks/{network.slug}/reports/{report.pk}/rows/" in letter.body
    assert "blir som det er" in letter.body, "that what is published stays is said before"
    tasks = Task.objects.filter(about_kind="partnerships.reportrow", state="open")
    assert set(tasks.values_list("organisation", flat=True)) == {place.pk, other.pk}
    confirms(report, other)
    assert list(tasks.values_list("organisation", flat=True)) == [place.pk]
    actor = an_actor(other, "lead")
    mine, seen = membership(network, other), queries.digest_of(report.rows.get(organisation=other).counted)
    with pytest.raises(Refused, match="what was wrong"):
        actions.answer_rows(actor=actor, report=report, member=mine, said={"started": {"none": 3}}, seen=seen, now=timezone.now())  # fmt: skip
    with pytest.raises(Refused, match="more joint"):
        actions.answer_rows(actor=actor, report=report, member=mine, said={"joint": 9}, note="To", seen=seen, now=timezone.now())  # fmt: skip
    with pytest.raises(Refused, match="counted again"):
        actions.answer_rows(actor=actor, report=report, member=mine, said={}, seen="0", now=timezone.now())
    with pytest.raises(Refused, match="decides for itself"):
        actions.answer_rows(actor=an_actor(place, "lead"), report=report, member=mine, said={}, seen=seen, now=timezone.now())  # fmt: skip
    row = actions.answer_rows(actor=actor, report=report, member=mine, said={"started": {"none": 3}, "joint": 1}, note="<b>To</b> manglet", seen=seen, now=timezone.now())  # fmt: skip
    assert (row.answer, row.said) == ("corrected", {"started": {"none": 3}, "joint": 1})
    told = next(one for one in queries.assembled(actor, report)["members"] if one["pk"] == other.pk)
    assert (told["portfolio"]["all"], told["counted"]["all"], told["portfolio"]["joint"]) == (4, 1, 1)
    again = actions.take_answer_back(actor=actor, report=report, member=mine, now=timezone.now())
    assert (again.answer, again.said, again.note) == ("waiting", {}, "")


def test_what_is_answered_stays_as_counted_and_the_rest_follows() -> None:
    network, place, other = two("portfolio")
    started(place, 0)
    started(other, 0)
    report = an_asked_report(network)
    confirms(report, other)
    started(place, 0)
    started(other, 0)
    keeper = an_actor(place, "coordinator")
    actions.count_again(actor=keeper, report=report, now=timezone.now())
    told = {one["pk"]: one["portfolio"]["all"] for one in queries.assembled(keeper, report)["members"]}
    assert told == {place.pk: 2, other.pk: 1}


def test_a_member_that_leaves_in_the_middle_or_stops_sharing_is_not_in_the_report() -> None:
    network, place, other = two("portfolio", "effects")
    started(place, 0)
    started(other, 0)
    report = an_asked_report(network)
    confirms(report, other)
    keeper = an_actor(place, "coordinator")
    mine = membership(network, other)
    actions.take_back(actor=an_actor(other, "lead"), member=mine, kind="portfolio", now=timezone.now())
    told = next(one for one in queries.assembled(keeper, report)["members"] if one["pk"] == other.pk)
    assert told["portfolio"] is None, "also when it was confirmed"
    assert queries.assembled(keeper, report)["figures"]["started"]["all"] == 1
    shares(network, other, "portfolio")
    first = published(report)
    leave_network(actor=an_actor(other, "admin"), member=mine, now=timezone.now())
    assert [one["pk"] for one in queries.assembled(keeper, report)["members"]] == [place.pk]
    first.refresh_from_db()
    assert {one["pk"] for one in first.content["members"]} == {place.pk, other.pk}, "what is published stays"
    assert queries.holds(first)
    with pytest.raises(Refused):
        actions.answer_rows(actor=an_actor(other, "lead"), report=report, member=mine, said={}, seen="", now=timezone.now())  # fmt: skip


def test_a_member_that_shares_nothing_and_a_network_of_one() -> None:
    place = an_organisation()
    network = a_network(place)
    report = an_asked_report(network)
    content = queries.assembled(an_actor(place, "lead"), report)
    assert [(one["portfolio"], one["programmes"], one["effects"]) for one in content["members"]] == [(None, None, None)]
    assert ReportRow.objects.get().counted == {}
    assert content["figures"]["started"]["members"] == 0
    confirms(report, place)
    assert published(report).number == 1


def test_publishing_waits_for_answers_or_the_deadline_and_a_new_version_says_why() -> None:
    network, place, other = two("portfolio")
    started(place, 0)
    keeper, today = an_actor(place, "coordinator"), timezone.localdate()
    draft = a_report(network)
    assert "Ask the members" in rules.may_publish(keeper, draft, waiting=2, today=today).reason
    report = actions.ask_members(actor=keeper, report=draft, deadline_on=today + timedelta(days=7), now=timezone.now())
    assert "deadline" in rules.may_publish(keeper, report, waiting=1, today=today).reason
    assert rules.may_publish(keeper, report, waiting=0, today=today)
    assert rules.may_publish(keeper, report, waiting=1, today=today + timedelta(days=8))
    assert not rules.may_publish(an_actor(other, "coordinator"), report, waiting=0, today=today)
    with pytest.raises(Refused, match="has changed"):
        actions.publish_report(actor=keeper, report=report, seen="0", now=timezone.now() + timedelta(days=8))
    first = published(report)
    assert [one["answer"] for one in first.content["members"]] == ["waiting", "waiting"], (
        "what nobody confirmed says so"
    )
    report.refresh_from_db()
    assert "published" in rules.may_publish(keeper, report, waiting=0, today=today).reason
    started(place, 0)
    report = actions.ask_members(actor=keeper, report=report, deadline_on=today + timedelta(days=7), now=timezone.now())
    with pytest.raises(Refused, match="Write why"):
        published(report)
    second = published(report, because="Et kjøp manglet")
    first.refresh_from_db()
    assert (first.number, second.number, queries.holds(first)) == (1, 2, True)
    assert first.content["figures"]["started"]["all"] + 1 == second.content["figures"]["started"]["all"]
    first.content["texts"]["foreword"] = "Annet"
    assert not queries.holds(first)
    with pytest.raises(ProtectedError):
        report.delete()


def test_who_may_begin_and_of_which_time() -> None:
    place, other = an_organisation(), an_organisation()
    network, now = a_network(place, other), timezone.now()
    keeper = an_actor(place, "coordinator")
    with pytest.raises(Refused):
        actions.begin_report(actor=an_actor(other, "coordinator"), network=network, year=now.year, part=0, now=now)
    for year in (now.year + 1, 1999):
        with pytest.raises(Refused, match="has not begun"):
            actions.begin_report(actor=keeper, network=network, year=year, part=0, now=now)
    a_report(network)
    with pytest.raises(Refused, match="already"):
        a_report(network)
    with pytest.raises(Refused, match="still to come"):
        actions.ask_members(actor=keeper, report=network.reports.get(), deadline_on=timezone.localdate(now) - timedelta(days=1), now=now)  # fmt: skip
    leave_network(actor=an_actor(other, "admin"), member=membership(network, other), now=now)
    with pytest.raises(Refused, match="would be lost"):
        dissolve_network(actor=an_actor(place, "admin"), network=network, now=now)
    assert Network.objects.filter(pk=network.pk).exists()
