"""A market dialogue of the municipality that is over: input opened and put together, suppliers told what became of it, locked. All invented."""

from datetime import timedelta

from nybrott.core.actor import Actor
from nybrott.demonstration.firms import Days, come
from nybrott.demonstration.staging import give_parts
from nybrott.dialogues import actions
from nybrott.dialogues.actions import Said
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.states import PostKind
from nybrott.feedback import actions as feedback
from nybrott.feedback.actions import Words
from nybrott.feedback.states import Promised, Told
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.submissions import actions as submissions
from nybrott.submissions.queries import Told as Written
from nybrott.submissions.queries import asked

TITLE = "Tomme nok: beholdere langs turveiene"
SUPPLIERS = (
    "Varsom Data AS",
    "Fjordsensor AS",
    "Bygdelys SA",
    "Velferdsbygg AS",
    "Havglimt Elektro AS",
    "Frisk Luft og Lys AS",
    "Nightpath B.V.",
)
QUESTIONS = (
    ("Hvordan kan beholdere tømmes når de er fulle, og ikke før?", "How can bins be emptied when they are full, and not before?"),
    ("Hva skal til for at det lønner seg med 140 beholdere?", "What would it take for it to pay off with 140 bins?"),
)  # fmt: skip
ANSWERS = (
    ("Mål hvor fulle de er i en måned for hånd, og legg rutene deretter. Da trengs færre målere enn dere tror.", "Ja, hvis en tømming koster mer enn 60 kroner."),
    ("Ein målar i kvar beholdar, batteri i seks år.", "Frå om lag 100 beholdarar."),
    ("La velforeningene melde fra med et bilde. Det koster nesten ingenting.", "Alltid."),
    ("Bins that compact the waste need emptying only a fifth as often.", "From 60 bins on busy paths."),
)  # fmt: skip
SYNTHESES = (
    "Tre veier til det samme: måle for hånd først [1], måle i hver beholder [2], eller la folk melde fra [3]. Sammenpressing gir færre tømminger uten måling [4].",
    "Grensen de nevner, ligger mellom 60 og 100 beholdere [2, 4]; hva en tømming koster, betyr mest [1].",
)
SUMMARY = "Sju leverandører var med, og fire svarte skriftlig. Vi lærte at vi må vite hva en tømming koster før vi velger, og at de roligste turveiene kan klare seg med meldinger fra folk."
AFTER = "Vi teller i fire uker for hånd, og lyser så ut en konkurranse på de tre travleste turveiene."
OUTCOME = "Konkurransen er kunngjort: 48 beholdere på tre turveier, betalt etter hvor sjelden de er fulle. Alle kan gi tilbud, også de som ikke var med i dialogen."
# was it worth their time, was it clear, was it fair (1–5), and because
WORTH = (
    (5, 5, 5, "Første gang vi ser hva de andre svarte, og hva kommunen tok med seg."), (4, 5, 5, ""), (5, 4, 5, "Vi er ni personar. To timar, og vi fekk svar."),
    (3, 4, 4, "Kunne vært kortere."), (4, 4, 5, ""),
)  # fmt: skip


def fill_earlier(fjordvik: Organisation, days: Days) -> Dialogue:
    """Announced two months ago, locked three weeks ago."""
    buyer = actor_of(User.objects.get(name="Kristian Øverås"), fjordvik)
    made = _announced(fjordvik, buyer, days)
    firms: dict[str, Representative] = {}
    coming = {name: days.at(-44, 10 + place // 2, place * 8) for place, name in enumerate(SUPPLIERS)}
    list(come(made, coming, firms))
    people = list(firms.values())
    questions = asked(made)
    for place, answers in enumerate(ANSWERS):
        by, when = people[place], days.at(-36, 10, place)
        for number, text in enumerate(answers):
            submissions.save_answer(representative=by, asked=questions[number], told=Written(text), version=0, now=when)
        submissions.send_input(representative=by, named=True, now=when + timedelta(minutes=5))
    submissions.open_input(actor=buyer, dialogue=made, now=days.at(-28, 16))
    for number, text in enumerate(SYNTHESES):
        submissions.write_synthesis(actor=buyer, dialogue=made, asked=questions[number], text=text, now=days.at(-27, 10))  # fmt: skip
    submissions.publish_input(actor=buyer, dialogue=made, now=days.at(-26, 10))
    actions.end_dialogue(actor=buyer, dialogue=made, now=days.at(-25, 12))
    _tell(made, buyer, Words(Told.SUMMARY, SUMMARY, after=AFTER), days, -24)
    for place, (worth, clear, fair, because) in enumerate(WORTH):
        feedback.say_worth(representative=people[place], worth=worth, clear=clear, fair=fair, because=because, now=days.at(-23 + place // 2, 11, place))  # fmt: skip
    actions.lock_dialogue(actor=buyer, dialogue=made, reason="Konkurransen om beholdere på tre turveier er kunngjort.", now=days.at(-15, 9))  # fmt: skip
    _tell(made, buyer, Words(Told.COMPETITION, OUTCOME), days, -15)
    return made


def _announced(fjordvik: Organisation, buyer: Actor, days: Days) -> Dialogue:
    said = Said(
        TITLE, "nb", "Empty enough: bins along the paths", "Vi tømmer 140 beholdere hver uke, fulle eller ikke. Noen flyter over på lørdager, andre er tomme i en måned.",
        "We empty 140 bins every week, full or not. Some overflow on Saturdays, others stay empty for a month.",
        "Fortell hvordan andre har løst det, og hva vi bør måle før vi velger.", "Tell us how others have solved it, and what we should measure before we choose.",
        cpv=("90511300", "34928480"), contact="Kristian Øverås", contact_email="innkjop@fjordvik.example", register_until=days.at(-34, 15),
        input_until=days.at(-28, 15), answers_until=days.at(-32, 15), competition_on=days.day(-15),
        no_description="Dialogen ble begynt før kommunen skrev behovsbeskrivelser i Nybrott. Behovet står i planen for turveier.",
    )  # fmt: skip
    made = actions.begin_dialogue(actor=buyer, organisation=fjordvik, said=said, now=days.at(-45, 9))
    for text, english in QUESTIONS:
        actions.ask_market(actor=buyer, dialogue=made, text=text, text_en=english, now=days.at(-45, 9, 30))
    parts = (("Kristian Øverås", PostKind.LEADS, True), ("Sunniva Åsen", PostKind.ASKS, False))
    give_parts(fjordvik, made, buyer, parts, days.at(-45, 10))
    actions.announce_dialogue(actor=buyer, dialogue=made, now=days.at(-44, 9))
    made.refresh_from_db()
    feedback.promise(actor=buyer, dialogue=made, kind=Promised.SUMMARY, due_on=days.day(-20), now=days.at(-44, 9, 10))
    return made


def _tell(dialogue: Dialogue, buyer: Actor, words: Words, days: Days, on: int) -> None:
    message = feedback.write_message(actor=buyer, dialogue=dialogue, words=words, version=0, now=days.at(on, 13))
    feedback.send_message(actor=buyer, message=message, version=message.version, now=days.at(on, 14))
