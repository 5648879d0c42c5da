"""Gatherings: who may what, the agenda and its minutes, letters, who was there, decisions followed up, the documents."""

import io
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.actions import finish_task
from nybrott.desk.models import Task
from nybrott.gatherings import actions, queries, rules
from nybrott.gatherings.actions import GatheringPlan
from nybrott.gatherings.feeds import event, minutes_file
from nybrott.gatherings.models import Attendance, Gathering, Story
from nybrott.gatherings.tests.factories import URL, a_driver, a_gathering, a_story, asked
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_network, an_actor, an_organisation
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def run(place: Organisation, lead: Actor) -> Run:
    return a_run(place, lead=lead)


VERBS = ("begin", "end", "go_on", "call_off", "plan_again")


@pytest.mark.parametrize(
    ("state", "open_steps"),
    [
        ("planned", {"begin", "end", "call_off"}), ("live", {"end"}), ("held", {"go_on"}), ("called_off", {"plan_again"}),
    ],
)  # fmt: skip
def test_the_table_of_steps_is_kept(run: Run, lead: Actor, state: str, open_steps: set[str]) -> None:
    one = a_gathering(run, lead=lead)
    one.state = state
    assert {verb for verb in VERBS if rules.may_step(lead, one, verb)} == open_steps
    assert not any(rules.may_step(an_actor(run.organisation, "mentor", "driver"), one, verb) for verb in VERBS)
    assert not any(rules.may_step(an_actor(an_organisation(), "lead"), one, verb) for verb in VERBS)


def test_the_agenda_adds_up_and_says_when_it_does_not_fit(run: Run, lead: Actor) -> None:
    one = a_gathering(run, lead=lead, minutes=45)
    stories = [a_story(one, minutes=minutes) for minutes in (20, 15, 10)]
    order = queries.agenda(lead, one)
    assert (order.wanted, order.length, order.over, order.free) == (45, 45, 0, 0)
    assert [slot.at - one.starts_at for slot in order.slots] == [timedelta(minutes=m) for m in (0, 20, 35)]
    stories.append(a_story(one, minutes=1))
    order = queries.agenda(lead, one)
    assert (order.wanted, order.over, order.free) == (46, 1, 0)
    actions.move_story(actor=lead, story=stories[3], up=True, now=NOW)
    actions.move_story(actor=lead, story=stories[0], up=True, now=NOW)  # at the end it stays
    assert [slot.story for slot in queries.agenda(lead, one).slots] == [stories[0], stories[1], stories[3], stories[2]]
    with pytest.raises(Refused, match="Bare de som driver programmer"):
        actions.move_story(actor=an_actor(run.organisation, "driver"), story=stories[0], up=False, now=NOW)


def test_thirty_stories_are_as_many_as_there_can_be(run: Run) -> None:
    one, (actor, part) = a_gathering(run), a_driver(run.organisation, run)
    first = a_story(one, part)
    Story.objects.bulk_create(
        Story(gathering=one, part=part, title=str(n), tried="x", place=n, brought_at=NOW) for n in range(2, 31)
    )
    assert not rules.may_bring(actor, one, part)
    with pytest.raises(Refused, match="30"):
        a_story(one, part)
    actions.remove_story(actor=actor, story=first, now=NOW)
    a_story(one, part)
    left = a_part(run, state="left")
    assert not rules.may_bring(actor_of(left.user, run.organisation), one, left)


def test_a_story_is_read_by_those_its_writer_lets_read_it(run: Run, lead: Actor, place: Organisation) -> None:
    other = an_organisation()
    shared = a_run(place, lead=lead, network=a_network(place, other))
    teller, part = a_driver(other, shared)
    one = a_story(a_gathering(shared, lead=lead), part)
    takes_part, left = a_driver(place, shared)[0], a_driver(place, shared, state="left")[0]
    colleague, stranger, third = (
        an_actor(other, "leader"),
        an_actor(place, "driver"),
        an_actor(an_organisation(), "lead"),
    )

    def read() -> list[bool]:
        people = (teller, takes_part, lead, left, colleague, stranger, third)
        return [Story.objects.visible_to(actor).exists() for actor in people]

    assert read() == [True, True, True, False, False, False, False]
    words = actions.StoryWords("Natten", "Vi spurte", level="organisation")
    for actor in (lead, takes_part):
        with pytest.raises(Refused):  # consent is the writer's
            actions.change_story(actor=actor, story=one, words=words, now=NOW)
    actions.change_story(actor=teller, story=one, words=words, now=NOW)
    assert read() == [True, True, True, False, True, False, False]
    # names: those who take part and those who lead know each other; others read the organisation's name
    assert queries.names_of(takes_part, shared)[part.user_id] == part.user.name
    assert queries.names_of(stranger, shared)[part.user_id] == other.name
    actions.go_to_story(actor=lead, story=_begun(lead, one), now=NOW)
    with pytest.raises(Refused, match="fortalt"):
        actions.remove_story(actor=lead, story=Story.objects.get(pk=one.pk), now=NOW)
    actions.remove_story(actor=teller, story=one, now=NOW)
    assert read() == [False] * 7


def _begun(lead: Actor, story: Story) -> Story:
    actions.begin(actor=lead, gathering=story.gathering, now=NOW)
    story.refresh_from_db()
    return story


def test_minutes_left_run_from_when_the_story_began(run: Run, lead: Actor) -> None:
    one = a_gathering(run, lead=lead)
    first, second = a_story(one, minutes=10), a_story(one, minutes=5)
    for _n in range(2):  # pressed twice, it has begun once
        actions.begin(actor=lead, gathering=one, now=NOW)

    def at(seconds: int) -> tuple[object, int, object]:
        found = queries.now_of(
            lead, Gathering.objects.select_related("run").get(pk=one.pk), NOW + timedelta(seconds=seconds)
        )
        assert found is not None
        return (found.story, found.left, found.following)

    assert [at(s) for s in (0, 59, 60, 600, 601)] == [(first, n, second) for n in (10, 9, 9, 0, -1)]
    mark = queries.mark_of(Gathering.objects.get(pk=one.pk))
    actions.go_to_story(actor=lead, story=second, now=NOW + timedelta(minutes=11))
    actions.go_to_story(actor=lead, story=second, now=NOW + timedelta(minutes=13))  # the clock goes on
    assert at(13 * 60) == (second, 3, None)
    assert queries.mark_of(Gathering.objects.get(pk=one.pk)) != mark
    actions.end(actor=lead, gathering=one, now=NOW + timedelta(minutes=20))
    assert set(one.stories.values_list("told_at", flat=True)) == {NOW, NOW + timedelta(minutes=11)}


def test_one_that_is_to_come_cannot_have_been_held(run: Run, lead: Actor) -> None:
    one = a_gathering(run, lead=lead)
    with pytest.raises(Refused, match="ikke vært ennå"):
        actions.end(actor=lead, gathering=one, now=one.starts_at - timedelta(seconds=1))
    story = a_story(one)
    actions.end(actor=lead, gathering=one, now=one.starts_at)
    story.refresh_from_db()
    assert story.told_at == one.starts_at


def test_those_asked_hear_of_a_new_time_and_of_a_calling_off_in_their_own_language(run: Run, lead: Actor) -> None:
    one, now = a_gathering(run, lead=lead, place="Rådhuset"), NOW
    bokmal, nynorsk, both, waits = a_part(run), a_part(run), a_part(run), a_part(run, state="waiting")
    a_part(run, "mentor", user=both.user)  # driver and mentor: one person, one letter
    nynorsk.user.language = "nn"
    nynorsk.user.save()
    everyone = list(run.parts.all())
    assert actions.ask(actor=lead, gathering=one, parts=everyone, url=URL, now=now) == 3
    assert actions.ask(actor=lead, gathering=one, parts=everyone, url=URL, now=now) == 0
    assert not one.attendances.filter(part=waits).exists()
    away = one.attendances.get(part=bokmal)
    actions.answer(actor=actor_of(bokmal.user, run.organisation), attendance=away, comes=False, now=now)
    plan = GatheringPlan(one.title, one.starts_at, place="Rådhuset", aim="Noe annet")
    actions.change_gathering(actor=lead, gathering=one, plan=plan, url=URL, now=now)  # nothing they must know
    assert not Letter.objects.filter(kind="gatherings.moved").exists()
    plan = GatheringPlan(one.title, one.starts_at + timedelta(days=1))
    actions.change_gathering(actor=lead, gathering=one, plan=plan, url=URL, now=now)
    actions.call_off(actor=lead, gathering=one, reason="For få kunne", now=now)
    sent = list(Letter.objects.filter(to_user_id=nynorsk.user_id).order_by("pk"))
    assert [letter.kind.removeprefix("gatherings.") for letter in sent] == ["invitation", "moved", "called_off"]
    assert sent[2].subject == f"«{one.title}» er avlyst"
    assert "Kvifor: For få kunne" in sent[2].body
    assert f"{URL}calendar/" in sent[0].body
    assert Letter.objects.filter(to_user_id=bokmal.user_id).count() == 1  # who cannot come is not written to again
    assert Entry.objects.filter(verb="gatherings.called_off", thing_ref=str(one.pk)).count() == 1


@pytest.mark.parametrize(("minutes", "allowed"), [(-31, False), (-30, True), (0, True), (240, True), (241, False)])
def test_one_checks_in_around_the_gathering_only(run: Run, minutes: int, allowed: bool) -> None:
    one, (actor, part) = a_gathering(run, minutes=120), a_driver(run.organisation, run)
    (mine,) = asked(one, part)
    assert bool(rules.may_check_in(actor, mine, one.starts_at + timedelta(minutes=minutes))) is allowed
    assert not rules.may_check_in(an_actor(run.organisation, "driver"), mine, one.starts_at)


def test_the_leaders_tick_stands_over_what_somebody_said(run: Run, lead: Actor) -> None:
    one, (actor, part), (_other, absent) = (
        a_gathering(run, lead=lead),
        a_driver(run.organisation, run),
        a_driver(run.organisation, run),
    )
    mine, theirs = asked(one, part, absent)
    with pytest.raises(Refused):
        actions.tick_present(actor=lead, gathering=one, there={theirs.pk}, now=one.starts_at - timedelta(hours=1))
    actions.check_in(actor=actor, attendance=mine, now=one.starts_at)
    assert actions.tick_present(actor=lead, gathering=one, there={mine.pk}, now=one.starts_at) == 1
    said = {row.part_id: (row.present, row.by_self) for row in Attendance.objects.all()}
    assert said == {part.pk: (True, True), absent.pk: (False, False)}
    actions.tick_present(actor=lead, gathering=one, there=set(), now=one.starts_at)
    actions.check_in(actor=actor, attendance=mine, now=one.starts_at)  # ticked as not there: it stays
    mine.refresh_from_db()
    assert mine.present is False
    actions.end(actor=lead, gathering=one, now=one.starts_at)
    assert not part.used.exists()
    for _n in range(2):
        actions.tick_present(actor=lead, gathering=one, there={mine.pk}, now=one.starts_at)
    assert list(part.used.values_list("kind", "minutes")) == [("gathering", 120)]


def test_a_decision_is_a_task_in_the_right_organisation_and_is_followed_up(place: Organisation, lead: Actor) -> None:
    other = an_organisation()
    run = a_run(place, lead=lead, network=a_network(place, other))
    doer, part = a_driver(other, run)
    one, later = a_gathering(run, lead=lead), a_gathering(run, lead=lead, starts_at=NOW + timedelta(days=40))
    with pytest.raises(Refused, match="i gang"):
        _decided(lead, one, part.user)
    actions.begin(actor=lead, gathering=one, now=NOW)
    one.refresh_from_db()
    with pytest.raises(Refused, match="deltar"):
        _decided(lead, one, a_driver(place)[1].user)
    made = _decided(lead, one, part.user)
    task = Task.objects.get(pk=made.task_id)
    assert (task.organisation_id, task.for_user_id, task.due_on) == (other.pk, part.user_id, made.due_on)
    assert [told.one for told in queries.followed_up(lead, later)] == [made]
    assert queries.followed_up(lead, one) == []
    finish_task(actor=doer, task=task, now=NOW)
    assert queries.followed_up(lead, later)[0].by_task
    assert not rules.may_tell_outcome(an_actor(place, "driver"), made)
    actions.tell_outcome(actor=lead, decision=made, done=True, outcome="Tre avdelinger er med", told_in=later, now=NOW)
    (told,) = queries.followed_up(lead, later)
    assert (told.one.outcome, told.by_task) == ("Tre avdelinger er med", False)
    third = a_gathering(run, lead=lead, starts_at=NOW + timedelta(days=80))
    assert queries.followed_up(lead, third) == []


def _decided(lead: Actor, gathering: Gathering, user: object) -> object:
    return actions.decide(
        actor=lead, gathering=gathering, what="Spør hjemmetjenesten", who=user, due_on=NOW.date() + timedelta(days=9), url="/programme/gatherings/1/", now=NOW  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_minutes_are_reopened_and_read(run: Run, lead: Actor) -> None:
    from docx import Document
    from pypdf import PdfReader

    one = a_gathering(run, lead=lead, aim="Natten på sykehjemmet")
    best = a_story(
        one, kind="mistake", title="Vi kjøpte *først*", happened="Ingen brukte dem", learnt="Spør før du kjøper"
    )
    actions.begin(actor=lead, gathering=one, now=NOW)
    one.refresh_from_db()
    asked(one, best.part, lead=lead)
    actions.tick_present(actor=lead, gathering=one, there=set(one.attendances.values_list("pk", flat=True)), now=NOW)
    _decided(lead, one, best.part.user)
    said = (
        "Beste feil: Vi kjøpte",
        "Ingen brukte dem",
        "Spør før du kjøper",
        "Spør hjemmetjenesten",
        "1 person var der",
    )
    plain = minutes_file(lead, one, "md", "nb").content.decode()
    assert all(words in plain for words in said)
    assert r"\*først\*" in plain
    word = "\n".join(
        line.text for line in Document(io.BytesIO(minutes_file(lead, one, "docx", "nn").content)).paragraphs
    )
    assert "Kva vi lærte av det" in word
    assert "Spør før du kjøper" in word
    pdf = PdfReader(io.BytesIO(minutes_file(lead, one, "pdf", "nb").content))
    read = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert all(words in read for words in said)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # tagged
    assert "pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    outsider = minutes_file(an_actor(run.organisation, "observer"), one, "md", "nb").content.decode()
    assert "Ingen brukte dem" not in outsider
    assert "1 historie er bare for dem i kullet." in outsider


def test_the_event_keeps_its_identity_and_gets_a_new_number(run: Run, lead: Actor) -> None:
    from icalendar import Calendar

    one = a_gathering(run, lead=lead, place="Rådhuset; sal 2", minutes=90)
    (first,) = Calendar.from_ical(event(one, url=URL, now=NOW)).walk("VEVENT")
    assert first.decoded("dtend") - first.decoded("dtstart") == timedelta(minutes=90)
    assert str(first["location"]) == "Rådhuset; sal 2"
    actions.call_off(actor=lead, gathering=one, reason="Sykdom", now=NOW)
    one.refresh_from_db()
    (second,) = Calendar.from_ical(event(one, url=URL, now=NOW)).walk("VEVENT")
    assert (second["uid"], str(second["status"])) == (first["uid"], "CANCELLED")
    assert second["sequence"] > first["sequence"]


def test_a_gathering_has_as_many_queries_with_one_story_as_with_three(
    client: Client, run: Run, lead: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor, part = a_driver(run.organisation, run)
    client.force_login(part.user)
    one = a_gathering(run, lead=lead)
    pages = [reverse(f"gatherings:{name}", args=[one.pk]) for name in ("gathering", "people", "live")]
    pages += [reverse(f"gatherings:{name}", args=[run.pk]) for name in ("of_run", "stories_of_run")]
    counts: list[dict[str, int]] = []
    for _n in range(2):
        for _m in range(1 + 2 * len(counts)):
            asked(one, a_story(one).part, lead=lead)
            a_gathering(run, lead=lead)
        found = {}
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(45) as counted:
                assert client.get(page).status_code == 200
            found[page] = len(counted)
        counts.append(found)
    assert counts[0] == counts[1]
    assert actor.user_id == part.user_id


def test_the_pages_take_somebody_from_a_plan_to_the_minutes(client: Client, run: Run, lead: Actor) -> None:
    from nybrott.people.models import User

    actor, part = a_driver(run.organisation, run)
    client.force_login(User.objects.get(pk=lead.user_id))
    empty = client.get(reverse("gatherings:of_run", args=[run.pk])).content.decode()
    assert "Ingen samling er planlagt" in empty
    page = reverse("gatherings:plan", args=[run.pk])
    assert client.post(page, {"title": "", "minutes": "14"}).status_code == 422
    when = timezone.localtime() + timedelta(minutes=5)
    told = {"title": "Første samling", "day": when.date(), "time": f"{when:%H:%M}", "minutes": "60"}
    one = Gathering.objects.get(pk=int(client.post(page, told)["Location"].split("/")[-3]))
    client.post(reverse("gatherings:ask", args=[one.pk]), {"parts": [part.pk]})
    client.force_login(part.user)
    bring = reverse("gatherings:bring", args=[one.pk])
    assert client.post(bring, {"title": "Uten", "minutes": "121"}).status_code == 422
    words = {"title": "Natten", "kind": "story", "tried": "Vi spurte", "minutes": "70", "level": "run"}
    assert client.post(bring, words).status_code == 302
    assert "10 minutter for mye" in client.get(reverse("gatherings:gathering", args=[one.pk])).content.decode()
    assert client.post(reverse("gatherings:here", args=[one.pk])).status_code == 302
    assert client.post(reverse("gatherings:begin", args=[one.pk])).status_code == 403
    client.force_login(User.objects.get(pk=lead.user_id))
    client.post(reverse("gatherings:begin", args=[one.pk]))
    live = client.get(reverse("gatherings:live", args=[one.pk])).content.decode()
    assert "minutter igjen" in live
    assert "1 person er her" in live
    assert client.get(reverse("gatherings:mark", args=[one.pk])).json()["mark"] in live
    decide = reverse("gatherings:decide", args=[one.pk])
    assert client.post(decide, {"what": "Ring"}).status_code == 422
    due = timezone.localdate() + timedelta(days=3)
    assert client.post(decide, {"what": "Ring dem", "who": part.user_id, "due_on": due}).status_code == 302
    client.post(reverse("gatherings:end", args=[one.pk]))
    assert client.get(reverse("gatherings:minutes", args=[one.pk, "exe"])).status_code == 404
    assert "Ring dem" in client.get(reverse("gatherings:minutes", args=[one.pk, "md"])).content.decode()
    assert actor.user_id == part.user_id
    assert isinstance(one.starts_at, datetime)
