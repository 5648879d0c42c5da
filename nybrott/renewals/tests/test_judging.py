"""One click makes one challenge; what is dismissed says why; letters tell each contract once; the lake is read into rows."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from nybrott.challenges.models import Challenge
from nybrott.competitions.models import NoticeLink
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk.actions import subscribe
from nybrott.desk.models import Task
from nybrott.journal.models import Entry, Letter
from nybrott.lake import build
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.procurements.tests.factories import a_procurement
from nybrott.renewals import actions, queries, rules
from nybrott.renewals.models import Contract, Edition, Mark
from nybrott.renewals.queries import Found
from nybrott.renewals.states import Made, kind_of
from nybrott.renewals.tests.factories import a_buyer_organisation, a_contract, in_months, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return a_buyer_organisation()


def found_at(actor: Actor, contract: Contract) -> Found:
    found = queries.contract_at(actor, f"{contract.key}.{contract.ordinal}", today())
    assert found is not None
    return found


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_may_read_and_judge(role: str, place: Organisation) -> None:
    """Its own people read; whoever raises challenges judges; every no is a sentence."""
    actor = an_actor(place, role)
    for verdict, permission in ((rules.may_read(actor), "members.read"), (rules.may_judge(actor), "challenges.raise")):
        assert bool(verdict) == (permission in ROLES[role].permissions)
        assert bool(verdict) or str(verdict.reason).endswith(".")


def test_a_challenge_cites_the_contract_and_its_driver_gets_a_task(place: Organisation) -> None:
    """Title, story with notice, firm and value, unit, owner; the task leads to the challenge; the journal tells."""
    unit = a_unit(place, "Hjemmetjenesten")
    driver = a_member(place, "driver", units=(unit,))
    actor = an_actor(place, "buyer")
    contract = a_contract(place, title="Trygghetsalarmer", first_on=in_months(20))
    now = timezone.now()
    made = actions.make_challenge(
        actor=actor, found=found_at(actor, contract), unit=unit, driver=driver, slug="t-1", now=now
    )
    assert made.title.startswith("Trygghetsalarmer")
    assert contract.doffin_ref in made.story
    assert "Trygg Alarm AS" in made.story
    assert reverse("observatory:notice", args=[contract.key]) in made.story
    assert (made.unit, made.owner) == (unit, driver)
    task = Task.objects.get(for_user=driver)
    assert (task.about_kind, task.about_ref) == ("challenges.challenge", str(made.pk))
    assert task.due_on is not None
    assert task.due_on >= today() + timedelta(days=13)
    assert Entry.objects.filter(verb="renewals.challenge_made").count() == 1
    assert found_at(actor, contract).mark == Mark.objects.get()


def test_clicked_twice_it_is_one(place: Organisation) -> None:
    """The second click gives the first's challenge, also when a later notice of the contract holds by then."""
    actor, unit = an_actor(place, "driver"), a_unit(place)
    contract = a_contract(place)
    stale = found_at(actor, contract)
    first = actions.make_challenge(actor=actor, found=stale, unit=unit, driver=None, slug="t-1", now=timezone.now())
    again = actions.make_challenge(actor=actor, found=stale, unit=unit, driver=None, slug="t-2", now=timezone.now())
    later = a_contract(place, procedure=contract.procedure, lot=contract.lot)
    third = actions.make_challenge(actor=actor, found=found_at(actor, later), unit=unit, driver=None, slug="t-3", now=timezone.now())  # fmt: skip
    assert first == again == third
    assert Challenge.objects.count() == Mark.objects.count() == 1
    assert Task.objects.get().for_role == "lead"
    with pytest.raises(Refused, match="Park the challenge instead"):
        actions.dismiss_contract(actor=actor, found=found_at(actor, later), reason="nei", now=timezone.now())


def test_others_unit_and_others_marks(place: Organisation) -> None:
    """A unit of another organisation is refused; what one organisation made is nobody else's."""
    actor, other = an_actor(place, "buyer"), an_organisation()
    contract = a_contract(place)
    with pytest.raises(Refused):
        actions.make_challenge(actor=actor, found=found_at(actor, contract), unit=a_unit(other), driver=None, slug="t-1", now=timezone.now())  # fmt: skip
    actions.dismiss_contract(actor=actor, found=found_at(actor, contract), reason="Avvikles.", now=timezone.now())
    outsider = an_actor(other, "buyer")
    assert found_at(outsider, contract).mark is None
    assert not Mark.objects.visible_to(outsider).exists()


def test_dismissed_with_a_reason_and_taken_up(place: Organisation) -> None:
    """Without a reason it is refused; taken up again nothing is left but the journal."""
    actor, contract = an_actor(place, "buyer"), a_contract(place)
    with pytest.raises(Refused):
        actions.dismiss_contract(actor=actor, found=found_at(actor, contract), reason="  ", now=timezone.now())
    actions.dismiss_contract(actor=actor, found=found_at(actor, contract), reason="Avvikles.", now=timezone.now())
    mark = found_at(actor, contract).mark
    assert mark is not None
    assert (mark.made, mark.reason) == (Made.DISMISSED, "Avvikles.")
    actions.take_up_contract(actor=actor, found=found_at(actor, contract), now=timezone.now())
    actions.take_up_contract(actor=actor, found=found_at(actor, contract), now=timezone.now())
    assert found_at(actor, contract).mark is None
    verbs = list(Entry.objects.filter(verb__startswith="renewals.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["renewals.dismissed", "renewals.taken_up"]


def test_by_the_page(place: Organisation, client: Client) -> None:
    """The form offers units with their drivers first; a wrong choice is said; who may not is told so."""
    unit = a_unit(place, "Hjemmetjenesten")
    driver = a_member(place, "driver", units=(unit,))
    a_unit(place, "Skolen")
    contract = a_contract(place)
    page, address = (reverse(f"renewals:{name}", args=[f"{contract.key}.0"]) for name in ("contract", "decide"))
    client.force_login(a_member(place, "observer"))
    assert client.post(address, {"what": "challenge", "place": f"{unit.pk}:{driver.pk}"}).status_code == 403
    client.force_login(a_member(place, "buyer"))
    text = client.get(page).content.decode()
    assert text.index(f"Hjemmetjenesten – {driver.name}") < text.index("Skolen")
    assert client.post(address, {"what": "challenge", "place": "0:0"}).status_code == 422
    assert client.post(address, {"what": "dismiss", "reason": ""}).status_code == 422
    assert client.post(address, {"what": "dismiss", "reason": "Avvikles."}).status_code == 302
    assert client.post(address, {"what": "take_up"}).status_code == 302
    answer = client.post(address, {"what": "challenge", "place": f"{unit.pk}:{driver.pk}"})
    assert answer["Location"] == reverse("challenges:challenge", args=[Challenge.objects.get().pk])


def test_letters_tell_each_contract_once(place: Organisation) -> None:
    """New ones with rank and place, not those decided about; nothing new, no letter; others' people hear nothing."""
    reader = a_member(place, "buyer")
    actor = actor_of(reader, place)
    subscribe(actor=actor, kind=kind_of("weekly"), now=timezone.now(), label="Radar", url=reverse("renewals:radar"))
    a_contract(place, title="Trygghetsalarmer")
    settled = a_contract(place, title="Papir")
    actions.dismiss_contract(actor=actor, found=found_at(actor, settled), reason="Avvikles.", now=timezone.now())
    assert list(queries.receiving("weekly")) == [place]
    assert not queries.receiving("monthly").exists()

    def send(now: datetime) -> int:
        return actions.send_bulletin(actor=system("Nybrott", place.pk), organisation=place, how="weekly", now=now)

    now = timezone.now()
    assert send(now) == 1
    body = Letter.objects.filter(kind="desk.told").get().body
    assert "Trygghetsalarmer" in body
    assert "Papir" not in body
    assert send(now + timedelta(days=7)) == 0
    a_contract(place, title="Renhold")
    assert send(now + timedelta(days=14)) == 1
    assert "Trygghetsalarmer" not in Letter.objects.filter(kind="desk.told").latest("pk").body
    signed = a_procurement(place, state="contract", title="Vask", ends_on=in_months(14))
    assert send(now + timedelta(days=21)) == 1
    told = a_contract(place, title="Vask i kunngjøringen")  # the notice of what was told as the plan's
    NoticeLink.objects.create(procurement=signed, key=told.key, state="linked", way="number", made_at=now)
    assert send(now + timedelta(days=28)) == 0


def test_letters_are_asked_for_on_the_page(place: Organisation, client: Client) -> None:
    """And stopped there."""
    client.force_login(a_member(place, "buyer"))
    client.post(reverse("renewals:radar"), {"letters": "monthly"})
    assert list(queries.receiving("monthly")) == [place]
    client.post(reverse("renewals:radar"), {"letters": "monthly", "stop": "1"})
    assert not queries.receiving("monthly").exists()


def test_the_lake_is_read_into_rows(samples: Path, tmp_path: Path, settings: Settings) -> None:
    """Every award of the samples that tells its end, by the latest notice of it; read again, nothing happens until the lake changes."""
    settings.LAKE = tmp_path / "lake"
    assert actions.read_contracts(now=timezone.now()) is None
    build([samples / "notices" / "2022-000101.xml", samples], tmp_path / "lake")
    edition = actions.read_contracts(now=timezone.now())
    assert edition is not None
    assert (edition.contracts, edition.silent) == (Contract.objects.count(), 0)
    office = Contract.objects.get(buyer="310439177", title__startswith="Rammeavtale om kontorrekvisita")
    assert (office.first_on, office.last_on, office.known_by) == (date(2024, 8, 12), date(2026, 8, 12), "counted")
    assert office.tenders == 4
    assert "ett pluss ett" in office.option_words
    assert Contract.objects.filter(title__startswith="Endring av avtale").get().option_months == 0
    again = actions.read_contracts(now=timezone.now())
    assert again == edition
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
        assert cursor.fetchone()[0] <= 1
    Edition.objects.update(generation="older")
    renewed: Any = actions.read_contracts(now=timezone.now())
    assert (renewed.pk, renewed.contracts) != (edition.pk, 0)
