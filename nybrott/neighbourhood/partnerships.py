"""What the three municipalities of Kystnettverket share, a report they have published, and one they work on. All invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from nybrott.benefits import actions as benefits
from nybrott.benefits.actions.benefits import Said
from nybrott.classifications.actions import choose_class
from nybrott.core.actor import Actor
from nybrott.core.benefits import Spread
from nybrott.partnerships import actions, queries
from nybrott.partnerships.models import Report, Share
from nybrott.partnerships.states import Kind, Part
from nybrott.people.models import Network, NetworkMember, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.procurements.actions import Planned, move_procurement, plan_procurement, say_what_it_answers
from nybrott.procurements.models import Procurement

NETWORK = "Kystnettverket"
KNOWN = "Behovet er kartlagt sammen med dem som gjør arbeidet, i et notat som ligger i arkivet."
COMPETE, BUY = ("map_needs", "prepare", "compete"), ("map_needs", "prepare", "compete", "sign")


@dataclass(frozen=True, slots=True)
class Line:
    """Something a neighbour buys: what, its class with the reason ("": nobody has chosen), its steps, and how many days ago the first was taken."""

    title: str
    klass: str
    reason: str
    steps: tuple[str, ...]
    days: int


SUNDVAG = (
    Line("Sanntidsvarsling av overvann i sentrum", "procurement-of-innovation", "Ingen leverandør varsler tidsnok i små vassdrag i dag.", COMPETE, 52),
    Line("Trygg skolevei med sensorer i kryss", "innovative-solution", "Løsningen er ny, og prøvd i én by.", BUY, 48),
    Line("Renhold etter behov i tre bygg", "innovation-friendly", "Vi beskriver hvor rent det skal være, ikke hvor ofte.", BUY, 44),
    Line("Drift av kommunens nettsted", "none", "Standard leveranse som før.", BUY, 40),
    Line("Møbler til nytt bibliotek", "", "", ("map_needs",), 18),
)  # fmt: skip
BJORKELIA = (
    Line("Medisinering hjemme uten to besøk", "innovative-solution", "Nytt for oss, prøvd av to andre kommuner.", COMPETE, 46),
    Line("Veisalt etter føre", "innovation-friendly", "Leverandøren belønnes for mindre salt med samme friksjon.", BUY, 41),
    Line("Vikarer til skolene", "none", "Rammeavtale som før.", COMPETE, 33),
)  # fmt: skip
SHARED = {
    "Fjordvik kommune": ("Ingvild Moe", tuple(Kind)),
    "Sundvåg kommune": (
        "Ylva Myhre",
        (Kind.PROGRAMMES, Kind.PORTFOLIO, Kind.EFFECTS, Kind.FIGURES, Kind.JOINT, Kind.CALENDAR),
    ),
    "Bjørkelia kommune": ("Gunnar Fossum", (Kind.PORTFOLIO, Kind.FIGURES, Kind.JOINT)),
}
FOREWORD = "I høst begynte tre kommuner å telle det samme på samme måte. Tallene er små, og det er meningen: hver av dem kan følges tilbake til en anskaffelse.\n\nRapporten sier også det vi ikke vet. Der ingen har valgt klasse, står det."  # fmt: skip
LEARNT = "Behovene ligner mer enn vi trodde. To av oss kunngjorde konkurranser om trygghet hjemme med få ukers mellomrom, uten å vite om hverandre.\n\nDet som ikke virket: fellesmøter uten et konkret behov på bordet. De ga lite."  # fmt: skip
AHEAD = "Neste halvår ser vi på planene våre sammen før de vedtas, og prøver én fellesprosess."


def fill_partnerships(fjordvik: Organisation, now: datetime) -> None:
    """Let the neighbours buy something, share, and report, once."""
    if Share.objects.exists():
        return
    with transaction.atomic():
        network = Network.objects.select_related("keeper").get(name=NETWORK)
        for name, lines in (("Sundvåg kommune", SUNDVAG), ("Bjørkelia kommune", BJORKELIA)):
            place = Organisation.objects.get(name=name)
            made = [_buy(_actor(SHARED[name][0], place), place, line, now) for line in lines]
            if name == "Sundvåg kommune":
                _expect(_actor("Ylva Myhre", place), made[0], now - timedelta(days=50))
        for turn, (days, (name, (who, kinds))) in enumerate(zip((32, 27, 21), SHARED.items(), strict=True)):
            organisation = Organisation.objects.get(name=name)
            member = NetworkMember.objects.current().select_related("network", "organisation").get(network=network, organisation=organisation)  # fmt: skip
            for kind in kinds:
                actions.share(actor=_actor(who, organisation), member=member, kind=kind, now=now - timedelta(days=days, minutes=turn))  # fmt: skip
        keeper = _actor("Per Arne Holm", fjordvik)
        _published(keeper, network, now)
        _draft(keeper, network, now)


def _actor(name: str, place: Organisation) -> Actor:
    return actor_of(User.objects.get(name=name), place)


def _buy(buyer: Actor, place: Organisation, line: Line, now: datetime) -> Procurement:
    when = now - timedelta(days=line.days)
    made = plan_procurement(actor=buyer, organisation=place, planned=Planned(line.title), now=when)
    if line.klass:
        choose_class(actor=buyer, procurement=made, klass=line.klass, reason=line.reason, now=when + timedelta(days=1))
    if "compete" in line.steps:
        made = say_what_it_answers(actor=buyer, procurement=made, no_description=KNOWN, now=when + timedelta(days=2))
    for place_in_line, verb in enumerate(line.steps):
        made = move_procurement(actor=buyer, procurement=made, verb=verb, now=when + timedelta(days=2 + 3 * place_in_line))  # fmt: skip
    return made


def _expect(owner: Actor, flood: Procurement, when: datetime) -> None:
    """What Sundvåg expects of its warnings, before anybody has measured."""
    said = Said(
        "avoided", "Færre oversvømte kjellere", "Innbyggere og forsikringsselskap i sentrum", "money", "less", "users", User.objects.get(name="Ylva Myhre"), currency="NOK",
    )  # fmt: skip
    made = benefits.add_benefit(actor=owner, procurement=flood, said=said, now=when)
    gain = Spread(Decimal(900_000), Decimal(400_000), Decimal(1_600_000))
    benefits.estimate_by_hand(actor=owner, benefit=made, gain=gain, source="Skadeoppgjør de siste fem årene, halvert", now=when + timedelta(hours=1))  # fmt: skip


def _published(keeper: Actor, network: Network, now: datetime) -> None:
    """The half-year in which they began: everyone has answered, and Bjørkelia corrected a number."""
    day = timezone.localdate(now - timedelta(days=45))
    part = Part.FIRST if day.month <= 6 else Part.SECOND
    report = actions.begin_report(actor=keeper, network=network, year=day.year, part=part, now=now - timedelta(days=16))
    said = {"foreword": FOREWORD, "learnt": LEARNT, "ahead": AHEAD}
    actions.write_texts(actor=keeper, report=report, said=said, now=now - timedelta(days=16, minutes=-40))
    report = actions.ask_members(actor=keeper, report=report, deadline_on=timezone.localdate(now - timedelta(days=8)), now=now - timedelta(days=15))  # fmt: skip
    _answer(report, "Fjordvik kommune", now - timedelta(days=13))
    _answer(report, "Sundvåg kommune", now - timedelta(days=12))
    note = "Vikarer til skolene er kunngjort sammen med to nabokommuner. Det sto ikke i svarene."
    _answer(report, "Bjørkelia kommune", now - timedelta(days=9), joint=1, note=note)
    seen = queries.digest_of(queries.assembled(keeper, report))
    actions.publish_report(actor=keeper, report=report, seen=seen, now=now - timedelta(days=7))


def _draft(keeper: Actor, network: Network, now: datetime) -> None:
    """The whole year, half-way: one has not answered."""
    year = timezone.localdate(now - timedelta(days=3)).year
    report = actions.begin_report(actor=keeper, network=network, year=year, part=Part.WHOLE, now=now - timedelta(days=3))  # fmt: skip
    report = actions.ask_members(actor=keeper, report=report, deadline_on=timezone.localdate(now + timedelta(days=9)), now=now - timedelta(days=2))  # fmt: skip
    _answer(report, "Fjordvik kommune", now - timedelta(days=1, hours=3))
    _answer(report, "Bjørkelia kommune", now - timedelta(days=1))


def _answer(report: Report, name: str, when: datetime, *, joint: int | None = None, note: str = "") -> None:
    place = Organisation.objects.get(name=name)
    member = NetworkMember.objects.current().get(network=report.network, organisation=place)
    row = report.rows.get(organisation=place)
    said = {} if joint is None else {"joint": joint}
    actions.answer_rows(actor=_actor(SHARED[name][0], place), report=report, member=member, said=said, note=note, seen=queries.digest_of(row.counted), now=when)  # fmt: skip
