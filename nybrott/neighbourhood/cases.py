"""What Fjordvik and its neighbours tell each other: help that came in time, mowers nobody decided about, a bus that was stopped. All invented."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.utils import timezone

from nybrott.cases import actions, rules
from nybrott.cases.actions import Said
from nybrott.cases.models import Case, Named
from nybrott.core.actor import Actor
from nybrott.demonstration.plan import KEYS, MOWERS
from nybrott.people.actions.invitations import Link, Newcomer, invite, join_with_new_account
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.procurements.models import Procurement

SITE = "http://localhost"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named: their name, role and address, and what they answer, in order."""

    name: str
    role: str
    email: str
    answers: tuple[str, ...] = ("agree",)


@dataclass(frozen=True, slots=True)
class Tale:
    """A case as it is told: of which line in the plan (empty: from before Nybrott), by whom, read by whom, shown by whom ("": it still waits), so many days ago."""

    said: Said
    author: str
    reviewer: str
    publisher: str
    days: int
    ref: str = ""
    named: Mention | None = None
    remark: str = ""
    later: "Later | None" = None


@dataclass(frozen=True, slots=True)
class Later:
    """A second version: why there is one, so many days ago, and what came of it and what is advised as they are told in it."""

    because: str
    days: int
    came: str
    advice: str


DOORS = Tale(
    Said(
        title="Nattpatruljen slipper å hente nøkler", kind="done",
        summary="To av tre turer om natten gikk innom vaktrommet for å hente en nøkkel. Med lås på døren er hjelpen inne 14 minutter før, men låsene tok lengre tid enn vi trodde.",
        hard="Når noen ringte om natten, kjørte Nattpatruljen først innom vaktrommet for å hente riktig nøkkel. To av tre ganger var det en omvei. Tre ganger på ett år lå nøkkelen i en annen bil. Den som hadde falt, lå og ventet.",
        did="Vi skrev ned hver tur i to måneder før vi snakket med noen. Så spurte vi dem som ringer, hvem de ville ha inn. Svaret var klart: Døren skal åpnes for den jeg kjenner, og jeg vil selv bestemme hvem det er.\n\nVi utviklet låsen sammen med en liten bedrift og prøvde den i tolv boliger før vi bestilte flere. Randi Bakke, som har kjørt natt i elleve år, var med på hvert møte og sa fra når noe var tenkt ut ved et skrivebord.",
        came="Nattpatruljen er inne hos folk tidligere, og bruker natten på dem som trenger hjelp. Beboerne bestemmer selv hvem som kan låse opp. Tallene står ved siden av; de er målt to ganger.",
        failed="Vi nådde ikke målet vårt. Elleve dører var for gamle til låsen, og det så vi først da montøren sto der. Den første vinteren sluttet fire låser å virke i kulden. Og vi glemte å spørre de pårørende, som hadde sine egne nøkler og ble redde for å miste dem.",
        otherwise="Vi ville gått fra dør til dør med montøren før vi regnet på noe. Vi ville prøvd låsene en hel vinter, ikke bare en høst. Og vi ville invitert de pårørende på det første møtet.",
        advice="Tell turene før du regner på gevinsten. La en som kjører natt, si nei til det som ikke virker. Prøv gjennom en vinter. Og skriv inn i avtalen hvem som kommer når låsen ikke åpner klokka tre om natten.",
        words=("hjemmetjeneste", "natt", "trygghet", "lås"), cpv=("44521110",), methods=("shadowing", "driver-talk", "user-journey"), level="open",
    ),
    "Jorunn Haug", "Berit Solheim", "Ingvild Moe", 26, KEYS, Mention("Randi Bakke", "en nattevakt", "randi.bakke@fjordvik.example"),
    "Godt fortalt. Skriv også om låsene som frøs; det er det de andre spør om.",
)  # fmt: skip
GRASS = Tale(
    Said(
        title="Vi prøvde stille klippere, og glemte å bestemme oss", kind="mistake",
        summary="Utprøvingen gikk fint på flatene. Så hendte det ingenting. Ingen hadde fått oppgaven å si ja eller nei, og leverandøren ventet i åtte måneder.",
        hard="Klipperne i parkene bråker fra sju om morgenen, og de som arbeider med dem, har vondt i armene. Naboene ringte, og vi hadde penger til en prøve.",
        did="En liten bedrift lånte oss fire klippere som går på strøm. Vi klippet to parker med dem i åtte måneder. Trond Hauge i parklaget skrev logg hver dag, også om det som gikk galt.",
        came="Klipperne var stille og trygge på flatene. I bakkene kom de til kort. Nå vet vi det, og naboene merket forskjellen. Men parkene klippes igjen med de gamle maskinene.",
        failed="Vi avtalte hvordan vi skulle prøve, men ikke hvem som skulle bestemme etterpå. Da prøven var over, hadde lederen som sa ja, fått en ny jobb. Bedriften ringte fire ganger. Vi svarte at vi skulle komme tilbake til det. Det er ikke slik en liten bedrift overlever.",
        otherwise="Vi ville skrevet to ting på den første siden: hvilken dag vi bestemmer oss, og hvem som gjør det. Og vi ville bestemt på forhånd hva som skal til for et ja.",
        advice="Ikke start en prøve uten en dato for svaret. Gi svaret til leverandøren selv om det er nei; et tydelig nei er bedre enn et kanskje. Prøv i den vanskeligste bakken først.",
        words=("park", "utprøving", "beslutning", "støy"), cpv=("77313000",), level="open",
    ),
    "Sunniva Åsen", "Oddvar Nes", "Ingvild Moe", 12, MOWERS, Mention("Trond Hauge", "en i parklaget", "trond.hauge@fjordvik.example", ("agree", "withdraw")),
)  # fmt: skip
RIDE = Tale(
    Said(
        title="Bussen som skulle vente på de unge", kind="stopped", when="Våren 2026",
        summary="Vi ville kjøpe en buss som kom når ungdommen trengte den. Vi stoppet da vi fant ut at problemet ikke var bussen, men at treningen slutter fem minutter for sent.",
        hard="Unge som bor langt unna, går hjem fra treningen før den er ferdig for å rekke siste buss. Foreldre kjører mil etter mil, og de som ikke har noen til å kjøre, slutter.",
        did="Vi ba tre leverandører fortelle hva de kunne gjøre. Så satt vi to kvelder på bussholdeplassen og spurte dem som sto der. Alle sa det samme: Hallen stenger ni, og bussen går ni.",
        came="Vi kjøpte ingenting. Fylkeskommunen flyttet avgangen til ti over ni, og idrettslaget slutter ti på. Det kostet et møte og to telefoner.",
        failed="Vi spurte markedet før vi hadde spurt de unge. Tre leverandører brukte tid på noe vi aldri kjøpte. To av dem sa at de ikke kommer neste gang.",
        otherwise="Vi ville stått på holdeplassen den første kvelden, ikke den siste. Og vi ville sagt til leverandørene at vi ennå ikke visste hva problemet var.",
        advice="Gå dit det er vanskelig før du skriver til noen. Spør om tiden, ikke bare om tilbudet. Fortell leverandørene hvorfor dere stopper, samme dag som dere bestemmer det.",
        words=("ungdom", "buss", "transport"), cpv=("60112000",), level="open",
    ),
    "Mathias Sørli", "Ingvild Moe", "", 2,
)  # fmt: skip
STAIRS = Tale(
    Said(
        title="Trappene var ikke problemet", kind="done", when="Våren 2023 til høsten 2025", language="nn",
        summary="Vi ville kjøpe betre belysning i trappene fordi eldre fall. Så talde vi fallene. Dei fleste skjedde på veg til do, i mørket, i ein gang utan lys.",
        hard="Heimetenesta fann folk på golvet om morgonen. Alle trudde det var trappene, for det var dei vi var redde for sjølve. Nitten fall på ein haust er mykje i ein kommune som vår.",
        did="Vi teikna kvart fall inn på eit kart over bustaden saman med den som hadde falle. Så bad vi marknaden om lys som tenner seg når nokon set føtene på golvet, og som ein ikkje treng hugse på. Fem bedrifter svara, og to av dei hadde vi aldri høyrt om.",
        came="Talet på fall om natta gjekk ned det første året. Vi veit ikkje sikkert kor mykje av det lyset gjorde, for vi byrja med styrketrening same haust. Dei som bur der, seier at dei søv betre.",
        failed="Dei første lysa var for skarpe. Folk vart vakne av dei og skrudde dei av. Det tok oss tre månader å finne ut det, for vi spurde dei tilsette og ikkje dei som sov der.",
        otherwise="Vi ville sove ei natt i rommet sjølve. Og vi ville venta med styrketreninga til året etter, eller delt bustadene i to grupper, så vi kunne seie kva som verka.",
        advice="Teikn kvart fall før du kjøper noko. Spør den som søv der. Gjer éin ting om gongen om du vil vite kva som hjelpte.",
        words=("fall", "natt", "heimeteneste", "lys"), cpv=("31500000",), level="open",
    ),
    "Ylva Myhre", "Aslaug Tveit", "Ylva Myhre", 48,
    later=Later(
        "Vi har eit år til å telje, og veit meir om kva som verka.", 9,
        came="Talet på fall om natta gjekk ned det første året, og har halde seg nede i det andre. I dei ni bustadene som fekk lys, men ikkje styrketrening, gjekk talet like mykje ned. Dei som bur der, seier at dei søv betre.",
        advice="Teikn kvart fall før du kjøper noko. Spør den som søv der. Gjer éin ting om gongen om du vil vite kva som hjelpte, og tel i to år.",
    ),
)  # fmt: skip
BOOKS = Tale(
    Said(
        title="Bokbussen vi stoppet etter tre uker", kind="stopped", when="Høsten 2024",
        summary="Vi leide en buss for å nå unge langt unna. Etter tre uker hadde elleve lånt en bok. Skapet på butikken, som ingen trodde på, lånte ut to hundre.",
        hard="Unge i de to grendene kommer ikke på biblioteket etter skoletid. Bussen går ti over tre, og neste går kvart på seks. De leser på telefonen, om de leser.",
        did="Vi leide en gammel bokbuss og kjørte to ettermiddager i uken. Samtidig satte vi et skap med bøker på nærbutikken, fordi butikksjefen spurte om det. Skapet kostet det samme som én dag med bussen.",
        came="Elleve lån på tre uker fra bussen, over to hundre fra skapet på den samme tiden. Vi stoppet bussen midt i prøven og satte skap i den andre grenden også.",
        failed="Bussen kom klokka fem, og da er de unge på trening. Det sto i svarene vi hadde fått, men vi hadde bestemt oss for buss før vi leste dem. Vi betalte leie i ni uker til.",
        otherwise="Vi ville prøvd det billigste først, og leid bussen for én uke om gangen. Vi ville lest svarene fra de unge før vi ringte noen.",
        advice="Prøv det minste først. Skriv inn i avtalen at prøven kan stoppes fra dag til dag. Og hør på butikksjefen.",
        words=("bibliotek", "ungdom", "utprøving"), cpv=("92511000",), level="open",
    ),
    "Gunnar Fossum", "Torstein Lie", "Gunnar Fossum", 33,
)  # fmt: skip


def fill_cases(fjordvik: Organisation, now: datetime) -> None:
    """Tell all of them, once."""
    if Case.objects.exists():
        return
    sundvag, bjorkelia = (
        Organisation.objects.get(country="NO", number=number) for number in ("310400068", "310400041")
    )
    _join(sundvag, "Ylva Myhre", "Aslaug Tveit", "aslaug.tveit@sundvag.example", _at(now, 60))
    for place, tale in ((sundvag, STAIRS), (bjorkelia, BOOKS), (fjordvik, DOORS), (fjordvik, GRASS), (fjordvik, RIDE)):
        _tell(place, tale, now)


def _at(now: datetime, days: int, hour: int = 9) -> datetime:
    """So many days ago, at an hour."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now) - timedelta(days=days), time(hour)))


def _join(place: Organisation, admin: str, name: str, email: str, when: datetime) -> None:
    """A colleague, who can read what the other writes."""
    token = token_urlsafe(32)
    link = Link(sha256(token.encode()).hexdigest(), f"{SITE}/join/{token}/")
    made = invite(
        actor=_actor(admin, place),
        organisation=place,
        who=Newcomer(email, name),
        roles=("driver",),
        units=[],
        link=link,
        language="nn",
        now=when,
    )
    join_with_new_account(invitation=made, name=name, password=None, language="nn", now=when + timedelta(hours=2))


def _actor(name: str, place: Organisation) -> Actor:
    return actor_of(User.objects.get(name=name), place)


def _tell(place: Organisation, tale: Tale, now: datetime) -> None:
    """Begun, written, read by another, answered by whoever is named, and shown."""
    author, days = _actor(tale.author, place), tale.days
    procurement = Procurement.objects.get(organisation=place, ref=tale.ref) if tale.ref else None
    said = tale.said
    case = actions.begin_case(
        actor=author, title=said.title, kind=said.kind, procurement=procurement, language=said.language, now=_at(now, days + 9)
    )  # fmt: skip
    case = actions.write_case(actor=author, case=case, said=said, seen=0, now=_at(now, days + 8, 14))
    named = tale.named and actions.name_person(
        actor=author, case=case, name=tale.named.name, role=tale.named.role, email=tale.named.email, now=_at(now, days + 8, 15)
    )  # fmt: skip
    reviewer = User.objects.get(name=tale.reviewer)
    case = actions.ask_review(
        actor=author, case=Case.objects.get(pk=case.pk), reviewer=reviewer, now=_at(now, days + 7)
    )
    if not tale.publisher:
        return
    actions.answer_review(
        actor=actor_of(reviewer, place), case=case, approves=True, text=tale.remark, now=_at(now, days + 5, 11)
    )
    if named:
        actions.ask_consents(actor=author, case=case, now=_at(now, days + 5, 13))
        _answer(named, "agree", _at(now, days + 3, 18))
    actions.publish_case(actor=_actor(tale.publisher, place), case=case, now=_at(now, days, 10))
    if named and tale.named and "withdraw" in tale.named.answers:
        _answer(named, "withdraw", _at(now, days - 4, 19))
    if tale.later:
        _tell_more(place, case, tale, tale.later, now)


def _tell_more(place: Organisation, case: Case, tale: Tale, later: Later, now: datetime) -> None:
    """Taken up again, read by the same second person, and published anew."""
    author, reviewer = _actor(tale.author, place), User.objects.get(name=tale.reviewer)
    case = actions.take_back(actor=author, case=case, now=_at(now, later.days + 3))
    case = actions.write_case(
        actor=author, case=case, said=replace(tale.said, came=later.came, advice=later.advice), seen=case.version, now=_at(now, later.days + 3, 11)
    )  # fmt: skip
    case = actions.ask_review(actor=author, case=case, reviewer=reviewer, now=_at(now, later.days + 3, 12))
    actions.answer_review(
        actor=actor_of(reviewer, place), case=case, approves=True, text="", now=_at(now, later.days + 1)
    )
    publisher = _actor(tale.publisher, place)
    actions.publish_case(actor=publisher, case=case, because=later.because, now=_at(now, later.days, 10))


def _answer(named: Named, verb: str, when: datetime) -> None:
    named = Named.objects.select_related("case").get(pk=named.pk)
    actions.answer_consent(named=named, verb=verb, seen=rules.told_of(named.case, named), now=when)
