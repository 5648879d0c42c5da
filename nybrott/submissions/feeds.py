"""Open parts as files to take along. Never a trade secret, and before the opening nothing."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.submissions.models import Submission
from nybrott.submissions.queries import opened, published
from nybrott.submissions.states import Part
from nybrott.ui.sheets import Column, Sheet, Value


def opened_sheet(actor: Actor, dialogue: Dialogue) -> Sheet:
    """A row for each answer that was opened, for those who hold the dialogue, also before it is published."""
    inputs = opened(actor, dialogue).prefetch_related("answers__files")
    return _sheet(dialogue, ((one, one.supplier.name) for one in inputs), secrets=True)


def published_sheet(dialogue: Dialogue) -> Sheet:
    """A row for each answer everyone may read; whoever wants to stand without a name does."""
    inputs = published(dialogue).prefetch_related("answers__files")
    return _sheet(dialogue, ((one, one.supplier.name if one.named else "") for one in inputs), secrets=False)


def _sheet(dialogue: Dialogue, inputs: Iterable[tuple[Submission, str]], *, secrets: bool) -> Sheet:
    """`secrets`: whether it is told that there is a secret part."""
    columns = [
        Column("number", _("Number"), _("The number of the input, by when it came in.")),
        Column("supplier", _("Supplier"), _("Who wrote it; empty if the supplier is not named.")),
        Column("question", _("Question"), _("What was asked; empty for what the supplier said without being asked.")),
        Column("open_part", _("Open part"), _("The answer, without trade secrets.")),
        Column("files", _("Files"), _("The files of the open part, by name.")),
    ]
    if secrets:
        columns.append(Column("trade_secret", _("Trade secret"), _("Whether there is also a secret part. It is not in any file.")))  # fmt: skip
    about = [(_("Market dialogue"), dialogue.title), (_("Held by"), dialogue.organisation.name)]
    return Sheet(f"{dialogue.slug[:60]}-input", _("Written input"), columns, _rows(inputs, secrets), about)


def _rows(inputs: Iterable[tuple[Submission, str]], secrets: bool) -> Iterator[list[Value]]:
    for one, name in inputs:
        for answer in one.answers.all():
            files = tuple(file.name for file in answer.files.all() if file.part == Part.OPEN)
            if answer.text or files or (secrets and answer.secret):
                yield [one.number, name, answer.asked, answer.text, files, *([bool(answer.secret)] if secrets else [])]
