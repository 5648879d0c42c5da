"""The demonstration's surveys: before and after are tied, small groups told together, one wave open."""

import pytest
from django.utils import timezone

from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.surveys import fill_baseline, fill_surveys
from nybrott.evaluations.models import Wave


@pytest.mark.django_db
def test_a_baseline_a_follow_up_and_an_open_pulse() -> None:
    now = timezone.now()
    fjordvik = fill_people(now)
    for _twice in range(2):
        fill_baseline(fjordvik, now)
        fill_surveys(fjordvik, now)
    pulse, after, before = Wave.objects.filter(organisation=fjordvik).order_by("-opens_on")
    assert [(one.state, one.answered, one.people) for one in (before, after, pulse)] == [
        ("closed", 12, 14), ("closed", 11, 14), ("open", 0, 0),
    ]  # fmt: skip
    assert pulse.recipients.filter(answered=True).count() == 7
    told = {(one.found["key"], one.found["show"], one.found["by"]): one.found for one in after.results.all()}
    groups = [row["categories"] for row in told["experience", "counts", ""]["rows"]]
    assert groups == [["new"], ["short", "long"]], "three and two are told together"
    assert told["skills.need", "change", ""]["higher"] >= 5
    assert told["skills.need", "mean", ""]["mean"] > 3.5
    assert len(told["different", "words", ""]["said"]) == 6
