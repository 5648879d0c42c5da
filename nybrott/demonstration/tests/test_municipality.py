"""The demonstration: made by actions, once, with somebody in every role, and a history that explains all of it."""

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker

from nybrott.challenges.models import Challenge, Twin
from nybrott.core.ledger import verify
from nybrott.core.lottery import draw, read
from nybrott.core.verdict import Refused
from nybrott.demonstration import people_of_each_role
from nybrott.demonstration.conferring import AWAY, ROOM
from nybrott.demonstration.firms import FIRMS, NEWCOMER
from nybrott.demonstration.market import fill_dialogues, pages_of_suppliers
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.priorities import fill_priorities
from nybrott.demonstration.replies import fill_replies
from nybrott.demonstration.struggles import fill_struggles
from nybrott.demonstration.writing import SECRETS
from nybrott.desk.models import Task
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.queries import entries, timetable
from nybrott.feedback.queries import owed, worth_of
from nybrott.hearings.models import Contribution, Evidence
from nybrott.journal.models import Entry, Letter
from nybrott.ledgers.queries import pack_of, seen_of
from nybrott.meetings.models import Minutes, Slot
from nybrott.needs.models import Insight, Need, NeedDescription, NeedLink
from nybrott.networks.queries import Network
from nybrott.people.models import Membership, Organisation, Unit, User
from nybrott.people.queries import actor_of, standing_of
from nybrott.people.roles import ROLES
from nybrott.priorities.models import Round
from nybrott.priorities.queries import result
from nybrott.replies.models import Reply
from nybrott.replies.queries import reputation, units_with_figures
from nybrott.submissions.actions import open_input
from nybrott.submissions.models import Answer, Submission
from nybrott.submissions.queries import mine
from nybrott.submissions.rules import may_read_secret
from nybrott.themes.models import NotAlike
from nybrott.themes.queries import themes
from nybrott.workshops.models import Workshop
from nybrott.workshops.queries import tallies

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordvik(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """Made once for all tests here, in a transaction that is rolled back; each test has one of its own within it."""
    with django_db_blocker.unblock(), override(settings.LANGUAGE_CODE), transaction.atomic():
        now = timezone.now()
        made = fill_people(now)
        fill_struggles(made, now)
        fill_priorities(made, now)
        fill_dialogues(made, now)
        yield made
        transaction.set_rollback(True)


def test_there_is_somebody_in_every_role(fjordvik: Organisation) -> None:
    found = dict(people_of_each_role(fjordvik))
    assert set(found) == set(ROLES)
    assert len({user.pk for user in found.values()}) == len(ROLES)


def test_a_municipality_with_a_tree_two_neighbours_and_a_network(fjordvik: Organisation) -> None:
    assert Unit.objects.filter(organisation=fjordvik).count() == 16
    assert max(len(unit.above) for unit in Unit.objects.all()) == 2
    network = Network.objects.get()
    assert network.members.filter(joined_at__isnull=False, left_at__isnull=True).count() == 3
    mentor = standing_of(User.objects.get(name="Torstein Lie"))
    assert [one.name for one in mentor.others] == ["Fjordvik kommune"]


def test_every_row_has_a_history_and_one_letter_is_held(fjordvik: Organisation) -> None:
    told = set(Entry.objects.filter(verb="people.joined").values_list("thing_ref", flat=True))
    assert told == {str(key) for key in Membership.objects.values_list("pk", flat=True)}
    raised = Entry.objects.filter(verb="challenges.challenge_raised").count()
    assert raised == Challenge.objects.count() == 6
    assert [letter.kind for letter in Letter.objects.filter(state="held")] == ["people.invitation"]


def test_the_challenges_are_at_different_stages(fjordvik: Organisation) -> None:
    assert sorted(Challenge.objects.filter(organisation=fjordvik).values_list("state", flat=True)) == [
        "hearing",
        "raised",
        "raised",
        "raised",
    ]
    assert Contribution.objects.count() == 40
    assert len(set(Contribution.objects.values_list("text", flat=True))) == 40
    assert set(Contribution.objects.values_list("side", flat=True)) == {
        "user",
        "relative",
        "employee",
        "partner",
        "other",
    }
    assert Contribution.objects.filter(language="nn").count() >= 12
    assert Contribution.objects.filter(entered_by__isnull=False).count() == 4
    assert max(Contribution.objects.values_list("received_at", flat=True)) < timezone.now()
    assert set(Contribution.objects.values_list("language", flat=True)) == {"nb", "nn"}
    assert Evidence.objects.filter(challenge__title__startswith="Eldre faller").count() == 10


def test_a_neighbours_challenge_was_found_and_linked(fjordvik: Organisation) -> None:
    twin = Twin.objects.get()
    assert (twin.decision, twin.challenge.organisation) == ("linked", fjordvik)
    assert twin.label == "Gamle dett når dei skal på do om natta"
    assert "«faller»" in twin.why
    assert Challenge.objects.get(pk=int(twin.ref)).organisation.name == "Sundvåg kommune"


def test_needs_are_founded_to_different_degrees(fjordvik: Organisation) -> None:
    night = Challenge.objects.get(title__startswith="Eldre faller")
    assert sorted(night.needs.values_list("state", flat=True)) == ["assumption", "expressed", "parked", "verified"]
    school = Need.objects.filter(challenge__title__startswith="Foreldre")
    assert list(school.values_list("state", flat=True)) == ["assumption", "assumption"]


def test_needs_of_two_units_make_themes_and_one_likeness_was_refused(fjordvik: Organisation) -> None:
    kinds = sorted(NeedLink.objects.values_list("kind", flat=True))
    assert kinds == ["causes", "part", "same", "same"]
    across = NeedLink.objects.filter(kind="same")
    assert all(one.one.challenge.unit_id != one.other.challenge.unit_id for one in across)
    assert all(one.proposed_by_likeness and "Begge snakker om" in one.why for one in across)
    refused = NotAlike.objects.get()
    assert "Begge snakker om" in refused.why
    lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    largest, second = themes(lead, {}, now=timezone.now()).rows
    assert (largest.name, largest.needs, largest.units, largest.people.number) == (
        "Trygg vei til badet om natten",
        3,
        2,
        5,
    )
    assert (second.needs, second.units) == (2, 2)


def test_filled_again_nothing_is_made_twice(fjordvik: Organisation) -> None:
    before = (Entry.objects.count(), User.objects.count(), Contribution.objects.count())
    now = timezone.now()
    again = fill_people(now)
    fill_struggles(again, now)
    fill_priorities(again, now)
    fill_dialogues(again, now)
    assert (Entry.objects.count(), User.objects.count(), Contribution.objects.count()) == before


def test_the_night_challenge_has_an_approved_description_and_is_still_heard(fjordvik: Organisation) -> None:
    said = NeedDescription.objects.get()
    assert (said.state, said.challenge.state, said.approved_by.name) == ("approved", "hearing", "Ragnhild Eide")  # type: ignore[union-attr]
    assert [goal.can_be_measured for goal in said.goals.all()] == [True, True, False]
    assert said.needs.exists()
    assert len(said.voices) == 4


def test_those_who_told_hear_sooner_and_feel_better_understood_from_quarter_to_quarter(fjordvik: Organisation) -> None:
    now = timezone.now()
    fill_replies(fjordvik, now)
    fill_replies(fjordvik, now)
    driver = actor_of(User.objects.get(name="Jorunn Haug"), fjordvik)
    shown = reputation(driver)
    understood = [one.share for one in shown.figures["understood"] if one.share is not None]
    heard = [one.share for one in shown.figures["heard"] if one.share is not None]
    assert len(understood) >= 4
    assert understood[-1] > understood[0] + 0.2
    assert heard[-1] > heard[0]
    assert any(one.share for one in shown.figures["better"])
    assert [unit.name for unit in units_with_figures(driver)] == ["Grunnskolene", "Hjemmetjenesten"]
    night = Challenge.objects.get(title="Eldre faller på vei til badet om natten")
    assert [one.state for one in Reply.objects.filter(challenge=night).order_by("pk")] == ["gone", "held"]
    assert Letter.objects.filter(kind="replies.told", state="held").exists()


def test_a_workshop_was_held_with_guests_and_one_is_planned_with_a_waiting_list(fjordvik: Organisation) -> None:
    held, planned = Workshop.objects.filter(organisation=fjordvik).order_by("starts_at")
    assert (held.state, planned.state) == ("ended", "planned")
    assert [row.votes for row in tallies(held, ranked=True)] == [6, 3, 2]
    assert held.seats.filter(user__isnull=True).count() == 2
    insight = Insight.objects.get(pk=held.landings.get(kind="insight").ref)
    assert insight.challenge_id == held.challenge_id
    assert set(insight.evidence.values_list("kind", flat=True)) == {"workshop"}
    assert sorted(planned.seats.values_list("state", flat=True)) == ["asked", "coming", "coming", "waiting"]


def test_a_round_is_decided_and_another_waits_for_the_driver(fjordvik: Organisation) -> None:
    decided, waiting = Round.objects.order_by("pk")
    assert (decided.state, decided.shown, decided.participants.count()) == ("decided", 2, 5)
    assert [each.outcome for each in decided.priorities.all()] == ["go", "wait", "other"]
    before, after = (result(decided, in_pass) for in_pass in (1, 2))
    assert before is not None
    assert after is not None
    assert [str(each.cell.criterion.usual) for each in before.talk()] == ["feasibility"]
    assert after.talk() == [], "after the talk they are closer"
    assert [each.rank for each in after.needs] == [1, 2, 3]
    driver = dict(people_of_each_role(fjordvik))["driver"]
    assert waiting.state == "open"
    assert waiting.participants.get(user=driver).done_at is None
    assert Task.objects.filter(for_user=driver, word="score", state="open").count() == 1


# --- the market dialogues ---


@pytest.fixture
def night(fjordvik: Organisation) -> Dialogue:
    return Dialogue.objects.get(organisation=fjordvik, state="open")


def test_thirty_suppliers_take_part_in_a_dialogue_on_the_approved_need(night: Dialogue, client: Client) -> None:
    assert (night.suppliers.count(), len(FIRMS)) == (30, 30)
    assert not night.registrations.exists()
    assert night.suppliers.exclude(country="NO").count() == 3
    assert min(night.suppliers.filter(new=True).count(), night.suppliers.filter(small=True).count()) >= 8
    rests = night.descriptions.get()
    assert rests.state == "approved"
    assert rests.approved_at is not None
    assert rests.approved_at < night.made_at < night.announced_at  # type: ignore[operator]  # it is announced
    assert not timetable(night, timezone.now()).asks_why
    assert not night.queries.filter(answer="").exists()
    assert "Safer nights at home" in client.get("/dialogues/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    conflict = night.posts.get(conflict=True)
    assert (conflict.secrets, bool(conflict.measure)) == (False, True)


def test_the_ledger_is_written_in_order_and_its_export_proves_itself(night: Dialogue, client: Client) -> None:
    for dialogue in Dialogue.objects.all():
        answer = client.get(reverse("ledgers:ledger_file", args=[dialogue.slug]))
        lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
        checked = verify(lines)
        assert (checked.faults, checked.entries) == ((), dialogue.entries.count())
        assert dialogue.heads.count() >= 5
    told = entries(night)
    assert [one.recorded_at for one in told] == sorted(one.recorded_at for one in told)
    late = {one.kind for one in told if one.recorded_at > one.at}
    assert late == {"meeting", "unsolicited_contact", "told", "told_in_meeting"}, (
        "everything else stands written when it happened"
    )


def test_all_were_treated_alike_but_for_one_thing_that_one_was_told(night: Dialogue) -> None:
    view = seen_of(night, timezone.now()).view
    (red,) = view.findings
    assert (red.level, red.code, len(red.who)) == ("red", "told_one", 29)
    assert set(view.minutes.values()) == {0, 45}


def test_the_newcomer_was_handed_what_it_had_missed(night: Dialogue, client: Client) -> None:
    late = night.suppliers.get(name=NEWCOMER)
    found = seen_of(night, timezone.now())
    assert pack_of(found, late) == []
    handed = night.entries.get(kind="catch_up")
    assert handed.supplier == late
    assert len(handed.fields["about"]) >= 10
    page = dict(pages_of_suppliers(night.organisation))[f"{NEWCOMER} – Idunn Berge Strand"]
    assert NEWCOMER in client.get(page).content.decode()
    assert Slot.objects.filter(supplier=late).exists(), "and it got a time that somebody gave up"


def test_anybody_draws_the_lottery_again_and_gets_the_same(night: Dialogue, client: Client) -> None:
    file = client.get(reverse("meetings:draw_file", args=[night.slug]))
    public = json.loads(b"".join(file.streaming_content))  # type: ignore[attr-defined]
    published = read(public)
    assert published.differences() == []
    again = draw(published.closed, published.value)
    given = {one.slot: one.supplier for one in again.meetings}
    slots = night.meetings.slots.select_related("supplier")
    now_has = {slot.key: slot.supplier.key for slot in slots if slot.supplier}
    changed = {key for key in given if given[key] != now_has.get(key)}
    assert len(changed) == 5, "three taken by others, one given up and one left for it"
    assert night.meetings.closed_by_id != night.meetings.value_by_id


def test_the_conference_was_full_and_those_who_did_not_come_got_all_of_it(night: Dialogue, client: Client) -> None:
    held = night.conference
    seats = held.seats.values_list("way", "state", "present")
    assert (held.state, held.asked.count(), held.materials.count()) == ("held", 3, 2)
    assert sum((way, state) == ("place", "taken") for way, state, _came in seats) == held.room == ROOM
    assert sum(state == "waiting" for _way, state, _came in seats) == 1
    assert sum(came is False for _way, _state, came in seats) == len(AWAY)
    said = seen_of(night, timezone.now()).view.items["conference"]
    assert said.all_at is not None
    assert 20 <= len(said.given) < night.suppliers.count()
    page = dict(pages_of_suppliers(night.organisation))["Lysvakt AS – Trude Ekeland"]
    assert "Du var der." in client.get(f"{page}conference/").content.decode()
    assert (
        "venter ikke på flere"
        in client.get(
            f"{dict(pages_of_suppliers(night.organisation))['Nabolys AS – Idunn Berge Strand']}meetings/"
        ).content.decode()
    )


def test_minutes_are_approved_one_has_a_remark_and_one_is_still_to_be_written(night: Dialogue) -> None:
    minutes = Minutes.objects.filter(slot__round__dialogue=night)
    assert minutes.filter(approved_at__isnull=False).count() == 12
    assert minutes.exclude(sealed=None).filter(approved_at__isnull=False).count() == 3
    assert minutes.exclude(remark="").count() == 1
    held = Slot.objects.filter(round__dialogue=night, begins__lt=timezone.now(), supplier__isnull=False)
    assert held.filter(record=None).count() == 1


def test_two_trade_secrets_are_read_by_nobody_before_the_deadline_and_by_two_after_it(
    fjordvik: Organisation, night: Dialogue
) -> None:
    secret = list(Submission.objects.filter(box__dialogue=night, secret_entry__isnull=False).order_by("pk"))
    assert [one.supplier.name for one in secret] == ["Lysvakt AS", "Fjordsensor AS"]
    people = [actor_of(one.user, fjordvik) for one in Membership.objects.filter(organisation=fjordvik)]
    now, opened = timezone.now(), night.input_until
    assert opened is not None
    assert opened > now
    assert not [actor for actor in people if may_read_secret(actor, secret[0])]
    with pytest.raises(Refused):
        open_input(actor=actor_of(User.objects.get(name="Kristian Øverås"), fjordvik), dialogue=night, now=now)
    lying = b"".join(bytes(part) for answer in Answer.objects.filter(submission__in=secret) for part in (answer.sealed_open, answer.sealed_secret) if part)  # fmt: skip
    assert not [one for one in SECRETS if one.encode() in lying]
    others = Representative.objects.filter(supplier__dialogue=night).exclude(supplier__submission__in=secret)
    for one in others[:3]:
        told = [own.told.secret for own in mine(one).answers]
        assert not set(told) & set(SECRETS)
    open_input(actor=actor_of(User.objects.get(name="Kristian Øverås"), fjordvik), dialogue=night, now=opened)
    read_by = Submission.objects.get(pk=secret[0].pk)
    readers = {actor.name for actor in people if may_read_secret(actor, read_by)}
    assert readers == {"Kristian Øverås", "Ragnhild Eide"}


def test_one_dialogue_is_over_and_was_worth_their_time(fjordvik: Organisation) -> None:
    over = Dialogue.objects.get(organisation=fjordvik, state="locked")
    assert over.outcome
    assert not owed(over)
    said = worth_of([over.pk])
    assert (said.asked, said.answered, said.good, len(said.because)) == (7, 5, 80.0, 3)
    assert not seen_of(over, timezone.now()).view.findings
    assert Submission.objects.filter(box__dialogue=over, published_at__isnull=False).count() == 4
