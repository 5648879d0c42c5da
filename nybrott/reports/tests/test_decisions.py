"""Continue, adapt, stop: who decides, on the basis of what, once; and the version of the programme that comes of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.packages import pack, unpack
from nybrott.core.verdict import Refused
from nybrott.effects.models import Decision, Lesson, Plan
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.programmes import actions as programmes
from nybrott.programmes.models import Package, Programme
from nybrott.programmes.tests.factories import a_package
from nybrott.reports import actions, queries, rules
from nybrott.reports.actions import decisions as module
from nybrott.reports.tests.factories import a_decision, a_lesson, a_report, a_settled_plan, said
from nybrott.runs.tests.factories import a_part, under_way

NOW = timezone.now()
TALK = "activities/talk"


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def plan(place: Organisation) -> Plan:
    """A settled plan with a report; the one it names decides."""
    plan = a_settled_plan(place)
    plan.evaluator, plan.decides = a_member(place, "evaluator"), a_member(place, "leader")
    plan.save()
    a_report(plan)
    return plan


@pytest.fixture
def decider(plan: Plan) -> Actor:
    return actor_of(plan.decides, plan.run.organisation)


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


def entered(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def letters_to() -> set[int | None]:
    return set(Letter.objects.filter(kind="reports.decided").values_list("to_user_id", flat=True))


def six_talks(lead: Actor, programme: Programme) -> None:
    thing = next(one for one in programme.content["activities"] if one["id"] == "talk") | {"times": 6}
    programmes.write_thing(actor=lead, programme=programme, section="activities", thing=thing, now=NOW)


# --- who ---


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("place_in_plan", ["named", "evaluator", "nobody"])
def test_who_decides(role: str, place_in_plan: str, plan: Plan, place: Organisation) -> None:
    actor = an_actor(place, role)
    if place_in_plan == "named":
        plan.decides_id = actor.user_id
    elif place_in_plan == "evaluator":
        plan.evaluator_id = actor.user_id
    report = plan.reports.get()
    allowed = place_in_plan != "evaluator" and (place_in_plan == "named" or role == "admin")
    assert bool(rules.may_decide(actor, plan, report, None)) is allowed
    assert not rules.may_decide(actor, plan, None, None)
    assert not rules.may_decide(actor, plan, report, Decision(plan=plan))
    assert bool(rules.may_correct(actor, Decision(plan=plan))) is allowed
    assert not rules.may_correct(actor, Decision(plan=plan, package=Package(version=2)))


def test_every_no_is_a_sentence_that_names_who_can(plan: Plan, place: Organisation, lead: Actor) -> None:
    report = plan.reports.get()
    assert plan.decides is not None
    assert plan.decides.name in rules.may_decide(lead, plan, report, None).reason
    assert "Den som evaluerer" in rules.may_decide(actor_of(plan.evaluator, place), plan, report, None).reason
    assert (
        "en annen virksomhet"
        in rules.may_decide(an_actor(an_organisation(), "admin"), plan, report, None).reason.lower()
    )
    plan.decides = None
    assert "administrator" in rules.may_decide(lead, plan, report, None).reason


@pytest.mark.parametrize("role", list(ROLES))
def test_who_writes_lessons_opens_and_releases(role: str, plan: Plan, place: Organisation) -> None:
    actor = an_actor(place, role)
    open_one, done = (
        Decision(plan=plan, course="adapt"),
        Decision(plan=plan, course="adapt", package=Package(version=2)),
    )
    assert bool(rules.may_write_lesson(actor, open_one)) is (role in ("evaluator", "lead", "coordinator", "admin"))
    assert not rules.may_write_lesson(actor, done)
    assert bool(rules.may_open_programme(actor, open_one)) is (role in ("lead", "editor", "admin"))
    assert not rules.may_open_programme(actor, done)
    settled = [Lesson(text="x", settled="y")]
    open_one.programme = Programme()
    assert not rules.may_open_programme(actor, open_one)
    assert bool(rules.may_carry_out(actor, open_one, settled)) is (role in ("lead", "editor", "admin"))
    assert not rules.may_carry_out(an_actor(an_organisation(), role), open_one, settled)


@pytest.mark.parametrize(
    ("course", "lessons", "allowed"),
    [
        ("adapt", ["settled"], True), ("adapt", ["settled", ""], False), ("adapt", [""], False), ("adapt", [], False),
        ("continue", ["settled"], True), ("continue", [""], True), ("continue", [], True),
        ("stop", ["settled"], True), ("stop", [""], True), ("stop", [], True),
    ],
)  # fmt: skip
def test_what_a_version_waits_for(course: str, lessons: list[str], allowed: bool, plan: Plan, lead: Actor) -> None:
    one = Decision(plan=plan, course=course, programme=Programme())
    some = [Lesson(text=f"Lærdom {number}", settled=done) for number, done in enumerate(lessons)]
    verdict = rules.may_carry_out(lead, one, some)
    assert bool(verdict) is allowed
    for waiting in (each for each in some if not each.settled and not allowed):
        assert f"«{waiting.text}»" in verdict.reason
    assert not rules.may_carry_out(lead, Decision(plan=plan, course=course), some)


# --- deciding ---


def test_a_decision_is_written_in_once_and_those_who_took_part_are_told(
    plan: Plan, decider: Actor, place: Organisation
) -> None:
    driver, mentor, gone = a_part(plan.run), a_part(plan.run, "mentor"), a_part(plan.run, state="withdrawn")
    one = actions.decide(actor=decider, plan=plan, said=said(course="stop"), now=NOW)
    assert (one.course, one.report.number, one.package) == ("stop", 1, None)
    assert letters_to() == {driver.user_id, mentor.user_id, plan.run.planned_by_id, plan.evaluator_id}
    assert gone.user_id not in letters_to()
    body = Letter.objects.filter(to_user_id=driver.user_id).get().body
    assert f"Programmet stopper etter «{plan.run.title}»." in body
    assert "Halvparten kom ikke tilbake." in body
    assert f"/evaluation/runs/{plan.run_id}/decision/" in body
    with pytest.raises(Refused, match="besluttet allerede"):
        actions.decide(actor=decider, plan=plan, said=said(), now=NOW)
    assert Entry.objects.filter(verb="reports.decided").count() == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"decided_on": timezone.localdate(NOW) - timedelta(days=1)}, "Rapporten er laget etter den dagen"),
        ({"decided_on": timezone.localdate(NOW) + timedelta(days=1)}, "ikke kommet ennå"),
        ({"course": "pause"}, "fortsette, tilpasse eller stoppe"),
        ({"reasons": " "}, "hvorfor"),
        ({"decided_by": " "}, "hvem"),
    ],
)
def test_what_is_no_decision_is_refused(more: dict[str, Any], says: str, plan: Plan, decider: Actor) -> None:
    with pytest.raises(Refused, match=says):
        actions.decide(actor=decider, plan=plan, said=said(**more), now=NOW)
    assert not Decision.objects.exists()


def test_without_a_report_nothing_is_decided(plan: Plan, decider: Actor) -> None:
    plan.reports.all().delete()
    with pytest.raises(Refused, match="ingen rapport ennå"):
        actions.decide(actor=decider, plan=plan, said=said(), now=NOW)


def test_a_decision_is_corrected_with_why_until_a_version_has_come_of_it(
    plan: Plan, decider: Actor, lead: Actor
) -> None:
    one = a_decision(plan, course="continue")
    with pytest.raises(Refused, match="hvorfor beslutningen rettes"):
        actions.correct_decision(actor=decider, decision=one, said=said(), why=" ", now=NOW)
    Letter.objects.all().delete()
    one = actions.correct_decision(
        actor=decider, decision=one, said=said(course="continue", reasons="Annet."), why="Feil ord.", now=NOW
    )
    assert (one.reasons, one.corrected, letters_to()) == ("Annet.", "Feil ord.", set())
    one = actions.correct_decision(actor=decider, decision=one, said=said(course="adapt"), why="Ny vurdering.", now=NOW)
    assert letters_to(), "another course is told again"
    lesson = a_lesson(one)
    actions.settle_lesson(actor=lead, lesson=lesson, done="Endret: seks.", now=NOW)
    actions.carry_out(actor=lead, decision=one, note="", now=NOW)
    with pytest.raises(Refused, match="Versjon 2 av programmet kom av den"):
        actions.correct_decision(actor=decider, decision=one, said=said(), why="Angrer.", now=NOW)


# --- a race: two tabs decide at once ---


def both(plan: Plan, decider: Actor) -> list[str]:
    """What becomes of two that decide at once."""

    def one(course: str) -> str:
        try:
            return str(actions.decide(actor=decider, plan=plan, said=said(course=course), now=NOW).course)
        except (Refused, IntegrityError) as trouble:
            return type(trouble).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, ("adapt", "stop")))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_decide_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock both have looked before either writes, and one meets the database; with it, the later one reads why not."""
    place = an_organisation()
    plan = a_settled_plan(place)
    a_report(plan)
    admin, together = an_actor(place, "admin"), Barrier(2, timeout=60)
    may = rules.may_decide

    def when_both_have_looked(*given: Any) -> object:
        found = may(*given)
        together.wait()
        return found

    with monkeypatch.context() as unlocked:
        unlocked.setattr(module, "_plan_held", lambda held: held)
        unlocked.setattr(module.rules, "may_decide", when_both_have_looked)
        assert "IntegrityError" in both(plan, admin)
    Decision.objects.all().delete()
    found = both(plan, admin)
    assert sorted(set(found) - {"Refused"}) in (["adapt"], ["stop"])
    assert "Refused" in found


# --- lessons ---


def test_lessons_are_about_parts_that_are_there_and_stay_in_the_order_of_the_programme(plan: Plan, lead: Actor) -> None:
    one = a_decision(plan)
    first = a_lesson(one, place="")
    second, third = a_lesson(one, place="activities/meet", text="Møtene var nyttige."), a_lesson(one, place="roles")
    with pytest.raises(Refused, match="ingen slik del lenger"):
        a_lesson(one, place="activities/walk")
    with pytest.raises(Refused, match="Skriv hva som er lært"):
        a_lesson(one, text=" ")
    rows = queries.lessons_of(one, "nb")
    assert [row.lesson for row in rows] == [first, third, second]
    assert [(row.name, row.gone) for row in rows] == [
        ("Programmet som helhet", False),
        ("Roller", False),
        ("meet", False),
    ]
    programme = one.programme
    assert programme is not None
    programmes.remove_thing(actor=lead, programme=programme, section="activities", id="meet", now=NOW)
    one.refresh_from_db()
    assert [row.gone for row in queries.lessons_of(one, "nb")] == [False, False, True]
    actions.remove_lesson(actor=lead, lesson=second, now=NOW)
    with pytest.raises(Refused, match="Lærdommen er borte"):
        actions.settle_lesson(actor=lead, lesson=second, done="x", now=NOW)
    moved = actions.change_lesson(actor=lead, lesson=third, place=TALK, text="Ny.", now=NOW)
    assert (moved.section, moved.part, moved.text) == ("activities", "talk", "Ny.")


# --- carried out ---


@pytest.fixture
def adapting(plan: Plan) -> Decision:
    """A decision to adapt, with a lesson on the talks."""
    one = a_decision(plan)
    a_lesson(one)
    return one


def test_adapting_ends_as_a_version_with_reasons_and_lessons_that_travels(
    adapting: Decision, lead: Actor, plan: Plan
) -> None:
    programme = adapting.programme
    assert programme is not None
    assert [one.text for one in queries.beside(lead, programme)] == ["Fire samtaler er for lite."]
    with pytest.raises(Refused, match="siden for den beslutningen"):
        programmes.release_version(actor=lead, programme=programme, note="x", now=NOW)
    with pytest.raises(Refused, match=r"«Fire samtaler er for lite\.»"):
        actions.carry_out(actor=lead, decision=adapting, note="", now=NOW)
    six_talks(lead, programme)
    actions.settle_lesson(actor=lead, lesson=adapting.lessons.get(), done="Endret: seks samtaler.", now=NOW)
    made = actions.carry_out(actor=lead, decision=adapting, note="To samtaler til.", now=NOW)
    adapting.refresh_from_db()
    assert (adapting.package, made.version) == (made, 2)
    assert made.note == "Halvparten kom ikke tilbake.\n\nTo samtaler til."
    read = unpack(pack(made.released()))
    (run,) = read.learnt
    assert (run["course"], run["title"], run["publisher"]) == ("adapt", plan.run.title, "Fjordvik kommune")
    assert run["lessons"] == [
        {"section": "activities", "part": "talk", "name": "talk", "text": "Fire samtaler er for lite.", "done": "Endret: seks samtaler."}
    ]  # fmt: skip
    assert "Ledergruppen" not in pack(made.released()).decode("utf-8", "ignore"), "nobody who decided is in it"
    assert queries.beside(lead, programme) == []
    with pytest.raises(Refused, match="Versjon 2"):
        actions.carry_out(actor=lead, decision=adapting, note="", now=NOW)


def test_what_tells_who_somebody_is_does_not_travel(adapting: Decision, lead: Actor) -> None:
    lesson = adapting.lessons.get()
    actions.settle_lesson(actor=lead, lesson=lesson, done="Spør kari@example.org.", now=NOW)
    with pytest.raises(Refused, match=r"Spør kari@example\.org"):
        actions.carry_out(actor=lead, decision=adapting, note="", now=NOW)
    assert Package.objects.filter(uid=adapting.programme.uid).count() == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("course", ["continue", "stop"])
def test_to_continue_or_stop_only_what_was_learnt_is_new(course: str, plan: Plan, lead: Actor) -> None:
    one = a_decision(plan, course=course)
    a_lesson(one)
    programme = one.programme
    assert programme is not None
    assert not any(each.binding for each in queries.beside(lead, programme))
    six_talks(lead, programme)
    with pytest.raises(Refused, match="endret og ikke utgitt"):
        actions.carry_out(actor=lead, decision=one, note="", now=NOW)
    programmes.release_version(actor=lead, programme=programme, note="Seks.", now=NOW)
    made = actions.carry_out(actor=lead, decision=one, note="", now=NOW)
    assert (made.version, made.learnt[0]["course"]) == (3, course)
    plan.run.refresh_from_db()
    assert plan.run.package.version == 1, "the run's package stays"


def test_a_programme_of_somebody_else_is_made_ones_own_first(place: Organisation, lead: Actor) -> None:
    other = an_organisation()
    theirs = a_package(an_actor(other, "lead"), other, "open")
    plan = a_settled_plan(place, under_way(place, package=theirs))
    a_report(plan)
    one = a_decision(plan)
    assert one.programme is None
    a_lesson(one)
    actions.settle_lesson(actor=lead, lesson=one.lessons.get(), done="Endret: seks.", now=NOW)
    with pytest.raises(Refused, match="Åpne programmet først"):
        actions.carry_out(actor=lead, decision=one, note="", now=NOW)
    copy = actions.open_programme(actor=lead, decision=one, now=NOW)
    assert (copy.organisation, copy.upstream) == (place, theirs)
    with pytest.raises(Refused, match="åpent allerede"):
        actions.open_programme(actor=lead, decision=one, now=NOW)
    made = actions.carry_out(actor=lead, decision=one, note="", now=NOW)
    assert made.said["line"][0]["digest"] == theirs.digest
    again = a_settled_plan(place, under_way(place, package=theirs))
    assert queries.programme_to_change(again) == copy, "a copy one has is used again"


# --- the whole way on pages ---


def test_the_whole_way_without_javascript(plan: Plan, decider: Actor, lead: Actor) -> None:
    way = f"/evaluation/runs/{plan.run_id}/decision/"
    deciding, leading = entered(decider), entered(lead)
    assert "Ingenting er besluttet ennå" in leading.get(way).content.decode()
    assert leading.get(f"{way}decide/").status_code == 403
    form = {
        "course": "adapt",
        "reasons": "Halvparten falt fra.",
        "decided_by": "Ledergruppen",
        "decided_on": "2020-01-01",
    }
    bad = deciding.post(f"{way}decide/", form)
    assert bad.status_code == 422
    assert "Rapporten er laget etter den dagen" in bad.content.decode()
    form["decided_on"] = timezone.localdate().isoformat()
    assert deciding.post(f"{way}decide/", form).headers["Location"] == way
    assert "Halvparten falt fra." in leading.get(f"/programme/runs/{plan.run_id}/").content.decode()
    assert deciding.post(f"{way}correct/", form | {"why": "Skrivefeil."}).status_code == 302
    stale = leading.post(f"{way}lessons/new/", {"place": "activities/walk", "text": "x"})
    assert stale.status_code == 422
    assert leading.post(f"{way}lessons/new/", {"place": TALK, "text": "Fire er for lite."}).status_code == 302
    lesson = Lesson.objects.get()
    assert (
        leading.post(
            f"/evaluation/lessons/{lesson.pk}/", {"place": TALK, "text": "Fire samtaler er for lite."}
        ).status_code
        == 302
    )
    assert leading.get(f"{way}release/").status_code == 403
    assert leading.post(f"/evaluation/lessons/{lesson.pk}/settle/", {"how": "changed", "words": ""}).status_code == 422
    assert (
        leading.post(f"/evaluation/lessons/{lesson.pk}/settle/", {"how": "changed", "words": "seks"}).status_code == 302
    )
    programme = Decision.objects.get().programme
    assert programme is not None
    assert "Fire samtaler er for lite." in leading.get(f"/programmes/own/{programme.slug}/{TALK}/").content.decode()
    assert "Endret: seks" in leading.get(f"{way}release/").content.decode()
    done = leading.post(f"{way}release/", {"note": "Seks samtaler."}, follow=True).content.decode()
    for told in ("Halvparten falt fra.", "Seks samtaler.", "Fire samtaler er for lite.", "Besluttet: tilpasse"):
        assert told in done
    assert "Versjon 2 av programmet kom av den" in leading.get(way).content.decode()


def test_the_pages_say_no_where_it_is_no(plan: Plan, decider: Actor, lead: Actor) -> None:
    way, leading, deciding = f"/evaluation/runs/{plan.run_id}/decision/", entered(lead), entered(decider)
    for address in ("correct/", "release/", "lessons/new/"):
        assert leading.get(f"{way}{address}").status_code == 404, "nothing is decided yet"
    one = a_decision(plan)
    lesson = a_lesson(one)
    assert deciding.post(f"{way}decide/", {}).status_code == 403
    assert leading.post(f"{way}programme/").status_code == 403
    assert leading.post(f"/evaluation/lessons/{lesson.pk}/remove/").status_code == 302
    assert leading.get(f"/evaluation/lessons/{lesson.pk}/").status_code == 404
    assert entered(an_actor(an_organisation(), "admin")).get(way).status_code == 404
