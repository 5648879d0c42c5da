"""Gatherings, invitations, stories and decisions."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.challenges.models import Challenge
from nybrott.gatherings.models import Gathering
from nybrott.gatherings.queries import not_asked
from nybrott.gatherings.states import StoryKind, StoryLevel
from nybrott.people.models import User
from nybrott.ui.forms import DayField


class GatheringForm(forms.Form):
    """When, where, how long and what about."""

    title = forms.CharField(label=_("What the gathering is called"), max_length=200)
    aim = forms.CharField(
        label=_("What it is about"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("People bring better stories when they know what for."),
    )  # fmt: skip
    day = DayField(label=_("Day"))
    time = forms.TimeField(label=_("Time of day"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(
        label=_("Minutes"), initial=120, validators=[MinValueValidator(15), MaxValueValidator(600)]
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, max_length=500, assume_scheme="https")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class _Parts(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People by name, with the organisation they come from and as what they take part."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name} · {obj.get_kind_display()} · {obj.organisation}"


class AskForm(forms.Form):
    """Whom to ask: all are ticked to begin with."""

    parts = _Parts(
        None, label=_("Who to invite"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )  # fmt: skip

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = not_asked(gathering)
        self.fields["parts"].queryset = found  # type: ignore[attr-defined]
        self.fields["parts"].initial = [part.pk for part in found]


class StoryForm(forms.Form):
    """What somebody wants to tell."""

    title = forms.CharField(label=_("What the story is about, in a few words"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What kind"), choices=StoryKind.choices, initial=StoryKind.STORY, widget=forms.RadioSelect,
        help_text=_("The best mistake is the one others learn most from."),
    )  # fmt: skip
    tried = forms.CharField(label=_("What we tried"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    happened = forms.CharField(
        label=_("What happened then"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    learnt = forms.CharField(
        label=_("What we learnt from it"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), label=_("Which challenge it is about"), required=False, empty_label=_("None of them")
    )
    minutes = forms.IntegerField(
        label=_("Minutes you would like"), initial=15, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    level = forms.ChoiceField(
        label=_("Who may read it afterwards"), choices=StoryLevel.choices, initial=StoryLevel.RUN,
        widget=forms.RadioSelect, help_text=_("You can change this, or remove the story, whenever you like."),
    )  # fmt: skip

    def __init__(self, *args: Any, challenges: QuerySet[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = challenges  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What is done, by whom, by when."""

    what = forms.CharField(label=pgettext_lazy("decision", "What is done"), max_length=300)
    who = forms.ModelChoiceField(User.objects.none(), label=_("Who does it"))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = people  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What became of a decision."""

    outcome = forms.CharField(label=_("What became of it"), max_length=500)
    done = forms.TypedChoiceField(
        label=_("Was it done?"), choices=[("yes", _("Yes")), ("no", _("No, it is dropped"))],
        coerce=lambda said: said == "yes", initial="yes", widget=forms.RadioSelect,
    )  # fmt: skip
