"""Publishing the report of a year, and opening its counts to everyone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people.models import Organisation
from nybrott.yearbooks import queries, rules
from nybrott.yearbooks.models import Yearbook


@transaction.atomic
def publish_yearbook(
    *, actor: Actor, organisation: Organisation, year: int, seen: str, because: str = "", now: datetime
) -> Yearbook:
    """Keep the report of a year as it stands as its next version. `seen`: the digest of the draft that was read; raises `Refused` when the figures have
    changed since, when a version after the first does not say why (`because`), and when the newest version says just the same."""
    today = timezone.localdate(now)
    insist(rules.may_publish(actor, organisation, year, today))
    place = Organisation.objects.held(organisation.pk)  # of two who publish at once the later one is told
    last = queries.newest(place.pk, year)
    if last and not because.strip():
        raise Refused(_("This year already has a version. Write why there is a new one."))
    content = queries.gathered(place, year, today)
    digest = queries.digest_of(content)
    if digest != seen:
        raise Refused(_("The figures have changed since you opened the page. Read them again before you publish."))
    if queries.is_published(place.pk, year, last, digest):
        raise Refused(_("The newest version already says exactly the same. There is nothing new to publish."))
    made = Yearbook.objects.create(
        organisation=place, year=year, number=last + 1, content=content, digest=digest, because=because.strip()[:1_000] if last else "",
        published_by_id=actor.user_id, published_at=now,
    )  # fmt: skip
    facts = {"year": year, "number": made.number, "digest": digest, "because": made.because}
    record(actor=actor, verb="yearbooks.published", thing=made, at=now, facts=facts)
    return made


@transaction.atomic
def open_counts(*, actor: Actor, report: Yearbook, now: datetime) -> Yearbook:
    """Let everyone read the counts of a published version. Done again, nothing happens."""
    return _opened(actor, report, now, now)


@transaction.atomic
def close_counts(*, actor: Actor, report: Yearbook, now: datetime) -> Yearbook:
    """Let only the organisation's people read them again. Done again, nothing happens."""
    return _opened(actor, report, None, now)


def _opened(actor: Actor, report: Yearbook, opened_at: datetime | None, now: datetime) -> Yearbook:
    one = Yearbook.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=report.pk)
    insist(rules.may_open(actor, one))
    if (one.opened_at is None) != (opened_at is None):
        one.opened_at = opened_at
        one.save(update_fields=["opened_at"])
        verb = "yearbooks.opened" if opened_at else "yearbooks.closed"
        record(actor=actor, verb=verb, thing=one, at=now, facts={"year": one.year, "number": one.number})
    return one
