"""Contributions, evidence and needs as spreadsheets."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.ui.sheets import Column, Sheet, Value

CHUNK = 500


def sheets_of(challenge: Challenge) -> list[Sheet]:
    """One sheet for each; rows are read as they are written."""
    about = [(_("Challenge"), challenge.title), (_("Organisation"), challenge.organisation.name)]
    key = Column("id", _("Number"), _("The same number as in everything.json"))
    kept = Column("keep_until", _("Kept until"), _("The day it is deleted automatically"))
    contributions = [
        key, Column("received", _("Received"), _("The day it was told")), Column("side", _("Side"), _("From which side they see it")),
        Column("state", _("What became of it"), _("Received, taken up, set aside or hidden")),
        Column("language", _("Language"), _("The language it is written in")), Column("text", _("What is hard"), _("In their own words")),
        Column("wish", _("What would have been better"), _("In their own words")), Column("answer", _("Answer"), _("What they were told")), kept,
    ]  # fmt: skip
    evidence = [
        key, Column("kind", _("Kind"), _("Interview, observation, figure, document …")), Column("title", _("In a few words"), _("What it is called")),
        Column("text", _("What it shows"), _("What was seen, said or counted")), Column("informant", _("Informant"), _("By pseudonym")),
        Column("source", _("Source"), _("Where it is from, when no informant said it")), Column("when", _("When"), _("The day it happened")), kept,
    ]  # fmt: skip
    needs = [
        key, Column("state", _("How well founded"), _("Assumption, expressed, verified or parked")), Column("who", _("Who"), _("Who has the need")),
        Column("situation", _("Situation"), _("In which situation")), Column("need", _("Needs what"), _("What they need")),
        Column("because", _("Because"), _("Why")), Column("consequence", _("Consequence"), _("What it leads to today")),
        Column("how_often", _("How often"), _("In words")), Column("how_many", _("How many people"), _("A number")),
        Column("reason", _("Reason"), _("Why it is parked, or verified by exception")),
    ]  # fmt: skip
    return [
        Sheet("contributions", _("What people told"), contributions, _contributions(challenge), about),
        Sheet("evidence", _("Evidence"), evidence, _evidence(challenge), about),
        Sheet("needs", _("Needs"), needs, _needs(challenge), about),
    ]


def _contributions(challenge: Challenge) -> Iterator[list[Value]]:
    for one in challenge.contributions.order_by("pk").iterator(CHUNK):
        yield [
            one.pk, one.received_at.date(), str(one.get_side_display()), str(one.get_state_display()), one.language, one.text,
            one.wish, one.answer, one.keep_until,
        ]  # fmt: skip


def _evidence(challenge: Challenge) -> Iterator[list[Value]]:
    for one in challenge.evidence.select_related("informant").order_by("pk").iterator(CHUNK):
        who = one.informant.pseudonym if one.informant else ""
        yield [
            one.pk,
            str(one.get_kind_display()),
            one.title,
            one.text,
            who,
            one.source,
            one.happened_on,
            one.keep_until,
        ]


def _needs(challenge: Challenge) -> Iterator[list[Value]]:
    for one in challenge.needs.order_by("pk").iterator(CHUNK):
        yield [
            one.pk, str(one.get_state_display()), one.who, one.situation, one.need, one.because, one.consequence, one.how_often,
            one.how_many, one.reason,
        ]  # fmt: skip
