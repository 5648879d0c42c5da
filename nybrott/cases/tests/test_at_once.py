"""Two publish a case at once, and somebody withdraws while it is published: with the lock of the case it goes well, without it it does not."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.utils.translation import override

from nybrott.cases import actions, queries, rules
from nybrott.cases.actions import naming, showing
from nybrott.cases.models import Case, Named, Version
from nybrott.cases.tests.factories import WHEN, a_case, a_named, approved, published, whole
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, Verdict
from nybrott.journal.actions import entries
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_before

LATER = WHEN + timedelta(hours=1)


def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lock of the case away, to see that it is the lock that helps."""

    def unheld(case: Case) -> Case:
        return Case.objects.select_related("organisation").get(pk=case.pk)

    for module in (showing, naming):
        monkeypatch.setattr(module, "locked", unheld)


def publishing(actor: Actor, case: Case) -> Callable[[], None]:
    def publish() -> None:
        with override("en"):  # a thread has no language of its own
            actions.publish_case(actor=actor, case=Case.objects.get(pk=case.pk), now=LATER)

    return publish


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version_with_the_lock_and_one_falls_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()
    lead = an_actor(place, "lead")

    def raced(case: Case, patience: float) -> list[str]:
        with monkeypatch.context() as patched:
            meet_before("create", patched, of=Version.objects, patience=patience)
            return at_once(*(publishing(an_actor(place, "lead"), case) for _ in range(2)))

    case = approved(place, actor=lead)
    assert raced(case, 0.4) == ["A second person has not approved it yet.", "done"]
    assert Version.objects.get(case=case).number == 1
    case = approved(place, actor=lead)
    with monkeypatch.context() as off:
        no_lock(off)
        assert raced(case, 60) == ["done", "the database broke it off"]


def about_to_be_shown(place: Organisation) -> tuple[Case, Named]:
    """A case in which Kari Moe has said yes to her name, that waits to be published."""
    lead, second = an_actor(place, "lead"), a_member(place, "driver")
    case = a_case(place, actor=lead, said=whole(did=whole().did + " Det var Kari Moe som satt oppe."))
    named = a_named(case)
    actions.ask_review(actor=lead, case=case, reviewer=second, now=WHEN)
    actions.answer_review(actor=actor_of(second, place), case=case, approves=True, text="", now=WHEN)
    actions.ask_consents(actor=lead, case=case, now=WHEN)
    named.refresh_from_db()
    seen = rules.told_of(Case.objects.get(pk=case.pk), named)
    actions.answer_consent(named=named, verb="agree", seen=seen, now=WHEN)
    return case, named


@pytest.mark.django_db(transaction=True)
def test_who_withdraws_while_it_is_published_is_found_by_their_name_only_without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()

    def raced(patience: float) -> bool:
        """Whether the case is still found by the name of whoever withdrew."""
        case, named = about_to_be_shown(place)

        def withdraw() -> None:
            with override("en"):
                actions.answer_consent(named=Named.objects.get(pk=named.pk), verb="withdraw", seen="", now=LATER)

        with monkeypatch.context() as patched:
            # both have done what they came for, and neither is over
            meet_before("_entry", patched, of=entries, patience=patience)
            assert at_once(publishing(an_actor(place, "lead"), case), withdraw) == ["done", "done"]
        told = queries.told(queries.with_versions(Case.objects.all()).get(pk=case.pk))
        assert "Kari" not in told.text
        return case.pk in [one.told.case.pk for one in queries.alike(VISITOR, "Kari Moe", typed=True)]

    assert raced(0.4) is False
    with monkeypatch.context() as off:
        no_lock(off)
        assert raced(60) is True


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_down_while_its_next_version_is_published_is_shown_only_without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()
    lead = an_actor(place, "lead")

    def raced(patience: float) -> tuple[list[str], str]:
        """What both came to, and who may read the case then."""
        case = published(place, actor=lead)
        actions.take_back(actor=lead, case=case, now=WHEN)
        second = a_member(place, "driver")
        case = actions.ask_review(actor=lead, case=Case.objects.get(pk=case.pk), reviewer=second, now=WHEN)
        actions.answer_review(actor=actor_of(second, place), case=case, approves=True, text="", now=WHEN)
        judged, taken, ask = Event(), Event(), rules.may_publish

        def asked(*args: Any) -> Verdict:
            verdict = ask(*args)
            judged.set()
            taken.wait(patience)
            return verdict

        def publish() -> None:
            with override("en"):
                actions.publish_case(actor=lead, case=case, because="Et tall var galt", now=LATER)

        def take_down() -> None:
            judged.wait(60)
            actions.take_down(actor=lead, case=Case.objects.get(pk=case.pk), reason="Noe står feil", now=LATER)
            taken.set()

        with monkeypatch.context() as patched:
            patched.setattr(rules, "may_publish", asked)
            came = at_once(publish, take_down)
        return came, Case.objects.get(pk=case.pk).shown

    assert raced(0.5) == (["done", "done"], "")
    with monkeypatch.context() as off:
        no_lock(off)
        assert raced(60) == (["done", "done"], "open")


@pytest.mark.django_db
def test_a_version_that_waited_when_the_case_was_taken_down_is_read_once_more() -> None:
    place = an_organisation()
    lead, second = an_actor(place, "lead"), a_member(place, "driver")
    case = published(place, actor=lead)
    actions.take_back(actor=lead, case=case, now=WHEN)
    case = actions.ask_review(actor=lead, case=Case.objects.get(pk=case.pk), reviewer=second, now=WHEN)
    actions.answer_review(actor=actor_of(second, place), case=case, approves=True, text="", now=WHEN)
    actions.take_down(actor=lead, case=case, reason="Noe står feil", now=WHEN)
    with override("en"), pytest.raises(Refused, match="second person has not approved"):
        actions.publish_case(actor=lead, case=case, because="Et tall var galt", now=LATER)
    assert Case.objects.get(pk=case.pk).state == "draft"
