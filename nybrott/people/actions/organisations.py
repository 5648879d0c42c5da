"""Founding organisations and saying what they are."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people import rules
from nybrott.people.actions.invitations import Link, Newcomer, open_invitation
from nybrott.people.models import Invitation, Organisation
from nybrott.people.queries.organisations import Inhabitants
from nybrott.people.roles import ADMIN

SAID = ("name", "country", "number", "kind", "municipality_number", "inhabitants", "inhabitants_on", "accent")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "Æ": "ae", "Ø": "o", "Å": "a"})


def slug_of(name: str, taken: Iterable[str]) -> str:
    """The name as it stands in addresses, with a number behind if somebody has it."""
    plain = slugify(name.translate(_LETTERS))[:50].strip("-") or "organisation"
    used = set(taken)
    return next(slug for n in range(1, len(used) + 2) if (slug := plain if n == 1 else f"{plain}-{n}") not in used)


def _number_is_taken() -> Refused:
    return Refused(_("An organisation with this number is here already."))


@transaction.atomic
def found_organisation(
    *, actor: Actor, said: Mapping[str, object], first: Newcomer, link: Link, language: str, now: datetime
) -> Organisation:
    """Found an organisation and invite its first administrator by letter.

    `said`: name, country, number, kind, municipality_number. Raises `Refused` for a number that is here already.
    """
    insist(rules.may_run_host(actor))
    slug = slug_of(str(said["name"]), Organisation.objects.values_list("slug", flat=True))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(**said, slug=slug, founded_at=now)
    except IntegrityError:
        raise _number_is_taken() from None
    record(actor=actor, verb="people.organisation_founded", thing=organisation, at=now)
    invite_administrator(actor=actor, organisation=organisation, first=first, link=link, language=language, now=now)
    return organisation


@transaction.atomic
def invite_administrator(
    *, actor: Actor, organisation: Organisation, first: Newcomer, link: Link, language: str, now: datetime
) -> Invitation:
    """Invite an administrator to an organisation that has none, from outside it."""
    organisation = Organisation.objects.held(organisation.pk)
    insist(rules.may_invite_administrator(actor, admins=organisation.memberships.current().admins().count()))
    return open_invitation(
        actor=actor,
        organisation=organisation,
        who=first,
        roles=[ADMIN],
        units=(),
        link=link,
        language=language,
        now=now,
    )


@transaction.atomic
def describe_organisation(
    *, actor: Actor, organisation: Organisation, said: Mapping[str, object], now: datetime
) -> Organisation:
    """Change what is said of an organisation: any of `SAID`. Nothing is recorded when nothing changes."""
    organisation = Organisation.objects.held(organisation.pk)
    insist(rules.may_change_organisation(actor, organisation))
    before = {field: getattr(organisation, field) for field in SAID if field in said}
    changed = [field for field in before if before[field] != said[field]]
    if not changed:
        return organisation
    for field in changed:
        setattr(organisation, field, said[field])
    try:
        with transaction.atomic():
            organisation.save(update_fields=changed)
    except IntegrityError:
        raise _number_is_taken() from None
    facts = {field: [before[field], said[field]] for field in changed}
    record(actor=actor, verb="people.organisation_changed", thing=organisation, at=now, facts={"changed": facts})
    return organisation


@transaction.atomic
def record_inhabitants(*, actor: Actor, figures: Iterable[Inhabitants], now: datetime) -> list[Organisation]:
    """Give every organisation its inhabitants, where the figure is newer than the one it has. Answers with those changed."""
    insist(rules.may_run_host(actor))
    newest = {one.municipality_number: one for one in sorted(figures, key=lambda one: one.on)}
    changed = []
    here = Organisation.objects.select_for_update(no_key=True).filter(municipality_number__in=newest).order_by("pk")
    for organisation in here:
        figure = newest[organisation.municipality_number]
        if organisation.inhabitants_on and organisation.inhabitants_on >= figure.on:
            continue
        before = organisation.inhabitants
        organisation.inhabitants, organisation.inhabitants_on = figure.inhabitants, figure.on
        organisation.save(update_fields=["inhabitants", "inhabitants_on"])
        facts = {"before": before, "after": figure.inhabitants, "on": figure.on.isoformat()}
        record(actor=actor, verb="people.inhabitants_recorded", thing=organisation, at=now, facts=facts)
        changed.append(organisation)
    return changed
