"""Fjordvik's autumn half-way: a run of its own programme, whose mentors take part in the network's run. All invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.demonstration.drivers import DECLINED, DRIVERS, LATE, MENTORS, UNANSWERED, Sign, newcomers
from nybrott.demonstration.evaluation import plan_evaluation
from nybrott.demonstration.guiding import guide
from nybrott.demonstration.municipality import ADMIN, join_all
from nybrott.demonstration.telling import tell
from nybrott.efforts.actions import write_spending
from nybrott.guidance.models import Pairing
from nybrott.networks.actions import found_network, invite_to_network, join_network
from nybrott.pairings.actions import accept_pair, propose_pairs
from nybrott.pairings.queries import plan_of
from nybrott.people.models import Network, Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.programmes.models import Package
from nybrott.recruiting import actions as recruiting
from nybrott.recruiting.actions import Call, Leader, Said
from nybrott.runs import actions
from nybrott.runs.actions import Aim, RunPlan
from nybrott.runs.models import Participation, Run, Target, Yes

SITE = "http://localhost:8000"
BEGAN, ENDS = 44, 46  # days ago, days from now
CALL = (
    "Vil du bruke høsten på ett problem enheten din møter hver uke? Du får en veileder, tre metodeverksteder og kolleger fra andre enheter. "
    "Lederen din sier ja til tretti timer. Du trenger ikke kunne noe om anskaffelser."
)
COMPARED = ("Legevakten", "Kultur og innbyggertorg")
# millions of kroner each unit bought for last year; nobody in Bygg og eiendom takes part
SPENDING = {
    "Bygg og eiendom": 118, "Vei og park": 46, "Vann og avløp": 39, "Hjelpemiddellageret": 21, "Omsorgsboligene": 17, "Hjemmetjenesten": 12,
    "Grunnskolene": 24, "Barnehagene": 9, "Legevakten": 6, "Kultur og innbyggertorg": 4, "PP-tjenesten": 2, "Nattpatruljen": 1,
}  # fmt: skip
# what it shall reach: name, how it is measured, unit, before, target, what was read since (days ago, value)
AIMS = (
    ("Utfordringer der minst fem brukere er hørt", "Talt i Nybrott den siste dagen.", "utfordringer", 1, 12, ((30, 2), (9, 3))),
    ("Enheter der kolleger har utforsket et behov", "Enheter med minst én logget aktivitet.", "enheter", 0, 10, ((30, 2), (9, 5))),
    ("Planlagte anskaffelser med innsikt før dialog", "Andel av planen for neste år, lest av innkjøp.", "prosent", 15, 40, ()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it all happens: the municipality, who leads, and the moment the demonstration is filled."""

    fjordvik: Organisation
    lead: Actor
    now: datetime

    def ago(self, days: float) -> datetime:
        """So many days before."""
        return self.now - timedelta(days=days)

    def day(self, days: int) -> date:
        """The day so many days from now."""
        return timezone.localdate(self.now + timedelta(days=days))

    def actor(self, name: str) -> Actor:
        """Somebody of the municipality."""
        return actor_of(User.objects.get(name=name), self.fjordvik)


def fill_autumn(fjordvik: Organisation, now: datetime) -> None:
    """Make the network's run and the municipality's own, once."""
    if Run.objects.exists():
        return
    with transaction.atomic():
        stage = Stage(fjordvik, actor_of(User.objects.get(name="Ingvild Moe"), fjordvik), now)
        units = {unit.name: unit for unit in Unit.objects.filter(organisation=fjordvik)}
        join_all(fjordvik, newcomers(), units, stage.ago(66))
        network_run = _network_run(stage, units)
        run = _planned(stage, units)
        _mentors(stage, run, network_run, units)
        _drivers(stage, run, units)
        plan_evaluation(fjordvik, run, stage.ago(49))
        _begun(stage, run)
        _paired(stage, run)
        guide(stage.fjordvik, run, now)
        _left(stage, run)
        tell(stage.fjordvik, run, now)


# --- the network's run ---


def _network_run(stage: Stage, units: dict[str, Unit]) -> Run:
    """Sundvåg keeps the partners' network and its run; the people who will be mentors at home take part."""
    sundvag, bjorkelia = (Organisation.objects.get(name=name) for name in ("Sundvåg kommune", "Bjørkelia kommune"))
    keeper, gunnar = (actor_of(place.memberships.current().admins()[0].user, place) for place in (sundvag, bjorkelia))
    network = found_network(
        actor=keeper, organisation=sundvag, name="Partnerprogrammet på kysten", now=stage.ago(72),
        purpose="Kommuner som lærer opp sine egne pådrivere, og deler det de lærer.",
    )  # fmt: skip
    for place, who in ((stage.fjordvik, stage.actor(ADMIN.name)), (bjorkelia, gunnar)):
        asked = invite_to_network(
            actor=keeper, network=network, organisation=place, answer_at=lambda _m: f"{SITE}/settings/networks/", now=stage.ago(72)
        )  # fmt: skip
        join_network(actor=who, member=asked, now=stage.ago(71))
    gunnar = actor_of(User.objects.get(name=gunnar.name), bjorkelia)  # who is in the network now
    run = _plan_network_run(stage, keeper, network, sundvag)
    for sign in MENTORS:
        mine = actor_of(User.objects.get(name=sign.name), stage.fjordvik)
        part = recruiting.sign_up(
            actor=mine, run=run, kind="driver", now=stage.ago(64), leader=Leader(user=User.objects.get(name=sign.leader)),
            said=Said(motivation=sign.motivation, languages=sign.languages, place=sign.place, subjects=sign.subjects, unit=units[sign.unit]),
        )  # fmt: skip
        recruiting.answer(asked=_asked(part), agrees=True, reason="", now=stage.ago(63), actor=stage.actor(sign.leader))
    theirs = recruiting.sign_up(
        actor=gunnar, run=run, kind="driver", now=stage.ago(64), said=Said(motivation="Vi er få, og må lære av andre.", languages=("nb",)),
        leader=Leader(name="Turid Lønning", email="turid.lonning@bjorkelia.example"),
    )  # fmt: skip
    recruiting.answer(asked=_asked(theirs), agrees=True, reason="", now=stage.ago(62))
    reason = "Deltakerne kommer fra tre kommuner. Hver kommune setter mål og sammenligner i sitt eget kull."
    return actions.begin_run(actor=keeper, run=run, reason=reason, now=stage.ago(61))


def _plan_network_run(stage: Stage, keeper: Actor, network: Network, sundvag: Organisation) -> Run:
    package = Package.objects.filter(programme__organisation=sundvag).order_by("version")[0]
    plan = RunPlan(
        "Partnerkullet 2026", stage.day(-61), stage.day(120), goal="To i hver kommune som kan veilede andre i å finne det egentlige problemet.",
        hours={"driver": 60, "mentor": 40, "lead": 80},
    )  # fmt: skip
    run = actions.plan_run(actor=keeper, package=package, plan=plan, network=network, now=stage.ago(68))
    call = Call("To fra hver kommune. Dere lærer metodene her, og veileder pådriverne hjemme etterpå.")
    recruiting.open_call(actor=keeper, run=run, call=call, told="", now=stage.ago(67))
    run.refresh_from_db()
    return run


# --- the municipality's own ---


def _planned(stage: Stage, units: dict[str, Unit]) -> Run:
    package = Package.objects.filter(programme__organisation=stage.fjordvik).order_by("-version")[0]
    plan = RunPlan(
        "Pådriverne høsten 2026", stage.day(-BEGAN), stage.day(ENDS), goal="Ti enheter som finner det egentlige problemet før de snakker med leverandører.",
        places=len(DRIVERS), hours={"driver": 30, "mentor": 25, "lead": 120},
        units=tuple(unit for name, unit in units.items() if name not in COMPARED), compared=tuple(units[name] for name in COMPARED),
    )  # fmt: skip
    run = actions.plan_run(actor=stage.lead, package=package, plan=plan, now=stage.ago(55.5))
    for name, how, unit, before, target, readings in AIMS:
        aim = Aim(name, how, unit, baseline=Decimal(before), baseline_on=stage.day(-55), target=Decimal(target))
        made = actions.set_target(actor=stage.lead, run=run, aim=aim, now=stage.ago(55.4))
        _measured(stage, made, readings)
    for name, millions in SPENDING.items():
        write_spending(
            actor=stage.lead,
            unit=units[name],
            year=stage.day(0).year - 1,
            amount=millions * 100_000_000,
            now=stage.ago(55.3),
        )
    call = Call(CALL, until=stage.day(-46), places=len(DRIVERS))
    recruiting.open_call(actor=stage.lead, run=run, call=call, told="leaders", now=stage.ago(55))
    run.refresh_from_db()
    return run


def _measured(stage: Stage, target: Target, readings: tuple[tuple[int, int], ...]) -> None:
    for days, value in readings:
        actions.measure(
            actor=stage.lead, target=target, value=Decimal(value), on=stage.day(-days), note="", now=stage.ago(days)
        )


def _asked(part: Participation) -> Yes:
    return part.yeses.get(answer=None, put_aside_at=None)


def _said(sign: Sign, units: dict[str, Unit], fjordvik: Organisation) -> Said:
    challenge = (
        Challenge.objects.filter(organisation=fjordvik, title__startswith=sign.challenge).first()
        if sign.challenge
        else None
    )
    return Said(
        motivation=sign.motivation, challenge=challenge, hours=None if sign.capacity else 30, capacity=sign.capacity, subjects=sign.subjects,
        languages=sign.languages, place=sign.place, places=(sign.place,) if sign.capacity else (), unit=units[sign.unit],
    )  # fmt: skip


def _mentors(stage: Stage, run: Run, network_run: Run, units: dict[str, Unit]) -> None:
    """Those who take part in the network's run are asked, and say yes."""
    for sign in MENTORS:
        mine = stage.actor(sign.name)
        known = network_run.parts.get(user__name=sign.name)
        part = recruiting.offer_mentor(actor=stage.lead, run=run, known=known, now=stage.ago(54))
        leader = Leader(user=User.objects.get(name=sign.leader))
        said = _said(sign, units, stage.fjordvik)
        part = recruiting.accept_offer(actor=mine, part=part, said=said, leader=leader, now=stage.ago(53))
        if (asked := part.yeses.filter(answer=None, put_aside_at=None).first()) is not None:
            recruiting.answer(asked=asked, agrees=True, reason="", now=stage.ago(52), actor=stage.actor(sign.leader))


def _drivers(stage: Stage, run: Run, units: dict[str, Unit]) -> None:
    """Twenty-four sign up and get their leader's yes; one leader says no, one never answers, one driver is late."""
    for number, sign in enumerate((*DRIVERS, UNANSWERED, DECLINED)):
        when = stage.ago(53 - number / 6)
        part = recruiting.sign_up(
            actor=stage.actor(sign.name), run=run, kind="driver", said=_wishing(sign, run, _said(sign, units, stage.fjordvik)),
            leader=Leader(user=User.objects.get(name=sign.leader)), now=when,
        )  # fmt: skip
        if sign is UNANSWERED:
            continue
        agrees = sign is not DECLINED
        reason = "" if agrees else "Vi mangler to på vakt fram til jul. Gjerne til våren."
        recruiting.answer(
            asked=_asked(part),
            agrees=agrees,
            reason=reason,
            now=when + timedelta(days=1),
            actor=stage.actor(sign.leader),
        )
    late = User.objects.get(name=LATE.name)
    recruiting.put_in(
        actor=stage.lead, run=run, email=late.email, kind="driver", reason="Arne Grindheim sa ja i telefonen.", now=stage.ago(45)
    )  # fmt: skip


def _wishing(sign: Sign, run: Run, said: Said) -> Said:
    if not sign.wish:
        return said
    wished = run.parts.mentors().filter(user__name=sign.wish)
    return Said(**{name: getattr(said, name) for name in said.__slots__} | {"wishes": tuple(wished)})


def _begun(stage: Stage, run: Run) -> None:
    """Everything the start gate asks for is there, so no reason is needed."""
    actions.begin_run(actor=stage.lead, run=run, reason="", now=stage.ago(BEGAN))
    run.refresh_from_db()


def _paired(stage: Stage, run: Run) -> None:
    """The plan's pairs are proposed, and everybody says yes."""
    propose_pairs(actor=stage.lead, run=run, mark=plan_of(run).mark, now=stage.ago(43))
    for pairing in Pairing.objects.filter(run=run).select_related("driver__user", "mentor__user", "run").order_by("pk"):
        for days, part in ((42, pairing.driver), (41, pairing.mentor)):
            accept_pair(actor=actor_of(part.user, stage.fjordvik), pairing=pairing, now=stage.ago(days))


def _left(stage: Stage, run: Run) -> None:
    """One leaves; whoever waited gets the place, and has no mentor yet."""
    part = run.parts.select_related("run", "user").get(user__name="Petter Hovland")
    mine = stage.actor("Petter Hovland")
    recruiting.withdraw(actor=mine, part=part, reason="Har fått ny jobb i Sundvåg.", now=stage.ago(3))
