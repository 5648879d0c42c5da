"""Claims: who may, the scale that binds, what is marked afterwards, what is drawn and what it says now."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.claims import actions, queries, rules
from nybrott.claims.actions import RivalWords
from nybrott.claims.tests.factories import a_claim, a_rival, later, own_claim, typed
from nybrott.core.verdict import Refused
from nybrott.effects.models import Claim, Indicator, Plan
from nybrott.effects.tests.factories import a_plan, an_evaluator
from nybrott.evaluations import actions as surveys
from nybrott.evaluations.tests.factories import an_open_wave, everybody_answers
from nybrott.gatherings import queries as gatherings
from nybrott.gatherings.models import Story
from nybrott.gatherings.tests.factories import a_gathering, a_story
from nybrott.gatherings.tests.test_led_to import at, verified, world
from nybrott.guidance.models import Session
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_network, an_actor, an_organisation
from nybrott.runs.actions import measure
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_part, a_run, a_target, called_off

pytestmark = pytest.mark.django_db
WRITERS = {"evaluator", "admin", "lead", "coordinator"}
WEIGHERS = {"evaluator", "admin"}


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def plan(place: Organisation) -> Plan:
    return a_plan(a_run(place))


def weigh(claim: Claim, strength: str, why: str = "Tre ting peker samme vei.", **more: object) -> Claim:
    claim = Claim.objects.select_related("plan__run").get(pk=claim.pk)
    said = {"actor": an_evaluator(claim.plan.run), "seen": claim.changed_at, "now": timezone.now()} | more
    return actions.weigh_claim(claim=claim, strength=strength, why=why, **said)  # type: ignore[arg-type]


def test_who_may_claim_and_who_may_weigh(place: Organisation, plan: Plan) -> None:
    for role in ROLES:
        actor = an_actor(place, role)
        assert bool(rules.may_claim(actor, plan)) == (role in WRITERS), role
        assert bool(rules.may_weigh(actor, plan)) == (role in WEIGHERS), role
        outside = an_actor(an_organisation(), role)
        assert not rules.may_claim(outside, plan)
        assert not rules.may_weigh(outside, plan)
    off = Plan(run=called_off(place), made_at=timezone.now())
    assert not rules.may_claim(an_actor(place, "lead"), off)
    assert not rules.may_weigh(an_actor(place, "evaluator"), off)


def test_a_partner_of_the_network_sees_nothing_of_it(place: Organisation) -> None:
    partner = an_organisation()
    claim = a_claim(a_plan(a_run(place, network=a_network(place, partner))))
    for model in (Claim, Plan):
        assert not model.objects.visible_to(an_actor(partner, "admin")).exists()
        assert model.objects.visible_to(an_actor(place, "observer")).exists()
    with pytest.raises(Refused):
        typed_by(an_actor(partner, "admin"), claim)


def typed_by(actor: object, claim: Claim) -> None:
    actions.write_evidence(actor=actor, claim=claim, side="for", text="x", source="y", now=timezone.now())  # type: ignore[arg-type]


def test_nobody_calls_a_claim_stronger_than_the_scale_allows(plan: Plan) -> None:
    claim = a_claim(plan)
    for strength in ("weak", "some", "strong"):
        with pytest.raises(Refused, match="taler for"):
            weigh(claim, strength)
    typed(claim)
    assert weigh(claim, "weak").strength == "weak"
    with pytest.raises(Refused):
        weigh(claim, "some")
    with pytest.raises(Refused, match="hvorfor"):
        weigh(claim, "weak", why="  ")
    with pytest.raises(Refused):  # the lead writes, and does not weigh
        weigh(claim, "none", actor=an_actor(plan.run.organisation, "lead"))
    assert weigh(claim, "none", why="").why == ""


def test_what_came_in_while_one_weighed_must_be_seen_first(plan: Plan) -> None:
    claim = a_claim(plan)
    typed(claim)
    claim.refresh_from_db()
    a_rival(claim, weight="likely")
    with pytest.raises(Refused, match="mens du"):
        weigh(claim, "weak", seen=claim.changed_at)
    assert weigh(claim, "weak").strength == "weak"


def test_what_comes_after_the_weighing_is_marked_and_may_take_the_strength_away(plan: Plan) -> None:
    claim = a_claim(plan)
    typed(claim)
    weigh(claim, "weak")
    (said,) = queries.claims_of(plan)
    assert (said.judged, said.strength, said.weighed_before, said.missing) == ("weak", "weak", False, ())
    rival = a_rival(claim, "", "likely")
    (said,) = queries.claims_of(plan)
    assert said.weighed_before
    assert [one.after_weighing for one in (*said.evidence, *said.rivals)] == [False, True]
    weigh(claim, "weak")
    for one in claim.evidence.all():
        actions.remove_evidence(actor=an_evaluator(plan.run), evidence=one, now=timezone.now())
    (said,) = queries.claims_of(plan)
    assert (said.judged, said.strength, said.missing, said.weighed_before) == ("weak", "none", ("nothing_for",), True)
    actions.remove_rival(actor=an_evaluator(plan.run), rival=rival, now=timezone.now())
    assert queries.claims_of(plan)[0].rivals == ()
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"claims.weighed", "claims.evidence_removed", "claims.rival_put_in", "claims.rival_removed"} <= verbs


def test_claims_are_worded_ordered_and_taken_out(plan: Plan) -> None:
    one, two, three = (a_claim(plan, text) for text in ("A", "B", "C"))
    actor = an_actor(plan.run.organisation, "lead")
    actions.move_claim(actor=actor, claim=three, up=True, now=timezone.now())
    actions.move_claim(actor=actor, claim=one, up=True, now=timezone.now())  # already first
    assert [claim.text for claim in queries.listed(plan)] == ["A", "C", "B"]
    actions.change_claim(actor=actor, claim=two, text="B, men tydeligere", about="need", now=timezone.now())
    actions.remove_claim(actor=actor, claim=one, now=timezone.now())
    assert [(claim.text, claim.about) for claim in queries.listed(plan)] == [("C", ""), ("B, men tydeligere", "need")]
    with pytest.raises(ValueError, match="nothing reached"):
        actions.make_claim(actor=actor, plan=plan, text="x", about="contract", now=timezone.now())


def test_there_is_room_for_so_many(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = a_claim(plan)
    typed(claim)
    a_rival(claim)
    for name, again in (("MOST_CLAIMS", lambda: a_claim(plan)), ("MOST_EVIDENCE", lambda: typed(claim)), ("MOST_RIVALS", lambda: a_rival(claim, "season"))):  # fmt: skip
        monkeypatch.setattr(rules, name, 1)
        with pytest.raises(Refused, match="plass til 1"):
            again()


# --- the trail ---


@pytest.mark.parametrize("seed", range(2))
def test_the_trail_says_what_the_page_about_it_says(place: Organisation, seed: int) -> None:
    run, lead = world(place, seed)
    plan = a_plan(run)
    counts = {one.kind: (one.n, one.with_driver) for one in gatherings.led_to(lead, run).counts}
    trails = queries.trails_of(plan)
    assert {kind: (one.n, one.with_driver) for kind, one in trails.items()} == counts
    page = {
        after.thing.ref: [(one.kind, one.ref) for one in after.before]
        for touched in gatherings.led_to(lead, run).touched for after in touched.reached if after.kind == "need"
    }  # fmt: skip
    assert {one.ref: [key[:2] for key in one.before] for one in trails["need"].things} == page


def one_need(place: Organisation, run: Run) -> None:
    """A verified need with a held session of the run before it."""
    challenge = an_anchored_challenge(place)
    part = a_part(run, took_in_at=at(-9))
    made = a_session(a_pairing(place, run=run, driver=part), at(0), minutes=60, challenge=challenge, state="held")
    Session.objects.filter(pk=made.pk).update(state="held")
    verified(an_actor(place, "lead"), challenge, at(3))


def test_a_trail_is_frozen_with_its_sentence_and_stands_against_what_it_is_now(place: Organisation, plan: Plan) -> None:
    claim, actor = a_claim(plan, about="need"), an_evaluator(plan.run)
    with pytest.raises(Refused, match="pådriver"):
        actions.draw_evidence(actor=actor, claim=claim, side="for", kind="trail", ref="need", now=timezone.now())
    one_need(place, plan.run)
    made = actions.draw_evidence(actor=actor, claim=claim, side="for", kind="trail", ref="need", now=timezone.now())
    said = made.found["said"]
    assert said["nb"].startswith("Verifiserte behov: 1 nådd, 1 av dem med en pådriver i seg før")
    assert "Veiledning: 1" in said["nb"]
    assert said["en"].startswith("Verified needs: 1 reached, 1 of them")
    assert made.found["figures"]["things"][0]["before"] == [["session", "2026-09-01"]]
    with pytest.raises(Refused, match="allerede"):
        actions.draw_evidence(actor=actor, claim=claim, side="for", kind="trail", ref="need", now=timezone.now())
    (piece,) = queries.claims_of(plan)[0].evidence
    assert (piece.now, piece.root, piece.gone) == ({}, "trail", False)
    one_need(place, plan.run)
    (piece,) = queries.claims_of(plan)[0].evidence
    assert piece.said["nb"].startswith("Verifiserte behov: 1 nådd")
    assert piece.now["nb"].startswith("Verifiserte behov: 2 nådd, 2")
    assert json.loads(json.dumps(dataclasses.asdict(queries.claims_of(plan)[0])))["evidence"][0]["figures"]["n"] == 1


# --- the other sources ---


def an_indicator(plan: Plan, source: str = "typed", ref: str = "") -> Indicator:
    target = a_target(plan.run)
    return Indicator.objects.create(plan=plan, target=target, level="results", source=source, ref=ref)


def test_an_indicator_speaks_once_it_is_read(plan: Plan) -> None:
    claim, actor, one = a_claim(plan), an_evaluator(plan.run), an_indicator(plan)
    draw = {"actor": actor, "claim": claim, "side": "for", "kind": "indicator", "ref": str(one.pk)}
    with pytest.raises(Refused):
        actions.draw_evidence(**draw, now=timezone.now())  # type: ignore[arg-type]
    lead = an_actor(plan.run.organisation, "lead")
    measure(actor=lead, target=one.target, value=Decimal("7.5"), on=timezone.localdate(), note="", now=timezone.now())
    made = actions.draw_evidence(**draw, now=timezone.now())  # type: ignore[arg-type]
    assert "7,5 behov" in made.found["said"]["nb"].replace("\xa0", " ")
    assert made.found["root"] == "reading"
    measure(actor=lead, target=one.target, value=Decimal(3), on=timezone.localdate(), note="", now=timezone.now())
    assert "3 behov" in queries.claims_of(plan)[0].evidence[0].now["nb"]
    another = an_indicator(a_plan(a_run(plan.run.organisation)))
    with pytest.raises(Refused):  # another run's
        actions.draw_evidence(**draw | {"ref": str(another.pk)}, now=timezone.now())  # type: ignore[arg-type]
    roots = {queries.sources.of_indicator(read_from(one, source)).root for source in ("wave", "counted", "official")}
    assert roots == {"survey", "trail", "official"}


def read_from(one: Indicator, source: str) -> Indicator:
    one.source = source
    return one


def test_only_published_tables_speak_and_two_of_a_kind_are_one_kind(place: Organisation, plan: Plan) -> None:
    claim, actor = a_claim(plan), an_evaluator(plan.run)
    wave = an_open_wave(actor, place)
    everybody_answers(wave, [{"size": "few", "use": point, "grid": {"try": 3, "ask": 4}, "times": 2} for point in (3, 4, 4, 5, 5, 5, 4, 3)])  # fmt: skip
    assert queries.waves_of(plan) == []
    surveys.close_wave(actor=actor, wave=wave, now=timezone.now())
    (closed,) = queries.waves_of(plan)
    tables = queries.tables_of(closed)
    mean = next(one for one in tables if "Hvor nyttig?" in one.said["nb"])
    assert "Snitt 4,1" in mean.said["nb"]
    made = actions.draw_evidence(actor=actor, claim=claim, side="for", kind="wave", ref=mean.ref, now=timezone.now())
    assert made.found["figures"]["table"]["mean"] == 4.1
    (other,) = [one for one in tables if one.ref != mean.ref][:1]
    actions.draw_evidence(actor=actor, claim=claim, side="for", kind="wave", ref=other.ref, now=timezone.now())
    typed(claim, "against", looked=True)
    a_rival(claim, weight="unlikely")
    with pytest.raises(Refused, match="uavhengige"):
        weigh(claim, "strong")
    typed(claim)
    assert weigh(claim, "strong").strength == "strong"
    abroad = a_claim(a_plan(a_run(an_organisation())))
    with pytest.raises(Refused):  # another organisation's survey
        actions.draw_evidence(
            actor=an_evaluator(abroad.plan.run), claim=abroad, side="for", kind="wave", ref=mean.ref, now=timezone.now()
        )


def a_told_story(run: Run, place: Organisation, level: str) -> Story:
    return a_story(a_gathering(run), a_part(run, place=place), title="Natten på badet", level=level, learnt="Spør først.")  # fmt: skip


def test_a_story_is_put_in_when_everybody_may_read_it_and_never_copied(place: Organisation) -> None:
    partner = an_organisation()
    run = a_run(place, network=a_network(place, partner))
    plan = a_plan(run)
    claim, actor = a_claim(plan), an_evaluator(run)
    own, closed = a_told_story(run, place, "organisation"), a_told_story(run, place, "run")
    theirs = a_told_story(run, partner, "organisation")
    draw = {"actor": actor, "claim": claim, "side": "for", "kind": "story"}
    for story in (closed, theirs):
        with pytest.raises(Refused, match="ikke alle"):
            actions.draw_evidence(**draw, ref=str(story.pk), now=timezone.now())  # type: ignore[arg-type]
    made = actions.draw_evidence(**draw, ref=str(own.pk), now=timezone.now())  # type: ignore[arg-type]
    assert "Natten" not in json.dumps(made.found)
    assert "Spør først" not in json.dumps(made.found)
    (piece,) = queries.claims_of(plan)[0].evidence
    assert piece.story == {"title": own.title, "tried": own.tried, "happened": "", "learnt": "Spør først."}
    Story.objects.filter(pk=own.pk).update(level="run")
    (piece,) = queries.claims_of(plan)[0].evidence
    assert (piece.story, piece.gone) == ({}, True)
    assert [one.ref for one in queries.choices(plan)["story"]] == []


@pytest.mark.parametrize(("kind", "ref"), [("story", "0"), ("story", "x"), ("wave", "1"), ("wave", "1:x"), ("indicator", "9" * 40), ("trail", "gold"), ("gossip", "1"), ("typed", "1")])  # fmt: skip
def test_what_is_no_source_is_refused(plan: Plan, kind: str, ref: str) -> None:
    claim = a_claim(plan)
    with pytest.raises(Refused):
        actions.draw_evidence(
            actor=an_evaluator(plan.run), claim=claim, side="for", kind=kind, ref=ref, now=timezone.now()
        )
    assert not claim.evidence.exists()


# --- rivals ---


def test_rival_explanations_are_the_catalogues_or_ones_own(plan: Plan) -> None:
    claim, actor = a_claim(plan), an_evaluator(plan.run)
    known = a_rival(claim, "history")
    assert known.text == "Noe annet hendte samtidig."
    with pytest.raises(Refused, match="allerede"):
        a_rival(claim, "history")
    with pytest.raises(Refused, match="hvorfor"):
        a_rival(claim, "season", "unlikely", why="")
    with pytest.raises(Refused, match="skriv din egen"):
        actions.put_in_rival(actor=actor, claim=claim, words=RivalWords(), now=timezone.now())
    with pytest.raises(ValueError, match="no rival"):
        actions.put_in_rival(actor=actor, claim=claim, words=RivalWords("moon"), now=timezone.now())
    own = a_rival(claim, "", "likely")
    actions.change_rival(actor=actor, rival=own, words=RivalWords("", "Ny leder", "ruled_out", "Hun begynte etterpå."), now=later())  # fmt: skip
    with pytest.raises(ValueError, match="stays"):
        actions.change_rival(actor=actor, rival=own, words=RivalWords("testing"), now=later())
    found = queries.claims_of(plan)[0].rivals
    assert [(one.said["en"], one.weight) for one in found] == [("Something else happened at the same time.", "possible"), ("Ny leder", "ruled_out")]  # fmt: skip


def test_looked_for_and_not_found_stands_against(plan: Plan) -> None:
    claim = a_claim(plan)
    with pytest.raises(Refused):
        typed(claim, "for", looked=True)
    typed(claim, "against", looked=True)
    with pytest.raises(ValueError, match="sideways"):
        typed(claim, "sideways")
    (piece,) = queries.claims_of(plan)[0].evidence
    assert (piece.side, piece.root, piece.source) == ("against", "looked", "Samtaler 3. november")


def test_the_day_it_was_put_in_stands(place: Organisation) -> None:
    claim = own_claim(place)
    typed(claim, at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC) + timedelta(0))
    assert queries.claims_of(claim.plan)[0].evidence[0].put_in_on == "2026-11-04"  # where the site is
