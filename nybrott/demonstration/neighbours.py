"""What the neighbours share of what they struggle with, so that Fjordvik meets it before it begins. All invented."""

from datetime import datetime, timedelta

from nybrott.challenges import actions, queries
from nybrott.challenges.actions import ChallengeDetails, TwinFound
from nybrott.challenges.models import Challenge
from nybrott.people.models import Membership, User
from nybrott.people.queries import actor_of

NIGHT_IN_SUNDVAG = ChallengeDetails(
    title="Gamle dett når dei skal på do om natta",
    story="Heimetenesta finn dei på badegolvet om morgonen. I haust var det nitten fall, og ingen av dei hadde alarmen på seg.",
    whom="Heimebuande eldre, pårørande og nattevaktene i dei to ytre sonene.",
    why_now="Legevakta melder om fleire brot enn før.",
    sharing="network",
)
BOOKS_IN_BJORKELIA = ChallengeDetails(
    title="Unge kommer ikke på biblioteket etter skoletid",
    story="Bussen går ti over tre, og neste går kvart på seks. De som bor langt unna, får ikke lånt bøker.",
    whom="Elever fra femte til tiende trinn i de to grendene.",
    sharing="open",
)


def fill_neighbours(now: datetime) -> None:
    """Raise what the two neighbours share."""
    for name, details, days in (("Ylva Myhre", NIGHT_IN_SUNDVAG, 75), ("Gunnar Fossum", BOOKS_IN_BJORKELIA, 40)):
        user = User.objects.get(name=name)
        place = Membership.objects.select_related("organisation").get(user=user, ended_at__isnull=True).organisation
        slug = f"nabo-{place.slug}"[:80]
        actions.raise_challenge(
            actor=actor_of(user, place), details=details, slug=slug, now=now - timedelta(days=days)
        )  # fmt: skip


def link_the_neighbour(challenge: Challenge, user: User, when: datetime) -> None:
    """Note that a neighbour has the same trouble, with the reason the page gave."""
    actor = actor_of(user, challenge.organisation)
    for twin in queries.likely_twins(
        actor, f"{challenge.title}\n{challenge.story}\n{challenge.whom}", but=[challenge.pk]
    ):
        if twin.label == NIGHT_IN_SUNDVAG.title:
            found = TwinFound(
                twin.kind, twin.ref, twin.label, twin.why, twin.score, "linked", "Vi har avtalt å dele det vi finner ut."
            )  # fmt: skip
            actions.settle_twin(actor=actor, challenge=challenge, twin=found, now=when)
