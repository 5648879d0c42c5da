"""Counting tries: how often somebody signs in in vain, searches, uploads.

Counted in the database, so that all web processes count together, and in one statement each, so that none is lost when two
come at once. Who tried is kept only as a keyed hash. These are counts and no history: nothing is recorded."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from nybrott.core.limits import Limit, TooMany
from nybrott.people.models import Tries

# tries in vain: by account and network (or known device), and by network whoever it is; a town hall shares one address
SIGN_IN = Limit("sign-in", 5, timedelta(minutes=15))
SIGN_IN_NETWORK = Limit("sign-in-network", 60, timedelta(minutes=15))
# of one who has given the right password already; only such a one can use them up
SECOND_STEP = Limit("second-step", 30, timedelta(hours=1))
ASK_FOR_LINK = Limit("ask-for-link", 4, timedelta(hours=1))
ASK_FOR_LINK_NETWORK = Limit("ask-for-link-network", 20, timedelta(hours=1))
SEARCH = Limit("search", 120, timedelta(minutes=1))  # by network
UPLOAD = Limit("upload", 60, timedelta(minutes=10))  # by person
INVITE = Limit("invite", 200, timedelta(hours=1))  # by person

# alone in its transaction it does not wait for the disk: a count may be lost with the machine, and a booking waits half as long
COUNT = """
    WITH soon AS (SELECT set_config('synchronous_commit', CASE WHEN %(alone)s THEN 'off' ELSE current_setting('synchronous_commit') END, true)) INSERT INTO people_tries AS kept (key, until, times) SELECT %(key)s, %(until)s, 1 FROM soon
    ON CONFLICT (key) DO UPDATE SET
        times = CASE WHEN kept.until <= %(now)s THEN 1 ELSE kept.times + 1 END,
        until = CASE WHEN kept.until <= %(now)s THEN excluded.until ELSE kept.until END
    RETURNING times, until
"""


def spend(*, limit: Limit, who: str, now: datetime) -> None:
    """Count one try of `who`: an account, a network, or both in one text. Raises `TooMany` when it is one too many.

    Call it outside a transaction that may be rolled back, or the try is forgotten with it.
    """
    with connection.cursor() as cursor:
        alone, key = not connection.in_atomic_block, _key(limit, who)
        cursor.execute(COUNT, {"key": key, "until": now + limit.span, "now": now, "alone": alone})
        times, until = cursor.fetchone()
    if times > limit.times:
        raise TooMany(until)


def give_back(*, limit: Limit, who: str, now: datetime) -> None:
    """Uncount one try: it succeeded, and only those in vain are counted."""
    Tries.objects.filter(key=_key(limit, who), until__gt=now, times__gt=0).update(times=F("times") - 1)


def forget_tries(*, now: datetime) -> int:
    """Delete counts that have run out; gives how many."""
    return Tries.objects.filter(until__lte=now).delete()[0]


def _key(limit: Limit, who: str) -> str:
    return salted_hmac("nybrott.people.limits", f"{limit.name}\0{who}", algorithm="sha256").hexdigest()
