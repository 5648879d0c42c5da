"""Who may judge candidates, and who may bring notices in and take them back."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.notices.models import NoticeImport
from nybrott.notices.states import IMPORT


def may_judge_candidates(actor: Actor) -> Verdict:
    """People of an organisation whose role gives it."""
    if actor.is_visitor or actor.user_id is None or actor.organisation_id is None:
        return no(_("Candidates are judged by people who have signed in and belong to an organisation."))
    if not actor.may("candidates.judge"):
        return no(
            _(
                "Your role does not include judging candidates. An administrator of your organisation can give you one that does."
            )
        )
    return YES


def may_import_notices(actor: Actor) -> Verdict:
    """People of an organisation whose role gives it."""
    if actor.organisation_id is None or actor.user_id is None:
        return no(_("Notices are brought in by people who have signed in and belong to an organisation."))
    if not actor.may("notices.import"):
        return no(
            _(
                "Your role does not include bringing notices in. An administrator of your organisation can give you one that does."
            )
        )
    return YES


def may_take_back(actor: Actor, notice_import: NoticeImport) -> Verdict:
    """The same people, for their own organisation's import while its notices are in the lake or still to come."""
    if not (allowed := may_import_notices(actor)):
        return allowed
    if notice_import.organisation_id != actor.organisation_id:
        return no(_("This import belongs to another organisation."))
    steps = IMPORT.open_steps(notice_import.state)
    if "take_back" in steps or "drop" in steps:
        return YES
    if notice_import.state == "gone":
        return no(_("This import has already been taken back."))
    return no(_("This import is being worked on. Wait until it has finished."))


def may_try_again(actor: Actor, notice_import: NoticeImport) -> Verdict:
    """The same people, for an import that failed."""
    if not (allowed := may_import_notices(actor)):
        return allowed
    if notice_import.organisation_id != actor.organisation_id:
        return no(_("This import belongs to another organisation."))
    if notice_import.state != "failed":
        return no(_("Only an import that failed can be tried again."))
    return YES
