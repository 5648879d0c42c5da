"""What people told elsewhere (a survey, notes from a meeting) is brought in from a spreadsheet, a challenge at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.importing import Column, Importer, Row, RowVerdict
from nybrott.core.verdict import insist
from nybrott.hearings import rules
from nybrott.hearings.models import Contribution
from nybrott.hearings.queries.importing import ToldRow, judged_rows, taken
from nybrott.journal.actions import record

KEY = "contributions"  # of the importers, with a dash and the key of the challenge
NAME = gettext_lazy("Contributions")
KEPT = timedelta(days=2 * 365)  # how long what people tell is kept, unless somebody decides otherwise


def _names(nb: Iterable[str], nn: Iterable[str], en: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {"nb": tuple(nb), "nn": tuple(nn), "en": tuple(en)}


COLUMNS = (
    Column(
        "text", _names(["Innspill", "Hva er vanskelig", "Svar", "Tekst"], ["Innspel", "Kva er vanskeleg", "Svar", "Tekst"], ["Contribution", "What is hard", "Answer", "Text"]),
        required=True, example="Jeg finner ikke bryteren når jeg må opp om natten.",
    ),
    Column("wish", _names(["Hva ville vært bedre", "Ønske"], ["Kva ville vore betre", "Ønske"], ["What would be better", "Wish"]), example="Lys som går på av seg selv."),
    Column("side", _names(["Hvem", "Side", "Rolle"], ["Kven", "Side", "Rolle"], ["Who", "Side", "Role"]), example="Bruker"),
    Column("language", _names(["Språk"], ["Språk"], ["Language"]), example="nb"),
    Column("day", _names(["Dato", "Når"], ["Dato", "Når"], ["Date", "When"]), example="2026-05-17"),
    Column("basis", _names(["Behandlingsgrunnlag", "Grunnlag"], ["Behandlingsgrunnlag", "Grunnlag"], ["Legal basis", "Basis"]), example="Samtykke"),
    Column("ref", _names(["Nummer", "Svar-ID", "ID"], ["Nummer", "Svar-ID", "ID"], ["Number", "Response ID", "ID"]), example="1"),
)  # fmt: skip


def importer_for(pk: int, actor: Actor | None) -> Importer | None:
    """The importer of contributions to one challenge; None when there is none, or when the actor may not see it."""
    seen = Challenge.objects.all() if actor is None else Challenge.objects.visible_to(actor)
    challenge = seen.filter(pk=pk).first()
    if challenge is None:
        return None

    def judge(*, actor: Actor, rows: Iterable[Row]) -> Iterator[RowVerdict]:
        # nothing is later than what was said; that no day is to come is asked again when the rows are taken in
        return (one.verdict for one in _judged(challenge, rows, datetime.max.replace(tzinfo=UTC)))

    def take_in(*, actor: Actor, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
        return bring_contributions(actor=actor, challenge=challenge, rows=rows, now=now)

    return Importer(
        key=f"{KEY}-{challenge.pk}",
        name=NAME,
        lead=_("To “%(title)s”: one row for each person who told you something, in their own words. Leave out "
               "names, numbers and addresses that show who someone is.")
        % {"title": challenge.title},
        permission="",
        columns=COLUMNS,
        judge=judge,
        take_in=take_in,
        after="hearings:contributions",
        after_args=(challenge.pk,),
        may=lambda asking: rules.may_enter_contribution(asking, challenge),
    )  # fmt: skip


def _judged(challenge: Challenge, rows: Iterable[Row], now: datetime) -> Iterator[ToldRow]:
    return judged_rows(challenge, rows, language=get_language() or "nb", today=now.date())


@transaction.atomic
def bring_contributions(
    *, actor: Actor, challenge: Challenge, rows: Sequence[Row], now: datetime
) -> list[RowVerdict]:  # fmt: skip
    """Take rows in as contributions that staff wrote down. They are judged once more while nobody else adds to the
    challenge, so that a file brought twice adds nothing twice. A handful of queries however many rows."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    insist(rules.may_enter_contribution(actor, challenge))
    judged = list(_judged(challenge, rows, now))
    new = taken(judged)
    Contribution.objects.bulk_create(
        Contribution(
            challenge=challenge, text=one.text, wish=one.wish, side=one.side, language=one.language, legal_basis=one.legal_basis,
            sent_key=one.key, entered_by_id=actor.user_id, keep_until=(now + KEPT).date(), received_at=_received(one, now),
        )
        for one in new
    )  # fmt: skip
    if new:
        # the texts themselves stay out of the history: they are to be forgotten one day
        facts = {"number": len(new)}
        record(actor=actor, verb="hearings.contributions_brought", thing=challenge, at=now, facts=facts)
    return [one.verdict for one in judged]


def _received(one: ToldRow, now: datetime) -> datetime:
    return now if one.said_on is None else min(now, datetime.combine(one.said_on, time(12), tzinfo=UTC))
