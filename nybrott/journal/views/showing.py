"""Letters as tables, tags and buttons."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.journal import queries, rules
from nybrott.journal.letters.envelopes import mailbox, shown
from nybrott.journal.models import Letter
from nybrott.journal.states import LetterState, Pace
from nybrott.ui.formats import moment_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

KINDS = {"waiting": "info", "held": "warning", "sending": "info", "sent": "success", "failed": "danger"}


def state_tag(letter: Letter) -> str:
    """The state as a tag; of a letter of which nobody knows whether it went, just that."""
    if letter.state == LetterState.SENDING and letter.stranded_at:
        return tag(_("No one knows"), "danger")
    return tag(str(LetterState(letter.state).label), KINDS.get(letter.state, "neutral"))


def state_links(counts: Mapping[str, int], chosen: str) -> list[Link]:
    """One link for each state there are letters in, and for all; each says how many."""
    here = reverse("journal:letters")
    links = [
        Link(f"{_('All')} ({number(sum(counts.get(state, 0) for state in LetterState.values))})", here, not chosen)
    ]
    if counts.get("unsure") or chosen == "unsure":
        links.append(
            Link(f"{_('No one knows')} ({number(counts['unsure'])})", f"{here}?state=unsure", chosen == "unsure")
        )
    links += [
        Link(
            f"{state.label} ({number(counts.get(state.value, 0))})",
            f"{here}?state={state.value}",
            chosen == state.value,
        )
        for state in LetterState
        if counts.get(state.value) or chosen == state.value
    ]
    return links


def letters_table(page: queries.LetterPage, query: dict[str, list[str]], *, receiver: bool) -> Table:
    """Letters, the newest first; `receiver`: with a column of whom they go to."""
    columns = [
        Column("subject", _("Subject")),
        *([Column("to", _("To"))] if receiver else []),
        Column("kind", _("Kind")),
        Column("written", _("Written")),
        Column("state", _("State")),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(one.subject or _("Erased"), url=reverse("journal:letter", args=[one.pk])),
            *([_receiver_cell(one)] if receiver else []),
            queries.kind_of_letter(one.kind),
            moment_short(one.written_at),
            Cell(state_tag(one)),
        ]
        for one in page.letters
    ]
    return Table(
        columns, rows, _("Letters, the newest first"), id="letters-table", swap="letters", query=query,
        pages=Pages(page.number, page.pages, page.total), caption_hidden=True,
    )  # fmt: skip


def _receiver_cell(letter: Letter) -> Cell:
    if is_veiled(letter):
        return Cell(receiver_of(letter))
    return Cell(letter.to_name or letter.to_address, note=letter.to_address if letter.to_name else "")


def is_veiled(letter: Letter) -> bool:
    """Whether who reads the outbox is not told to whom it goes: somebody who told something without a name, or whom a survey asks."""
    known = queries.letter_kinds().get(letter.kind)
    return bool(known and known.veiled)


def receiver_of(letter: Letter) -> str:
    """To whom a letter goes, as far as a reader of the outbox may know."""
    if not letter.to_address:
        return _("Erased")
    if is_veiled(letter):
        return _("Someone; those who read letters are not shown who")
    return f"{letter.to_name} <{letter.to_address}>" if letter.to_name else letter.to_address


def letter_shown(letter: Letter, actor: Actor) -> dict[str, Any]:
    """What the page of a letter shows: just what goes, and what the reader may do."""
    sender = mailbox(settings.MAIL_FROM)
    return {
        "letter": letter,
        "state": state_tag(letter),
        "kind": queries.kind_of_letter(letter.kind),
        "unsure": letter.state == LetterState.SENDING and letter.stranded_at is not None,
        "unwanted": letter.state == LetterState.WITHDRAWN and letter.pace == Pace.NEVER,
        "later": letter.send_after if letter.state == LetterState.WAITING else None,
        "head": [
            (_("From"), str(sender)),
            *([(_("Answers to"), settings.MAIL_REPLY_TO)] if settings.MAIL_REPLY_TO else []),
            (_("To"), receiver_of(letter)),
            (_("Subject"), letter.subject or _("Erased")),
        ],
        # a mail server's answer may name the address
        "trouble": "" if is_veiled(letter) else letter.trouble,
        "body": shown(letter.body, letter.secrets) or _("Erased"),
        "may": {
            "hold": rules.may_hold(actor, letter),
            "release": rules.may_release(actor, letter),
            "change": rules.may_change(actor, letter),
            "withdraw": rules.may_withdraw(actor, letter),
            "again": rules.may_try_again(actor, letter),
            "sent": rules.may_mark_as_sent(actor, letter),
        },
    }
