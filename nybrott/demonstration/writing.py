"""What suppliers wrote in the dialogue on safer nights: sealed until the deadline, two with trade secrets. All invented."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO

from nybrott.demonstration.staging import Stage, in_order
from nybrott.submissions import actions
from nybrott.submissions.queries import Told, asked
from nybrott.submissions.states import Part

SECRETS = (
    "Vi tar 1 290 kroner per bolig og måned, og 900 når det er flere enn femti.",
    "Mottakeren bygger på en brikke vi har utviklet selv; tegningen ligger ved.",
)
PRICES = "Boliger;Kroner per bolig og måned\n10;1290\n50;900\n"
# who; answers by question as (open, secret, why it is one); whether it is sent
INPUTS: tuple[tuple[str, tuple[tuple[str, str, str], ...], bool], ...] = (
    ("Lysvakt AS", (
        ("Lys som tennes når føttene når gulvet. I 40 leiligheter gikk fall om natten ned med en tredel på et halvt år.", "", ""),
        ("Lite. En vaktmester monterer på en time.", "", ""),
        ("Spør dem. Vi har et skjema på fem linjer som brukes tre netter på rad.", "", ""),
        ("Prisen følger antallet boliger.", SECRETS[0], "Prisene våre er ikke offentlige, og en konkurrent kunne legge seg rett under."),
    ), True),
    ("Fjordsensor AS", (
        ("Radar som ser at nokon fell, utan bilete.", SECRETS[1], "Teikninga er ikkje patentert enno."),
        ("De må vite kven som rykkjer ut, og kor lang tid det tek.", "", ""),
    ), True),
    ("Medrytme AS", (("Gå gjennom kveldsmedisinen først. Det koster en time med fastlegen.", "", ""),), True),
    ("Trinnfri AS", (("Ta bort terskler og sett opp håndtak hele veien. Ingenting skal lades.", "", ""), ("Ingenting.", "", "")), True),
    ("Nightpath B.V.", (("A handrail with light in it, from bed to bathroom. 212 homes in Utrecht.", "", ""),), True),
    ("Søvnlaget AS", (("Utkast: vi vil foreslå en søvndagbok.", "", ""),), False),
)  # fmt: skip
ANEW = "Ta bort terskler, sett opp håndtak hele veien, og fest teppene. Ingenting skal lades."


def write(stage: Stage) -> Iterator[datetime]:
    """Five send, of whom one withdraws it, mends it and sends it again; a sixth has a draft."""
    stories = [_writes(stage, *one, at=place) for place, one in enumerate(INPUTS)]
    return in_order(*stories, _again(stage, "Trinnfri AS"))


def _writes(
    stage: Stage, name: str, answers: Sequence[tuple[str, str, str]], is_sent: bool, *, at: int
) -> Iterator[datetime]:
    yield (when := stage.days.at(-4, 10 + at))
    by, questions = stage.firms[name], asked(stage.dialogue)
    for number, (text, secret, reason) in enumerate(answers):
        actions.save_answer(representative=by, asked=questions[number], told=Told(text, secret, reason), version=0, now=when)  # fmt: skip
    if name == "Lysvakt AS":
        actions.add_file(representative=by, asked=questions[3], file=BytesIO(PRICES.encode()), name="priser.csv", part=Part.SECRET, now=when)  # fmt: skip
    if is_sent:
        yield (when := when + timedelta(minutes=30))
        actions.send_input(representative=by, named=name != "Medrytme AS", now=when)


def _again(stage: Stage, name: str) -> Iterator[datetime]:
    yield (when := stage.days.at(-2, 9))
    by = stage.firms[name]
    actions.withdraw_input(representative=by, now=when)
    yield (when := when + timedelta(minutes=10))
    actions.save_answer(representative=by, asked=asked(stage.dialogue)[0], told=Told(ANEW), version=1, now=when)
    yield (when := when + timedelta(minutes=10))
    actions.send_input(representative=by, named=True, now=when)
