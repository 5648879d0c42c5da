"""What drivers told each other: outreach in their units, and a gathering with stories, one of them the best mistake. All invented."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.gatherings import actions
from nybrott.gatherings.actions import GatheringPlan, StoryWords, Told
from nybrott.gatherings.models import Gathering
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.runs.models import Participation, Run

SITE = "http://localhost:8000"
# who, days ago, what, how many colleagues, minutes, method card, whether it was taught, what came of it
OUTREACH = (
    ("Jorunn Haug", 31, "Fortalte på morgenmøtet hvorfor vi ikke leter etter alarm ennå", 9, 20, "", False, "To sa at de har skrevet ned netter selv."),
    ("Jorunn Haug", 24, "Gikk to nattevakter sammen med Ole Martin", 2, 240, "shadowing", False, "Ni ting vi ikke visste."),
    ("Ole Martin Dale", 20, "Viste vaktlaget fem netter på ett ark", 6, 30, "", False, "Alle kjente igjen kvart over fire."),
    ("Mathias Sørli", 18, "Øvde på intervju med to kontaktlærere", 2, 45, "interview-guide", True, "De ringte en forelder hver."),
    ("Sunniva Åsen", 26, "Teikna kart over glatte stader på lunsjen", 5, 25, "", False, "Brøytaren visste mest."),
    ("Linh Nguyen", 15, "Spiste sammen med beboerne en uke", 3, 150, "shadowing", False, "Det stille var vaskemaskinen."),
    ("Yonas Tesfay", 12, "Bygde kroker i papp med barna", 4, 90, "prototype-test", True, "Barna satte dem lavere enn oss."),
    ("Camilla Rød", 10, "Hengte opp tegningen av garderoben", 11, 15, "", False, "Foreldrene skrev på den."),
    ("Stian Aune", 8, "Gikk langs røret med Amina og to fra driften", 2, 120, "", False, "Pumpen vi skulle kjøpe, trengs ikke."),
    ("Trond Eikeland", 6, "Fem hvorfor på avdelingsmøtet", 8, 40, "five-whys", True, "Vi kom til vaktlisten, ikke til utstyret."),
)  # fmt: skip
# who, the title, what they tried, what happened, what they learnt, the kind, and how the title of the challenge begins
STORIES = (
    ("Jorunn Haug", "Vi lette etter en alarm, og fant en gang uten lys", "Vi spurte leverandører om fallalarm før vi hadde gått en natt.",
     "Alle viste oss alarmer. Ingen av dem fungerer når man ligger på gulvet uten å rekke knappen.",
     "Gå en natt først. Spør etterpå.", "mistake", "Eldre faller"),
    ("Sunniva Åsen", "Brøytaren visste det heile tida", "Vi bestilte sensorar til vegen og spurde ingen.",
     "Robert køyrer her klokka fire kvar dag, og peika på dei same sju stadene.", "Spør den som er der.", "story", "Vi vet ikke hvor"),
    ("Linh Nguyen", "Det stille måltidet", "Jeg ville kjøpe lyddempende plater.", "Så spiste jeg der en uke. Det var vaskemaskinen ved siden av.",
     "Vær der det skjer før du foreslår noe.", "story", ""),
)  # fmt: skip
COMING = (
    ("Yonas Tesfay", "Kroker i papp", "Vi bygde i papp før vi kjøpte i plast.", "", "", "story", ""),
    ("Mathias Sørli", "Tre foreldre, tre ulike dører", "Jeg ringte dem om siste gang de ringte feil sted.", "", "", "story", "Foreldre finner ikke"),
)  # fmt: skip


def tell(fjordvik: Organisation, run: Run, now: datetime) -> None:
    """Log what drivers did with colleagues, hold one gathering and plan the next."""
    parts = {part.user.name: part for part in run.parts.drivers().select_related("user", "run", "unit")}
    for name, days, what, people, minutes, card, taught, came_of in OUTREACH:
        _log(fjordvik, parts[name], Told((now - timedelta(days=days)).date(), what, people, minutes, parts[name].unit, card, taught, came_of), now - timedelta(days=days - 0.1))  # fmt: skip
    _held(fjordvik, run, parts, now)
    _planned(fjordvik, run, parts, now)


def _log(fjordvik: Organisation, part: Participation, told: Told, now: datetime) -> None:
    actions.log_outreach(actor=actor_of(part.user, fjordvik), part=part, told=told, now=now)


def _at(now: datetime, days: int, hour: int) -> datetime:
    """A weekday about so many days from now, at an hour of the clock."""
    day = timezone.localdate(now) + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _bring(
    fjordvik: Organisation,
    gathering: Gathering,
    parts: dict[str, Participation],
    stories: tuple[tuple[str, ...], ...],
    now: datetime,
) -> None:
    for name, title, tried, happened, learnt, kind, challenge in stories:
        about = (
            Challenge.objects.filter(organisation=fjordvik, title__startswith=challenge).first() if challenge else None
        )
        words = StoryWords(title, tried, happened, learnt, kind=kind, minutes=15, challenge=about)
        actions.bring_story(
            actor=actor_of(parts[name].user, fjordvik), gathering=gathering, part=parts[name], words=words, now=now
        )


def _held(fjordvik: Organisation, run: Run, parts: dict[str, Participation], now: datetime) -> None:
    lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    starts = _at(now, -19, 12)
    plan = GatheringPlan(
        "Det vi prøvde først",
        starts,
        120,
        "Tre historier vi alle kan bruke, og én feil vi slipper å gjøre igjen.",
        "Innbyggertorget, sal 1",
    )
    one = actions.plan_gathering(actor=lead, run=run, plan=plan, now=starts - timedelta(days=14))
    there = list(run.parts.filter(state="in").select_related("user", "run", "organisation"))
    actions.ask(
        actor=lead,
        gathering=one,
        parts=there,
        url=f"{SITE}/programme/gatherings/{one.pk}/",
        now=starts - timedelta(days=13),
    )
    _bring(fjordvik, one, parts, STORIES, starts - timedelta(days=4))
    came = [
        seat
        for number, seat in enumerate(one.attendances.select_related("part__user", "gathering__run").order_by("pk"))
        if number % 6 != 5
    ]
    for seat in came:
        actions.answer(
            actor=actor_of(seat.part.user, fjordvik), attendance=seat, comes=True, now=starts - timedelta(days=6)
        )
    one.refresh_from_db()
    actions.begin(actor=lead, gathering=one, now=starts)
    actions.tick_present(
        actor=lead, gathering=one, there=[seat.pk for seat in came], now=starts + timedelta(minutes=10)
    )
    for number, story in enumerate(one.stories.all()):
        actions.go_to_story(actor=lead, story=story, now=starts + timedelta(minutes=15 + 20 * number))
    actions.decide(
        actor=lead, gathering=one, what="Alle går én vakt eller én rute i egen enhet før neste samling", who=User.objects.get(name="Ingvild Moe"),
        due_on=timezone.localdate(now) + timedelta(days=8), url=f"/programme/gatherings/{one.pk}/", now=starts + timedelta(minutes=95),
    )  # fmt: skip
    actions.end(actor=lead, gathering=one, now=starts + timedelta(minutes=118))


def _planned(fjordvik: Organisation, run: Run, parts: dict[str, Participation], now: datetime) -> None:
    lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    starts = _at(now, 9, 12)
    plan = GatheringPlan(
        "Halvveis: hva har vi forstått?", starts, 120, "Hva vet vi nå som vi ikke visste i høst?", "Brannstasjonen"
    )
    one = actions.plan_gathering(actor=lead, run=run, plan=plan, now=now - timedelta(days=5))
    there = list(run.parts.filter(state="in").select_related("user", "run", "organisation"))
    actions.ask(
        actor=lead,
        gathering=one,
        parts=there,
        url=f"{SITE}/programme/gatherings/{one.pk}/",
        now=now - timedelta(days=5),
    )
    _bring(fjordvik, one, parts, COMING, now - timedelta(days=1))
