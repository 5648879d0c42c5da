"""Signing up, and what is typed about those who take part."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, Unit, User
from nybrott.recruiting.queries import leaders, to_wish_for, units_of
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartKind, PartState

LANGUAGES = {"nb": _("Norwegian Bokmål"), "nn": _("Norwegian Nynorsk"), "en": _("English"), "se": _("Northern Sami")}
MOST_WORDS = 20
OTHER = "other"  # a leader who is not in the list
_SEVERAL = re.compile(r"\s*[;,\n]\s*")


class WordsField(forms.CharField):
    """Several words with commas between; a list without repetitions."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_WORDS * (longest + 2), required=False, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> Any:
        """The words, each once."""
        words = list(dict.fromkeys(word for word in _SEVERAL.split(super().clean(value)) if word))
        if len(words) > MOST_WORDS or any(len(word) > self.longest for word in words):
            said = {"words": MOST_WORDS, "most": self.longest}
            raise forms.ValidationError(_("Write at most %(words)s, each of at most %(most)s letters.") % said)
        return words

    def prepare_value(self, value: Any) -> Any:
        """As people read it."""
        return ", ".join(value) if isinstance(value, list | tuple) else value


def _named(part: Participation) -> str:
    return f"{part.user.name} ({part.unit})" if part.unit else part.user.name


class PartForm(forms.Form):
    """What somebody who takes part says of themselves. Drivers have a challenge and one place, mentors capacity and places."""

    motivation = forms.CharField(
        label=_("Why you want to take part"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Your leader and the programme lead read this."),
    )  # fmt: skip
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), label=_("The challenge you want to work on"), required=False, empty_label=_("I have none yet"),
        help_text=_("One of your organisation’s challenges. You can also raise a new one first, or choose later."),
    )  # fmt: skip
    hours = forms.IntegerField(
        label=_("Hours you need in all"),
        min_value=1,
        max_value=2_000,
        help_text=_("This is what your leader says yes to."),
    )
    capacity = forms.IntegerField(
        label=_("How many drivers you have hours for"), min_value=0, max_value=100, initial=2, help_text=_("Write 0 when you have no hours now. It is shown as “no hours”.")
    )  # fmt: skip
    subjects = WordsField(
        label=_("Subjects"), longest=60, help_text=_("What you know, or want to learn. Separate with commas.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"), widget=forms.CheckboxSelectMultiple, initial=["nb"]
    )
    place = forms.CharField(label=_("Where you work"), required=False, max_length=100)
    places = WordsField(label=_("Where you can come"), longest=100, help_text=_("Places, separated by commas."))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Your unit"), required=False, empty_label=_("No unit"))
    wishes = forms.ModelMultipleChoiceField(
        Participation.objects.none(),
        label=_("Who you would like to work with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rather_not = forms.ModelMultipleChoiceField(
        Participation.objects.none(), label=_("Who you would rather not work with"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only the programme lead sees this."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, actor: Actor, run: Run, kind: str, part: Participation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.run, self.kind, self.part = actor, run, kind, part
        for name in ("challenge", "place") if kind == PartKind.MENTOR else ("capacity", "places"):
            del self.fields[name]
        if part is not None and part.state in (PartState.WAITING, PartState.IN):
            del self.fields["hours"]
        known = LANGUAGES | {code: code for code in (part.languages if part else ()) if code not in LANGUAGES}
        self.fields["languages"].choices = list(known.items())  # type: ignore[attr-defined]
        self._fill()

    def _fill(self) -> None:
        fields: Any = self.fields
        if "challenge" in fields:
            own = Challenge.objects.visible_to(self.actor).filter(organisation=self.actor.organisation_id)
            chosen = self.part.challenge_id if self.part else None
            fields["challenge"].queryset = (
                own.exclude(state__in=["joined", "parked", "reused"]) | own.filter(pk=chosen or 0)
            ).order_by("title")
        units = units_of(self.actor) if self.part is None or self.part.user_id == self.actor.user_id else []
        keys = [unit.pk for unit in units] + ([self.part.unit_id] if self.part and self.part.unit_id else [])
        fields["unit"].queryset = Unit.objects.filter(pk__in=keys).order_by("name")
        if units and self.part is None:
            fields["unit"].initial = units[0].pk
        others = to_wish_for(self.actor, self.run, self.kind)
        if self.part is not None:
            others = others.exclude(user=self.part.user_id)
        for name in ("wishes", "rather_not"):
            fields[name].queryset = others
            fields[name].label_from_instance = _named
        if not others.exists():
            del fields["wishes"], fields["rather_not"]

    def clean(self) -> dict[str, Any]:
        """Nobody is wished for and not at once."""
        said = super().clean() or {}
        if set(said.get("wishes") or ()) & set(said.get("rather_not") or ()):
            self.add_error("rather_not", _("You cannot both wish for someone and rather not work with them."))
        return said

    def said(self) -> dict[str, Any]:
        """What the form says, by the names of `actions.Said`."""
        names = set(PartForm.base_fields)
        found = {name: value for name, value in self.cleaned_data.items() if name in names}
        return {
            name: tuple(value) if name in ("subjects", "languages", "places", "wishes", "rather_not") else value
            for name, value in found.items()
        }


def as_it_is(part: Participation) -> dict[str, Any]:
    """A part as the form begins with it."""
    names = ("motivation", "hours", "capacity", "subjects", "languages", "place", "places")
    chosen = {"challenge": part.challenge_id, "unit": part.unit_id}
    others = {name: list(getattr(part, name).values_list("pk", flat=True)) for name in ("wishes", "rather_not")}
    return {name: getattr(part, name) for name in names} | chosen | others


class LeaderForm(forms.Form):
    """Who answers for the time: one of those with the role, or a name and an address."""

    leader = forms.ChoiceField(
        label=_("The leader who approves the time"),
        help_text=_("Gets a letter and can answer with one click."),
    )
    leader_name = forms.CharField(label=_("The leader's name, when not in the list"), required=False, max_length=200)
    leader_email = forms.EmailField(label=_("The leader's e-mail address, when not in the list"), required=False)

    def __init__(self, *args: Any, place: int, units: Sequence[Unit], whose: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_leaders(self.fields, place, units, whose)
        self.place, self.whose = place, whose

    def clean(self) -> dict[str, Any]:
        """One leader, who is somebody else."""
        return _clean_leader(self, super().clean() or {}, self.place, self.whose)


def _offer_leaders(fields: Any, place: int, units: Sequence[Unit], whose: int | None) -> None:
    near, others = leaders(place, list(units), whose)
    groups = [(_("In your unit or above it"), near), (_("Other leaders"), others)]
    listed = [(title, [(str(user.pk), user.name) for user in people]) for title, people in groups if people]
    fields["leader"].choices = [*listed, (OTHER, _("Someone who is not in this list"))]
    if near:
        fields["leader"].initial = str(near[0].pk)
    elif not others:
        fields["leader"].initial = OTHER


def _clean_leader(form: forms.Form, said: dict[str, Any], place: int, whose: int | None) -> dict[str, Any]:
    """`leader` becomes the account, if there is one."""
    key = str(said.get("leader") or "").replace(OTHER, "")
    email = str(said.get("leader_email") or "").strip()
    members = User.objects.filter(
        memberships__organisation=place, memberships__ended_at=None, is_active=True
    ).distinct()
    said["leader"] = (
        members.filter(pk=int(key)).first() if key else members.filter(email__iexact=email).first() if email else None
    )
    own = User.objects.filter(pk=whose or 0).first()
    if own is not None and (said["leader"] == own or email.lower() == own.email.lower()):
        form.add_error("leader_email", _("No one can approve their own time. Name your leader."))
    elif not key and not email and not {"leader", "leader_email"} & set(form.errors):
        form.add_error("leader", _("Choose your leader, or write the name and the e-mail address."))
    elif not key and email and not str(said.get("leader_name") or "").strip() and said["leader"] is None:
        form.add_error("leader_name", _("Write the leader's name too."))
    return said


class SignUpForm(PartForm):
    """The same, and who answers for the time."""

    leader = LeaderForm.base_fields["leader"]
    leader_name = LeaderForm.base_fields["leader_name"]
    leader_email = LeaderForm.base_fields["leader_email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = list(self.fields["unit"].queryset)  # type: ignore[attr-defined]
        self.inside = self.actor.organisation_id or 0
        _offer_leaders(self.fields, self.inside, units, self.actor.user_id)

    def clean(self) -> dict[str, Any]:
        """One leader, who is somebody else."""
        return _clean_leader(self, super().clean(), self.inside, self.actor.user_id)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PutInForm(ReasonForm):
    """Somebody who did not sign up in time."""

    email = forms.EmailField(label=_("E-mail address of someone with an account"))
    kind = forms.ChoiceField(label=_("As"), choices=PartKind.choices, widget=forms.RadioSelect, initial=PartKind.DRIVER)
    reason = forms.CharField(
        label=_("Who said yes to the time, and when"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("email", "kind", "reason")


class PeopleFilter(forms.Form):
    """Whom to show. What is not understood is left out."""

    name = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Where they are"), required=False)
    kind = forms.ChoiceField(label=_("As"), required=False)
    organisation = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *PartState.choices]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Drivers and mentors")), *PartKind.choices]  # type: ignore[attr-defined]
        if len(organisations) > 1:
            named = [(str(one.pk), one.name) for one in organisations]
            self.fields["organisation"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    def wanted(self) -> dict[str, Any]:
        """The filters that were filled in and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
