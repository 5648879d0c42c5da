"""Two people work on the procedure guide in the same moment: with the lock the later one is told, without it words are lost or a choice rests on other
answers than it was made on."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.people.tests.factories import an_organisation
from nybrott.people.tests.racing import at_once, meet_before_each
from nybrott.procedures import actions, queries
from nybrott.procedures.actions import OvertakenAnswers
from nybrott.procedures.models import AnswerSheet, ProcedureChoice
from nybrott.procedures.tests.factories import DEVELOPS, REASON, some_answers
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement

Deed = Callable[[], None]
ANSWER, CHOICE = (AnswerSheet, "save"), (ProcedureChoice.objects, "create")  # what is written


def told(deed: Callable[[], object]) -> Deed:
    """Somebody is told, when others came first."""

    def tried() -> None:
        try:
            deed()
        except OvertakenAnswers as overtaken:
            raise Refused("told") from overtaken

    return tried


def answering(actor: Actor, bought: Procurement, seen: str, team: str) -> Deed:
    """Hand in answers that differ in one."""
    choices = DEVELOPS | {"team": team}
    return told(lambda: actions.answer_questions(actor=actor, procurement=bought, choices=choices, value=None, seen=seen, now=timezone.now()))  # fmt: skip


def choosing(actor: Actor, bought: Procurement, option: str) -> Deed:
    """Choose, as the page stood when it was opened."""
    sheet = queries.sheet_of(bought)
    assert sheet is not None
    seen = queries.stand_of(bought, sheet)
    return told(lambda: actions.choose_procedure(actor=actor, procurement=bought, option=option, reason=REASON, seen=seen, now=timezone.now()))  # fmt: skip


def raced(monkeypatch: pytest.MonkeyPatch, *deeds: Deed, at: tuple[tuple[object, str], ...], patience: float) -> list[str]:  # fmt: skip
    """What became of two who had nothing left to do but write (`at`: what each writes), or had waited so many seconds for the other to."""
    with monkeypatch.context() as patched:
        meet_before_each(patched, *at, people=2, patience=patience)
        return at_once(*deeds)


def unlocked(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(actions, "hold", lambda one: Procurement.objects.select_related("organisation").get(pk=one.pk))


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_answer_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    for off in (False, True):
        bought = a_procurement(place)
        sheet = some_answers(place, procurement=bought)
        with monkeypatch.context() as patched:
            if off:
                unlocked(patched)
            deeds = [answering(a_buyer(place), bought, sheet.seen, team) for team in ("some", "none")]
            came = raced(patched, *deeds, at=(ANSWER,), patience=60 if off else 0.4)
        sheet.refresh_from_db()
        assert came == (["done", "done"] if off else ["done", "told"])
        assert sheet.version == 2, "without the lock both were thanked, and the answers of one are gone"


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_at_once_choose_once_with_the_lock_and_one_falls_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()
    for off in (False, True):
        bought = a_procurement(place)
        some_answers(place, procurement=bought)
        with monkeypatch.context() as patched:
            if off:
                unlocked(patched)
            deeds = [choosing(a_buyer(place), bought, option) for option in ("partnership", "negotiation")]
            came = raced(patched, *deeds, at=(CHOICE,), patience=60 if off else 0.4)
        assert came == (["done", "the database broke it off"] if off else ["done", "told"])
        assert ProcedureChoice.objects.filter(procurement=bought).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_choice_rests_on_the_answers_it_was_made_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """One chooses while another answers. With the lock either the answers come in a new version or the choice is not made; without it the answers change
    under a choice that does not know them."""
    place = an_organisation()
    for off in (False, True):
        bought = a_procurement(place)
        before = some_answers(place, procurement=bought)
        with monkeypatch.context() as patched:
            if off:
                unlocked(patched)
            deeds = [
                choosing(a_buyer(place), bought, "partnership"),
                answering(a_buyer(place), bought, before.seen, "none"),
            ]
            came = raced(patched, *deeds, at=(CHOICE, ANSWER), patience=60 if off else 0.4)
        chosen = ProcedureChoice.objects.filter(procurement=bought).select_related("sheet").first()
        if off:
            assert came == ["done", "done"]
            assert chosen is not None
            assert chosen.sheet.choices["team"] == "none", "the answers under the choice are not those it was made on"
        else:
            assert came in (["done", "done"], ["done", "told"])
            assert chosen is None or chosen.sheet.choices["team"] == "full"
            newest = AnswerSheet.objects.filter(procurement=bought).order_by("-number")[0]
            assert chosen is None or came == ["done", "told"] or newest.number == chosen.sheet.number + 1
