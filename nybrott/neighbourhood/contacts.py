"""Talks between Fjordvik and its neighbours: one held with what both learned, one about a case, one that waits for Fjordvik, and whom one can ask. All invented."""

from datetime import datetime, timedelta

from nybrott.contacts import actions, queries
from nybrott.contacts.models import ContactPoint
from nybrott.contacts.states import Kind, Reach
from nybrott.core.actor import Actor
from nybrott.desk.actions import About
from nybrott.neighbourhood.cases import DOORS
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of

HELD, WAITS = "Digitalt nattilsyn: hvordan dere hørte de ansatte", "Dialogkonferansen deres om sensorer i vei og park"


def fill_contacts(fjordvik: Organisation, now: datetime) -> None:
    """Contact points of all three, a talk that was held, and a request that waits; once."""
    if ContactPoint.objects.filter(organisation=fjordvik).exists():
        return
    sundvag, bjorkelia = (Organisation.objects.get(name=f"{name} kommune") for name in ("Sundvåg", "Bjørkelia"))

    def who(name: str, place: Organisation) -> Actor:
        return actor_of(User.objects.get(name=name), place)

    buyer, ylva, gunnar = who("Kristian Øverås", fjordvik), who("Ylva Myhre", sundvag), who("Gunnar Fossum", bjorkelia)
    began = now - timedelta(days=26)
    _point(buyer, who("Jorunn Haug", fjordvik), "Pådriver i hjemmetjenesten", "Å kartlegge behov om natten sammen med de ansatte", began, shows_name=False)  # fmt: skip
    _point(buyer, buyer, "Innkjøper", "Markedsdialog før konkurransen, og valg av prosedyre", began, shows_name=True)
    _point(ylva, ylva, "Innkjøpsleder", "Digitalt nattilsyn, fra behov til kontrakt", began, shows_name=True)
    _point(gunnar, gunnar, "Programleder", "Å komme i gang med pådrivere i en liten kommune", began, shows_name=False)
    _held_talk(buyer, ylva, sundvag, began)
    _about_a_case(gunnar, who("Jorunn Haug", fjordvik), fjordvik, now)
    asked = About("other", "", WAITS, "")
    text = (
        "Vi er 9 900 innbyggere og skal kjøpe nye sensorer for brøyting og gatelys til neste vinter. Vi har aldri holdt en dialogkonferanse. "
        "Hvor mange leverandører kom hos dere, hva spurte dere om, og hva ville dere gjort annerledes?"
    )
    waits = now - timedelta(days=3)
    actions.ask_contact(actor=gunnar, organisation=fjordvik, about=asked, text=text, now=waits, point=ContactPoint.objects.get(organisation=fjordvik, user=buyer.user_id))  # fmt: skip


def _point(lead: Actor, person: Actor, role: str, topic: str, when: datetime, *, shows_name: bool) -> None:
    point = actions.name_point(
        actor=lead, user=User.objects.get(pk=person.user_id or 0), role=role, topic=topic, reach=Reach.NETWORK, now=when, shows_name=shows_name
    )  # fmt: skip
    if point.agreed_at is None:
        actions.agree_point(actor=person, point=point, shows_name=shows_name, now=when + timedelta(days=1))


def _about_a_case(gunnar: Actor, jorunn: Actor, fjordvik: Organisation, now: datetime) -> None:
    """Bjørkelia asks about what Fjordvik told; the answer is yes, and times are proposed."""
    told = next((one for one in queries.subjects_of(gunnar, fjordvik) if one.kind == Kind.CASE and one.label == DOORS.said.title), None)  # fmt: skip
    if told is None:
        return
    text = (
        "Vi leste om låsene som frøs. Vi har 140 dører og like kalde vintre, og tenker på det samme til høsten. "
        "Hvordan prøver vi en hel vinter uten å binde oss, og hvem kommer når låsen ikke åpner klokka tre om natten?"
    )
    point = ContactPoint.objects.get(organisation=fjordvik, user=jorunn.user_id)
    talk = actions.ask_contact(actor=gunnar, organisation=fjordvik, about=told, text=text, point=point, now=now - timedelta(days=6))  # fmt: skip
    actions.say_yes(actor=jorunn, talk=talk, now=now - timedelta(days=5))
    times = [now + timedelta(days=day) for day in (6, 8)]
    actions.propose_times(actor=jorunn, talk=talk, times=times, how="På video, en halvtime", now=now - timedelta(days=5))  # fmt: skip


def _held_talk(buyer: Actor, ylva: Actor, sundvag: Organisation, began: datetime) -> None:
    """Fjordvik asked Sundvåg; both said yes; it was held, and both wrote what they learned."""
    text = (
        "Vi kartlegger hva som er vanskelig om natten, før vi snakker med leverandører. Dere har hatt digitalt nattilsyn i to år. "
        "Hvordan fikk dere de ansatte til å si hva som faktisk er vanskelig, og hva angret dere på?"
    )
    talk = actions.ask_contact(actor=buyer, organisation=sundvag, about=About("other", "", HELD, ""), text=text, now=began + timedelta(days=2))  # fmt: skip
    actions.say_yes(actor=ylva, talk=talk, now=began + timedelta(days=4))
    times = [began + timedelta(days=day) for day in (9, 11)]
    proposed = actions.propose_times(actor=ylva, talk=talk, times=times, how="På video, en halvtime", now=began + timedelta(days=4))  # fmt: skip
    actions.choose_time(actor=buyer, proposal=proposed[0], now=began + timedelta(days=5))
    held = began + timedelta(days=10)
    actions.hold_talk(actor=buyer, talk=talk, on=(began + timedelta(days=9)).date(), now=held)
    actions.write_learned(
        actor=buyer, talk=talk, now=held,
        text="Sundvåg spurte først lederne, og fikk svar om utstyr. Da de var med på to nattevakter, handlet det om uro: hvem som skal rykke ut, og om noen har sett at beboeren står opp. "
        "Vi legger inn tre netter med observasjon før vi skriver behovsbeskrivelsen.\n\nDe angret på at de lot leverandøren måle effekten selv.",
    )  # fmt: skip
    actions.write_learned(
        actor=ylva, talk=talk, now=held + timedelta(days=1),
        text="Fjordvik spør pårørande òg, med ei privat lenkje i staden for eit møte. Det prøver vi neste gong; vi har berre høyrt dei som har tid til å kome.",
    )  # fmt: skip
