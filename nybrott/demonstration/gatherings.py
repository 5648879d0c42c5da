"""Fjordvik's method workshops: one that was held on the night, with what came out of it, and one that is planned. All invented."""

from datetime import datetime, timedelta

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.workshops import actions
from nybrott.workshops.actions import Plan, StepPlan
from nybrott.workshops.models import Note, Seat, Step, Workshop
from nybrott.workshops.states import StepKind

HELD = (
    StepPlan("Hvem er vi, og hvem har vært oppe en natt?", StepKind.TALK, 10, "Si navnet ditt og én natt du husker."),
    StepPlan(
        "Skriv det du har sett",
        StepKind.WRITE,
        12,
        "Ett notat per ting. Det du har sett eller hørt, ikke hva vi bør kjøpe.",
    ),
    StepPlan("Legg sammen det som handler om det samme", StepKind.GROUP, 20),
    StepPlan("Hva bør vi forstå bedre?", StepKind.VOTE, 8, "To stemmer hver.", votes_each=2),
    StepPlan("Hva gjør vi før neste gang?", StepKind.TALK, 10),
)
ALONE, DARK, KNOW = (
    "Ingen merker det før morgenen",
    "Veien er ikke laget for natten",
    "Vi vet for lite om de stille nettene",
)
# who (a colleague, or a guest by first name), from which side, what they wrote, in which group it was put
WRITTEN = (
    ("Jorunn Haug", "employee", "Hun hadde rullet seg inn i teppet for å ikke fryse til vi kom.", ALONE),
    ("Amina Yusuf", "employee", "Vi måler vannet i rørene hvert minutt, men vet ikke om noen står opp.", KNOW),
    ("Ragnhild Eide", "employee", "De fleste fall jeg har lest om, skjer etter klokka fire.", KNOW),
    ("Kristian Øverås", "employee", "Alarmene vi har kjøpt, virker bare når man trykker på dem.", ALONE),
    ("Gerd", "user", "Jeg går langs veggen og teller dørene.", DARK),
    ("Gerd", "user", "Teppet i gangen har jeg snublet i to ganger.", DARK),
    ("Odd", "relative", "Far sier alltid at det gikk bra. Det gjorde det ikke.", KNOW),
    ("Odd", "relative", "Naboen hørte dunket, men turte ikke ringe midt på natten.", ALONE),
)
VOTES = {
    "Jorunn Haug": (ALONE, KNOW), "Amina Yusuf": (KNOW, ALONE), "Ragnhild Eide": (ALONE,), "Kristian Øverås": (ALONE, DARK),
    "Gerd": (DARK, ALONE), "Odd": (ALONE, KNOW),
}  # fmt: skip
PLANNED = (
    StepPlan("Kvar er det glatt, og kven merkar det først?", StepKind.WRITE, 15, "Eitt notat per stad."),
    StepPlan("Kva høyrer saman?", StepKind.GROUP, 20),
    StepPlan("Kva vil vi vite meir om?", StepKind.VOTE, 10),
)


def gather(fjordvik: Organisation, now: datetime) -> None:
    """Hold one workshop and plan another, once."""
    if Workshop.objects.filter(organisation=fjordvik).exists():
        return
    _held(fjordvik, Challenge.objects.get(organisation=fjordvik, title__startswith="Eldre faller"), now)
    _planned(fjordvik, Challenge.objects.get(organisation=fjordvik, title__startswith="Vi vet ikke hvor"), now)


def _as(name: str, fjordvik: Organisation) -> tuple[User, Actor]:
    user = User.objects.get(name=name)
    return user, actor_of(user, fjordvik)


def _url(workshop: Workshop) -> str:
    return f"http://localhost:8000/workshops/{workshop.pk}/"


def _held(fjordvik: Organisation, challenge: Challenge, now: datetime) -> None:
    began = (now - timedelta(days=12)).replace(hour=11, minute=0, second=0, microsecond=0)
    mentor, leads = _as("Torstein Lie", fjordvik)
    plan = Plan(
        "Hva skjer egentlig om natten?",
        began,
        "Tre ting vi alle har sett, og som vi vil forstå bedre.",
        "Innbyggertorget, sal 2",
        facilitator=mentor,
    )
    one = actions.plan_workshop(
        actor=leads,
        challenge=challenge,
        plan=plan,
        codes=["NATT34", "NATT47", "NATT79"],
        now=began - timedelta(days=14),
    )
    actions.add_steps(actor=leads, workshop=one, plans=list(HELD), now=began - timedelta(days=14))
    colleagues = [
        User.objects.get(name=name) for name in ("Jorunn Haug", "Amina Yusuf", "Ragnhild Eide", "Kristian Øverås")
    ]
    actions.ask(actor=leads, workshop=one, users=colleagues, url=_url(one), now=began - timedelta(days=13))
    for user in colleagues:
        actions.take_seat(actor=actor_of(user, fjordvik), user=user, workshop=one, now=began - timedelta(days=10))
    actions.start(actor=leads, workshop=one, now=began)
    _talk, write, group, vote, last = one.steps.all()
    seats = _come_in(one, fjordvik, began + timedelta(minutes=1))
    actions.go_to(actor=leads, step=write, now=began + timedelta(minutes=10))
    notes = _write(seats, began + timedelta(minutes=14))
    actions.share(actor=leads, step=write, now=began + timedelta(minutes=22))
    actions.go_to(actor=leads, step=group, now=began + timedelta(minutes=23))
    groups = {
        title: actions.put_together(
            actor=leads, workshop=one, notes=[note for note, at in notes if at == title], group=None, title=title, now=began + timedelta(minutes=30)
        )
        for title in (ALONE, DARK, KNOW)
    }  # fmt: skip
    actions.go_to(actor=leads, step=vote, now=began + timedelta(minutes=43))
    under_way = Step.objects.select_related("workshop").get(pk=vote.pk)
    for name, titles in VOTES.items():
        for title in titles:
            actions.vote(seat=seats[name], step=under_way, group=groups[title], note=None)
    actions.share(actor=leads, step=vote, now=began + timedelta(minutes=50))
    actions.go_to(actor=leads, step=last, now=began + timedelta(minutes=51))
    actions.end(actor=leads, workshop=one, now=began + timedelta(minutes=62))
    _driver, works = _as("Jorunn Haug", fjordvik)
    landed = one.groups.select_related("workshop__challenge").get(title=ALONE)
    actions.land_group(
        actor=works, group=landed, keep_until=(now + timedelta(days=730)).date(), now=began + timedelta(hours=20)
    )


def _come_in(one: Workshop, fjordvik: Organisation, now: datetime) -> dict[str, Seat]:
    """Everyone who wrote, by name."""
    found: dict[str, Seat] = {}
    for name, side, _text, _title in WRITTEN:
        if name not in found:
            user = User.objects.filter(name=name, memberships__organisation=fjordvik).first()
            found[name] = actions.come_in(workshop=one, name=name, side=side, user=user, now=now)
    return found


def _write(seats: dict[str, Seat], now: datetime) -> list[tuple[Note, str]]:
    """The notes, each with the group it will be put in."""
    one = next(iter(seats.values())).workshop
    write = Step.objects.select_related("workshop__step").get(workshop=one, kind=StepKind.WRITE)
    return [
        (
            actions.write_note(seat=seats[name], step=write, text=text, sent_key=f"demonstration-{number}", now=now)[0],
            title,
        )
        for number, (name, _side, text, title) in enumerate(WRITTEN)
    ]


def _planned(fjordvik: Organisation, challenge: Challenge, now: datetime) -> None:
    starts = (now + timedelta(days=6)).replace(hour=8, minute=0, second=0, microsecond=0)
    driver, leads = _as("Sunniva Åsen", fjordvik)
    plan = Plan(
        "Kor er det glatt?",
        starts,
        "Eit kart over stader der folk fell, og kven som ser det først.",
        "Brannstasjonen",
        capacity=2,
        facilitator=driver,
    )
    one = actions.plan_workshop(
        actor=leads, challenge=challenge, plan=plan, codes=["GLATT3", "GLATT4", "GLATT6"], now=now - timedelta(days=3)
    )
    actions.add_steps(actor=leads, workshop=one, plans=list(PLANNED), now=now - timedelta(days=3))
    asked = [User.objects.get(name=name) for name in ("Mathias Sørli", "Jorunn Haug", "Elin Tangen", "Oddvar Nes")]
    actions.ask(actor=leads, workshop=one, users=asked, url=_url(one), now=now - timedelta(days=3))
    for hours, user in enumerate(asked[:3]):
        actions.take_seat(
            actor=actor_of(user, fjordvik),
            user=user,
            workshop=one,
            now=now - timedelta(days=2) + timedelta(hours=hours),
        )
