"""Peer challenges in the demonstration: Fjordvik's problem statement challenged by both neighbours and answered, and one of Bjørkelia's that is open now. All invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from nybrott.challenges import actions as challenges
from nybrott.challenges.actions import Ask, ChallengeDetails
from nybrott.core.actor import Actor
from nybrott.needs import actions as needs
from nybrott.needs.models import ProblemStatement
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


def fill_peerreviews(fjordvik: Organisation, now: datetime) -> None:
    """One that is answered, and one that is open; once."""
    statement = ProblemStatement.objects.filter(challenge__organisation=fjordvik, question=NIGHT).first()
    if PeerReview.objects.filter(organisation=fjordvik).exists() or statement is None:
        return
    sundvag, bjorkelia = (Organisation.objects.get(name=f"{name} kommune") for name in ("Sundvåg", "Bjørkelia"))
    places = {"Ylva Myhre": sundvag, "Gunnar Fossum": bjorkelia, "Jorunn Haug": fjordvik, "Ingvild Moe": fjordvik}
    who = {name: actor_of(User.objects.get(name=name), place) for name, place in places.items()}
    _answered(who, statement, (sundvag, bjorkelia), now - timedelta(days=24))
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


def _open(gunnar: Actor, fjordvik: Organisation, now: datetime) -> None:
    """Bjørkelia asks Fjordvik."""
    began = now - timedelta(days=20)
    details = ChallengeDetails(
        "Gangveiene brøytes i feil rekkefølge", story="Vi brøyter etter en liste fra 2009. Skoleveier og veien til dagsenteret kommer sist.",
        whom="Barn på vei til skolen, eldre uten bil, og de tre som brøyter.",
    )  # fmt: skip
    challenge = challenges.raise_challenge(actor=gunnar, details=details, slug="gangveiene-broytes-i-feil-rekkefolge", now=began)  # fmt: skip
    challenges.anchor_challenge(actor=gunnar, challenge=challenge, ask=Ask("To timer i uka til jul", "Trygg vei til skole og dagsenter før klokka åtte"), now=began + timedelta(days=1))  # fmt: skip
    challenge.refresh_from_db()
    statement = needs.word_problem(
        actor=gunnar, challenge=challenge, language="nb", now=began + timedelta(days=9), question=SNOW,
        problem="Åtte av ti snødager i fjor var gangveien til skolen ikke brøytet klokka 08. De som brøyter, vet ikke hvor det haster, og kjører den samme ruta hver gang.",
    )  # fmt: skip
    said = Said(
        SNOW, ("problem", "question", "whom", "story"), Reach.NAMED, timezone.localdate(now) + timedelta(days=9), organisations=(fjordvik,),
        wish="Vi er redde for at vi allerede tenker på sensorer. Ser dere det?",
    )  # fmt: skip
    review = actions.prepare_review(actor=gunnar, thing=statement, said=said, now=now - timedelta(days=5))
    actions.open_review(actor=gunnar, review=review, now=now - timedelta(days=5))
