"""One thing of every kind, for tests."""

from nybrott.adoptions.tests.factories import an_adoption
from nybrott.benefits.tests.factories import a_benefit
from nybrott.cases.tests.factories import a_case, published, whole
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_heard_challenge, an_anchored_challenge
from nybrott.contacts.models import Talk
from nybrott.contacts.tests.factories import a_talk
from nybrott.contracts.tests.factories import a_contract
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_dialogue, an_approved_description, an_open_dialogue
from nybrott.gatherings.models import Gathering
from nybrott.gatherings.tests.factories import a_gathering
from nybrott.goals.tests.factories import a_goal
from nybrott.groups.models import BuyersGroup
from nybrott.groups.tests.factories import a_group
from nybrott.insights.tests.factories import a_need, from_user
from nybrott.needs.models import NeedDescription
from nybrott.needs.tests.factories import a_statement
from nybrott.peerreviews.models import PeerReview
from nybrott.peerreviews.tests.factories import an_open_review
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_unit, an_actor, an_organisation
from nybrott.procurements.tests.factories import a_procurement
from nybrott.programmes.models import MethodCard
from nybrott.programmes.tests.factories import a_package, an_own_card
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_run
from nybrott.search.actions import index_everything
from nybrott.workshops.models import Workshop
from nybrott.workshops.tests.factories import a_workshop


def one_of_each(place: Organisation, word: str) -> dict[str, int]:
    """A thing of every kind whose title has the word: kind → its key. Nothing of it is shared."""
    lead = an_actor(place, "lead")
    challenge = an_anchored_challenge(place, f"{word} challenge")
    heard = a_heard_challenge(place, f"{word} heard")
    described = an_approved_description(place)
    NeedDescription.objects.filter(pk=described.pk).update(title=f"{word} description")
    package = a_package(lead, place, name=f"{word} package")
    assert package.programme is not None
    run = a_run(place, title=f"{word} run", package=package)
    gathering, workshop = a_gathering(run), a_workshop(place, challenge=challenge)
    Gathering.objects.filter(pk=gathering.pk).update(title=f"{word} gathering")
    Workshop.objects.filter(pk=workshop.pk).update(title=f"{word} workshop")
    card = an_own_card(lead, place)
    content = card.content
    content["nb"]["name"] = f"{word} card"
    MethodCard.objects.filter(pk=card.pk).update(content=content)
    bought = a_procurement(place, state="preparing", title=f"{word} procurement")
    group = a_group(place, written=False)
    BuyersGroup.objects.filter(pk=group.pk).update(name=f"{word} group")
    neighbour = group.parties.exclude(organisation=place).select_related("organisation").order_by("pk")[0].organisation
    review, talk = an_open_review(place, an_organisation()), a_talk(place, neighbour)
    PeerReview.objects.filter(pk=review.pk).update(title=f"{word} review")
    Talk.objects.filter(pk=talk.pk).update(about=f"{word} talk")
    made = {
        "challenge": challenge.pk, "heard": heard.pk, "need": a_need(lead, challenge, from_user(lead, challenge), need=f"{word} need").pk,
        "statement": a_statement(challenge, lead, "Ingen ser det.", f"{word} statement").pk, "description": described.pk,
        "dialogue": a_dialogue(place, title=f"{word} dialogue").pk, "procurement": bought.pk,
        "contract": a_contract(place, title=f"{word} contract").pk, "benefit": a_benefit(place, procurement=bought, title=f"{word} benefit").pk,
        "goal": a_goal(place, title=f"{word} goal").pk, "run": run.pk, "workshop": workshop.pk, "gathering": gathering.pk, "card": card.pk,
        "programme": package.programme.pk, "package": package.pk, "unit": a_unit(place, f"{word} unit").pk, "group": group.pk, "review": review.pk, "talk": talk.pk,
        "case": a_case(place, said=whole(title=f"{word} case", level="private")).pk, "adoption": an_adoption(published(an_organisation()), place, title=f"{word} adoption").pk,
    }  # fmt: skip
    index_everything()
    return made


def an_announced(place: Organisation, word: str) -> Dialogue:
    """A market dialogue everyone may read."""
    made = an_open_dialogue(place, title=f"{word} announced")
    index_everything()
    return made


def shared(challenge: int, sharing: str) -> None:
    """Let others see a challenge."""
    Challenge.objects.filter(pk=challenge).update(sharing=sharing)
    index_everything()


def opened(run: int, network: int) -> None:
    """Let a network take part in a run."""
    Run.objects.filter(pk=run).update(network=network)
    index_everything()
