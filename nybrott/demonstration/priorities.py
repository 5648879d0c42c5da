"""What Fjordvik thinks matters most: a round that is decided, and one that still waits for scores. All invented."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from nybrott.challenges.models import Challenge
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.priorities import actions
from nybrott.priorities.actions import Prepared, Sheet
from nybrott.priorities.models import Round

SITE = "http://localhost:8000/priorities/"
Scores = Mapping[str, Sequence[Sequence[int | None]]]
"""Who → for each need in its order: reach, gravity, urgency, feasibility, fit with goals; None for "cannot judge"."""

NIGHT: Scores = {
    "Jorunn Haug": [(5, 5, 5, 4, 5), (3, 5, 5, 3, 4), (4, 3, 2, 2, 2)],
    "Amina Yusuf": [(5, 4, 4, 4, 5), (3, 5, 4, 5, 4), (4, 3, 3, 2, None)],
    "Kristian Øverås": [(4, 4, 4, 5, 4), (2, 4, 3, 5, 3), (3, 2, 2, 1, 2)],
    "Ragnhild Eide": [(5, 5, 4, 3, 5), (3, 5, 5, 1, 4), (4, 4, 3, 2, 3)],
    "Berit Solheim": [(4, 5, 4, 4, 5), (3, 5, 4, 2, 4), (3, 3, 2, 2, 2)],
}
REMARKS = {
    ("Kristian Øverås", 1): "Det finnes avtaler vi kan bruke allerede i januar.",
    ("Ragnhild Eide", 1): "Nattevakten er to. Hvem skal komme når alarmen går?",
    ("Amina Yusuf", 2): "Vi har ingen tall på hvordan pårørende sover.",
}
# after the talk three of them see it otherwise
AFTER: Scores = {
    "Amina Yusuf": [(), (3, 5, 4, 4, 4), ()],
    "Kristian Øverås": [(), (3, 5, 4, 3, 3), ()],
    "Ragnhild Eide": [(), (3, 5, 5, 2, 4), ()],
}
DECIDED = (
    ("go", "Her er det flest fall og flest som er enige. Vi går videre med en behovsbeskrivelse og spør markedet etter nyttår."),
    ("wait", "Alvorlig, men vi må vite hvem som rykker ut først. Tas opp igjen når bemanningen om natten er avklart i februar."),
    ("other", "Ingen kjøper seg til bedre søvn. Vi spør de pårørende når det første er prøvd, og ser om det hjelper dem også."),
)  # fmt: skip
SCHOOL: Scores = {
    "Ragnhild Eide": [(4, 3, 4, 4, 3), (3, 3, 5, 4, 3)],
    "Oddvar Nes": [(3, 2, 3, 5, 2), (3, 4, 5, 3, 3)],
    "Mathias Sørli": [(5, 3, 4, 4, 4), ()],
}


def fill_priorities(fjordvik: Organisation, now: datetime) -> None:
    """Two rounds, once."""
    if Round.objects.filter(organisation=fjordvik).exists():
        return
    with transaction.atomic():
        _night(fjordvik, now)
        _school(fjordvik, now)


def _user(name: str) -> User:
    return User.objects.get(name=name)


def _opened(
    fjordvik: Organisation, title: str, lead: str, *, people: Sequence[str], when: datetime, days: int
) -> Round:
    challenge = Challenge.objects.get(organisation=fjordvik, title__startswith=title)
    actor = actor_of(_user(lead), fjordvik)
    one, _new = actions.begin_round(
        actor=actor, challenge=challenge, title=f"Hva betyr mest i «{challenge.title}»?", now=when
    )
    needs = [each.need for each in one.priorities.select_related("need__challenge")]
    by = [actions.By(each.said("name"), usual=each.usual) for each in one.criteria.all()]
    prepared = Prepared(one.title, (when + timedelta(days=days)).date(), needs, by, [_user(name) for name in people])
    actions.prepare_round(actor=actor, one=one, prepared=prepared, now=when)
    actions.open_round(actor=actor, one=one, url=f"{SITE}{one.pk}/", now=when + timedelta(hours=1))
    return one


def _score(one: Round, scores: Scores, when: datetime) -> None:
    keys = list(one.criteria.values_list("pk", flat=True))
    for later, (name, sheet) in enumerate(scores.items()):
        for place, (priority, values) in enumerate(zip(one.priorities.all(), sheet, strict=True)):
            if values:
                said = Sheet(
                    dict(zip(keys, values, strict=True)), {}, REMARKS.get((name, place), "") if scores is NIGHT else ""
                )
                actor = actor_of(_user(name), one.organisation)
                actions.score_need(actor=actor, priority=priority, sheet=said, now=when + timedelta(hours=3 * later))


def _night(fjordvik: Organisation, now: datetime) -> None:
    """Scored, shown, talked about, scored again, decided by the need owner."""
    began = now - timedelta(days=8)
    one = _opened(fjordvik, "Eldre faller", "Jorunn Haug", people=list(NIGHT), when=began, days=3)
    lead, url = actor_of(_user("Jorunn Haug"), fjordvik), f"{SITE}{one.pk}/"
    _score(one, NIGHT, began + timedelta(hours=5))
    shown = began + timedelta(days=2)
    actions.show_round(actor=lead, one=one, url=f"{url}result/", now=shown)
    actions.open_again(
        actor=lead, one=one, until=(shown + timedelta(days=1)).date(), url=url, now=shown + timedelta(hours=2)
    )
    _score(one, AFTER, shown + timedelta(hours=4))
    actions.show_round(actor=lead, one=one, url=f"{url}result/", now=shown + timedelta(days=1))
    owner, decided = actor_of(_user("Ragnhild Eide"), fjordvik), shown + timedelta(days=2)
    for priority, (outcome, reason) in zip(one.priorities.all(), DECIDED, strict=True):
        actions.decide_need(actor=owner, priority=priority, outcome=outcome, reason=reason, now=decided)
    actions.finish_round(actor=owner, one=one, now=decided + timedelta(hours=1))


def _school(fjordvik: Organisation, now: datetime) -> None:
    """Still open: the driver Jorunn Haug has not scored."""
    began = now - timedelta(days=2)
    one = _opened(
        fjordvik, "Foreldre finner ikke", "Mathias Sørli", people=[*SCHOOL, "Jorunn Haug"], when=began, days=6
    )
    _score(one, SCHOOL, began + timedelta(hours=6))
