"""The demonstration of the same need elsewhere."""

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from nybrott.demonstration.market import fill_dialogues
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.struggles import fill_struggles
from nybrott.groups import queries
from nybrott.groups.models import BuyersGroup, Consent, MatchAnswer
from nybrott.neighbourhood.groups import fill_groups
from nybrott.people.models import User
from nybrott.people.queries import actor_of


@pytest.mark.django_db
def test_fjordvik_and_sundvag_find_that_they_have_the_same_need() -> None:
    now = timezone.now()
    with override(settings.LANGUAGE_CODE):
        fjordvik = fill_people(now)
        fill_struggles(fjordvik, now)
        fill_dialogues(fjordvik, now)
        for _twice in range(2):
            fill_groups(fjordvik, now)
    assert (Consent.objects.count(), MatchAnswer.objects.count()) == (3, 2)
    likest, *_others = queries.met(actor_of(User.objects.get(name="Ingvild Moe"), fjordvik))
    assert (likest.place.name, likest.both_say_yes) == ("Sundvåg kommune", True)
    assert "natta" in likest.why
    group = BuyersGroup.objects.get()
    assert group.dialogue is not None
    assert (group.lead, group.state, group.dialogue.title) == (fjordvik, "working", "Tryggere netter hjemme")
    parts = {one.party.organisation.name: (one.party.role, one.inside) for one in queries.shared(group).besides}
    assert parts == {
        "Fjordvik kommune": ("member", True), "Sundvåg kommune": ("member", True), "Bjørkelia kommune": ("observer", True),
    }  # fmt: skip
    for name, question in (("Ingvild Moe", likest.ours), ("Ylva Myhre", likest.theirs)):
        user = User.objects.get(name=name)
        (own,) = queries.own_needs(actor_of(user, user.memberships.get().organisation), group)
        assert (own.challenge, own.statement) == (question.challenge, question), name
    shared = queries.shared(group)
    assert shared.text is not None
    assert (shared.text.version, shared.approved, shared.shares_are_whole) == (2, True, True)
    assert [(one.number, one.corrects and one.corrects.number) for one in shared.decisions] == [(1, None), (2, None), (3, 2)]  # fmt: skip
    assert sum(len(one.additions) for one in shared.besides) == 3
