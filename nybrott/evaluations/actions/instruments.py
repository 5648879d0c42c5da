"""Instruments: copied, written, changed question by question. A version that a wave uses is never changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.surveys import SurveyError, read_instrument, shipped
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import rules
from nybrott.evaluations.models import Edition, Instrument
from nybrott.journal.actions import record
from nybrott.people.actions.organisations import slug_of
from nybrott.people.models import Organisation


def _read(content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return dict(read_instrument(content, place=_("survey")).content)
    except SurveyError as trouble:
        raise Refused(
            _("This cannot be saved: %(place)s %(reason)s.") % {"place": trouble.place, "reason": trouble.reason}
        ) from None


def _made(actor: Actor, organisation: Organisation, content: dict[str, Any], origin: str, now: datetime) -> Instrument:
    name = in_language(content["name"], "nb")
    # held, so that two who press at once do not get the same address
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    taken = Instrument.objects.filter(organisation=organisation).values_list("slug", flat=True)
    made = Instrument.objects.create(organisation=organisation, slug=slug_of(name, taken), origin=origin, made_at=now)
    Edition.objects.create(instrument=made, content=content, written_by_id=actor.user_id, written_at=now)
    return made


@transaction.atomic
def copy_shipped(*, actor: Actor, organisation: Organisation, id: str, now: datetime) -> Instrument:
    """Copy an instrument that comes with Nybrott, to be used or adapted."""
    insist(rules.may_manage(actor))
    if id not in shipped():
        raise Refused(_("This survey no longer exists."))
    made = _made(actor, organisation, dict(shipped()[id].instrument.content), id, now)
    record(actor=actor, verb="evaluations.instrument_copied", thing=made, at=now)
    return made


@transaction.atomic
def write_instrument(
    *, actor: Actor, organisation: Organisation, content: Mapping[str, Any], now: datetime
) -> Instrument:
    """Begin an instrument of one's own."""
    insist(rules.may_manage(actor))
    made = _made(actor, organisation, _read(content), "", now)
    record(actor=actor, verb="evaluations.instrument_written", thing=made, at=now)
    return made


@transaction.atomic
def bring_in_instrument(
    *, actor: Actor, organisation: Organisation, content: Mapping[str, Any], now: datetime
) -> Instrument:
    """Keep an instrument from a file; one that is not whole is refused with the place and the reason."""
    insist(rules.may_manage(actor))
    made = _made(actor, organisation, _read(content), "", now)
    record(actor=actor, verb="evaluations.instrument_brought_in", thing=made, at=now)
    return made


def _change(
    actor: Actor, instrument: Instrument, change: Callable[[dict[str, Any]], dict[str, Any]], now: datetime
) -> Edition:
    """The newest version changed; when a wave uses it, the next version, and the old one stays."""
    held = Instrument.objects.select_for_update(of=("self",)).get(pk=instrument.pk)
    insist(rules.may_change_instrument(actor, held))
    latest = held.editions.select_for_update().order_by("-number").first()
    if latest is None:
        raise Refused(_("This survey no longer exists."))
    said = _read(change(dict(latest.content)))
    if said == latest.content:
        return latest
    if latest.waves.exists():
        latest = Edition(instrument=held, number=latest.number + 1)
    latest.content, latest.written_by_id, latest.written_at = said, actor.user_id, now
    latest.save()
    record(actor=actor, verb="evaluations.instrument_changed", thing=held, at=now, facts={"version": latest.number})
    return latest


@transaction.atomic
def describe_instrument(*, actor: Actor, instrument: Instrument, said: Mapping[str, Any], now: datetime) -> Edition:
    """Change what it is called, what people read first, and whom it is for."""
    return _change(actor, instrument, lambda content: content | dict(said), now)


@transaction.atomic
def write_question(*, actor: Actor, instrument: Instrument, question: Mapping[str, Any], now: datetime) -> Edition:
    """Add a question at the end, or change the one with its id."""

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        questions = list(content["questions"])
        ids = [one["id"] for one in questions]
        if question["id"] in ids:
            questions[ids.index(question["id"])] = dict(question)
        else:
            questions.append(dict(question))
        return content | {"questions": questions}

    return _change(actor, instrument, changed, now)


@transaction.atomic
def remove_question(*, actor: Actor, instrument: Instrument, id: str, now: datetime) -> Edition:
    """Take a question out. Refused while another hangs on it, or when it is the last."""

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        return content | {"questions": [one for one in content["questions"] if one["id"] != id]}

    return _change(actor, instrument, changed, now)


@transaction.atomic
def move_question(*, actor: Actor, instrument: Instrument, id: str, down: bool, now: datetime) -> Edition:
    """Move a question one place. Refused when it would come before what decides whether it is asked."""

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        questions = list(content["questions"])
        place = next((place for place, one in enumerate(questions) if one["id"] == id), None)
        if place is None:
            return content
        to = min(max(place + (1 if down else -1), 0), len(questions) - 1)
        questions[place], questions[to] = questions[to], questions[place]
        return content | {"questions": questions}

    return _change(actor, instrument, changed, now)


@transaction.atomic
def put_away_instrument(*, actor: Actor, instrument: Instrument, now: datetime) -> Instrument:
    """Put it away: waves that use it stay as they are, no new one begins with it."""
    insist(rules.may_put_away(actor, instrument))
    instrument.put_away_at = now
    instrument.save(update_fields=["put_away_at"])
    record(actor=actor, verb="evaluations.instrument_put_away", thing=instrument, at=now)
    return instrument


@transaction.atomic
def take_out_instrument(*, actor: Actor, instrument: Instrument, now: datetime) -> Instrument:
    """Take it out again."""
    insist(rules.may_put_away(actor, instrument))
    instrument.put_away_at = None
    instrument.save(update_fields=["put_away_at"])
    record(actor=actor, verb="evaluations.instrument_taken_out", thing=instrument, at=now)
    return instrument
