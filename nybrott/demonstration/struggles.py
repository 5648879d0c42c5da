"""What Fjordvik struggles with: challenges at several stages, with people's voices and evidence. All invented."""

from datetime import datetime, timedelta
from io import BytesIO
from secrets import token_urlsafe

from django.db import transaction

from nybrott.challenges import actions
from nybrott.challenges.actions import Ask, ChallengeDetails
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.demonstration.connections import connect
from nybrott.demonstration.describing import describe
from nybrott.demonstration.gatherings import gather
from nybrott.demonstration.neighbours import fill_neighbours, link_the_neighbour
from nybrott.demonstration.sense import guess, make_sense
from nybrott.demonstration.voices import more_voices
from nybrott.hearings import actions as hearings_actions
from nybrott.hearings.actions import Shown, Told
from nybrott.needs import actions as needs_actions
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of

KEPT = timedelta(days=2 * 365)

NIGHT = ChallengeDetails(
    title="Eldre faller på vei til badet om natten",
    story="Nattpatruljen rykker ut tre ganger i uken til noen som har falt på vei til badet. Mange ligger lenge før noen merker det. "
    "Flere tør ikke drikke om kvelden, og pårørende sover dårlig.",
    whom="De som bor alene med hjemmetjeneste, pårørende, og to nattevakter på 140 brukere.",
    why_now="Tre lårhalsbrudd siden august. Fra nyttår får Nattpatruljen ansvar for tjue flere.",
)
NIGHT_TEXT = {
    "nb": "Hvordan er natten for deg eller en du er glad i? Hva er vanskelig, og hva ville gjort den tryggere?",
    "nn": "Korleis er natta for deg eller ein du er glad i? Kva er vanskeleg, og kva ville gjort henne tryggare?",
    "en": "What are the nights like for you, or for someone you care about? What is hard, and what would make them safer?",
}
# side, language, what they told, what would have been better
VOICES = (
    (
        "user",
        "nb",
        "Jeg må opp tre ganger hver natt, og det er mørkt til jeg finner bryteren ved døra.",
        "Lys som er på når jeg setter føttene i gulvet.",
    ),
    ("user", "nn", "Eg vågar ikkje drikke etter klokka seks, for då må eg opp.", ""),
    (
        "relative",
        "nb",
        "Mor lå på badet i fire timer før hjemmetjenesten kom. Hun nådde ikke alarmen.",
        "At noen merker det når hun ikke kommer tilbake.",
    ),
    ("relative", "nn", "Far har alarm rundt halsen, men han legg han på nattbordet når han søv.", ""),
    (
        "user",
        "nb",
        "Gulvet er glatt når jeg er våt på beina. Jeg holder meg i håndkletørkeren.",
        "Noe å holde i hele veien.",
    ),
    ("employee", "nb", "Vi er to på 140 brukere. Når to faller samtidig, må en vente.", ""),
    (
        "employee",
        "nn",
        "Vi veit sjeldan om nokon har vore oppe fem gonger eller berre sov dårleg.",
        "Å vite det om morgonen.",
    ),
    ("user", "nb", "Jeg bruker rullator om dagen, men får den ikke gjennom døra til badet.", ""),
    ("relative", "nb", "Jeg våkner hver gang telefonen blinker. Jeg har ikke sovet en hel natt siden påske.", ""),
    (
        "user",
        "nb",
        "Tablettene gjør meg svimmel når jeg reiser meg fort.",
        "At noen snakker med legen om når jeg skal ta dem.",
    ),
    ("employee", "nb", "Mange vil ikke plage oss. De ringer ikke før de har prøvd å komme seg opp selv.", ""),
    ("user", "nn", "Eg er redd for å ligge der åleine. Det er det verste.", ""),
)
LOG = "Måned;Utrykninger for fall 23–07;På vei til eller fra badet\nAugust;12;9\nSeptember;14;11\nOktober;15;11\n"
SCHOOL = ChallengeDetails(
    title="Foreldre finner ikke ut hvem de skal spørre",
    story="Skolekontoret får førti telefoner i uken om skyss, SFO og spesialundervisning. De fleste blir satt videre to ganger.",
    whom="Foreldre, merkantilt ansatte på elleve skoler.",
    why_now="To stillinger blir borte ved nyttår.",
)
ROADS = ChallengeDetails(
    title="Vi vet ikke hvor det er glatt før noen faller",
    story="Brøyterutene følger klokka, ikke været. Innbyggere melder glatte fortau på fem ulike måter.",
    whom="Gående, særlig eldre, og tolv brøytemannskaper.",
)


def fill_struggles(fjordvik: Organisation, now: datetime) -> None:
    """Make the municipality's challenges, once."""
    if Challenge.objects.filter(organisation=fjordvik).exists():
        return
    with transaction.atomic():
        fill_neighbours(now)
        _night(fjordvik, now)
        _school(fjordvik, now)
        _roads(fjordvik, now)
        connect(fjordvik, now)
        gather(fjordvik, now)


def _actor(name: str, fjordvik: Organisation) -> Actor:
    return actor_of(User.objects.get(name=name), fjordvik)


def _raised(
    actor: Actor, details: ChallengeDetails, fjordvik: Organisation, *, unit: str, owner: str, when: datetime
) -> Challenge:
    told = ChallengeDetails(
        details.title, details.story, details.why_now, details.whom, Unit.objects.get(organisation=fjordvik, name=unit),
        User.objects.get(name=owner), "network",
    )  # fmt: skip
    slug = f"{'-'.join(details.title.lower().split()[:3])}-{token_urlsafe(6)}".encode("ascii", "ignore").decode()
    return actions.raise_challenge(actor=actor, details=told, slug=slug.replace("_", "-"), now=when)


def _team(challenge: Challenge, actor: Actor, fjordvik: Organisation, names: dict[str, str], when: datetime) -> None:
    for name, craft in names.items():
        user = User.objects.get(name=name)
        member = actions.ask_into_team(
            actor=actor, challenge=challenge, user=user, craft=craft, url=f"http://localhost:8000/challenges/{challenge.pk}/team/", now=when
        )  # fmt: skip
        actions.answer_team(actor=actor_of(user, fjordvik), member=member, joins=True, now=when + timedelta(hours=4))


def _night(fjordvik: Organisation, now: datetime) -> None:
    driver, leader = _actor("Jorunn Haug", fjordvik), _actor("Berit Solheim", fjordvik)
    began = now - timedelta(days=62)
    made = _raised(driver, NIGHT, fjordvik, unit="Hjemmetjenesten", owner="Ragnhild Eide", when=began)
    link_the_neighbour(made, User.objects.get(name="Jorunn Haug"), began + timedelta(hours=1))
    _team(
        made,
        driver,
        fjordvik,
        {"Amina Yusuf": "måling", "Kristian Øverås": "innkjøp", "Ragnhild Eide": "sykepleier"},
        began + timedelta(days=1),
    )
    asked = actions.ask_leader(
        actor=driver, challenge=made, leader=User.objects.get(name="Berit Solheim"), url=f"http://localhost:8000/challenges/{made.pk}/leader/",
        ask=Ask("Trygge netter hjemme", "Halvparten så mange fall om natten innen et år", 120, (now + timedelta(days=40)).date()),
        now=began + timedelta(days=2),
    )  # fmt: skip
    actions.answer_anchoring(
        actor=leader, anchoring=asked, agrees=True, answer="Dette er viktig. Bruk tiden.", now=began + timedelta(days=3)
    )
    actions.open_hearing(
        actor=driver, challenge=made, in_public=True, public_text=NIGHT_TEXT, now=began + timedelta(days=5)
    )
    heard = [
        hearings_actions.contribute(
            challenge=made, sent_key=f"demonstration-{number}", token=token_urlsafe(32), now=began + timedelta(days=6 + number),
            told=Told(text, (now + KEPT).date(), wish, side, language),
            reply_to="" if number % 3 else f"nattestemme{number}@example.org",
        )[0]
        for number, (side, language, text, wish) in enumerate(VOICES)
    ]  # fmt: skip
    more_voices(made, driver, began)
    answer = "Takk. Dette tar vi med oss: mange sier det samme."
    for number, title in (
        (0, "Mørkt på veien til badet"),
        (2, "Lå lenge uten å nå alarmen"),
        (4, "Ikke noe å holde i"),
        (6, "Vet ikke hvem som har vært oppe"),
    ):
        hearings_actions.take_up(
            actor=driver, contribution=heard[number], title=title, answer=answer, now=now - timedelta(days=49, hours=12)
        )
    pieces = (
        Shown("observation", "Fem av seks leiligheter har bryteren bak døra", (now + KEPT).date(), "Målt i seks omsorgsboliger en tirsdagskveld.", "Nattevakt 1", "employee", "nattevakter"),
        Shown("statistic", "41 utrykninger for fall mellom 23 og 07 siden august", (now + KEPT).date(), "Tre av fire skjedde på vei til eller fra badet.", source="Nattpatruljens logg, august–oktober", legal_basis="anonymous", file=BytesIO(LOG.encode()), file_name="nattpatruljens-logg.csv"),
        Shown("interview", "Tar ikke alarmen på om natten", (now + KEPT).date(), "Den klemmer, og jeg er redd for å ligge på den.", "Bruker 4", "user", "bor alene"),
    )  # fmt: skip
    for shown in pieces:
        hearings_actions.record_evidence(
            actor=driver, challenge=made, shown=shown, now=now - timedelta(days=49, hours=6)
        )
    made.refresh_from_db()
    make_sense(made, driver, now - timedelta(days=39))
    _problem(made, driver, now - timedelta(days=48))
    made.refresh_from_db()
    describe(
        made, driver, _actor("Kristian Øverås", fjordvik), _actor("Ragnhild Eide", fjordvik), now - timedelta(days=43)
    )


def _problem(challenge: Challenge, driver: Actor, when: datetime) -> None:
    """A first wording that names a solution, with its remark answered, and the one that was chosen."""
    first = needs_actions.word_problem(
        actor=driver, challenge=challenge, problem="Nattevaktene trenger sensorer som varsler når noen faller.",
        question="Hvordan kan vi få sensorer i alle omsorgsboligene?", language="nb", now=when,
    )  # fmt: skip
    needs_actions.answer_remark(
        actor=driver, statement=first, rule="product", words="sensorer", because="Vi skrev ned det første vi kom på, og går videre med en annen.", now=when
    )  # fmt: skip
    chosen = needs_actions.word_problem(
        actor=driver, challenge=challenge, language="nb", now=when + timedelta(days=2),
        problem="41 ganger siden august har hjemmeboende eldre falt mellom klokka 23 og 07, tre av fire på vei til eller fra badet. De ligger "
        "gjerne i flere timer før noen merker det, og tør ikke drikke om kvelden. Det viser Nattpatruljens logg og samtaler med seks av dem. "
        "Vi har lykkes når antallet er halvert og ingen ligger mer enn ti minutter.",
        question="Hvordan kan vi gjøre det trygt for eldre som bor alene, å stå opp om natten?",
    )  # fmt: skip
    needs_actions.choose_problem(actor=driver, statement=chosen, now=when + timedelta(days=3))


def _school(fjordvik: Organisation, now: datetime) -> None:
    actor = _actor("Mathias Sørli", fjordvik)
    made = _raised(actor, SCHOOL, fjordvik, unit="Grunnskolene", owner="Ragnhild Eide", when=now - timedelta(days=12))
    guess(made, actor, now)


def _roads(fjordvik: Organisation, now: datetime) -> None:
    actor = _actor("Sunniva Åsen", fjordvik)
    made = _raised(actor, ROADS, fjordvik, unit="Vei og park", owner="Oddvar Nes", when=now - timedelta(days=30))
    actions.ask_leader(
        actor=actor, challenge=made, leader=User.objects.get(name="Oddvar Nes"), ask=Ask("Trygge fortau om vinteren", "Færre fall på glatte fortau", 60),
        url=f"http://localhost:8000/challenges/{made.pk}/leader/", now=now - timedelta(days=6),
    )  # fmt: skip
