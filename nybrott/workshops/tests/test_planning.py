"""Planning a workshop: the table of rules, steps, method cards, letters, the event."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.methods import catalogue
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import User
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.programmes import actions as cards
from nybrott.programmes.tests.factories import an_adapted_card, an_own_card
from nybrott.workshops import actions, queries, rules
from nybrott.workshops.actions import Plan, StepPlan
from nybrott.workshops.models import Workshop
from nybrott.workshops.states import WorkshopState
from nybrott.workshops.tests.factories import a_note, a_phone, a_workshop, under_way

pytestmark = pytest.mark.django_db
URL = "https://eks.no/"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("lead", True),
        ("mentor", True),
        ("driver", True),
        ("admin", True),
        ("owner", False),
        ("observer", False),
        ("editor", False),
    ],
)
def test_who_may_plan(role: str, allowed: bool) -> None:
    place = an_organisation()
    assert bool(rules.may_plan(an_actor(place, role), an_anchored_challenge(place))) is allowed
    assert not rules.may_plan(an_actor(an_organisation(), "lead"), an_anchored_challenge(place))


@pytest.mark.parametrize(
    ("state", "open_steps"),
    [("planned", {"start", "call_off"}), ("live", {"end"}), ("ended", {"go_on"}), ("called_off", {"plan_again"})],
)
def test_the_table_of_steps_is_kept(state: str, open_steps: set[str]) -> None:
    place = an_organisation()
    lead, one = an_actor(place, "lead"), a_workshop(place)
    one.state = state
    verbs = ("start", "call_off", "end", "go_on", "plan_again")
    assert {verb for verb in verbs if rules.may_step(lead, one, verb)} == open_steps
    assert not any(rules.may_step(an_actor(place, "mentor"), one, verb) for verb in verbs)  # somebody else's workshop


def test_an_empty_workshop_does_not_begin_and_says_why() -> None:
    place = an_organisation()
    lead, now = an_actor(place, "lead"), timezone.now()
    one = actions.plan_workshop(
        actor=lead, challenge=an_anchored_challenge(place), plan=Plan("Tomt", now), codes=["TOMT22"], now=now
    )
    with pytest.raises(Refused, match="Legg til et steg"):
        actions.start(actor=lead, workshop=one, now=now)


def test_a_code_somebody_has_is_passed_over_and_none_left_is_said() -> None:
    place = an_organisation()
    lead, challenge, now = an_actor(place, "lead"), an_anchored_challenge(place), timezone.now()
    plan = Plan("Verksted", now)
    first = actions.plan_workshop(actor=lead, challenge=challenge, plan=plan, codes=["SAMME2"], now=now)
    second = actions.plan_workshop(actor=lead, challenge=challenge, plan=plan, codes=["SAMME2", "ANNEN3"], now=now)
    assert (first.code, second.code) == ("SAMME2", "ANNEN3")
    with pytest.raises(Refused):
        actions.plan_workshop(actor=lead, challenge=challenge, plan=plan, codes=["SAMME2"], now=now)


def test_the_steps_of_every_method_card_can_be_added_with_the_cards_own_minutes(client: Client) -> None:
    place = an_organisation()
    user = a_member(place, "lead")
    client.force_login(user)
    one = a_workshop(place)
    for card in catalogue().values():
        one.steps.all().delete()
        answer = client.post(reverse("workshops:add_card", args=[one.pk]), {"card": card.id})
        assert answer.status_code == 302
        if max(card.step_minutes) <= 480:
            assert [step.minutes for step in one.steps.all()] == list(card.step_minutes)
        assert {step.card for step in one.steps.all()} == {card.id}
        assert [step.prompt for step in one.steps.all()] == list(card.text("nb")[1].steps)


def test_an_organisations_own_and_adapted_cards_are_offered_in_the_place_of_ours(client: Client) -> None:
    place, other = an_organisation(), an_organisation()
    lead = an_actor(place, "lead")
    own, adapted = an_own_card(lead, place), an_adapted_card(lead, place)
    put_away, foreign = an_own_card(lead, place), an_own_card(an_actor(other, "lead"), other, step_minutes=[10, 30])
    minutes = adapted.content["step_minutes"]
    shifted = [minutes[0] + 1, minutes[1] - 1, *minutes[2:]]
    cards.change_card(actor=lead, card=adapted, content=adapted.content | {"step_minutes": shifted}, now=timezone.now())
    cards.put_away_card(actor=lead, card=put_away, now=timezone.now())
    assert foreign.slug == own.slug, "the other organisation's card stands at the same address"
    offered = {card.id: list(card.step_minutes) for card in queries.cards_for(lead, "nb")}
    assert set(offered) == {*catalogue(), own.slug}
    assert (offered[own.slug], offered[adapted.slug]) == ([20, 20], shifted)
    client.force_login(User.objects.get(pk=lead.user_id))
    one = a_workshop(place, lead=lead)
    for card in (own, adapted):
        one.steps.all().delete()
        assert client.post(reverse("workshops:add_card", args=[one.pk]), {"card": card.slug}).status_code == 302
        card.refresh_from_db()
        assert [step.minutes for step in one.steps.all()] == list(card.card.step_minutes)
    answer = client.post(reverse("workshops:add_card", args=[one.pk]), {"card": put_away.slug}, follow=True)
    assert "Metodekortet finnes ikke lenger." in answer.content.decode()
    assert {step.card for step in one.steps.all()} == {adapted.slug}


def test_steps_move_and_go_but_one_with_notes_stays_and_keeps_its_kind() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one, now = under_way(place, lead=lead, at=1), timezone.now()
    titles = [step.title for step in one.steps.all()]
    first = one.steps.first()
    assert first is not None
    actions.move_step(actor=lead, step=first, up=True, now=now)  # at the end it stays
    assert [step.title for step in one.steps.all()] == titles
    actions.move_step(actor=lead, step=first, up=False, now=now)
    assert [step.title for step in one.steps.all()] == [titles[1], titles[0], *titles[2:]]
    step = one.steps.get(kind="write")
    a_note(a_phone(one))
    for forbidden in (
        lambda: actions.remove_step(actor=lead, step=step, now=now),
        lambda: actions.change_step(actor=lead, step=step, plan=StepPlan("Annet", "vote"), now=now),
    ):
        with pytest.raises(Refused):
            forbidden()
    actions.change_step(actor=lead, step=step, plan=StepPlan("Annet", "write", 20), now=now)
    step.refresh_from_db()
    assert (step.title, step.minutes) == ("Annet", 20)
    actions.remove_step(actor=lead, step=one.steps.get(kind="vote"), now=now)


def test_forty_steps_are_as_many_as_there_can_be() -> None:
    place = an_organisation()
    lead, one, now = an_actor(place, "lead"), a_workshop(place), timezone.now()
    actions.add_steps(actor=lead, workshop=one, plans=[StepPlan("Ett til")] * 36, now=now)
    with pytest.raises(Refused, match="40"):
        actions.add_steps(actor=lead, workshop=one, plans=[StepPlan("For mye")], now=now)
    assert one.steps.count() == 40


def test_those_who_come_hear_of_a_new_time_and_of_a_calling_off_in_their_own_language() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one, now = a_workshop(place, lead=lead, place="Rådhuset"), timezone.now()
    bokmal, nynorsk = a_member(place, "driver"), a_member(place, "driver")
    nynorsk.language = "nn"
    nynorsk.save()
    assert actions.ask(actor=lead, workshop=one, users=[bokmal, nynorsk], url=URL, now=now) == 2
    assert actions.ask(actor=lead, workshop=one, users=[bokmal, nynorsk], url=URL, now=now) == 0  # asked already
    plan = Plan(one.title, one.starts_at, place="Rådhuset")
    actions.change_plan(actor=lead, workshop=one, plan=plan, url=URL, now=now)  # nothing they must know
    assert Letter.objects.filter(kind="workshops.moved").count() == 0
    actions.change_plan(
        actor=lead, workshop=one, plan=Plan(one.title, one.starts_at + timedelta(days=1)), url=URL, now=now
    )
    actions.call_off(actor=lead, workshop=one, reason="For få kunne", now=now)
    kinds = Letter.objects.filter(to_user_id=nynorsk.pk).order_by("pk")
    assert [letter.kind for letter in kinds] == ["workshops.invitation", "workshops.moved", "workshops.called_off"]
    said = [letter.subject for letter in kinds]
    assert said[2] == f"«{one.title}» er avlyst"
    assert "For få kunne" in kinds[2].body
    assert "Kvifor:" in kinds[2].body
    assert Entry.objects.filter(verb="workshops.called_off", thing_ref=str(one.pk)).count() == 1
    with pytest.raises(Refused):
        actions.take_seat(
            actor=an_actor(place, "driver"), user=bokmal, workshop=Workshop.objects.get(pk=one.pk), now=now
        )


def test_the_event_is_read_back_as_it_was_meant() -> None:
    from icalendar import Calendar

    from nybrott.workshops.feeds import event

    one = a_workshop(an_organisation(), place="Rådhuset; sal 2, «Fjorden»", aim="Tre behov\nalle kjenner")
    now = timezone.now()
    read = Calendar.from_ical(event(one, url=URL, now=now))
    (found,) = read.walk("VEVENT")
    assert str(found["summary"]) == one.title
    assert str(found["location"]) == "Rådhuset; sal 2, «Fjorden»"
    assert found.decoded("dtstart") == one.starts_at.replace(microsecond=0)
    assert found.decoded("dtend") - found.decoded("dtstart") == timedelta(minutes=35)
    assert "Tre behov\nalle kjenner" in str(found["description"])
    assert str(found["status"]) == "CONFIRMED"
    one.state = WorkshopState.CALLED_OFF
    (off,) = Calendar.from_ical(event(one, url=URL, now=now)).walk("VEVENT")
    assert str(off["status"]) == "CANCELLED"
    assert off["uid"] == found["uid"]
