"""Peer challenges in the demonstration: Fjordvik's problem statement challenged by both neighbours and answered, Sundvåg's case told anew because of one, and one of
Bjørkelia's that is open now. All invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from nybrott.cases.models import Case
from nybrott.challenges import actions as challenges
from nybrott.challenges.actions import Ask, ChallengeDetails
from nybrott.core.actor import Actor
from nybrott.needs import actions as needs
from nybrott.needs.models import ProblemStatement
from nybrott.neighbourhood.cases import STAIRS
from nybrott.peerreviews import actions
from nybrott.peerreviews.models import PeerReview, Point
from nybrott.peerreviews.rules import Said
from nybrott.peerreviews.states import Outcome, Reach
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of

NIGHT = "Hvordan kan vi gjøre det trygt for eldre som bor alene, å stå opp om natten?"
SNOW = "Hvordan kan vi vite hvilke gangveier som trenger brøyting først?"
# who, question of the guide → what was said, what became of it, in words, before and after
SAID = (
    ("Ylva Myhre", "whose", "Nattevaktene er høyrde, men ikkje dei pårørande. Hos oss var det dei som visste kva som skjedde før fallet.", Outcome.TAKEN, "Vi spurte elleve pårørende med en lenke. To ting var nye: lyset på badet, og at mange ikke vil forstyrre.", "Det viser Nattpatruljens logg og samtaler med seks av dem.", "Det viser Nattpatruljens logg, samtaler med seks av dem og svar fra elleve pårørende."),
    ("Ylva Myhre", "evidence", "De tek for gitt at fallet skjer på veg til badet. Hos oss var halvparten på veg tilbake, i mørkeret.", Outcome.PARTLY, "Loggen skiller ikke på vei til og fra. Nattpatruljen noterer det fra nå av; vi endrer teksten når vi har en måned.", "", ""),
    ("Gunnar Fossum", "hidden", "«Stå opp» peker mot senga. Kan problemet være at de må opp, altså drikke og medisiner om kvelden?", Outcome.TAKEN, "Vi snakket med fastlegen for legevakten. Tidspunktet for vanndrivende medisiner er nå et eget behov.", "å stå opp om natten", "å være hjemme om natten"),
    ("Gunnar Fossum", "without_buying", "Hva med nattlys og en runde klokka 22? Det koster nesten ingenting.", Outcome.NOT_TAKEN, "Vi prøvde nattlys hos ni i vår. Det hjalp på uro, men tallet på fall var det samme. Vi lar det stå som et tiltak ved siden av.", "", ""),
    ("Gunnar Fossum", "yours", "Vi har det samme, i mindre tall: sju fall siden august. Vi vil gjerne være med om dere kjøper.", Outcome.TAKEN, "Vi tar det opp i Kystnettverket og inviterer dere som observatør i dialogen.", "", ""),
)  # fmt: skip
# question of the guide → what Fjordvik said of Sundvåg's case, and what became of it
ABOUT_STAIRS = (
    ("figures", "Fallene gikk ned, men dere begynte med styrketrening samme høst. Har dere noen som fikk lys uten trening? Da kan vi tro på tallet."),
    ("luck", "Dere har én nattevakt som kjenner alle. Hos oss er det elleve som bytter på. Virker det da også?"),
)  # fmt: skip
BECAME = (
    (Outcome.TAKEN, "Ni bustader hadde lys og inga trening. Vi talde eit år til, og fortel no kva som hende der."),
    (Outcome.NOT_TAKEN, "Det veit vi ikkje, og vi vil ikkje gjette. Prøv hos dykk, og fortel oss kva som hender."),
)


def fill_peerreviews(fjordvik: Organisation, now: datetime) -> None:
    """Two that are answered, and one that is open; once."""
    statement = ProblemStatement.objects.filter(challenge__organisation=fjordvik, question=NIGHT).first()
    if PeerReview.objects.filter(organisation=fjordvik).exists() or statement is None:
        return
    sundvag, bjorkelia = (Organisation.objects.get(name=f"{name} kommune") for name in ("Sundvåg", "Bjørkelia"))
    places = {"Ylva Myhre": sundvag, "Gunnar Fossum": bjorkelia, "Jorunn Haug": fjordvik, "Ingvild Moe": fjordvik}
    who = {name: actor_of(User.objects.get(name=name), place) for name, place in places.items()}
    _answered(who, statement, (sundvag, bjorkelia), now - timedelta(days=24))
    _told_anew(who, (fjordvik, bjorkelia), now)
    _open(who["Gunnar Fossum"], fjordvik, now)


def _answered(
    who: "dict[str, Actor]", statement: ProblemStatement, named: "tuple[Organisation, ...]", began: datetime
) -> None:
    lead = who["Ingvild Moe"]
    said = Said(
        NIGHT, ("problem", "question", "needs", "whom"), Reach.NAMED, timezone.localdate(began) + timedelta(days=14), organisations=named,
        wish="Vi har skrevet om dette i to måneder og ser det ikke lenger. Leter vi på rett sted?",
    )  # fmt: skip
    review = actions.prepare_review(actor=lead, thing=statement, said=said, now=began)
    review = actions.open_review(actor=lead, review=review, now=began + timedelta(minutes=20))
    unclear = actions.ask_clarity(actor=who["Gunnar Fossum"], review=review, text="Gjelder det bare dem som har hjemmetjeneste, eller alle over 80?", now=began + timedelta(days=3))  # fmt: skip
    actions.answer_clarity(actor=lead, question=unclear, text="Dem som har hjemmetjeneste eller trygghetsalarm, 640 personer.", now=began + timedelta(days=4))  # fmt: skip
    for days, name in ((8, "Ylva Myhre"), (12, "Gunnar Fossum")):
        texts = {question: text for by, question, text, *_rest in SAID if by == name}
        actions.send_answer(actor=who[name], review=review, texts=texts, signed=name == "Ylva Myhre", now=began + timedelta(days=days))  # fmt: skip
    review = actions.close_review(actor=lead, review=review, now=began + timedelta(days=15))
    for _by, question, text, outcome, told, before, after in SAID:
        point = Point.objects.get(answer__review=review, question=question, text=text)
        actions.decide_point(actor=lead, point=point, outcome=outcome, said=told, before=before, after=after, now=began + timedelta(days=18))  # fmt: skip
    thanks = "Takk for at dere brukte tid på oss. Tre punkter er fulgt og ett delvis, og behovsbeskrivelsen er bedre for det."
    actions.finish_review(actor=lead, review=review, thanks=thanks, now=began + timedelta(days=19))


def _told_anew(who: "dict[str, Actor]", named: "tuple[Organisation, ...]", now: datetime) -> None:
    """Sundvåg lets both challenge what it told. One cannot; the other's point leads to the second version."""
    case = Case.objects.filter(title=STAIRS.said.title, newest__number=2).select_related("newest").first()
    if case is None or case.newest is None:
        return
    ylva, began = who["Ylva Myhre"], now - timedelta(days=40)
    said = Said(
        case.title, ("summary", "did", "failed", "otherwise"), Reach.NAMED, timezone.localdate(began) + timedelta(days=14), organisations=named,
        wish="Vi er usikre på om det var lyset som verka. Ser de det same?",
    )  # fmt: skip
    review = actions.open_review(actor=ylva, review=actions.prepare_review(actor=ylva, thing=case, said=said, now=began), now=began)  # fmt: skip
    actions.decline_invitation(actor=who["Gunnar Fossum"], review=review, reason="Vi står midt i budsjettet. Spør oss gjerne i januar.", now=began + timedelta(days=2))  # fmt: skip
    actions.send_answer(actor=who["Jorunn Haug"], review=review, texts=dict(ABOUT_STAIRS), signed=True, now=began + timedelta(days=9))  # fmt: skip
    review = actions.close_review(actor=ylva, review=review, now=began + timedelta(days=15))
    told = now - timedelta(days=8)
    for (question, _text), (outcome, became) in zip(ABOUT_STAIRS, BECAME, strict=True):
        point = Point.objects.get(answer__review=review, question=question)
        led_to = f"version:{case.newest.pk}" if outcome == Outcome.TAKEN else ""
        actions.decide_point(actor=ylva, point=point, outcome=outcome, said=became, led_to=led_to, now=told)
    actions.finish_review(actor=ylva, review=review, thanks="Takk. De såg det vi ikkje ville sjå sjølve, og forteljinga er betre for det.", now=told)  # fmt: skip


def _open(gunnar: Actor, fjordvik: Organisation, now: datetime) -> None:
    """Bjørkelia asks Fjordvik."""
    began = now - timedelta(days=20)
    details = ChallengeDetails(
        "Gangveiene brøytes i feil rekkefølge", story="Vi brøyter etter en liste fra 2009. Skoleveier og veien til dagsenteret kommer sist.",
        whom="Barn på vei til skolen, eldre uten bil, og de tre som brøyter.",
    )  # fmt: skip
    challenge = challenges.raise_challenge(actor=gunnar, details=details, slug="gangveiene-broytes-i-feil-rekkefolge", now=began)  # fmt: skip
    challenges.anchor_challenge(actor=gunnar, challenge=challenge, ask=Ask("To timer i uken til jul", "Trygg vei til skole og dagsenter før klokka åtte"), now=began + timedelta(days=1))  # fmt: skip
    challenge.refresh_from_db()
    statement = needs.word_problem(
        actor=gunnar, challenge=challenge, language="nb", now=began + timedelta(days=9), question=SNOW,
        problem="Åtte av ti snødager i fjor var gangveien til skolen ikke brøytet klokka 08. De som brøyter, vet ikke hvor det haster, og kjører den samme ruten hver gang.",
    )  # fmt: skip
    said = Said(
        SNOW, ("problem", "question", "whom", "story"), Reach.NAMED, timezone.localdate(now) + timedelta(days=9), organisations=(fjordvik,),
        wish="Vi er redde for at vi allerede tenker på sensorer. Ser dere det?",
    )  # fmt: skip
    review = actions.prepare_review(actor=gunnar, thing=statement, said=said, now=now - timedelta(days=5))
    actions.open_review(actor=gunnar, review=review, now=now - timedelta(days=5))
