"""Packages: released and signed, brought in from a file, held as they came."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.packages import PackageError, Released, join_lessons, public_key, release, unpack
from nybrott.core.programme import Shipped, shipped
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people.models import Organisation
from nybrott.programmes import rules
from nybrott.programmes.models import Package, Programme, SigningKey
from nybrott.programmes.queries.lessons import beside
from nybrott.programmes.queries.words import fault_in_words


def _seed(organisation: Organisation | None, now: datetime) -> bytes:
    """The secret the organisation signs with (None: the host), made when it is first needed."""
    key = SigningKey.objects.select_for_update(of=("self",)).filter(organisation=organisation).first()
    if key is None:
        key = SigningKey(organisation=organisation, made_at=now)
        key.public = public_key(key.seed() or b"")
        try:
            with transaction.atomic():
                key.save(force_insert=True)
        except IntegrityError:
            key = SigningKey.objects.get(organisation=organisation)
    seed = key.seed()
    if seed is None:
        seed = key.renew()
        key.save(update_fields=["secret", "public"])
    return seed


def _kept(
    released: Released, actor: Actor, now: datetime, *, programme: Programme | None, holder: Organisation | None
) -> Package:
    said = released.manifest
    line = said["line"]
    try:
        with transaction.atomic():
            return Package.objects.create(
                programme=programme, holder=holder, uid=said["programme"], version=said["version"],
                root=line[-1]["programme"] if line else said["programme"], name=said["name"][:300], publisher=said["publisher"][:300],
                note=said["note"], released_on=date.fromisoformat(said["released_on"]), manifest=released.manifest_text,
                files=dict(released.files), key=released.key, signature=released.signature, digest=released.digest,
                kept_at=now, kept_by_id=actor.user_id,
            )  # fmt: skip
    except ValueError:
        raise Refused(_("The package gives a date that does not exist.")) from None
    except IntegrityError:
        raise Refused(_("Someone else has just done the same. Look again.")) from None


def _line(upstream: Package | None) -> list[dict[str, object]]:
    if upstream is None:
        return []
    said = upstream.said
    first = {
        "programme": upstream.uid,
        "version": upstream.version,
        "name": said["name"],
        "publisher": said["publisher"],
        "digest": upstream.digest,
    }
    return [first, *said["line"]]


@transaction.atomic
def release_version(
    *, actor: Actor, programme: Programme, note: str, now: datetime, learnt: Sequence[Mapping[str, Any]] = ()
) -> Package:
    """Release what the programme says now as a signed package. `note` says what changed and why; `learnt`: the runs it tells of
    besides those that the version before and the programme it came from tell of."""
    programme = (
        Programme.objects.select_for_update(of=("self",))
        .select_related("organisation", "upstream")
        .get(pk=programme.pk)
    )
    last = programme.packages.order_by("-version").first()
    insist(
        rules.may_release(
            actor, programme, last=last, learnt=learnt, waiting=() if learnt else beside(actor, programme)
        )
    )
    runs = join_lessons(learnt, *(one.learnt for one in (last, programme.upstream) if one))
    try:
        made = release(
            programme.content, uid=programme.uid, version=last.version + 1 if last else 1, publisher=programme.organisation.name,
            released_on=now.date().isoformat(), note=note, line=_line(programme.upstream), secret=_seed(programme.organisation, now),
            learnt=runs,
        )  # fmt: skip
    except PackageError as trouble:
        raise Refused(fault_in_words(trouble)) from None
    package = _kept(made, actor, now, programme=programme, holder=None)
    record(actor=actor, verb="programmes.released", thing=package, at=now, facts={"version": package.version})
    return package


@transaction.atomic
def bring_in(*, actor: Actor, organisation: Organisation, data: bytes, now: datetime) -> Package:
    """Keep a package from a file, with everything checked. One that is there already, unchanged, is given back."""
    insist(rules.may_begin_programme(actor))
    try:
        found = unpack(data)
    except PackageError as trouble:
        raise Refused(fault_in_words(trouble)) from None
    there = (
        Package.objects.visible_to(actor)
        .filter(uid=found.manifest["programme"], version=found.manifest["version"])
        .first()
    )
    if there is not None:
        if there.digest == found.digest and bytes(there.signature) == found.signature:
            return there
        raise Refused(
            _("You have another package that says it is this version. Ask the sender which is the right one.")
        )
    if (
        mine := Programme.objects.filter(uid=found.manifest["programme"], organisation=organisation).first()
    ) is not None:
        raise Refused(
            _("This says it is a version of your own %(name)s, but you have not released it.") % {"name": mine}
        )
    package = _kept(found, actor, now, programme=None, holder=organisation)
    record(actor=actor, verb="programmes.brought_in", thing=package, at=now, facts={"before": package.publisher})
    return package


def hold_shipped(*, actor: Actor, organisation: Organisation, id: str, now: datetime) -> Package:
    """One that comes with Nybrott as a package the organisation holds, signed by the host."""
    one = shipped()[id]
    there = Package.objects.filter(uid=one.uid, version=one.version, holder=organisation).first()
    return there or _kept(_signed(one, now), actor, now, programme=None, holder=organisation)


def _signed(one: Shipped, now: datetime) -> Released:
    line: list[dict[str, object]] = []
    if one.derived_from:
        before = _signed(shipped()[one.derived_from], now)
        said = json.loads(before.manifest_text)
        line = [
            {key: said[key] for key in ("programme", "version", "name", "publisher")} | {"digest": before.digest},
            *said["line"],
        ]
    return release(
        one.programme, uid=one.uid, version=one.version, publisher="Nybrott", released_on=one.released_on, note=one.note, line=line,
        secret=_seed(None, now),
    )  # fmt: skip
