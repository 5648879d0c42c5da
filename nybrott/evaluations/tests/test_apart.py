"""The evaluator stands apart from whoever leads the programme: every role and both together, by rules, pages and letters."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.evaluations import actions, rules
from nybrott.evaluations.models import Recipient, Wave
from nybrott.evaluations.tests.factories import a_plan, a_wave, an_instrument, an_open_wave, answered
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db

WHOSE = [*((role,) for role in ROLES), ("lead", "evaluator"), ("coordinator", "evaluator"), ("lead", "leader"), ("driver", "evaluator")]  # fmt: skip


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def evaluator(place: Organisation) -> Actor:
    return an_actor(place, "evaluator")


@pytest.mark.parametrize("roles", WHOSE, ids="+".join)
def test_who_plans_and_who_sees_who_has_answered(roles: tuple[str, ...], place: Organisation, evaluator: Actor) -> None:
    """The whole table: planning, the list, who has answered, and the tables once it is closed."""
    actor, instrument = an_actor(place, *roles), an_instrument(evaluator, place)
    wave = a_wave(evaluator, place, 5, edition=instrument.latest)
    wanted = bool({"evaluator", "admin"} & set(roles))
    verdicts = [
        rules.may_manage(actor), rules.may_change_instrument(actor, instrument), rules.may_put_away(actor, instrument), rules.may_plan(actor, wave),
        rules.may_ask(actor, wave), rules.may_open(actor, wave, people=5, today=wave.opens_on), rules.may_call_off(actor, wave),
    ]  # fmt: skip
    assert {bool(one) for one in verdicts} == {wanted}
    assert all(one.reason.endswith(".") for one in verdicts if not one)
    assert Recipient.objects.visible_to(actor).exists() == wanted
    assert rules.is_both(actor) == (wanted and bool({"lead", "coordinator", "admin"} & set(roles)))
    reason = rules.may_manage(actor).reason
    assert ("Whoever leads a programme does not evaluate it" in reason) == (roles in {("lead",), ("coordinator",), ("lead", "leader")})  # fmt: skip
    wave.state = "closed"
    assert rules.may_read_results(actor, wave)  # everybody reads what tells of nobody


def test_a_lead_cannot_plan_an_evaluation_of_what_they_lead(place: Organisation, evaluator: Actor) -> None:
    lead, edition = an_actor(place, "lead"), an_instrument(evaluator, place).latest
    assert edition is not None
    about = ("runs.run", "autumn", "Pådriverprogrammet")
    with pytest.raises(Refused, match="does not evaluate it"):
        actions.begin_wave(actor=lead, edition=edition, plan=a_plan(), now=timezone.now(), subject=about)
    wave = an_open_wave(evaluator, place, 5)
    for act in (actions.remind, actions.close_wave, actions.call_off_wave):
        with pytest.raises(Refused):
            act(actor=lead, wave=wave, now=timezone.now())
    both = an_actor(place, "lead", "evaluator")
    assert actions.begin_wave(actor=both, edition=edition, plan=a_plan(), now=timezone.now(), subject=about).pk


def test_letters_do_not_tell_a_lead_who_is_asked_or_has_not_answered(
    client: Client, place: Organisation, evaluator: Actor
) -> None:
    """A lead reads the organisation's letters; whom a survey writes to, and whom it reminds, is not told there."""
    wave = an_open_wave(evaluator, place, 6)
    answered(wave.recipients.order_by("pk")[0], {"size": "few"})
    assert actions.remind(actor=evaluator, wave=wave, now=timezone.now()) == 5
    client.force_login(a_member(place, "lead"))
    letters = Letter.objects.filter(organisation_id=place.pk, kind__startswith="evaluations.")
    assert letters.count() == 11
    entries = Entry.objects.filter(verb__in=["evaluations.reminded", "evaluations.wave_opened"])
    pages = [reverse("journal:letters"), *(reverse("journal:letter", args=[one.pk]) for one in letters)]
    pages += [reverse("journal:entry", args=[one.pk]) for one in entries]
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        shown = page.content.decode()
        assert "example.org" not in shown
        assert "Spurt" not in shown, address
    assert "Prøveundersøkelse" not in str(letters[0].body)


@pytest.mark.parametrize(("roles", "said"), [(("lead", "evaluator"), True), (("evaluator",), False), (("lead",), False)])  # fmt: skip
def test_who_is_both_is_told_so(
    roles: tuple[str, ...], said: bool, client: Client, place: Organisation, evaluator: Actor
) -> None:
    wave: Wave = a_wave(evaluator, place, 1)
    client.force_login(a_member(place, *roles))
    client.cookies["nybrott_language"] = "en"
    for address in (reverse("evaluations:waves"), reverse("evaluations:wave", args=[wave.pk])):
        assert ("You lead and evaluate" in client.get(address).content.decode()) == said
