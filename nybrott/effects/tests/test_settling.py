"""What a plan lacks, who settles it, what is frozen, and what stays as it is from then on."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.chain import canonical
from nybrott.core.verdict import Refused
from nybrott.effects import actions, queries, rules
from nybrott.effects.actions import Said
from nybrott.effects.models import Plan, Snapshot
from nybrott.effects.states import PLAN, Level, PlanState, Source
from nybrott.effects.tests.factories import a_plan, a_settled_plan, a_whole_plan, an_evaluator, an_indicator
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.runs import actions as runs
from nybrott.runs import queries as runs_queries
from nybrott.runs.actions import Aim
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_day, a_run, a_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(place: Organisation, *roles: str) -> Client:
    client = Client()
    client.force_login(a_member(place, *roles))
    return client


def page_of(client: Client, plan: Plan) -> str:
    return client.get(reverse("effects:plan", args=[plan.run_id])).content.decode()


# --- what is missing ---


def test_an_empty_plan_lacks_everything_in_the_order_of_the_page(place: Organisation) -> None:
    said = [one.says for one in queries.missing(a_plan(a_run(place)))]
    assert said == [
        "Evalueringen har ingen spørsmål å svare på.", "Nivået «reaksjon» har ingen indikator, og ingen har skrevet hvorfor.",
        "Nivået «læring» har ingen indikator, og ingen har skrevet hvorfor.", "Nivået «atferd» har ingen indikator, og ingen har skrevet hvorfor.",
        "Nivået «resultater» har ingen indikator, og ingen har skrevet hvorfor.", "Ingenting sammenlignes, og ingen har skrevet hvorfor.",
        "Det er ikke sagt hvem som evaluerer.", "Det er ikke sagt hvem som avgjør på grunnlag av den.",
        "Det er ikke sagt hva som avgjøres på grunnlag av den.", "Det er ikke sagt når det skal være avgjort.",
    ]  # fmt: skip


SPOILT: dict[str, tuple[Callable[[Plan], object], str]] = {
    "no question": (lambda plan: plan.questions.all().delete(), "ingen spørsmål"),
    "no reason for a level": (lambda plan: Plan.objects.filter(pk=plan.pk).update(left_out={}), "Nivået «reaksjon»"),
    "no value before": (lambda plan: plan.run.targets.update(baseline=None), "mangler en verdi før"),
    "no day": (lambda plan: plan.run.targets.update(baseline_on=None), "mangler dagen"),
    "nothing to reach": (lambda plan: plan.run.targets.update(target=None), "mangler en verdi å nå"),
    "nothing to change": (lambda plan: plan.run.targets.update(target=2), "skal nå det den var før"),
    "nothing compared": (lambda plan: Plan.objects.filter(pk=plan.pk).update(not_compared=""), "Ingenting sammenlignes"),
    "units that are not chosen": (lambda plan: Plan.objects.filter(pk=plan.pk).update(with_units=True), "ikke valgt noen"),
    "years, and nothing of notices": (lambda plan: Plan.objects.filter(pk=plan.pk).update(own_years=3), "offisielle kunngjøringer"),
    "nobody evaluates": (lambda plan: Plan.objects.filter(pk=plan.pk).update(evaluator=None), "hvem som evaluerer"),
    "the evaluator left": (lambda plan: plan.evaluator.memberships.update(ended_at=timezone.now()), "hvem som evaluerer"),  # type: ignore[union-attr]
    "the evaluator leads by now": (lambda plan: plan.evaluator.memberships.update(roles=["evaluator", "lead"]), "leder også kull"),  # type: ignore[union-attr]
    "the evaluator planned it": (lambda plan: Run.objects.update(planned_by=plan.evaluator), "leder også kull"),
    "nobody decides": (lambda plan: Plan.objects.filter(pk=plan.pk).update(decides=None), "hvem som avgjør"),
    "nothing is decided": (lambda plan: Plan.objects.filter(pk=plan.pk).update(decides_what=" "), "hva som avgjøres"),
    "no day for it": (lambda plan: Plan.objects.filter(pk=plan.pk).update(decides_on=None), "når det skal være avgjort"),
}  # fmt: skip


def test_each_thing_alone_keeps_a_plan_from_being_settled(place: Organisation) -> None:
    lead = an_actor(place, "lead")
    for name, (spoil, words) in SPOILT.items():
        run = a_run(place, lead=lead)
        plan = a_whole_plan(run)
        assert queries.missing(plan) == [], name
        spoil(plan)
        with pytest.raises(Refused, match=words):
            actions.settle_plan(actor=an_evaluator(run), plan=plan, now=timezone.now())
        assert not plan.snapshots.exists(), name
        Run.objects.all().delete()


def test_a_reason_stands_in_for_a_value_before_and_for_distance(place: Organisation) -> None:
    plan = a_whole_plan(a_run(place))
    plan.run.targets.update(baseline=None, baseline_on=None, no_baseline="Ingen har talt.")
    both = a_member(place, "evaluator", "lead")
    said = Said(both, "Vi er bare tre i innkjøp.", both, "Om vi fortsetter", a_day(200))
    actions.say_who(actor=an_evaluator(plan.run), plan=plan, said=said, now=timezone.now())
    plan.refresh_from_db()
    assert queries.missing(plan) == []


# --- who, and when ---


MAY = {
    "evaluator": True,
    "admin": True,
    "lead": False,
    "coordinator": False,
    "driver": False,
    "leader": False,
    "observer": False,
}


@pytest.mark.parametrize(("role", "may"), MAY.items())
def test_who_settles_and_who_writes(place: Organisation, role: str, may: bool) -> None:
    plan, actor = a_whole_plan(a_run(place)), an_actor(place, role)
    assert bool(rules.may_settle(actor, plan, [])) is may
    assert bool(rules.may_write_plan(actor, plan)) is (may or role in ("lead", "coordinator"))
    assert bool(rules.may_read(actor, plan.run))
    foreign = an_actor(an_organisation(), role)
    assert not any(
        (rules.may_settle(foreign, plan, []), rules.may_write_plan(foreign, plan), rules.may_read(foreign, plan.run))
    )


def test_the_steps_of_a_plan_and_of_its_run() -> None:
    assert {state: PLAN.open_steps(state) for state in PlanState.values} == {
        "draft": ("change", "settle"),
        "settled": ("reopen",),
    }


def test_a_run_that_is_over_keeps_its_plan(place: Organisation) -> None:
    run = a_run(place)
    plan, evaluator, lead = a_settled_plan(run), an_evaluator(run), an_actor(place, "lead")
    runs.begin_run(actor=lead, run=run, reason="Prøve.", now=timezone.now())
    plan.refresh_from_db()
    assert rules.may_reopen(evaluator, plan)
    runs.end_run(actor=lead, run=run, now=timezone.now())
    plan = Plan.objects.select_related("run").get(pk=plan.pk)
    assert "over eller avlyst" in rules.may_reopen(evaluator, plan).reason
    assert "over eller avlyst" in rules.may_write_plan(evaluator, plan).reason
    assert "over eller avlyst" in rules.may_begin_plan(evaluator, plan.run).reason


# --- what is frozen ---


def test_what_everything_was_is_frozen_and_can_be_reckoned_anew(place: Organisation) -> None:
    run = a_run(place)
    a_target(run, "Noe annet")
    plan = a_settled_plan(run)
    frozen = plan.snapshots.get()
    assert frozen.digest == sha256(canonical(frozen.content)).hexdigest()
    (indicator,) = frozen.content["indicators"]
    assert (indicator["name"], indicator["before"], indicator["to_reach"], indicator["before_on"]) == (
        "Spør brukere først",
        "2",
        "8",
        str(a_day(-30)),
    )
    assert [one["name"] for one in frozen.content["targets"]] == ["Noe annet"]
    assert frozen.content["package"]["digest"] == run.package.digest
    assert queries.content_of(plan) == frozen.content, "the same again, as long as nothing is changed"
    assert queries.check(plan, frozen) == queries.Checked(frozen, True, ())
    answer = signed_in(place, "observer").get(reverse("effects:snapshot_file", args=[frozen.pk]))
    assert sha256(answer.content).hexdigest() == frozen.digest
    assert (
        "Kontrollert nå: ingenting er endret"
        in signed_in(place, "observer").get(reverse("effects:snapshot", args=[frozen.pk])).content.decode()
    )


def test_nobody_is_named_in_what_is_frozen(place: Organisation) -> None:
    plan = a_settled_plan(a_run(place))
    text = json.dumps(plan.snapshots.get().content)
    assert plan.evaluator is not None
    assert plan.decides is not None
    assert plan.evaluator.name not in text
    assert plan.decides.name not in text


def test_a_changed_snapshot_and_a_changed_target_are_seen(place: Organisation) -> None:
    plan = a_settled_plan(a_run(place))
    client, frozen = signed_in(place, "observer"), plan.snapshots.get()
    address = reverse("effects:snapshot", args=[frozen.pk])
    plan.run.targets.update(baseline=1)  # behind everybody's back
    page = client.get(address).content.decode()
    assert "Planen er en annen i dag" in page
    assert "Spør brukere først" in page
    changed = frozen.content | {"indicators": [frozen.content["indicators"][0] | {"before": "1"}]}
    Snapshot.objects.filter(pk=frozen.pk).update(content=changed)
    assert "Dette er endret etter at det ble frosset" in client.get(address).content.decode()


def test_settled_targets_stay_until_somebody_says_why(place: Organisation) -> None:
    run = a_run(place)
    free = a_target(run, "Utenfor planen")
    plan = a_settled_plan(run)
    indicator = plan.indicators.get()
    lead, client = an_actor(place, "lead"), signed_in(place, "lead")
    now = timezone.now()
    with pytest.raises(Refused, match="fastsatt evalueringsplan"):
        runs.set_target(actor=lead, run=run, aim=Aim("Lettere mål"), target=indicator.target, now=now)
    with pytest.raises(Refused, match="fastsatt evalueringsplan"):
        runs.remove_target(actor=lead, target=indicator.target, now=now)
    assert client.get(reverse("runs:target_change", args=[indicator.target_id])).status_code == 403
    assert "fastsatt evalueringsplan" in client.get(reverse("runs:target", args=[indicator.target_id])).content.decode()
    runs.measure(actor=lead, target=indicator.target, value=Decimal(4), on=a_day(0), note="", now=now)
    runs.set_target(actor=lead, run=run, aim=Aim("Utenfor, på nytt"), target=free, now=now)
    for act in (
        lambda: actions.add_question(actor=lead, plan=plan, text="Nytt?", now=now),
        lambda: an_indicator(plan),
        lambda: actions.take_in(actor=lead, plan=plan, target=free, level=Level.RESULTS, now=now),
        lambda: actions.take_out(actor=lead, indicator=indicator, now=now),
        lambda: actions.compare(actor=lead, plan=plan, said=actions.Compared(), now=now),
    ):
        with pytest.raises(Refused, match="Planen er fastsatt"):
            act()


def test_opened_again_it_is_frozen_once_more_and_the_first_stays(place: Organisation) -> None:
    run = a_run(place)
    plan, client = a_settled_plan(run), signed_in(place, "evaluator")
    first, address = plan.snapshots.get(), reverse("effects:reopen", args=[run.pk])
    assert client.post(address, {"reason": "  "}).status_code == 422
    assert client.post(address, {"reason": "Tallene fra 2025 var feil."}).status_code == 302
    assert client.post(address, {"reason": "En gang til."}).status_code == 403
    assert "Tallene fra 2025 var feil." in page_of(client, plan)
    indicator = plan.indicators.get()
    target = indicator.target
    said = {
        "level": "behaviour", "name": target.name, "source": "typed|", "unit": "enheter", "grows": "more", "baseline": "3,5", "baseline_on": a_day(-20),
        "target": "8",
    }  # fmt: skip
    assert client.post(reverse("effects:indicator", args=[indicator.pk]), said).status_code == 302
    assert client.post(reverse("effects:settle", args=[run.pk])).status_code == 302
    newest = plan.snapshots.latest("taken_at")
    assert [one["before"] for one in newest.content["indicators"]] == ["3.5"]
    first.refresh_from_db()
    assert [one["before"] for one in first.content["indicators"]] == ["2"]
    plan.refresh_from_db()
    assert (queries.check(plan, first).differs, queries.check(plan, newest).differs) == ((), ())
    verbs = list(Entry.objects.filter(verb__startswith="effects.plan").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["effects.plan_begun", "effects.plan_settled", "effects.plan_reopened", "effects.plan_settled"]
    assert page_of(client, plan).count(newest.digest[:12]) == 1


def test_official_counts_are_frozen_with_their_definitions_or_why_there_are_none(place: Organisation) -> None:
    run = a_run(place)
    plan = a_whole_plan(run)
    an_indicator(plan, "Kunngjøringer med tegn", level=Level.RESULTS, source=Source.OFFICIAL, ref="innovative.share")
    actions.settle_plan(actor=an_evaluator(run), plan=plan, now=timezone.now())
    assert "no number" in plan.snapshots.get().content["official"]["why_none"]
    Organisation.objects.filter(pk=place.pk).update(number="987654325")
    frozen = queries.content_of(Plan.objects.select_related("run__organisation", "run__package").get(pk=plan.pk))[
        "official"
    ]
    assert frozen["series"]["innovative"]["measure"] == "innovative-procurements"
    assert [row["number"] for row in frozen["series"]["innovative"]["rows"]] == ["987654325"]


# --- the gate ---


def test_the_gate_asks_for_a_settled_plan(place: Organisation) -> None:
    run, lead = a_run(place), an_actor(place, "lead")

    def said() -> str:
        (check,) = [one for one in _gate(lead, run) if one.key == "evaluation"]
        return check.missing

    assert said() == "Kullet har ingen evalueringsplan ennå."
    plan = a_plan(run)
    assert said() == "Planen er ikke fastsatt: 10 ting mangler."
    plan.delete()
    plan = a_whole_plan(run)
    assert said() == "Planen er hel, og venter på at en evaluator fastsetter den."
    with pytest.raises(Refused, match="Evalueringsplan"):
        runs.begin_run(actor=lead, run=run, reason="", now=timezone.now())
    actions.settle_plan(actor=an_evaluator(run), plan=plan, now=timezone.now())
    assert said() == ""
    page = signed_in(place, "lead").get(reverse("runs:gate", args=[run.pk])).content.decode()
    assert reverse("effects:plan", args=[run.pk]) in page


def _gate(lead: object, run: Run) -> list[runs_queries.Check]:
    return runs_queries.gate(lead, run)  # type: ignore[arg-type]


def test_a_plan_settled_after_the_run_began_says_so(place: Organisation) -> None:
    run = a_run(place, compared=(a_unit(place),))
    begun = runs.begin_run(
        actor=an_actor(place, "lead"), run=run, reason="Det hastet.", now=timezone.now() - timedelta(hours=1)
    )
    plan = a_settled_plan(begun)
    assert "Fastsatt etter at kullet hadde begynt" in page_of(signed_in(place, "driver"), plan)
