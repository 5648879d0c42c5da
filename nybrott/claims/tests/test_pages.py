"""Pages of claims: empty, one, many, forbidden, with errors; the same queries however many there are."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.claims.tests.factories import a_claim, a_rival, typed
from nybrott.claims.tests.test_claims import a_told_story, one_need, weigh
from nybrott.effects.models import Claim, Evidence, Plan
from nybrott.effects.tests.factories import a_plan
from nybrott.gatherings.models import Story
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.runs.tests.factories import a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def plan(place: Organisation) -> Plan:
    return a_plan(a_run(place))


def signed_in(place: Organisation, role: str) -> Client:
    client = Client()
    client.force_login(a_member(place, role))
    return client


def text(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"claims:{name}", args=args)).content.decode()


def test_from_nothing_to_a_claim_on_its_balance(place: Organisation, plan: Plan) -> None:
    evaluator = signed_in(place, "evaluator")
    assert "Ingen påstander ennå" in text(evaluator, "claims", plan.run_id)
    listed = reverse("claims:claims", args=[plan.run_id])
    assert evaluator.post(listed, {"text": "", "about": ""}).status_code == 422
    assert evaluator.post(listed, {"text": "x" * 501, "about": ""}).status_code == 422
    assert evaluator.post(listed, {"text": "Flere behov", "about": "gold"}).status_code == 422
    answer = evaluator.post(listed, {"text": "Flere behov er verifisert", "about": "need"})
    claim = Claim.objects.get()
    assert answer.headers["Location"] == reverse("claims:evidence", args=[claim.pk])
    one_need(place, plan.run)
    page = text(evaluator, "evidence", claim.pk)
    assert page.index("Verifiserte behov: 1 nådd") < page.index("Behovsbeskrivelser: ingen nådd ennå")
    draw = reverse("claims:draw", args=[claim.pk])
    assert evaluator.post(draw, {"kind": "trail", "ref": "need", "side": "sideways"}).status_code == 400
    assert (
        evaluator.post(draw, {"kind": "trail", "ref": "description", "side": "for"})
        .headers["Location"]
        .endswith("/evidence/")
    )
    evaluator.post(draw, {"kind": "trail", "ref": "need", "side": "for"})
    assert Evidence.objects.get().side == "for"
    evidence = reverse("claims:evidence", args=[claim.pk])
    assert evaluator.post(evidence, {"side": "for", "text": "x", "source": "y", "looked": "on"}).status_code == 422
    assert evaluator.post(evidence, {"side": "against", "text": "x" * 2_001, "source": "y"}).status_code == 422
    evaluator.post(evidence, {"side": "against", "text": "Spurte tre ledere.", "source": "Notat", "looked": "on"})
    rival = reverse("claims:rival", args=[claim.pk])
    assert evaluator.post(rival, {"code": "", "text": "", "weight": "likely"}).status_code == 422
    assert evaluator.post(rival, {"code": "history", "weight": "unlikely", "why": ""}).status_code == 422
    evaluator.post(rival, {"code": "history", "weight": "unlikely", "why": "Ingen andre tiltak."})
    page = text(evaluator, "claim", claim.pk)
    for said in (
        "Taler for",
        "Veiledning 01.09.2026",
        "Spurte tre ledere.",
        "Noe annet hendte samtidig.",
        "Ingen har veid den ennå",
    ):
        assert said in page
    page = text(evaluator, "weigh", claim.pk)
    assert "To uavhengige slag" in page
    weigh_at = reverse("claims:weigh", args=[claim.pk])
    claim.refresh_from_db()
    seen = claim.changed_at.isoformat() if claim.changed_at else ""
    answer = evaluator.post(weigh_at, {"strength": "strong", "why": "Alt.", "seen": seen})
    assert answer.status_code == 422
    assert "To uavhengige slag" in answer.content.decode()
    assert evaluator.post(weigh_at, {"strength": "some", "why": "", "seen": seen}).status_code == 422
    assert evaluator.post(weigh_at, {"strength": "some", "why": "Sporet holder.", "seen": "i går"}).status_code == 403
    evaluator.post(weigh_at, {"strength": "some", "why": "Sporet holder.", "seen": seen})
    claim.refresh_from_db()
    assert claim.strength == "some"
    assert "Sporet holder." in text(signed_in(place, "observer"), "claim", claim.pk)


def test_who_may_not_write_is_told_why_and_sees_no_forms(place: Organisation, plan: Plan) -> None:
    claim = a_claim(plan)
    driver = signed_in(place, "driver")
    assert '<form method="post" novalidate' not in text(driver, "claims", plan.run_id)
    answer = driver.post(reverse("claims:claims", args=[plan.run_id]), {"text": "x"})
    assert answer.status_code == 403
    assert "de som leder kullet" in answer.content.decode()
    assert signed_in(place, "lead").get(reverse("claims:weigh", args=[claim.pk])).status_code == 403
    assert signed_in(an_organisation(), "admin").get(reverse("claims:claim", args=[claim.pk])).status_code == 404
    assert signed_in(place, "lead").get(reverse("claims:claims", args=[a_run(place).pk])).status_code == 404  # no plan


def test_a_claim_that_no_longer_bears_says_so(place: Organisation, plan: Plan) -> None:
    claim, reader = a_claim(plan), signed_in(place, "observer")
    evidence = typed(claim)
    weigh(claim, "weak")
    a_rival(claim)
    assert "Veid før det siste kom inn" in text(reader, "claim", claim.pk)
    assert "Noe kom inn etter at den ble veid." in text(reader, "claims", plan.run_id)
    signed_in(place, "lead").post(reverse("claims:remove_evidence", args=[evidence.pk]))
    page = text(reader, "claim", claim.pk)
    assert "Vei den på nytt" in page
    assert "Ingenting taler for påstanden ennå." in page


def test_a_story_closed_again_is_not_shown_to_those_outside_the_run(place: Organisation, plan: Plan) -> None:
    claim, lead = a_claim(plan), signed_in(place, "lead")
    story = a_told_story(plan.run, place, "organisation")
    lead.post(reverse("claims:draw", args=[claim.pk]), {"kind": "story", "ref": story.pk, "side": "for"})
    reader = signed_in(place, "observer")
    assert "Spør først." in text(reader, "claim", claim.pk)
    Story.objects.filter(pk=story.pk).update(level="run")
    page = text(reader, "claim", claim.pk)
    assert "Spør først." not in page
    assert "Natten på badet" not in page
    assert "lar ikke lenger alle i virksomheten lese den" in page


def test_the_same_queries_for_one_and_for_many(
    place: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader, counts = signed_in(place, "lead"), []
    for number in (1, 3):
        plan = a_plan(a_run(place))
        for _n in range(number):
            claim = a_claim(plan)
            one_need(place, plan.run)
        for code in ("history", "season", "testing")[:number]:
            a_rival(claim, code)
            typed(claim)
        reader.post(reverse("claims:draw", args=[claim.pk]), {"kind": "trail", "ref": "need", "side": "for"})
        for page in (
            ["claims", plan.run_id],
            ["claim", claim.pk],
            ["evidence", claim.pk],
            ["costs", plan.run_id],
            ["claims_file", plan.run_id],
        ):
            with django_assert_max_num_queries(70) as counted:
                text(reader, *page)  # type: ignore[arg-type]
            counts.append(len(counted))
    assert counts[:5] == counts[5:]


def test_claims_go_along_as_rows_without_formulas(place: Organisation, plan: Plan) -> None:
    claim = a_claim(plan, "=1+1")
    typed(claim)
    a_rival(claim, "", "likely", why="@Sum(1)")
    weigh(claim, "weak")
    plain = (
        signed_in(place, "observer").get(reverse("claims:claims_file", args=[plan.run_id])).content.decode("utf-8-sig")
    )
    rows = list(csv.reader(io.StringIO(plain), delimiter=";"))[1:4]
    assert [row[1] for row in rows] == ["Påstand", "For", "Konkurrerende forklaring"]
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)
    assert timezone.localdate().isoformat() in rows[0]
