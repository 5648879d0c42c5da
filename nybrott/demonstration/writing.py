"""What suppliers wrote in the dialogue on safer nights: sealed until the deadline, two with trade secrets. All invented."""

from datetime import datetime, timedelta
from io import BytesIO

from nybrott.demonstration.staging import Stage
from nybrott.dialogues.models import Representative
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


def write(stage: Stage) -> None:
    """Five send, of whom one withdraws it, mends it and sends it again; a sixth has a draft."""
    questions = asked(stage.dialogue)
    for place, (name, answers, is_sent) in enumerate(INPUTS):
        by, when = stage.firms[name], stage.days.at(-4, 10 + place)
        for number, (text, secret, reason) in enumerate(answers):
            actions.save_answer(representative=by, asked=questions[number], told=Told(text, secret, reason), version=0, now=when)  # fmt: skip
        if name == "Lysvakt AS":
            actions.add_file(representative=by, asked=questions[3], file=BytesIO(PRICES.encode()), name="priser.csv", part=Part.SECRET, now=when)  # fmt: skip
        if is_sent:
            actions.send_input(representative=by, named=place != 2, now=when + timedelta(minutes=30))
    _again(stage.firms["Trinnfri AS"], stage)


def _again(by: Representative, stage: Stage) -> None:
    when: datetime = stage.days.at(-2, 9)
    actions.withdraw_input(representative=by, now=when)
    first = asked(stage.dialogue)[0]
    actions.save_answer(representative=by, asked=first, told=Told(ANEW), version=1, now=when + timedelta(minutes=10))
    actions.send_input(representative=by, named=True, now=when + timedelta(minutes=20))
