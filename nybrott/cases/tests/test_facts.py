"""Facts are filled in, frozen, and what was expected never becomes what was measured; feeds hold the open ones."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from nybrott.benefits.models import Measurement
from nybrott.benefits.tests.factories import a_baseline, a_benefit, a_measurement, in_use
from nybrott.cases import actions, queries
from nybrott.cases.models import Case, Version
from nybrott.cases.tests.factories import WHEN, a_case, published, whole
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.verdict import Refused
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db


def test_a_case_from_before_nybrott_has_no_facts(here: Organisation) -> None:
    case = published(here)
    assert case.newest is not None
    assert case.newest.facts == {}
    assert not queries.facts_told({})


def test_another_organisations_procurement_is_not_told_of(here: Organisation) -> None:
    theirs = a_benefit(an_organisation()).procurement
    with pytest.raises(Refused, match="der det hendte"):
        a_case(here, procurement=theirs)


def test_open_cases_as_atom_and_json(client: Client, here: Organisation) -> None:
    published(here, said=whole(title="Færre <b>alarmer</b> & mer søvn"))
    published(here, said=whole(level="private", title="Bare for oss selv her"))
    atom = ElementTree.fromstring(client.get(reverse("cases:feed", args=["atom"])).content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [one.text for one in atom.findall("a:entry/a:title", names)] == ["Færre <b>alarmer</b> & mer søvn"]
    feed = json.loads(client.get(reverse("cases:feed", args=["json"])).content)
    assert [one["title"] for one in feed["items"]] == ["Færre <b>alarmer</b> & mer søvn"]
    assert "Sitt oppe en natt" in feed["items"][0]["content_text"]
    assert client.get("/cases/feed.xml").status_code == 404


def test_the_frozen_facts_stay_and_stand_apart(client: Client, here: Organisation) -> None:
    lead = an_actor(here, "lead")
    benefit = a_benefit(here)
    case = published(here, actor=lead, procurement=benefit.procurement)
    assert case.newest is not None
    before = case.newest.facts
    assert [one["title"] for one in before["benefits"]] == [benefit.title]
    assert before["benefits"][0]["measured"] is None
    a_baseline(benefit)
    a_measurement(in_use(benefit))
    assert Measurement.objects.exists()
    assert Version.objects.get().facts == before, "a version is as it was published"
    fresh = queries.facts_of(lead, Case.objects.get(pk=case.pk), date(2026, 11, 20))
    assert fresh["benefits"][0]["value"] is not None
    [told] = queries.facts_told(fresh).benefits
    assert told.measured
    assert told.measured != told.expected or not told.expected
    page = client.get(queries.address_of(case)).content.decode()
    assert benefit.title in page
    assert "challenges/" not in page, "no address of what only its own people read"


def test_the_procurement_tells_and_is_told_of(client: Client, here: Organisation) -> None:
    case = published(here, procurement=a_benefit(here).procurement)
    client.force_login(a_member(here, "buyer"))
    page = client.get(reverse("procurements:procurement", args=[case.procurement_id])).content.decode()
    assert reverse("cases:case", args=[case.pk]) in page
    actions.take_down(actor=an_actor(here, "lead"), case=case, reason="Vi tok feil", now=WHEN)
    assert client.get(reverse("cases:case", args=[case.pk])).status_code == 200


def test_a_case_is_a_stop_on_the_thread_of_its_challenge(here: Organisation) -> None:
    lead, outsider = an_actor(here, "lead"), an_actor(an_organisation(), "lead")
    challenge = a_challenge(lead, "Urolige netter")
    draft = a_case(here, actor=lead, challenge=challenge)
    shown = published(here, actor=lead, challenge=challenge, said=whole(title="Det vi lærte av nettene"))
    trail = queries.told_on(lead, challenge)
    assert [(stop.ref, stop.state) for stop in trail.stops] == [(str(draft.pk), "now"), (str(shown.pk), "done")]
    begins = ("challenge", str(challenge.pk))
    assert trail.links == {(begins, ("case", str(draft.pk))), (begins, ("case", str(shown.pk)))}
    assert not queries.told_on(outsider, challenge).stops


def test_the_cards_an_author_names_are_facts_too(client: Client, here: Organisation) -> None:
    lead = a_member(here, "lead")
    client.force_login(lead)
    case = a_case(here, actor=an_actor(here, "lead"))
    form = client.get(reverse("cases:write", args=[case.pk])).content.decode()
    assert 'value="five-whys"' in form
    typed = {"title": case.title, "kind": "done", "language": "nb", "level": "open", "version": case.version, "methods": ["five-whys"]}  # fmt: skip
    assert client.post(reverse("cases:write", args=[case.pk]), typed | {"methods": ["moon"]}).status_code == 422
    assert client.post(reverse("cases:write", args=[case.pk]), typed).status_code == 302
    assert Case.objects.get(pk=case.pk).methods == ["five-whys"]
    told = published(here, said=whole(methods=["five-whys"]))
    assert told.newest is not None
    assert told.newest.facts["methods"] == [{"id": "five-whys"}]
    assert "Fem hvorfor" in client.get(queries.address_of(told), headers={"accept-language": "nb"}).content.decode()
