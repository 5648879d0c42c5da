"""Fjordvik asks the market how nights can be safer: a market dialogue half-way, as thirty suppliers and seven people of the municipality left it. All invented."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from secrets import token_urlsafe

from django.db import transaction
from django.urls import reverse

from nybrott.core.actor import Actor, system
from nybrott.demonstration.conferring import confer
from nybrott.demonstration.earlier import fill_earlier
from nybrott.demonstration.firms import FIRMS, NEWCOMER, Days, come, key_of
from nybrott.demonstration.meeting import meet
from nybrott.demonstration.staging import MEASURE, Stage, give_parts, in_order
from nybrott.demonstration.writing import write
from nybrott.dialogues import actions
from nybrott.dialogues.actions import Said
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.states import Channel, PostKind
from nybrott.disclosures import actions as disclosures
from nybrott.disclosures.actions import Given, Met
from nybrott.feedback.actions import promise
from nybrott.feedback.states import Promised
from nybrott.invitations import actions as invitations
from nybrott.ledgers.actions import catch_up, publish_heads
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of

LOOKED_AT = ("Lysvakt AS", "Badet i Fokus AS", NEWCOMER)  # with trade secrets, with a meeting, come late
SITE = "http://localhost:8000"
TITLE = "Tryggere netter hjemme"
WHY = (
    "Hjemmeboende eldre faller på vei til badet om natten. 41 ganger siden august har Nattpatruljen rykket ut, og mange har ligget i timer før "
    "noen merket det. Vi vet hva som er vanskelig, men ikke hva som virker, og vi vil forstå markedet før vi lager en konkurranse."
)
WHY_EN = (
    "Elderly people who live at home fall on their way to the bathroom at night. Our night patrol has been called out 41 times since August, and many "
    "had lain for hours before anyone noticed. We know what is hard, but not what works, and want to understand the market before we plan a competition."
)
WANTED = (
    "Fortell hva som virker hos andre, hva det krever av oss, og hva vi ikke har tenkt på. Løsninger av alle slag er velkomne: lys, bygg, "
    "tjenester, teknologi, eller noe vi ikke har navn på. Ingen får fordel av å delta, og ingen taper på å la være."
)
WANTED_EN = (
    "Tell us what works for others, what it would take, and what we have not thought of. All kinds of answers are welcome: light, buildings, "
    "services, technology, or something we have no name for. Nobody gains or loses in a later competition by taking part."
)
QUESTIONS = (
    ("Hva gjør natten tryggere for dem som bor alene, og hvordan vet dere at det virker?", "What makes the night safer for people who live alone, and how do you know that it works?"),
    ("Hva må vi endre i arbeidet vårt for at det skal virke?", "What would we have to change in our work for it to work?"),
    ("Hvordan kan vi måle om noen sover bedre, uten å overvåke dem?", "How can we measure whether people sleep better without monitoring them?"),
    ("Hva koster det, og hva bestemmer prisen?", "What does it cost, and what determines the price?"),
)  # fmt: skip
# who, what they do, whether they read trade secrets
PARTS = (
    ("Kristian Øverås", PostKind.LEADS, True), ("Ragnhild Eide", PostKind.ASKS, True), ("Jorunn Haug", PostKind.WRITES, False),
    ("Elin Tangen", PostKind.WATCHES, False), ("Oddvar Nes", PostKind.WATCHES, False),
)  # fmt: skip
FALLS = "Måned;Utrykninger for fall 23–07;På vei til eller fra badet;Lengste tid på gulvet (min)\nAugust;12;9;190\nSeptember;14;11;240\nOktober;15;11;225\n"
# who asks (a firm), what they ask, as everyone reads it, the answer; days before today they are asked and answered
ASKED = (
    ("Fjordsensor AS", "Vi i Fjordsensor leverer radar. Er det uaktuelt å ha noe på soverommet?", "Er det uaktuelt å ha noe på soverommet?",
     "Nei, men de som bor der, må ville ha det, og kamera er uaktuelt. Fortell hva dere ville spurt beboeren om.", -17, -14),
    ("Trinnfri AS", "Kan dere bygge om badene, eller leier beboerne boligen av andre?", "Kan kommunen bygge om badene?",
     "I omsorgsboligene ja, de er våre (62 leiligheter). De andre eier eller leier privat.", -16, -14),
    ("Nightpath B.V.", "Is it possible to have the meeting in English?", "Kan møter holdes på engelsk?",
     "Ja. Si fra når dere melder dere på møtet. Skriftlige svar tar vi også imot på engelsk.", -15, -13),
    ("Medrytme AS", "Hvem har ansvaret for kveldsmedisinen: fastlegen eller hjemmetjenesten?", "Hvem har ansvaret for kveldsmedisinen?",
     "Fastlegen forskriver, hjemmetjenesten deler ut hos 96 av 140. Tidspunktet kan endres sammen med fastlegen.", -13, -12),
    ("Varsom Data AS", "Hvilke systemer må en løsning snakke med?", "Hvilke systemer må en løsning snakke med?",
     "Pasientjournalen og vaktsentralen. Vi låser oss ikke til et format nå; fortell hva dere ville trengt.", -11, -10),
    ("Søvnlaget AS", "Må vi klare alt, eller kan vi svare på én del?", "Må en leverandør dekke hele behovet?",
     "Nei. Svar på det dere kan. Flere mindre avtaler er like aktuelt som én stor.", -8, -7),
)  # fmt: skip


def fill_dialogues(fjordvik: Organisation, now: datetime) -> None:
    """Make the dialogue that goes on and one that is over, once."""
    if Dialogue.objects.filter(organisation=fjordvik).exists():
        return
    days = Days(now)
    with transaction.atomic():
        fill_earlier(fjordvik, days)
        buyer = actor_of(User.objects.get(name="Kristian Øverås"), fjordvik)
        stage = Stage(fjordvik, days, _planned(fjordvik, buyer, days), buyer, {})
        _announced(stage)
        names = [one[0] for one in FIRMS if one[0] != NEWCOMER]
        when = {name: days.at(-22 + place // 6, 10 + place % 6, place * 7 % 60) for place, name in enumerate(names)}
        coming = come(stage.dialogue, when, stage.firms)
        answered = [_asked(stage, one) for one in ASKED]
        rest = (_told(stage), *_contacts(stage), confer(stage), meet(stage), _newcomer(stage), write(stage))
        list(in_order(coming, *answered, *rest))
        for one in Dialogue.objects.filter(organisation=fjordvik):
            publish_heads(actor=system("Ledger"), dialogue=one, now=now)


def pages_of_suppliers(fjordvik: Organisation) -> list[tuple[str, str]]:
    """Suppliers of the dialogue that goes on whose own page is worth a look, each with the path of that page."""
    people = Representative.objects.filter(supplier__dialogue__organisation=fjordvik, supplier__dialogue__state="open", supplier__name__in=LOOKED_AT)  # fmt: skip
    return [
        (
            f"{one.supplier.name} – {one.name}",
            reverse("dialogues:mine", args=[key_of(one.supplier.dialogue, one.email)]),
        )
        for one in people.select_related("supplier__dialogue").order_by("supplier__pk")
    ]


def _planned(fjordvik: Organisation, buyer: Actor, days: Days) -> Dialogue:
    """Written, asked and with everybody's declaration, one of whom has a conflict of interest."""
    when = days.at(-23, 9)
    said = Said(
        TITLE, "nb", "Safer nights at home", WHY, WHY_EN, WANTED, WANTED_EN, cpv=("33195000", "79711000", "85312000"), contact="Kristian Øverås",
        contact_email="innkjop@fjordvik.example", register_until=days.at(-8, 15), input_until=days.at(8, 15), answers_until=days.at(4, 15),
        competition_on=days.day(35),
    )  # fmt: skip
    rests = NeedDescription.objects.filter(challenge__organisation=fjordvik, challenge__title__startswith="Eldre faller", state="approved")  # fmt: skip
    made = actions.begin_dialogue(actor=buyer, organisation=fjordvik, said=said, descriptions=rests, now=when)
    for place, (text, english) in enumerate(QUESTIONS):
        actions.ask_market(actor=buyer, dialogue=made, text=text, text_en=english, now=when + timedelta(minutes=5 * place))  # fmt: skip
    give_parts(fjordvik, made, buyer, PARTS, when + timedelta(hours=1))
    post = made.posts.get(conflict=True)
    actions.meet_conflict(actor=buyer, post=post, measure=MEASURE, now=when + timedelta(hours=5))
    return made


def _announced(stage: Stage) -> None:
    """Announced, with the number of the official notice; two who follow such dialogues hear of it."""
    days, dialogue, buyer = stage.days, stage.dialogue, stage.buyer
    for place, (email, cpv, words) in enumerate((("marked@lysvakt.example", ("33",), ()), ("post@bygdelys.example", (), ("natt", "eldre")))):  # fmt: skip
        asked = invitations.ask_to_follow(email=email, language="nb", cpv=cpv, words=words, key=token_urlsafe(32), now=days.at(-23, 8, place))  # fmt: skip
        invitations.confirm_follower(follower=asked, now=days.at(-23, 8, 10 + place))
    actions.announce_dialogue(actor=buyer, dialogue=dialogue, now=days.at(-22, 9))
    invitations.spread_dialogue(actor=system("Nybrott", stage.fjordvik.pk), dialogue=dialogue, now=days.at(-22, 9, 10))
    dialogue.refresh_from_db()


def _told(stage: Stage) -> Iterator[datetime]:
    """What suppliers can count on, the brief, and figures, each to everyone at once."""
    days, dialogue, buyer = stage.days, stage.dialogue, stage.buyer
    yield (when := days.at(-16, 9))
    promise(actor=buyer, dialogue=dialogue, kind=Promised.SUMMARY, due_on=days.day(18), now=when)
    yield (when := days.at(-16, 10))
    invitations.give_brief(actor=buyer, dialogue=dialogue, address=f"{SITE}/dialogues/{dialogue.slug}/", now=when)
    yield (when := days.at(-15, 9))
    said = Given(
        "Utrykninger om natten, august til oktober", "Fra Nattpatruljens logg. Tallene er det vi har; vi vet ikke om fall ingen meldte.",
        file=BytesIO(FALLS.encode()), file_name="utrykninger.csv",
    )  # fmt: skip
    item = disclosures.write_item(actor=buyer, dialogue=dialogue, given=said, now=when)
    yield (when := days.at(-15, 9, 30))
    disclosures.show_item(actor=buyer, item=item, now=when)


def _asked(stage: Stage, row: tuple[str, str, str, str, int, int]) -> Iterator[datetime]:
    """A question and its answer to everyone; who asked is known to us alone."""
    firm, text, shown, answer, asked_on, answered_on = row
    yield (when := stage.days.at(asked_on, 11))
    by = stage.firms[firm]
    query = disclosures.ask(supplier=by.supplier, text=text, language=by.language, now=when)
    yield (when := stage.days.at(answered_on, 14))
    disclosures.answer_query(actor=stage.buyer, query=query, shown=shown, answer=answer, now=when)


def _newcomer(stage: Stage) -> Iterator[datetime]:
    """One that heard of it late registers on the last day but one, and is handed what it missed by one click."""
    yield from come(stage.dialogue, {NEWCOMER: stage.days.at(-9, 14)}, stage.firms)
    yield (when := stage.days.at(-8, 9))
    catch_up(actor=stage.buyer, supplier=stage.firms[NEWCOMER].supplier, now=when)


def _contacts(stage: Stage) -> Iterator[Iterator[datetime]]:
    """Four contacts nobody asked for: one in which nothing was told, one shared with all, one that others know nothing of yet, and one outside
    of any dialogue."""
    days = stage.days
    nurse, leader = stage.actor("Jorunn Haug"), stage.actor("Berit Solheim")
    heard = Met(
        "310410500",
        Channel.EMAIL,
        days.at(-14, 13),
        received="De spurte om det er trinnfritt på rådhuset. Det står på siden.",
    )
    fair = Met(
        "310411809", Channel.FAIR, days.at(-12, 15), 10, "Halvparten av dem som faller, har redusert hørsel, så talestyring må prøves med dem.",
        "De viste talestyring på messa og spurte hvem brukerne er.",
    )  # fmt: skip
    call = Met(
        "310410101", Channel.TELEPHONE, days.at(-3, 9), 15, "At Nattpatruljen får tjue flere brukere fra nyttår, og at ni av dem bor på øya, der fergen ikke går om natten.",
        "De ringte for å høre hvor mange boliger det kan bli.",
    )  # fmt: skip
    stray = Met("Veisalt Øst AS", Channel.TELEPHONE, days.at(-6, 10), 5, received="De ville vise oss et nytt strømiddel. Vi ba dem følge med på dialogene våre.")  # fmt: skip
    yield _noted(stage, nurse, heard)
    yield _noted(stage, nurse, fair, share="Fortalt på en messe: mange hører dårlig")
    yield _noted(stage, leader, call)
    yield _noted(stage, leader, stray, outside=True)


def _noted(stage: Stage, actor: Actor, met: Met, *, share: str = "", outside: bool = False) -> Iterator[datetime]:
    """Written down half an hour later; what is shared is shared two hours after that."""
    yield (when := met.held_at + timedelta(minutes=30))
    dialogue = None if outside else stage.dialogue
    made = disclosures.note_contact(actor=actor, organisation=stage.fjordvik, met=met, dialogue=dialogue, now=when)
    if share:
        yield (when := when + timedelta(hours=2))
        disclosures.share_contact(actor=stage.buyer, contact=made, title=share, text=met.given, now=when)
