"""Programmes: begun, taken over, changed thing by thing, brought up to date, shared."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.merging import offers, settle
from nybrott.core.methods import catalogue
from nybrott.core.programme import SECTIONS, ProgrammeError, read_programme, shipped
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people.actions.organisations import slug_of
from nybrott.people.models import Organisation
from nybrott.programmes import rules
from nybrott.programmes.actions.packages import hold_shipped
from nybrott.programmes.models import MethodCard, Package, Programme
from nybrott.programmes.queries.programmes import News, newest_upstream


def _read(content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return read_programme(content)
    except ProgrammeError as trouble:
        raise Refused(
            _("This cannot be saved: %(place)s %(reason)s.") % {"place": trouble.place, "reason": trouble.reason}
        ) from None


def _held(programme: Programme) -> Programme:
    return (
        Programme.objects.select_for_update(of=("self",))
        .select_related("organisation", "upstream")
        .get(pk=programme.pk)
    )


def _made(
    organisation: Organisation, content: dict[str, Any], upstream: Package | None, actor: Actor, now: datetime
) -> Programme:
    name = next(content["name"][one] for one in ("nb", "nn", "en") if one in content["name"])
    slug = slug_of(name, Programme.objects.values_list("slug", flat=True))
    return Programme.objects.create(
        organisation=organisation, slug=slug, content=content, upstream=upstream, base=content if upstream else None,
        made_at=now, changed_at=now, changed_by_id=actor.user_id,
    )  # fmt: skip


@transaction.atomic
def begin_programme(
    *, actor: Actor, organisation: Organisation, content: Mapping[str, Any], now: datetime
) -> Programme:
    """Begin a programme from nothing but its name, what it is, and its licence."""
    insist(rules.may_begin_programme(actor))
    made = _made(organisation, _read(content), None, actor, now)
    record(actor=actor, verb="programmes.begun", thing=made, at=now)
    return made


@transaction.atomic
def take_over(*, actor: Actor, organisation: Organisation, package: Package, now: datetime) -> Programme:
    """Make a released programme the organisation's own to adapt. Where it came from stays known."""
    insist(rules.may_take_over(actor, package))
    made = _made(organisation, package.content, package, actor, now)
    record(actor=actor, verb="programmes.taken_over", thing=made, at=now, facts={"before": package.publisher})
    return made


@transaction.atomic
def take_over_shipped(*, actor: Actor, organisation: Organisation, id: str, now: datetime) -> Programme:
    """The same with one that comes with Nybrott."""
    insist(rules.may_begin_programme(actor))
    if id not in shipped():
        raise Refused(_("That programme no longer exists."))
    return take_over(
        actor=actor, organisation=organisation, package=hold_shipped(actor=actor, organisation=organisation, id=id, now=now), now=now
    )  # fmt: skip


def _kept(programme: Programme, content: Mapping[str, Any], actor: Actor, now: datetime) -> bool:
    """Keep what was changed; whether anything was."""
    said = _read(content)
    if said == programme.content:
        return False
    programme.content, programme.changed_at, programme.changed_by_id = said, now, actor.user_id
    programme.save(update_fields=["content", "changed_at", "changed_by"])
    return True


@transaction.atomic
def describe_programme(*, actor: Actor, programme: Programme, said: Mapping[str, Any], now: datetime) -> Programme:
    """Change its name, what it is, or its licence."""
    programme = _held(programme)
    insist(rules.may_change_programme(actor, programme))
    if _kept(programme, programme.content | dict(said), actor, now):
        record(actor=actor, verb="programmes.described", thing=programme, at=now)
    return programme


@transaction.atomic
def write_thing(
    *, actor: Actor, programme: Programme, section: str, thing: Mapping[str, Any], now: datetime
) -> Programme:
    """Add a thing to a section, or change the one with its id."""
    programme = _held(programme)
    insist(rules.may_change_programme(actor, programme))
    things = list(programme.content[section])
    ids = [one["id"] for one in things]
    if thing["id"] in ids:
        things[ids.index(thing["id"])] = dict(thing)
    else:
        things.append(dict(thing))
    if _kept(programme, programme.content | {section: things}, actor, now):
        record(actor=actor, verb="programmes.thing_written", thing=programme, at=now, facts={"section": section})
    return programme


@transaction.atomic
def remove_thing(*, actor: Actor, programme: Programme, section: str, id: str, now: datetime) -> Programme:
    """Take a thing out, and what points to it with it."""
    programme = _held(programme)
    insist(rules.may_change_programme(actor, programme))
    content = programme.content | {section: [one for one in programme.content[section] if one["id"] != id]}
    for other, fields in SECTIONS.items():
        for key, field in fields.items():
            if field.kind == "refs" and field.of == section:
                content[other] = [
                    one | {key: [ref for ref in one[key] if ref != id]} if key in one else one for one in content[other]
                ]
    if _kept(programme, content, actor, now):
        record(actor=actor, verb="programmes.thing_removed", thing=programme, at=now, facts={"section": section})
    return programme


@transaction.atomic
def move_thing(*, actor: Actor, programme: Programme, section: str, id: str, now: datetime) -> Programme:
    """Move a thing one place up in its section."""
    programme = _held(programme)
    insist(rules.may_change_programme(actor, programme))
    things = list(programme.content[section])
    place = next((number for number, one in enumerate(things) if one["id"] == id), 0)
    if place:
        things[place - 1], things[place] = things[place], things[place - 1]
    if _kept(programme, programme.content | {section: things}, actor, now):
        record(actor=actor, verb="programmes.thing_moved", thing=programme, at=now, facts={"section": section})
    return programme


@transaction.atomic
def put_card_in(*, actor: Actor, programme: Programme, slug: str, now: datetime) -> Programme:
    """Put a method card of the organisation's shelf in, as it is now; one that is there already is brought up to date."""
    own = MethodCard.objects.in_use().filter(organisation_id=programme.organisation_id, slug=slug).first()
    if own is None and slug not in catalogue():
        raise Refused(_("That card no longer exists."))
    data = own.card.data() if own else catalogue()[slug].data()
    return write_thing(actor=actor, programme=programme, section="cards", thing=data, now=now)


@transaction.atomic
def settle_piece(*, actor: Actor, programme: Programme, path: tuple[str, ...], chosen: Any, now: datetime) -> Programme:
    """Decide on one piece that is new in the programme this one came from; after the last, it follows that version."""
    programme, news = _with_news(actor, programme)
    try:
        base, ours = settle(programme.base, programme.content, news.content, path, chosen)
    except LookupError:
        raise Refused(_("This piece has been settled or is gone. Look again.")) from None
    return _settled(actor, programme, news, base=base, ours=ours, now=now)


@transaction.atomic
def take_what_we_left(*, actor: Actor, programme: Programme, now: datetime) -> Programme:
    """Take every piece that is new in the programme this one came from and that we have not changed ourselves. When nothing
    in it differs from ours, it is followed from now on."""
    programme, news = _with_news(actor, programme)
    base, ours = programme.base, programme.content
    # one at a time: what is taken may hold what was offered beside it
    while (free := next((one for one in offers(base, ours, news.content) if not one.clash), None)) is not None:
        base, ours = settle(base, ours, news.content, free.path, free.theirs)
    if ours == programme.content and base == programme.base and offers(base, ours, news.content):
        raise Refused(_("Every piece that is left has been changed by you as well. Decide on each of them."))
    return _settled(actor, programme, news, base=base, ours=ours, now=now)


def _with_news(actor: Actor, programme: Programme) -> tuple[Programme, News]:
    programme = _held(programme)
    insist(rules.may_change_programme(actor, programme))
    news = newest_upstream(actor, programme)
    if news is None:
        raise Refused(_("Nothing is new in the programme this one came from."))
    return programme, news


def _settled(actor: Actor, programme: Programme, news: News, *, base: Any, ours: Any, now: datetime) -> Programme:
    programme.content, programme.base = _read(ours), base
    programme.changed_at, programme.changed_by_id = now, actor.user_id
    if not offers(base, programme.content, news.content):
        programme.base = news.content
        programme.upstream = news.package or hold_shipped(
            actor=actor, organisation=programme.organisation, id=news.shipped, now=now
        )
    programme.save(update_fields=["content", "base", "upstream", "changed_at", "changed_by"])
    record(actor=actor, verb="programmes.settled", thing=programme, at=now, facts={"version": news.version})
    return programme


@transaction.atomic
def share_programme(*, actor: Actor, programme: Programme, reach: str, now: datetime) -> Programme:
    """Say who may read and take over what is released."""
    programme = _held(programme)
    insist(rules.may_change_programme(actor, programme))
    if programme.reach != reach:
        before, programme.reach = programme.reach, reach
        programme.save(update_fields=["reach"])
        record(actor=actor, verb="programmes.shared", thing=programme, at=now, facts={"before": before, "after": reach})
    return programme
