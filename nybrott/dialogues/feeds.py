"""Suppliers of a dialogue as rows."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.ui.sheets import Column, Sheet


def suppliers(dialogue: Dialogue) -> QuerySet[Any]:
    """Suppliers by name, each with how many people speak for it (`n`)."""
    people = Count("people", filter=Q(people__confirmed_at__isnull=False))
    return dialogue.suppliers.annotate(n=people).order_by("name", "pk")


def about(one: Supplier) -> str:
    """What a supplier says of itself, in a few words, and whether it left."""
    told = [
        (one.new, _("new to the public sector")),
        (one.small, _("fewer than ten people")),
        (one.left_at, _("has left")),
    ]
    return ", ".join(words for holds, words in told if holds)


def suppliers_sheet(dialogue: Dialogue) -> Sheet:
    """A row for each supplier."""
    columns = [
        Column("name", _("Supplier"), _("As it calls itself.")), Column("country", _("Country"), _("Two letters.")),
        Column("number", _("Organisation number"), _("Checked in Norway; elsewhere as it was written.")),
        Column("people", _("People"), _("How many speak for it.")), Column("came_on", _("Came"), _("The day it registered.")),
        Column("about", _("About it"), _("What it says of itself, and whether it left.")),
    ]  # fmt: skip
    rows = [
        (one.name, one.country, one.number or one.foreign, one.n, one.came_at.date(), about(one))
        for one in suppliers(dialogue)
    ]
    return Sheet(f"{dialogue.slug}-suppliers", dialogue.title, columns, rows, [])
