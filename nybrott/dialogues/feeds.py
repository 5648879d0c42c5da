"""Suppliers of a dialogue as rows."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
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


def dialogues_sheet(actor: Actor) -> Sheet:
    """A row for each dialogue of the organisation, the newest first."""
    columns = [
        Column("title", _("Market dialogue"), _("What it is called.")), Column("state", _("State"), _("The stage it has reached.")),
        Column("announced_on", _("Announced"), _("The day everyone could read about it.")), Column("register_until", _("Register until"), _("The last day suppliers can register.")),
        Column("input_until", _("Written input until"), _("The last day written input is accepted.")),
        Column("competition_on", _("A competition is planned for"), _("The day, when one is planned.")), Column("cpv", "CPV", _("What it is about, as CPV codes.")),
        Column("notice", _("Official notice"), _("Its number, once it is known.")),
        Column("suppliers", _("Suppliers"), _("How many take part; those that left are not counted.")), Column("page", _("Page"), _("Where everyone can read about it.")),
    ]  # fmt: skip
    taking_part = Count("suppliers", filter=Q(suppliers__left_at=None))
    found: QuerySet[Any] = Dialogue.objects.visible_to(actor).order_by("-made_at", "-pk").annotate(n=taking_part)
    rows = (
        (
            one.title, str(one.get_state_display()), *(localdate(at) if at else None for at in (one.announced_at, one.register_until, one.input_until)),
            one.competition_on, tuple(one.cpv), one.notice, one.n,
            f"{settings.ADDRESS}{reverse('dialogues:public', args=[one.slug])}" if one.announced_at else "",
        )
        for one in found
    )  # fmt: skip
    return Sheet("market-dialogues", _("Market dialogues"), columns, rows, [])


def suppliers_sheet(dialogue: Dialogue) -> Sheet:
    """A row for each supplier."""
    columns = [
        Column("name", _("Supplier"), _("As it calls itself.")), Column("country", _("Country"), _("Two letters.")),
        Column("number", _("Organisation number"), _("Checked in Norway; elsewhere as it was written.")),
        Column("people", _("People"), _("How many speak for it.")), Column("came_on", _("Came"), _("The day it registered.")),
        Column("about", _("About it"), _("What it says about itself, and whether it left.")),
    ]  # fmt: skip
    rows = [
        (one.name, one.country, one.number or one.foreign, one.n, one.came_at.date(), about(one))
        for one in suppliers(dialogue)
    ]
    return Sheet(f"{dialogue.slug}-suppliers", dialogue.title, columns, rows, [])
