"""What comes next with a case, who can do it, and if not the reader, why."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.cases import rules
from nybrott.cases.models import Case, Named
from nybrott.cases.rules import Gap
from nybrott.cases.states import CaseState, Consent
from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict
from nybrott.ui.thread import NextStep


def next_step(
    actor: Actor, case: Case, people: Sequence[Named], gaps: Sequence[Gap], unclear: Sequence[str]
) -> NextStep | None:
    """The one next step; None when it is published and nothing waits."""
    state = str(CaseState(case.state).label)
    author = case.author.name if case.author else _("Those who look after cases")

    def step(said: str, label: str, name: str, may: Verdict, who: str) -> NextStep:
        url = reverse(f"cases:{name}", args=[case.pk]) if may else ""
        return NextStep(said, label, _("You") if may else who, url, "" if may else may.reason)

    if case.state == CaseState.DRAFT and (gaps or unclear):
        said = gaps[0].reason if gaps else _("It may mention someone who worked on this: %(names)s.") % {"names": ", ".join(unclear)}  # fmt: skip
        label, name = (_("Carry on writing"), "write") if gaps else (_("Say who is meant"), "meant")
        return step(said, label, name, rules.may_change(actor, case), author)
    if case.state == CaseState.DRAFT:
        return step(
            _("It is complete."), _("Ask a second person to read it"), "ask", rules.may_ask_review(actor, case), author
        )
    if case.state == CaseState.REVIEW:
        reader = case.reviewer.name if case.reviewer else _("No one")
        return step(state, _("Read it and answer"), "review", rules.may_review(actor, case), reader)
    if case.state == CaseState.APPROVED and (waiting := rules.still_to_answer(case, people)):
        return _those_named(actor, case, waiting)
    if case.state == CaseState.APPROVED:
        return step(state, _("Publish it"), "publish", rules.may_publish(actor, case), _("Those who look after cases"))
    return None


def _those_named(actor: Actor, case: Case, waiting: Sequence[Named]) -> NextStep:
    """Those named are asked, or their answers waited for."""
    if any(rules.may_ask_named(actor, case, one) and one.consent != Consent.WAITING for one in waiting):
        said = _("Someone named has not been asked, or what is said about them has changed.")
        return NextStep(said, _("Ask those named"), _("You"), f"{reverse('cases:case', args=[case.pk])}#named")
    waits = _("They have a letter with a link. No answer means no: take the name out, or wait.")
    return NextStep(
        str(CaseState(case.state).label), _("Answer whether they may be named"), _("Those named"), reason=waits
    )
