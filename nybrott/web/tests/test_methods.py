"""The right method card on a challenge's page: what is lacking, as a truth table, and the page itself."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.programmes.tests.factories import an_adapted_card
from nybrott.web.methods import lacking, standing_of

NONE = dict.fromkeys(("heard", "shown", "learnt", "needed", "verified", "asked", "chosen", "drafted", "approved"), 0)


@pytest.mark.parametrize(
    ("counts", "more", "expected"),
    [
        ({}, {}, ["reuse", "stakeholders", "voices", "observation", "figures", "needs", "cause"]),
        ({"heard": 3}, {"looked_around": True}, ["voices", "observation", "figures", "insight", "needs", "cause"]),
        ({"heard": 4, "shown": 1}, {"looked_around": True, "kinds": {"observation", "statistic"}}, ["insight", "needs", "cause"]),
        ({"heard": 9, "learnt": 1, "needed": 4}, {"looked_around": True, "kinds": {"observation", "survey"}}, ["unverified", "cause", "priority"]),
        (
            {"heard": 9, "learnt": 1, "needed": 2, "verified": 1, "asked": 2}, {"looked_around": True, "kinds": {"observation", "survey"}},
            ["question"],
        ),
        (
            {"heard": 9, "learnt": 1, "needed": 2, "verified": 1, "asked": 2, "chosen": 1},
            {"looked_around": True, "kinds": {"observation", "survey"}}, ["goals"],
        ),
        (
            {"heard": 9, "learnt": 1, "needed": 2, "verified": 1, "asked": 2, "chosen": 1, "drafted": 1, "approved": 1},
            {"looked_around": True, "kinds": {"observation", "survey"}, "measured": True}, ["market", "requirements"],
        ),
    ],
)  # fmt: skip
def test_what_is_lacking(counts: dict[str, int], more: dict[str, Any], expected: list[str]) -> None:
    told: dict[str, Any] = {"kinds": set(), "looked_around": False, "measured": False}
    assert lacking(NONE | counts, **(told | more)) == expected


@pytest.mark.django_db
def test_the_page_proposes_says_why_and_takes_our_own_card(client: Client) -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    client.force_login(a_member(place, "driver"))
    raised = a_challenge(lead)
    page = client.get(f"/challenges/{raised.pk}/methods/").content.decode()
    assert "Stjel og del" in page
    assert "Ingen har sett på hva andre gjorde." in page
    heard = a_heard_challenge(place)
    a_contribution(heard)
    some_evidence(heard, lead)
    stage, gaps = standing_of(heard)
    assert stage == "hearing"
    assert "insight" in gaps
    an_adapted_card(lead, place, "interview-guide")
    assert client.get(f"/challenges/{heard.pk}/methods/").status_code == 200
    challenges_actions.park_challenge(actor=lead, challenge=raised, reason="Ikke nå.", now=timezone.now())
    assert "Ingen metode foreslås nå" in client.get(f"/challenges/{raised.pk}/methods/").content.decode()
    assert f"/challenges/{raised.pk}/methods/" in client.get(f"/challenges/{raised.pk}/").content.decode()
