"""Two procurements of Fjordvik followed all the way, from what was hard to what it was worth, and a pilot nobody has decided about. All invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from nybrott.benefits import actions as benefits
from nybrott.benefits.actions import Measured, Said
from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import Vouched
from nybrott.challenges import actions as challenges
from nybrott.challenges.actions import Ask, ChallengeDetails
from nybrott.classifications import actions as classes
from nybrott.contracts import actions as contracts
from nybrott.contracts.actions import Answers, Firm, Shown, Terms
from nybrott.contracts.models import Contract
from nybrott.contracts.queries import parts
from nybrott.core.actor import Actor
from nybrott.core.benefits import Given, Spread
from nybrott.core.terms import months_after
from nybrott.demonstration.plan import KEYS, SEWER, Line
from nybrott.needs import actions as needs
from nybrott.needs.actions.descriptions import Goal, Written
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.procedures import actions as procedures
from nybrott.procurements import actions
from nybrott.procurements.actions import Planned
from nybrott.procurements.models import Procurement
from nybrott.requirements import actions as requirements
from nybrott.requirements.actions import Wanted, Weighed


@dataclass(frozen=True, slots=True)
class Story:
    """What was hard, what it was for, and how one would see that it was reached. `key` stands in the challenge's address."""

    key: str
    title: str
    story: str
    whom: str
    purpose: str
    goals: tuple[Goal, ...]
    criteria: tuple[str, ...]
    raised_by: str
    owner: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it happens: the municipality, the buyer, and the day everything is counted from."""

    fjordvik: Organisation
    buyer: Actor
    now: datetime

    def day(self, months: int) -> date:
        """A day so many months from today."""
        return months_after(timezone.localdate(self.now), months)

    def at(self, months: int, hour: int = 10) -> datetime:
        """That day, at an hour."""
        return timezone.make_aware(datetime.combine(self.day(months), time(hour)))

    def user(self, name: str) -> User:
        """Somebody of the municipality."""
        return User.objects.get(name=name)

    def actor(self, name: str) -> Actor:
        """The same, acting."""
        return actor_of(self.user(name), self.fjordvik)


DOORS = Story(
    "hjelpen-star-utenfor", "Hjelpen står utenfor og kommer ikke inn",
    "Når noen ringer om natten, kjører Nattpatruljen først innom vaktrommet for å hente riktig nøkkel. To av tre ganger er det en omvei. Tre ganger i fjor lå nøkkelen i en annen bil.",
    "Beboere som venter, og ansatte som vet at noen venter.",
    "Den som ringer om natten, skal få hjelp av noen som kommer inn med en gang.",
    (Goal("Kortere ventetid", "minutter fra anrop til noen er inne, i snitt", "minutter", Decimal(34), Decimal(20)),),
    ("Ingen kjører omvei for å hente nøkkel.", "Beboeren bestemmer selv hvem som kan låse opp.", "Døren kan åpnes når strømmen er borte."),
    "Jorunn Haug", "Ragnhild Eide",
)  # fmt: skip
DRAINS = Story(
    "vi-vet-det-nar-kjelleren-er-full", "Vi vet det først når kjelleren er full",
    "Avløpet tettes oftest om høsten. Vi får vite det når noen ringer fordi vannet står i kjelleren, og da er skaden gjort. 19 kjellere i fjor.",
    "Huseiere langs de gamle rørene, og de som rykker ut om natten.",
    "Vi skal vite at et rør tettes før noen får vann i kjelleren.",
    (Goal("Færre kjellere med vann", "kjellere i året", "kjellere", Decimal(19), Decimal(5)),),
    ("Vi får beskjed minst to timer før vannet står i en kjeller.", "Ingen rykker ut uten at det er noe å rykke ut for."),
    "Sunniva Åsen", "Oddvar Nes",
)  # fmt: skip


def follow_doors(stage: Stage, line: Line) -> None:
    """Help that came in time: developed together with a small firm, tried, scaled, and measured twice: better both times, and not quite what was hoped."""
    one = _planned(stage, line, DOORS, stage.at(-29))
    hours = _benefit(
        stage, one, Said(
            "time", "Timer til å hente nøkler", "Nattpatruljen", "hours", "less", "own", stage.user("Berit Solheim"), target=Decimal(300), target_on=stage.day(-6),
            needed="Låsene settes inn før sommeren, og alle nattevakter er lært opp.",
        ), Spread(Decimal(1900), Decimal(1600), Decimal(2200)), "Kjørebøkene for tre måneder, ganget opp til et år.", -29,
    )  # fmt: skip
    benefits.estimate_by_formula(
        actor=stage.buyer, benefit=hours, formula="time", now=stage.at(-29, 12),
        assumptions={
            "saved": _vouched(18, 12, 24, "minute/occasion", "Kjørebøkene: forskjellen på turer med og uten omvei"),
            "occasions": _vouched(60, 50, 70, "occasion/person/year", "Anropslisten for ett år"),
            "people": _vouched(92, 88, 96, "person", "De som har trygghetsalarm og bor alene"),
        },
    )  # fmt: skip
    waiting = _benefit(
        stage, one, Said(
            "users", "Minutter før noen er inne", "De som ringer om natten", "other", "less", "users", stage.user("Berit Solheim"), unit="minutter i snitt", target=Decimal(20),
            target_on=stage.day(-6),
        ), Spread(Decimal(34), Decimal(31), Decimal(37)), "220 utrykninger i to måneder.", -29,
    )  # fmt: skip
    _ask_for_function(stage, one)
    _classify(stage, one)
    _choose_procedure(stage, one)
    _move(stage, one, ("prepare", -28), ("compete", -26))
    contract = contracts.write_contract(
        actor=stage.buyer, procurement=one, firm=Firm("Nøkkelfri Hverdag AS", "NO", "", is_small=True, is_new=True), now=stage.at(-22),
        terms=Terms("Låser som åpner seg for den som skal inn", "both", stage.day(-22), value=3_050_000_00, starts=stage.day(-22), ends=stage.day(14), option_months=24, decide_by=stage.day(8), contact="Ivar Aas"),
    )  # fmt: skip
    first = contracts.add_milestone(actor=stage.buyer, contract=contract, title="Prøvd i tolv boliger", due_on=stage.day(-18), now=stage.at(-22, 11))  # fmt: skip
    contracts.reach_milestone(actor=stage.buyer, milestone=first, on=stage.day(-18), result="Tolv boliger, to måneder, ingen som ikke kom inn.", now=stage.at(-18))  # fmt: skip
    _try(stage, contract, ("met", "met", "met", "partly"), -17)
    contracts.answer_questions(
        actor=stage.buyer, contract=contract, now=stage.at(-16),
        answers=Answers("yes", 90, "Alle kom inn. I to boliger er døren for gammel til låsen.", gaps="To gamle dører må byttes først.", need_changed=False, around="Ingenting som endrer valget.", inside="Nattpatruljen er blitt én til."),
    )  # fmt: skip
    contracts.decide(actor=stage.actor("Ragnhild Eide"), contract=contract, course="scale", reason="Det virker, beboerne vil ha det, og de to dørene bytter vi.", now=stage.at(-16, 13))  # fmt: skip
    for benefit, months, value, low, high, said in (
        (hours, -10, 520, 430, 610, "Kjørebøkene for tre måneder, ganget opp."), (hours, -4, 410, 340, 480, "Kjørebøkene for tre måneder, ganget opp."),
        (waiting, -10, 24, 21, 27, "140 utrykninger i to måneder."), (waiting, -4, 22, 19, 25, "155 utrykninger i to måneder."),
    ):  # fmt: skip
        _measured(stage, benefit, months, (value, low, high), "better", said)


def follow_drains(stage: Stage, line: Line) -> None:
    """Sensors in the drains: fewer cellars than before, far from what was hoped, and more hours to false alarms than anybody had reckoned."""
    one = _planned(stage, line, DRAINS, stage.at(-27))
    cellars = _benefit(
        stage, one, Said(
            "quality", "Kjellere med vann", "Huseiere langs de gamle rørene", "number", "less", "users", stage.user("Sunniva Åsen"), unit="kjellere", target=Decimal(5), target_on=stage.day(-4),
        ), Spread(Decimal(19), Decimal(17), Decimal(21)), "Skademeldinger i ett år.", -27,
    )  # fmt: skip
    benefits.estimate_by_hand(actor=stage.buyer, benefit=cellars, gain=Spread(Decimal(14), Decimal(9), Decimal(17)), source="Leverandørens tall fra en annen by, og vår egen gjennomgang av skadene.", now=stage.at(-27, 12))  # fmt: skip
    nights = _benefit(
        stage, one, Said(
            "time", "Timer til utrykning om natten", "Vakten på Vann og avløp", "hours", "less", "own", stage.user("Sunniva Åsen"), target=Decimal(300), target_on=stage.day(-4),
        ), Spread(Decimal(480), Decimal(440), Decimal(520)), "Vaktboken for ett år.", -27,
    )  # fmt: skip
    _move(stage, one, ("prepare", -26), ("compete", -24))
    contract = contracts.write_contract(
        actor=stage.buyer, procurement=one, firm=Firm("Rørvarsel AS", "NO", "", is_small=True, is_new=False), now=stage.at(-20),
        terms=Terms("Varsel før det flommer", "both", stage.day(-20), value=2_250_000_00, starts=stage.day(-20), ends=stage.day(16), option_months=12, decide_by=stage.day(10)),
    )  # fmt: skip
    _try(stage, contract, ("partly", "met", "not_met"), -16)
    contracts.answer_questions(
        actor=stage.buyer, contract=contract, now=stage.at(-15),
        answers=Answers("partly", 55, "De fleste steder kommer varselet i tide. Ved regn kommer det også når ingenting er galt.", gaps="Regn gir falske varsler.", need_changed=False, around="Mer regn på kort tid enn før.", inside="Én mindre i vakten."),
    )  # fmt: skip
    contracts.decide(actor=stage.actor("Oddvar Nes"), contract=contract, course="buy", reason="Det er bedre enn å vente på telefonen. Leverandøren retter varslene ved regn uten betaling.", now=stage.at(-15, 13))  # fmt: skip
    _measured(stage, cellars, -9, (17, 14, 20), "none", "Skademeldinger i et halvt år, ganget med to.")
    _measured(stage, cellars, -3, (13, 11, 15), "better", "Skademeldinger i et helt år.", "Bedre, men langt fra fem. Rørene som er verst, har ingen sensor.")  # fmt: skip
    _measured(stage, nights, -3, (690, 640, 740), "worse", "Vaktboken for et helt år.", "Falske varsler ved regn. Halvparten av utrykningene var til ingenting.")  # fmt: skip


def leave_lying(stage: Stage, one: Procurement) -> None:
    """A pilot in the parks that ended, and that nobody has decided about: it lies in the graveyard until somebody does."""
    contract = contracts.write_contract(
        actor=stage.buyer, procurement=one, firm=Firm("Stille Gress AS", "NO", "", is_small=True, is_new=True), now=stage.now,
        terms=Terms("Utprøving i to parker", "pilot", stage.day(-16), value=420_000_00, starts=stage.day(-16), ends=stage.day(-8)),
    )  # fmt: skip
    contracts.answer_questions(
        actor=stage.buyer, contract=contract, now=stage.now, answers=Answers("partly", 60, "Stille og trygt på flatene, men ikke i bakkene.", gaps="Bakkene."),
    )  # fmt: skip


def _planned(stage: Stage, line: Line, story: Story, when: datetime) -> Procurement:
    """The challenge raised, its need description approved, and the procurement put in the plan on it."""
    described = _described(stage, line, story, when)
    made = actions.plan_procurement(
        actor=stage.buyer, organisation=stage.fjordvik, now=when,
        planned=Planned(line.title, line.aim, Unit.objects.get(organisation=stage.fjordvik, name=line.unit), stage.user(story.owner), line.ref, line.value * 100, cpv=(line.cpv,)),
    )  # fmt: skip
    return actions.say_what_it_answers(actor=stage.buyer, procurement=made, descriptions=[described], now=when)


def _described(stage: Stage, line: Line, story: Story, when: datetime) -> NeedDescription:
    writer, owner = stage.actor(story.raised_by), stage.actor(story.owner)
    unit = Unit.objects.get(organisation=stage.fjordvik, name=line.unit)
    details = ChallengeDetails(story.title, story.story, "", story.whom, unit, stage.user(story.owner), "network")
    challenge = challenges.raise_challenge(actor=writer, details=details, slug=story.key, now=when)
    asked = Ask(story.purpose, story.goals[0].text, 40, None)
    challenges.anchor_challenge(actor=stage.actor("Ingvild Moe"), challenge=challenge, ask=asked, now=when)
    made = needs.begin_description(actor=writer, challenge=challenge, language="nb", now=when)
    texts = {"title": story.title, "purpose": story.purpose, "background": story.story, "language": "nb"}
    needs.write_description(actor=writer, description=made, written=Written(texts, story.goals, story.criteria), now=when)  # fmt: skip
    needs.send_to_review(actor=writer, description=_anew(made), now=when)
    needs.approve_description(actor=owner, description=_anew(made), now=when)
    return _anew(made)


def _anew(description: NeedDescription) -> NeedDescription:
    return NeedDescription.objects.select_related("challenge").get(pk=description.pk)


def _benefit(stage: Stage, one: Procurement, said: Said, before: Spread, how: str, months: int) -> Benefit:  # noqa: PLR0917 - as it is told
    made = benefits.add_benefit(actor=stage.buyer, procurement=one, said=said, now=stage.at(months))
    benefits.set_baseline(actor=stage.buyer, benefit=made, value=before, on=stage.day(months), how=how, now=stage.at(months, 11))  # fmt: skip
    return made


def _vouched(value: int, low: int, high: int, unit: str, source: str) -> Vouched:
    return Vouched(Given(Decimal(value), Decimal(low), Decimal(high), unit), source, "Ragnhild Eide")


def _measured(stage: Stage, benefit: Benefit, months: int, spread: tuple[int, int, int], outcome: str, how: str, explains: str = "") -> None:  # fmt: skip # noqa: PLR0917 - a row of a table
    assert benefit.owner is not None  # every benefit of the demonstration has one
    measured = Measured(Spread(*(Decimal(one) for one in spread)), stage.day(months), how, outcome, explains)
    benefits.measure(actor=actor_of(benefit.owner, stage.fjordvik), benefit=benefit, measured=measured, now=stage.at(months, 14))  # fmt: skip


def _move(stage: Stage, one: Procurement, *steps: tuple[str, int]) -> None:
    for verb, months in steps:
        actions.move_procurement(actor=stage.buyer, procurement=one, verb=verb, now=stage.at(months, 9))


def _try(stage: Stage, contract: Contract, outcomes: Sequence[str], months: int) -> None:
    """What the trial showed of each thing the contract is tried against; what is past the list was met."""
    for place, part in enumerate(parts(contract)):
        outcome = outcomes[place] if place < len(outcomes) else "met"
        contracts.record_result(
            actor=stage.buyer, contract=contract, yardstick=part.asked.yardstick, ref=part.asked.ref, now=stage.at(months),
            shown=Shown(outcome, "Sett i prøven, med tall fra loggen og samtaler med dem det gjelder.", stage.day(months), "Ragnhild Eide"),
        )  # fmt: skip


def _ask_for_function(stage: Stage, one: Procurement) -> None:
    """Requirements that ask for what it shall do, and criteria that reward better than the minimum."""
    asked = [
        requirements.write_requirement(actor=stage.buyer, procurement=one, wanted=wanted, now=stage.at(-28, 11))
        for wanted in (
            Wanted("Løsningen skal la den som er på vakt, komme inn uten å hente noe først.", "functional", "must", "Ingen omvei", "Tolv boliger i to måneder", "trial", "Ingen turer innom vaktrommet"),
            Wanted("Døren skal kunne åpnes innen 10 sekunder etter at hjelperen er framme.", "performance", "reward", "Tid ved døren", "Måles med klokke 50 ganger", "trial", "10 sekunder i 48 av 50"),
            Wanted("Beboeren skal selv kunne bestemme hvem som kan låse opp.", "functional", "must", "Samtykke kan gis og tas tilbake", "Vises av tre beboere", "shown", "Alle tre klarer det alene"),
        )
    ]  # fmt: skip
    for weighed, rests_on in (
        (Weighed("Hvor raskt hjelpen er inne", Decimal(50), "Mer jo raskere, ned til fem sekunder", is_better=True, scale="10 poeng ved 5 sekunder, 0 ved 10"), asked[:2]),
        (Weighed("Hvor lett det er å bestemme selv", Decimal(20), "Beboere prøver den", is_better=True, scale="Snitt av beboernes karakterer"), asked[2:]),
        (Weighed("Pris", Decimal(30), "Hele levetiden", scale="Laveste pris får 10"), []),
    ):  # fmt: skip
        requirements.write_criterion(
            actor=stage.buyer, procurement=one, weighed=weighed, requirements=rests_on, now=stage.at(-28, 12)
        )
    requirements.settle_requirements(actor=stage.buyer, procurement=one, because="Prisen peker ikke på et krav. Behovene står i behovsbeskrivelsen.", now=stage.at(-27))  # fmt: skip


DRAFT = (
    "Konkurransegrunnlag for Inn til dem som trenger hjelp.\n\n"
    "Løsningen finnes ikke på markedet i dag. Leverandøren skal utvikle en prototype som prøves i tolv boliger.\n"
    "Innovasjon premieres i tildelingen.\n"
)


def _classify(stage: Stage, one: Procurement) -> None:
    """A draft is read, what it speaks for is answered, and the class chosen."""
    classes.bring_draft(actor=stage.buyer, procurement=one, data=DRAFT.encode(), name="", now=stage.at(-27, 13))
    for proposal in one.class_proposals.exclude(code="").order_by("pk"):
        classes.answer_code(
            actor=stage.buyer, procurement=one, code=proposal.code, confirmed=True, now=stage.at(-27, 14)
        )
    classes.choose_class(actor=stage.buyer, procurement=one, klass="procurement-of-innovation", reason="Noe skal utvikles som ikke finnes.", now=stage.at(-27, 15))  # fmt: skip


GIVEN = {
    "solution": "none", "need": "function", "development": "research", "purchase": "together", "object": "services", "team": "full", "time": "long", "risk": "buyer",
    "existing": "no", "repeated": "once",
}  # fmt: skip


def _choose_procedure(stage: Stage, one: Procurement) -> None:
    """The guide was asked and a procedure chosen then; the page says what the guide would say today."""
    procedures.answer_questions(
        actor=stage.buyer, procurement=one, choices=GIVEN, value=one.value, now=stage.at(-27, 16)
    )
    procedures.choose_procedure(actor=stage.buyer, procurement=one, option="partnership", reason="Løsningen finnes ikke, og vi vil både utvikle og kjøpe den.", language="nb", now=stage.at(-27, 17))  # fmt: skip


FOLLOWED = {KEYS: follow_doors, SEWER: follow_drains}
