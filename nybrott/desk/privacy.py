"""What this room keeps about people: what they have to do, have begun to write, have brought, and want to be told."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

ENDED = 730  # days a task is kept after it ended, and an import after it came: long enough to answer for what was done
BROUGHT = 30  # days the rows of an import are kept: long enough to mend what was wrong in the file
UNFINISHED = 90  # days a draft waits after it was last saved

_WORK = _("To let people work together and know what to do next.")
_ORGANISATION = _("Organisation")

_TASK = {
    "called": _("Tasks"), "purpose": _WORK, "basis": "public task", "since": "ended_at", "keep_days": ENDED, "on_erasure": "blank",
}  # fmt: skip
_IMPORT = {
    "called": _("Imports"), "purpose": _("To know who changed many things at once."), "basis": "public task", "since": "uploaded_at",
    "keep_days": ENDED, "on_erasure": "blank",
}  # fmt: skip

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "desk.visit",
        called=_("Visits"),
        fields={
            "organisation": _ORGANISATION,
            "user": _("The account"),
            "seen_at": _("When they last looked at their own page"),
            "before_at": _("When they did the time before"),
            "beginning_hidden_at": _("When they put the list of first steps away"),
        },
        person="user",
        theirs_alone=True,
        purpose=_("To say what happened since last time; no one else sees it."),
        basis="public task",
        since="seen_at",
        keep_days=ENDED,
    ),
    Personal(
        "desk.importrow",
        called=_("Rows imported"),
        fields={
            "of": _("The import"),
            "number": _("Row in the file"),
            "cells": _("What was in the row"),
            "outcome": _("What the row would do"),
            "what": _("The same in words"),
            "errors": _("What was wrong in it"),
            "care": _("What to look at in it"),
            "judged_at": _("When it was checked"),
            "taken_at": _("When it was imported"),
        },
        whose=_("Those a list mentions"),
        nameless=_("A list may mention anyone; what was imported is found where it was imported to."),
        organisation="of__organisation",
        purpose=_("To show what a list will change before it does, and to hand back what was wrong."),
        basis="public task",
        since="judged_at",
        keep_days=BROUGHT,
    ),
    Personal(
        "desk.import",
        fields={"uploaded_by": _("Who uploaded it"), "name": _("Name of the file"), "uploaded_at": _("When it was uploaded")},
        person="uploaded_by", blank={"uploaded_by": ""}, **_IMPORT,  # type: ignore[arg-type]
    ),
    Personal(
        "desk.import",
        fields={"confirmed_by": _("Who confirmed it"), "finished_at": _("When it ended")},
        person="confirmed_by", blank={"confirmed_by": ""}, **_IMPORT,  # type: ignore[arg-type]
    ),
    Personal(
        "desk.upload",
        called=_("Files"),
        fields={
            "organisation": _ORGANISATION,
            "uploaded_by": _("Who uploaded it"),
            "name": _("Name of the file"),
            "kind": _("Kind of file"),
            "size": _("Size"),
            "sha256": _("Fingerprint of the bytes"),
            "uploaded_at": _("When it was uploaded"),
        },
        person="uploaded_by",
        purpose=_("To keep what belongs to the work with the work."),
        basis="public task",
        kept_because=_("Until it is deleted here: the file belongs to the organisation’s work."),
        on_erasure="blank",
        blank={"uploaded_by": ""},
        file="sha256",
    ),
    Personal(
        "desk.task",
        fields={
            "organisation": _ORGANISATION,
            "for_user": _("Whose task it is"),
            "title": _("What to do"),
            "why": _("Why"),
            "about_label": _("What it is about"),
            "due_on": _("When it is due"),
            "state": _("Whether it is done"),
            "made_at": _("When the task was given"),
            "reminded_on": _("When the person was reminded"),
        },
        person="for_user", blank={"for_user": ""}, **_TASK,  # type: ignore[arg-type]
    ),
    Personal(
        "desk.task", fields={"made_by": _("Who gave it"), "made_at": _("When the task was given")}, person="made_by",
        blank={"made_by": ""}, **_TASK,  # type: ignore[arg-type]
    ),
    Personal(
        "desk.task", fields={"ended_by": _("Who ended it"), "ended_at": _("When it ended")}, person="ended_by",
        blank={"ended_by": ""}, **_TASK,  # type: ignore[arg-type]
    ),
    Personal(
        "desk.draft",
        called=_("Drafts"),
        fields={
            "user": _("Whose draft it is"),
            "organisation": _ORGANISATION,
            "key": _("Which form"),
            "label": _("What it is about"),
            "url": _("Where to carry on"),
            "fields": _("What was typed"),
            "names": _("What the form calls it"),
            "page": _("Which page saved it"),
            "sequence": _("Which saving of that page"),
            "version": _("How often it was saved"),
            "saved_at": _("When it was last saved"),
        },
        person="user",
        purpose=_("To lose nothing of what someone has typed."),
        basis="public task",
        since="saved_at",
        keep_days=UNFINISHED,
        theirs_alone=True,
    ),
    Personal(
        "desk.subscription",
        called=_("Subscriptions"),
        fields={
            "user": _("Who is told"),
            "organisation": _ORGANISATION,
            "kind": _("Of what"),
            "key": _("Of which"),
            "label": _("What it is called"),
            "url": _("Where it is"),
            "how": _("How"),
            "since": _("From when"),
        },
        person="user",
        purpose=_("To tell people what they asked to be told."),
        basis="public task",
        kept_because=_("Until the person ends it, or the account is erased."),
    ),
)  # fmt: skip

IMPERSONAL: dict[str, str] = {
    "desk.import.organisation": "the organisation it was brought into",
    "desk.import.kind": "which kind of row",
    "desk.import.permission": "a word of the table of roles",
    "desk.import.upload": "the file, which is spoken for itself",
    "desk.import.language": "the language its sentences are in",
    "desk.import.state": "how far it has come",
    "desk.import.headings": "what the columns are called",
    "desk.import.samples": "the first row, which stands among the rows too, and goes with them",
    "desk.import.heading_at": "the row they stand in",
    "desk.import.places": "which column is which",
    "desk.import.total": "a number of rows",
    "desk.import.done": "a number of rows",
    "desk.import.counts": "numbers of rows",
    "desk.import.trouble": "why the work stopped, in the site's own words",
    "desk.import.started_at": "when the work began",
    "desk.import.beat_at": "when the work was last seen",
    "desk.upload.permission": "a word of the table of roles",
    "desk.upload.kept_for": "the kind of thing that rests on it",
    "desk.task.for_role": "a word of the table of roles",
    "desk.task.word": "which task of its thing it is",
    "desk.task.about_kind": "the kind of thing it is about",
    "desk.task.about_ref": "the key of that thing",
    "desk.task.about_url": "the address of that thing",
    "desk.task.version": "how often it was changed",
}
