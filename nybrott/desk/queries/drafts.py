"""Drafts, read: what a form begins with, who else writes in it, and two versions beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac

from nybrott.core.actor import Actor
from nybrott.desk.models import Draft

SEEN = timedelta(days=7)  # how long somebody else's draft is told of


@dataclass(frozen=True, slots=True)
class Writing:
    """A form that saves as one goes: its key, what it is called and where it stands; the draft it begins with, whether
    there are more, and who else is writing in it. `owner` tells one person's typing from another's in the same browser."""

    key: str
    label: str
    url: str
    owner: str
    draft: Draft | None = None
    several: bool = False
    also: tuple[tuple[str, datetime], ...] = ()


def writing(actor: Actor, key: str, *, label: str, url: str, now: datetime, shared: bool = False) -> Writing:
    """What a form with this key begins with. `shared`: several people edit the thing, and may see that they do.

    Ask only after the actor was let see the form.
    """
    own = list(Draft.objects.visible_to(actor).filter(key=key).order_by("-saved_at", "-pk")[:2])
    owner = salted_hmac("desk.draft", f"{actor.user_id}:{actor.organisation_id}").hexdigest()[:16]
    also: tuple[tuple[str, datetime], ...] = ()
    if shared:
        others = Draft.objects.filter(organisation_id=actor.organisation_id or 0, key=key, saved_at__gt=now - SEEN)
        listed = others.exclude(user_id=actor.user_id or 0).order_by("-saved_at").values_list("user__name", "saved_at")
        also = tuple({name: (name, saved_at) for name, saved_at in reversed(listed[:10])}.values())
    return Writing(key, label, url, owner, own[0] if own else None, len(own) > 1, also)


def initial_of(form: forms.BaseForm, draft: Draft | None) -> dict[str, Any]:
    """What a form begins with when it goes on with a draft; nothing without one."""
    if draft is None:
        return {}
    initial: dict[str, Any] = {}
    for name, field in form.fields.items():
        values = draft.fields.get(name, [])
        if isinstance(field.widget, forms.SelectMultiple | forms.CheckboxSelectMultiple | forms.MultipleHiddenInput):
            initial[name] = values
        elif isinstance(field.widget, forms.CheckboxInput):
            initial[name] = bool(values)
        elif values:
            initial[name] = values[-1]
    return initial


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people filled in differently."""

    label: str
    theirs: str
    mine: str


def differences(form: forms.BaseForm, theirs: Mapping[str, object]) -> list[Difference]:
    """Where a form that was handed in differs from the thing as it is now; `theirs` are the values the form would begin with."""
    found = []
    for field in form:
        if field.is_hidden or field.name not in theirs:
            continue
        now = form.fields[field.name].prepare_value(theirs[field.name])
        pair = _shown(field, now), _shown(field, field.value())
        if pair[0] != pair[1]:
            found.append(Difference(str(field.label), *pair))
    return found


def _shown(field: forms.BoundField, value: object) -> str:
    """A value as people read it: the words of a choice, not its key."""
    choices = dict(getattr(field.field, "choices", None) or {})
    said: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(choices.get(one, choices.get(str(one), one))) for one in said if one not in (None, ""))


def drafts_of(actor: Actor) -> Any:
    """The actor's drafts, the latest first."""
    return Draft.objects.visible_to(actor).order_by("-saved_at", "-pk")
