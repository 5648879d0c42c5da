"""What neighbours took over from each other: Sundvåg tries Fjordvik's locks in two stairwells and tells what came of it; Bjørkelia plans to decide about its mowers. All invented."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import override

from nybrott.adoptions import actions
from nybrott.adoptions.models import Adoption
from nybrott.adoptions.rules import Number, Said
from nybrott.adoptions.states import Outcome, Piece
from nybrott.cases.models import Case
from nybrott.neighbourhood.cases import DOORS, GRASS
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of

# part of the story → what Sundvåg does, and why
DIFFERENTLY = {
    "did": (
        "Vi byrjar med to oppgangar i Strandgata, der ni har nattilsyn, og går frå dør til dør med montøren først.",
        "Fjordvik fann elleve dører som var for gamle først då montøren stod der. Vi fann tre på ein formiddag, og tok dei ut.",
    ),
    "otherwise": (
        "Dei pårørande er med på det første møtet, og dei får behalde nøklane sine gjennom heile prøva.",
        "I Fjordvik vart dei redde for å miste dei. Det ville vi sleppe.",
    ),
}
CAME = (
    "Nattvaktene slepp å hente nøkkel hos dei ni, og det merkar både dei og bebuarane. Målet om eit kvarter nådde vi ikkje: Hos oss er vegen lang uansett. "
    "Éin lås slutta å verke i regnet og måtte bytast. Tre veker er kort, og vi held fram gjennom vinteren før vi bestemmer oss."
)


def fill_adoptions(fjordvik: Organisation, now: datetime) -> None:
    """One with a result, and one that is planned; once."""
    doors, grass = (Case.objects.filter(organisation=fjordvik, newest__title=one.said.title).first() for one in (DOORS, GRASS))  # fmt: skip
    if doors is None or grass is None or Adoption.objects.exists():
        return
    sundvag, bjorkelia = (Organisation.objects.get(name=f"{name} kommune") for name in ("Sundvåg", "Bjørkelia"))
    _tried(User.objects.get(name="Ylva Myhre"), sundvag, doors, now)
    _planned(User.objects.get(name="Gunnar Fossum"), bjorkelia, grass, now)


def _at(now: datetime, days: int, hour: int) -> datetime:
    """So many days ago, at an hour."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now) - timedelta(days=days), time(hour)))


def _tried(owner: User, sundvag: Organisation, doors: Case, now: datetime) -> None:
    ylva = actor_of(owner, sundvag)
    said = Said(
        "Lås på døra i Strandgata", "Hjelpa skal vere inne eit kvarter før om natta hos dei ni som har nattilsyn i Strandgata. Ingen skal vente fordi ein nøkkel ligg i ein annan bil.",
        timezone.localdate(now) - timedelta(days=3), owner, level="open",
    )  # fmt: skip
    with override(said.owner.language):
        made = actions.adopt_case(
            actor=ylva, case=doors, said=said, make=[Piece.CHALLENGE, Piece.CARDS, Piece.DIALOGUE], now=_at(now, 25, 11)
        )
    for hour, (part, (ours, why)) in enumerate(DIFFERENTLY.items(), 12):
        made = actions.adapt_part(actor=ylva, adoption=made, part=part, ours=ours, why=why, now=_at(now, 25, hour))
    made = actions.begin_adoption(actor=ylva, adoption=made, now=_at(now, 24, 9))
    figures = (
        Number("Turer innom vaktrommet per natt", Decimal("0.4"), Decimal("2.1"), "turar", measured=True),
        Number("Tid frå alarm til hjelpa er inne", Decimal(19), Decimal(28), "minutt", measured=True),
    )
    actions.report_result(actor=ylva, adoption=made, outcome=Outcome.PARTLY, text=CAME, figures=figures, now=_at(now, 3, 14))  # fmt: skip


def _planned(owner: User, bjorkelia: Organisation, grass: Case, now: datetime) -> None:
    gunnar = actor_of(owner, bjorkelia)
    said = Said(
        "Stille klippere, med en dato for svaret", "To parker prøves fra mai til august, og det er bestemt på forhånd hvem som sier ja eller nei, og når.",
        timezone.localdate(now) + timedelta(days=270), owner, level="open",
    )  # fmt: skip
    made = actions.adopt_case(actor=gunnar, case=grass, said=said, now=_at(now, 6, 10))
    actions.adapt_part(
        actor=gunnar, adoption=made, part="did", ours="Den bratteste bakken prøves først, og kommunalsjefen har skrevet under på at hun svarer innen 1. september.",
        why="Leverandøren i Fjordvik ventet i åtte måneder fordi ingen hadde fått oppgaven å svare.", now=_at(now, 6, 11),
    )  # fmt: skip
