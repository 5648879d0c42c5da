"""The buyers' group in the demonstration: Fjordvik and Sundvåg buy together what both need, and Bjørkelia follows along. All invented."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.demonstration.market import TITLE
from nybrott.dialogues.models import Dialogue
from nybrott.groups import actions
from nybrott.groups.models import BuyersGroup
from nybrott.groups.queries import Met
from nybrott.groups.rules import Decided, GroupSaid, TextSaid
from nybrott.groups.states import AdditionKind, Signs
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DescriptionState
from nybrott.people.models import Organisation

NAME = "Tryggere netter hjemme"
PURPOSE = "Vi har det samme behovet og er hver for oss små kunder. Sammen vil vi beskrive behovet én gang, møte leverandørene samlet og kjøpe noe som virker i to kommuner."
BACKGROUND = "Fjordvik talte 31 fall på natt i fjor, Sundvåg 19 i høst. De fleste skjer mellom klokka to og fem, på vei til badet eller tilbake.\n\nTrygghetsalarmen blir ofte liggende på nattbordet."
NEEDS = (
    "Hjemmeboende eldre som må opp om natten, trenger å komme trygt til badet og tilbake i mørket.",
    "Den som har falt, trenger at noen får vite det uten å måtte trykke på en knapp.",
    "Nattevakten trenger å vite hvem som trenger hjelp nå, uten å forstyrre dem som sover.",
)
GOALS = ("Halvparten så mange fall om natten innen to år, målt i nattevaktens logg.", "Tiden fra fall til hjelp ned fra fire timer til under tretti minutter.")  # fmt: skip
CRITERIA = ("De som bor hjemme, sier at de tør å stå opp.", "Nattevakten har færre turer der alt var i orden.")
FIRST = TextSaid("Eldre som bor hjemme, skal komme trygt til badet om natten.", BACKGROUND, NEEDS[:2], GOALS, CRITERIA)
SECOND = TextSaid(
    "Eldre som bor hjemme, skal komme trygt til badet og tilbake om natten, og få hjelp fort hvis de faller.", BACKGROUND, NEEDS, GOALS, CRITERIA,
    "Veien tilbake og nattevaktens behov er med, etter innspill fra Sundvåg.",
)  # fmt: skip
TERMS = (
    (Decimal(60), "120 hjem det første året, og opp til 300 over fire år", "Tas opp i formannskapet hvis prisen blir over 2,5 millioner kroner i året."),
    (Decimal(40), "60 heimar det første året", "Vi startar i dei to ytre sonene."),
)  # fmt: skip


def fill_group(lead: Actor, sundvag: Actor, bjorkelia: Actor, likest: Met, now: datetime) -> None:
    """From the match both said yes to, to a description both have approved and terms both have signed."""

    def ago(days: int) -> datetime:
        return now - timedelta(days=days)

    fjordvik, neighbour, observer = (
        Organisation.objects.get(pk=one.organisation_id or 0) for one in (lead, sundvag, bjorkelia)
    )
    until = timezone.localdate(now) + timedelta(days=45)
    group = actions.propose_group(
        actor=lead, network=likest.match.network, said=GroupSaid(NAME, PURPOSE, 5, until), members=[neighbour], observers=[observer], match=likest.match, now=ago(22)
    )  # fmt: skip
    actions.answer_group(actor=sundvag, group=group, accepts=True, reason="Kommunedirektøren har sagt ja.", now=ago(20))
    actions.answer_group(actor=bjorkelia, group=group, accepts=True, reason="Vi følger med til vi vet hva budsjettet sier.", now=ago(19))  # fmt: skip
    actions.take_on(actor=lead, group=group, verb="work", now=ago(18))
    described = NeedDescription.objects.filter(challenge=likest.ours.challenge, state=DescriptionState.APPROVED)
    if described:  # Fjordvik has come further than its statement
        actions.say_own_needs(actor=lead, group=group, challenges=[], descriptions=described, now=ago(18))
    actions.write_common_text(actor=lead, group=group, said=FIRST, revision=0, now=ago(17))
    _add(lead, sundvag, group, ago(15), ago(14))
    dialogue = Dialogue.objects.public().filter(organisation=fjordvik, title=TITLE).first()
    if dialogue is not None:
        actions.link_dialogue(actor=lead, group=group, dialogue=dialogue, now=ago(13))
    actions.write_common_text(actor=lead, group=group, said=SECOND, revision=_now(group), now=ago(11))
    for actor, days in ((lead, 10), (sundvag, 9)):
        actions.approve_text(actor=actor, group=group, revision=_now(group), now=ago(days))
    for actor, (share, volumes, note), days in ((lead, TERMS[0], 6), (sundvag, TERMS[1], 5)):
        actions.sign_terms(
            actor=actor, group=group, share=share, volumes=volumes, signs=Signs.ITSELF, leave_until=until, note=note, now=ago(days)
        )  # fmt: skip
    _decide(lead, sundvag, group, (fjordvik, neighbour), now)
    for days, what in ((12, "Gruppemøte: hva leverandørene har sagt"), (40, "Felles møte om konkurransegrunnlaget")):
        actions.set_day(actor=lead, group=group, on=timezone.localdate(now) + timedelta(days=days), what=what, now=ago(4))  # fmt: skip


def _now(group: BuyersGroup) -> int:
    group.refresh_from_db()
    return group.revision


def _add(lead: Actor, sundvag: Actor, group: BuyersGroup, first: datetime, then: datetime) -> None:
    actions.add_beside(actor=sundvag, group=group, kind=AdditionKind.CONSTRAINT, text="Mobildekninga er dårleg i dei to ytre sonene. Løysinga må virke utan nett i ein time.", now=first)  # fmt: skip
    actions.add_beside(
        actor=sundvag, group=group, kind=AdditionKind.VOLUME, text="60 heimar det første året.", now=first
    )
    actions.add_beside(actor=lead, group=group, kind=AdditionKind.VOLUME, text="120 hjem det første året, fordelt på tre soner.", now=then)  # fmt: skip


def _decide(lead: Actor, sundvag: Actor, group: BuyersGroup, both: tuple[Organisation, ...], now: datetime) -> None:
    """Three entries: what was decided, and a correction."""

    def decided(text: str, reason: str, days: int, **more: object) -> Decided:
        on = timezone.localdate(now - timedelta(days=days))
        return Decided(text, reason, on, "Gruppens møte", in_favour=both, **more)  # type: ignore[arg-type]

    first = decided(
        "Fjordvik holder markedsdialogen for gruppen.",
        "Dialogen er allerede kunngjort, og leverandørene bør slippe å svare to ganger.",
        13,
    )
    actions.enter_decision(actor=lead, group=group, said=first, now=now - timedelta(days=13))
    share = decided("Felleskostnadene deles likt.", "Det er enklest å følge opp.", 8)
    wrong = actions.enter_decision(actor=lead, group=group, said=share, now=now - timedelta(days=8))
    right = decided("Felleskostnadane blir delte 60/40 etter talet på heimar.", "Fjordvik skal ha dobbelt så mange heimar. Lik deling var ikkje rimeleg.", 7, corrects=wrong)  # fmt: skip
    actions.enter_decision(actor=sundvag, group=group, said=right, now=now - timedelta(days=7))
