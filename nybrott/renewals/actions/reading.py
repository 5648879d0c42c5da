"""Contracts, read anew from the lake. They are nobody's deed, so no entry in the journal tells of it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from nybrott.core.renewals import AWARDS, Ending, awards_of, ending
from nybrott.observatory.queries import lake
from nybrott.renewals.models import Contract, Edition
from nybrott.renewals.queries.buyers import sorted_by

RECIPE = "1"  # another one when contracts are read otherwise than before
_LOCK = 7_301_131  # the number of the lock that only one reading holds
_LARGEST = 2**63 - 1
_LARGEST_NUMBER = 2**31 - 1
_LONGEST = 2_000  # characters of a title or of what was read


def read_contracts(*, now: datetime) -> Edition | None:
    """Let the radar show just what the lake tells; does nothing when it does already. None while there is no lake, or another reads.

    What held is shown until the new is whole.
    """
    held = lake()
    generation = held.generation
    if not generation:
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return None
        edition = Edition.objects.filter(generation=generation, recipe=RECIPE).first()
        if edition is not None:
            return edition
        found, silent = [], 0
        for contract in _read(held.rows(AWARDS, {})):
            if contract is None:
                silent += 1
            else:
                found.append(contract)
        Contract.objects.all().delete()
        Edition.objects.all().delete()
        Contract.objects.bulk_create(found, batch_size=2_000)
        return Edition.objects.create(
            generation=generation, recipe=RECIPE, contracts=len(found), silent=silent, read_at=now
        )


def _read(rows: list[tuple[object, ...]]) -> Iterator[Contract | None]:
    """Each contract, None for one that does not tell when it ends."""
    for award in awards_of(rows):
        ends = ending(award)
        if ends is None:
            yield None
            continue
        minor = award.minor if award.minor is not None and abs(award.minor) <= _LARGEST else None
        tenders = award.tenders if award.tenders is not None and 0 <= award.tenders <= _LARGEST_NUMBER else None
        yield Contract(
            key=_text(award.key), ordinal=award.ordinal, procedure=_text(award.procedure), lot=_text(award.lot), country=award.country[:2],
            buyer=_text(award.buyer), buyer_name=_text(award.buyer_name), buyer_sort=sorted_by(award.buyer_name), title=_text(award.title),
            lot_title=_text(award.lot_title), doffin_ref=_text(award.doffin_ref), published_on=award.published_on, cpv=_text(award.cpv),
            kind=award.cpv[:3], tenders=tenders, minor=minor, currency=award.currency[:20], winners=[_text(name) for name in award.winners[:20]],
            **_ended(ends),
        )  # fmt: skip


def _ended(ends: Ending) -> dict[str, object]:
    return {
        "first_on": ends.first_on, "last_on": ends.last_on, "known_by": ends.known_by, "option_months": ends.option_months,
        "may_go_on": ends.may_go_on, "words": _text(ends.words), "option_words": _text(ends.option_words),
    }  # fmt: skip


def _text(said: str) -> str:
    """As PostgreSQL can hold it."""
    return said.replace("\0", "")[:_LONGEST]
