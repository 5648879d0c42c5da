"""Pairs: nobody is told before they are proposed, both say yes, who leads sees why not, and no place is given twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import process_time

import pytest
from django.db import IntegrityError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.guidance.models import Note, Pairing
from nybrott.guidance.tests.factories import a_crowd, a_pairing, a_session
from nybrott.journal.models import Entry, Letter
from nybrott.pairings import actions, rules
from nybrott.pairings.queries import Plan, plan_of, seen_of
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.recruiting.actions import withdraw
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run


def proposed(run: Run, lead: Actor | None = None) -> int:
    lead = lead or an_actor(run.organisation, "lead")
    return actions.propose_pairs(actor=lead, run=run, mark=plan_of(run).mark, now=timezone.now())


def says(part: Participation, pairing: Pairing, reason: str = "") -> None:
    actor = actor_of(part.user, part.organisation)
    if reason:
        actions.decline_pair(actor=actor, pairing=pairing, reason=reason, now=timezone.now())
    else:
        actions.accept_pair(actor=actor, pairing=pairing, now=timezone.now())


def kinds() -> list[str]:
    return sorted(Letter.objects.values_list("kind", flat=True))


@pytest.mark.django_db
def test_nobody_is_told_before_the_pairs_are_proposed_and_then_each_once() -> None:
    run = a_run(an_organisation())
    drivers, mentors = a_crowd(run, drivers=4, mentors=2, seed=2)
    lead = an_actor(run.organisation, "lead")
    actions.choose(actor=lead, run=run, driver=drivers[0], mentor=None, seen="", now=timezone.now())
    plan_of(run)
    assert kinds() == []
    assert proposed(run, lead) == 4
    assert kinds() == ["pairings.pair_proposed"] * 4 + ["pairings.pairs_proposed"] * len(
        set(run.pairings.values_list("mentor"))
    )
    letter = Letter.objects.filter(kind="pairings.pair_proposed").order_by("pk")[0]
    pairing = Pairing.objects.get(driver__user=letter.to_user_id)
    assert pairing.mentor.user.name in letter.body
    assert reverse("pairings:answer", args=[pairing.pk]) in letter.body
    assert pairing.why["points"] == sum(one["points"] for one in pairing.why["reasons"])
    assert proposed(run, lead) == 0
    assert len(mentors) == 2


@pytest.mark.django_db
def test_a_pair_stands_when_both_have_said_yes() -> None:
    run = a_run(an_organisation())
    a_crowd(run, drivers=1, mentors=1, seed=1)
    proposed(run)
    pairing = run.pairings.get()
    says(pairing.driver, pairing)
    pairing.refresh_from_db()
    assert (pairing.state, pairing.driver_yes_at is not None, pairing.mentor_yes_at) == ("proposed", True, None)
    with pytest.raises(Refused):
        says(pairing.driver, pairing)
    with pytest.raises(Refused):
        actions.accept_pair(actor=an_actor(run.organisation, "lead"), pairing=pairing, now=timezone.now())
    says(pairing.mentor, pairing)
    pairing.refresh_from_db()
    assert pairing.state == "stands"
    assert kinds().count("pairings.pair_stands") == 2
    assert set(Entry.objects.filter(thing_kind="guidance.pairing").values_list("verb", flat=True)) == {
        "pairings.accepted", "pairings.stands",
    }  # fmt: skip


@pytest.mark.django_db
def test_why_somebody_says_no_is_read_by_those_who_lead_alone(client: Client) -> None:
    place = an_organisation()
    run, lead = a_run(place), an_actor(place, "lead")
    driver, first, second = a_part(run), a_part(run, "mentor"), a_part(run, "mentor")
    driver.wishes.add(first)
    proposed(run, lead)
    pairing = run.pairings.get()
    assert pairing.mentor == first
    says(first, pairing, "Vi kjenner hverandre for godt")
    told = {
        letter.to_user_id: letter.body
        for letter in Letter.objects.filter(kind__in=("pairings.pair_over", "pairings.pair_declined"))
    }
    assert set(told) == {driver.user_id, lead.user_id}
    assert "for godt" in told[lead.user_id or 0]
    assert "for godt" not in told[driver.user_id]
    assert not any("for godt" in str(entry.private) for entry in Entry.objects.filter(verb="pairings.declined"))
    page = reverse("pairings:answer", args=[pairing.pk])
    for user, reads in (
        (driver.user, False),
        (first.user, False),
        (User.objects.get(pk=lead.user_id), True),
        (a_member(place), False),
    ):
        client.force_login(user)
        assert (b"for godt" in client.get(page).content) is reads
        assert (b"for godt" in client.get(reverse("pairings:pairs", args=[run.pk])).content) is reads
    assert proposed(run, lead) == 1
    assert run.pairings.get(state="proposed").mentor == second


@pytest.mark.django_db
def test_when_somebody_leaves_the_pair_ends_and_what_was_written_stays_with_it() -> None:
    place = an_organisation()
    run, now = a_run(place), timezone.now()
    pairing = a_pairing(place, run=run)
    note = Note.objects.create(pairing=pairing, text="Husk", written_at=now)
    other = a_part(run, "mentor")
    Participation.objects.filter(pk=pairing.mentor_id).update(state="left")
    assert actions.end_left_pairs(actor=system("Guidance", place.pk), now=now) == 1
    assert actions.end_left_pairs(actor=system("Guidance", place.pk), now=now) == 0
    pairing.refresh_from_db()
    assert (pairing.state, pairing.reason, pairing.apart) == ("ended", "mentor-left", False)
    assert kinds() == ["pairings.pair_over"]
    proposed(run)
    assert run.pairings.get(state="proposed").mentor == other
    assert list(Note.objects.filter(pairing=pairing)) == [note]


@pytest.mark.django_db
def test_who_withdraws_leaves_the_pair_at_once_and_what_was_booked_is_called_off() -> None:
    place = an_organisation()
    pairing = a_pairing(place)
    soon, before = a_session(pairing), a_session(pairing, timezone.now() - timedelta(days=3), state="held")
    mentor = pairing.mentor
    withdraw(actor=actor_of(mentor.user, place), part=mentor, reason="Ny jobb", now=timezone.now())
    for one in (pairing, soon, before):
        one.refresh_from_db()
    assert (pairing.state, pairing.reason, soon.state, before.state) == ("ended", "mentor-left", "called_off", "held")
    (letter,) = Letter.objects.filter(kind="pairings.pair_over")
    assert letter.to_user_id == pairing.driver.user_id
    assert "avlyst" in letter.body


@pytest.mark.django_db
def test_when_a_run_is_over_its_pairs_end_without_a_word() -> None:
    place = an_organisation()
    run, now = a_run(place), timezone.now()
    pairing = a_pairing(place, run=run)
    Run.objects.filter(pk=run.pk).update(state="ended")
    run.parts.update(state="done")
    assert actions.end_left_pairs(actor=system("Guidance"), now=now) == 1
    pairing.refresh_from_db()
    assert (pairing.state, pairing.reason) == ("ended", "run-over")
    assert kinds() == []


@pytest.mark.django_db
def test_a_pair_is_ended_by_the_two_and_by_those_who_lead() -> None:
    place = an_organisation()
    pairing, now = a_pairing(place), timezone.now()
    with pytest.raises(Refused):
        actions.end_pair(
            actor=an_actor(place, "admin", "mentor"), pairing=a_pairing(an_organisation()), reason="x", now=now
        )
    with pytest.raises(Refused):
        actions.end_pair(actor=an_actor(place, "driver"), pairing=pairing, reason="x", now=now)
    actions.end_pair(actor=actor_of(pairing.driver.user, place), pairing=pairing, reason="Ferdig", now=now)
    pairing.refresh_from_db()
    assert (pairing.state, pairing.reason, pairing.apart) == ("ended", "Ferdig", True)
    with pytest.raises(Refused):
        actions.end_pair(actor=an_actor(place, "lead"), pairing=pairing, reason="x", now=now)


@pytest.mark.django_db
def test_who_has_not_answered_is_reminded_once_after_a_week() -> None:
    place = an_organisation()
    run, now = a_run(place), timezone.now()
    old = a_pairing(place, run=run, state="proposed", driver_yes_at=now)
    new = a_pairing(place, run=run, state="proposed")
    Pairing.objects.filter(pk=old.pk).update(proposed_at=now - timedelta(days=7))
    nybrott = system("Guidance", place.pk)
    assert actions.remind_pairs(actor=nybrott, now=now - timedelta(minutes=1)) == 0
    assert [actions.remind_pairs(actor=nybrott, now=now) for _n in range(2)] == [1, 0]
    assert [letter.to_user_id for letter in Letter.objects.filter(kind="pairings.pair_unanswered")] == [
        old.mentor.user_id
    ]
    assert actions.remind_pairs(actor=nybrott, now=new.proposed_at + timedelta(days=8)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "who", "answers", "ends"),
    [
        ("proposed", "driver", True, False), ("proposed", "mentor", True, False), ("proposed", "lead", False, True),
        ("stands", "driver", False, True), ("stands", "mentor", False, True), ("stands", "lead", False, True),
        ("declined", "driver", False, False), ("ended", "lead", False, False), ("proposed", "other", False, False),
    ],
)  # fmt: skip
def test_who_may_answer_and_end(state: str, who: str, answers: bool, ends: bool) -> None:
    place = an_organisation()
    pairing = a_pairing(place, state=state)
    people = {
        "driver": pairing.driver.user,
        "mentor": pairing.mentor.user,
        "lead": a_member(place, "lead"),
        "other": a_member(place, "mentor"),
    }
    actor = actor_of(people[who], place)
    assert (bool(rules.may_answer_pair(actor, pairing)), bool(rules.may_end_pair(actor, pairing))) == (answers, ends)


# --- two at once ---


def both(run: Run, mark: str) -> list[str]:
    """Two who lead propose the same plan at the same time; what became of each."""
    leads = [an_actor(run.organisation, "lead") for _n in range(2)]

    def press(lead: Actor) -> str:
        try:
            return str(actions.propose_pairs(actor=lead, run=run, mark=mark, now=timezone.now()))
        except (actions.Moved, IntegrityError) as trouble:
            return type(trouble).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(press, leads))


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_at_once_propose_once_and_the_second_is_told() -> None:
    run = a_run(an_organisation())
    a_crowd(run, drivers=4, mentors=2, seed=4)
    assert both(run, plan_of(run).mark) == ["4", "Moved"]
    assert kinds().count("pairings.pair_proposed") == 4
    for mentor in run.parts.filter(kind="mentor"):
        assert mentor.guides.count() <= mentor.capacity


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_have_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race, shown: only the database's own rule, that a driver has one mentor at a time, then stands in the way."""
    from nybrott.pairings.actions import pairings as module

    run = a_run(an_organisation())
    a_crowd(run, drivers=4, mentors=2, seed=4)
    mark, together = plan_of(run).mark, Barrier(2, timeout=60)

    def when_both_have_looked(held: Run) -> Plan:
        found = plan_of(held)
        together.wait()
        return found

    monkeypatch.setattr(module, "_locked", lambda held: held)
    monkeypatch.setattr(module, "plan_of", when_both_have_looked)
    assert both(run, mark) == ["4", "IntegrityError"]


@pytest.mark.django_db
def test_the_second_of_two_who_choose_sees_what_both_wanted(client: Client) -> None:
    place = an_organisation()
    run = a_run(place)
    driver, first, second = a_part(run), a_part(run, "mentor"), a_part(run, "mentor")
    lead = a_member(place, "lead")
    other = an_actor(place, "lead")
    client.force_login(lead)
    page = reverse("pairings:plan_driver", args=[run.pk, driver.pk])
    seen = client.get(page).context["seen"]
    actions.choose(actor=other, run=run, driver=driver, mentor=first, seen=seen, now=timezone.now())
    answer = client.post(page, {"mentor": second.pk, "seen": seen}, headers={"accept-language": "en"})
    assert answer.status_code == 409
    assert answer.context["meanwhile"] == [
        f"{other.name} valgte {first.user.name} for {driver.user.name}."
    ] or answer.context["meanwhile"] == [f"{other.name} chose {first.user.name} for {driver.user.name}."]
    assert answer.context["wanted"] == second
    assert run.choices.get().mentor == first
    done = client.post(page, {"mentor": second.pk, "seen": answer.context["seen"]})
    assert done.status_code == 302
    assert run.choices.get().mentor == second


# --- pages ---


@pytest.mark.django_db
def test_the_plan_is_changed_and_proposed_on_its_pages(client: Client) -> None:
    place = an_organisation()
    run, lead = a_run(place), a_member(place, "lead")
    a_crowd(run, drivers=3, mentors=2, seed=7)
    client.force_login(lead)
    plan = client.get(reverse("pairings:plan", args=[run.pk]))
    assert plan.status_code == 200
    assert plan.context["total"]["paired"] == 3
    row = plan.context["shown"][0].row
    choose = client.get(reverse("pairings:plan_driver", args=[run.pk, row.driver.pk]))
    wanted = next(one for one in choose.context["rows"] if not one["barred"] and not one["best"])
    client.post(choose.request["PATH_INFO"], {"mentor": wanted["part"].pk, "seen": choose.context["seen"]})
    plan = client.get(reverse("pairings:plan", args=[run.pk]), {"show": "hand"})
    assert [one.row.mentor for one in plan.context["shown"]] == [wanted["part"]]
    assert plan.context["total"]["points"] == wanted["total"]
    asks = client.get(reverse("pairings:propose", args=[run.pk]))
    assert client.post(asks.request["PATH_INFO"], {"mark": "another"}).status_code == 409
    assert Letter.objects.count() == 0
    assert client.post(asks.request["PATH_INFO"], {"mark": asks.context["mark"]}).status_code == 302
    pairing = run.pairings.get(driver=row.driver)
    assert (pairing.by_hand, pairing.mentor) == (True, wanted["part"])
    assert not run.choices.exists()
    for show in ("", "left", "hand", "changed", "mentors", "nothing"):
        assert client.get(reverse("pairings:plan", args=[run.pk]), {"show": show}).status_code == 200
    for kind in ("csv", "xlsx", "json"):
        assert client.get(reverse("pairings:pairs_file", args=[run.pk, kind])).status_code == 200
    assert client.get(reverse("pairings:pairs_file", args=[run.pk, "exe"])).status_code == 404


@pytest.mark.django_db
def test_the_two_answer_on_their_page_and_must_say_why_not(client: Client) -> None:
    place = an_organisation()
    pairing = a_pairing(place, state="proposed")
    page = reverse("pairings:answer", args=[pairing.pk])
    client.force_login(pairing.driver.user)
    assert client.post(page, {"no": "1", "reason": " "}).status_code == 422
    assert client.post(page, {"yes": "1"}).status_code == 302
    client.force_login(pairing.mentor.user)
    assert client.post(page, {"yes": "1"}).status_code == 302
    pairing.refresh_from_db()
    assert pairing.state == "stands"
    end = reverse("pairings:end_pair", args=[pairing.pk])
    assert client.post(end, {"reason": ""}).status_code == 422
    assert client.post(end, {"reason": "Vi er ferdige"}).status_code == 302
    client.force_login(a_member(an_organisation(), "admin", "lead"))
    assert client.get(page).status_code == 404


@pytest.mark.django_db
def test_a_run_without_anybody_and_one_with_too_many_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    run = a_run(place)
    client.force_login(a_member(place, "lead"))
    assert "deltar som pådriver" in client.get(reverse("pairings:plan", args=[run.pk])).content.decode()
    assert client.get(reverse("pairings:pairs", args=[run.pk])).status_code == 200
    monkeypatch.setattr("nybrott.core.pairing.people.MOST_DRIVERS", 1)
    a_part(run), a_part(run), a_part(run, "mentor")
    assert "2000 pådrivere" in client.get(reverse("pairings:plan", args=[run.pk])).content.decode()
    assert client.get(reverse("pairings:pairs_file", args=[run.pk, "json"])).status_code == 404


@pytest.mark.django_db
def test_in_a_networks_run_the_two_see_each_others_organisation(client: Client) -> None:
    place, other = an_organisation(), an_organisation("Vestnes kommune")
    run = a_run(place)
    pairing = a_pairing(place, run=run, driver=a_part(run, place=other), state="proposed")
    client.force_login(pairing.mentor.user)
    assert "Vestnes kommune" in client.get(reverse("pairings:answer", args=[pairing.pk])).content.decode()
    client.force_login(pairing.driver.user)
    assert place.name in client.get(reverse("pairings:answer", args=[pairing.pk])).content.decode()


@pytest.mark.soak
@pytest.mark.django_db
def test_two_hundred_drivers_and_thirty_mentors_in_two_seconds() -> None:
    run = a_run(an_organisation())
    a_crowd(run, drivers=200, mentors=30, seed=1)
    began = process_time()
    plan = plan_of(run)
    plan.page("", 1)
    took = process_time() - began
    assert plan.told["total"] == plan.told["total"] | {"paired": 200, "left": 0}
    assert took < 2, took
    assert seen_of(plan) == ""
