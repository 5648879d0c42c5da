"""Two publish in the same moment: with the lock the second is told that it is published, without it both would be the first version."""

import pytest
from django.utils import timezone

from nybrott.partnerships import actions, queries
from nybrott.partnerships.actions import reports
from nybrott.partnerships.models import Report, ReportVersion
from nybrott.partnerships.tests.factories import an_asked_report, confirms
from nybrott.people.tests.factories import a_network, an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_before


def raced(monkeypatch: pytest.MonkeyPatch, report: Report, *, patience: float) -> list[str]:
    keeper = an_actor(report.network.keeper, "coordinator")
    seen = queries.digest_of(queries.assembled(keeper, report))

    def publish() -> None:
        actions.publish_report(actor=keeper, report=report, seen=seen, now=timezone.now())

    with monkeypatch.context() as patched:
        meet_before("create", patched, of=ReportVersion.objects, patience=patience)
        came = at_once(publish, publish)
    words = {"done": "published", "the database broke it off": "fell"}
    return sorted(words.get(one, "told" if one.endswith(".") else one) for one in came)  # a reason is a sentence


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for _n in range(2):
        place = an_organisation()
        report = an_asked_report(a_network(place))
        confirms(report, place)
        made.append(report)
    assert raced(monkeypatch, made[0], patience=1) == ["published", "told"]
    with monkeypatch.context() as off:
        off.setattr(reports, "_held", lambda one: Report.objects.select_related("network__keeper").get(pk=one.pk))
        assert raced(off, made[1], patience=60) == ["fell", "published"]
    assert ReportVersion.objects.count() == 2
