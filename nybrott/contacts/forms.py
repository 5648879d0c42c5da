"""What people type about contact points and talks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.contacts import queries, rules
from nybrott.contacts.models import ContactPoint, Side
from nybrott.contacts.states import Kind, Reach
from nybrott.core.actor import Actor
from nybrott.core.dates import DatesError, on_the_clock
from nybrott.desk.actions import About
from nybrott.people.models import User
from nybrott.ui.formats import language
from nybrott.ui.forms import DayField, OneLineField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class TimeField(forms.Field):
    """A day and a time on the local clock, as a moment in UTC. A time that the clock skips or shows twice is not guessed at."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """Reads "2026-11-27T09:00"; raises what is wrong with it."""
        if value in self.empty_values:
            return None
        try:
            wall = datetime.fromisoformat(str(value).strip()).replace(tzinfo=None)
            return on_the_clock(wall.date(), wall.time(), timezone.get_current_timezone())
        except DatesError as trouble:
            raise forms.ValidationError(trouble.said(language())) from None
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("Write a day and a time.")) from None


class PointForm(forms.Form):
    """Whom others can ask, about what."""

    # fmt: off
    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who"), help_text=gettext_lazy("They get a letter and decide for themselves. Nothing is shown before they say yes."))
    role = OneLineField(label=gettext_lazy("What the person does"), max_length=120, help_text=gettext_lazy("Such as: buyer, night nurse, programme lead. Others see this."))
    topic = OneLineField(label=gettext_lazy("What you can ask about"), max_length=200, help_text=gettext_lazy("Such as: digital night supervision, the autumn’s driver programme."))
    reach = forms.ChoiceField(label=gettext_lazy("Who sees it"), choices=Reach.choices, widget=forms.RadioSelect, initial=Reach.NETWORK)
    shows_name = forms.BooleanField(label=gettext_lazy("It is me, and my name may be shown"), required=False, help_text=gettext_lazy("Others decide this themselves when they say yes."))
    # fmt: on

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = queries.colleagues(actor.organisation_id)  # type: ignore[attr-defined]


class AgreeForm(forms.Form):
    """Yes to being a contact point, and how one is shown."""

    shows_name = forms.ChoiceField(
        label=gettext_lazy("What others see of you before a talk is agreed on"), widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("Only what I do and what you can ask about")), ("yes", gettext_lazy("My name too"))],
        help_text=gettext_lazy("Your e-mail address is shown only while both of you say yes."),
    )  # fmt: skip


class AskForm(forms.Form):
    """What one wants to talk about."""

    # fmt: off
    point = forms.ModelChoiceField(ContactPoint.objects.none(), label=gettext_lazy("Who you ask"), required=False, empty_label=gettext_lazy("Whoever fits best"))
    subject = forms.ChoiceField(label=gettext_lazy("What it is about"))
    about = OneLineField(label=gettext_lazy("What it is about, in your own words"), max_length=200, required=False, help_text=gettext_lazy("Needed when it is not in the list. For a procurement: what was bought, and the number of the notice if you have it."))
    text = forms.CharField(label=gettext_lazy("What you want to ask"), max_length=2_000, widget=_area(6), help_text=gettext_lazy("What you are working on, what you would "
                                                                                                                                 "like to know, and why you are asking "
                                                                                                                                 "them. They read this before they answer."))
    shown = forms.BooleanField(label=gettext_lazy("Show them my name and e-mail address if they say yes"), required=False, initial=True, help_text=gettext_lazy("You see theirs at the same time. Until "
                                                                                                                                                                "then they see only your organisation. "
                                                                                                                                                                "You can take it back at any time."))
    # fmt: on

    def __init__(
        self,
        *args: Any,
        points: Sequence[ContactPoint],
        subjects: Sequence[About],
        anything: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = {f"{one.kind}:{one.ref}": one for one in subjects}
        told = [(key, one.label) for key, one in self.subjects.items()]
        groups: list[Any] = [("", _("Choose …"))]
        for kind in Kind:
            of_kind = [(key, label) for key, label in told if key.startswith(f"{kind}:")]
            groups += [(str(kind.label), of_kind)] if of_kind else []
        own_words = [(str(kind), str(kind.label)) for kind in (Kind.PROCUREMENT, Kind.OTHER)]
        self.fields["subject"].choices = [*groups, *own_words] if anything else groups  # type: ignore[attr-defined]
        if not anything:
            del self.fields["about"]
        if points:
            self.fields["point"].queryset = ContactPoint.objects.filter(pk__in=[one.pk for one in points])  # type: ignore[attr-defined]
            self.fields["point"].label_from_instance = _of_point  # type: ignore[attr-defined]
        else:
            del self.fields["point"]

    def clean(self) -> dict[str, Any]:
        """What is not in the list is said in words."""
        super().clean()
        chosen = self.cleaned_data.get("subject", "")
        if chosen and chosen not in self.subjects and not self.cleaned_data.get("about"):
            self.add_error("about", _("Say in a few words what it is about."))
        return self.cleaned_data

    def asked_about(self) -> About:
        """As the action takes it."""
        chosen = self.cleaned_data["subject"]
        return self.subjects.get(chosen) or About(chosen, "", self.cleaned_data.get("about", ""), "")


def _of_point(point: ContactPoint) -> str:
    who = f"{point.user.name}, {point.role}" if point.shows_name else point.role
    return f"{point.topic} ({who})"


class NothingForm(forms.Form):
    """A step that asks for nothing but a press."""


class ReasonForm(forms.Form):
    """Why not now."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1_000, widget=_area(4), help_text=gettext_lazy("The other side reads it. Say too whether"
                                                                                                                  " they may ask again later, or who else "
                                                                                                                  "they could ask."))  # fmt: skip


class CallOffForm(forms.Form):
    """Why it is called off, if one wants to say."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1_000, required=False, widget=_area(3), help_text=gettext_lazy("The other side reads it."))  # fmt: skip


class PassOnForm(forms.Form):
    """Which colleague."""

    to = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who answers instead"))

    def __init__(self, *args: Any, own: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.colleagues(own.organisation_id).exclude(pk=own.user_id or 0)
        self.fields["to"].queryset = found  # type: ignore[attr-defined]


class TimesForm(forms.Form):
    """Up to three times, and how one meets."""

    first = TimeField(label=gettext_lazy("A time"))
    second = TimeField(label=gettext_lazy("Another time"), required=False)
    third = TimeField(label=gettext_lazy("A third time"), required=False)
    how = OneLineField(label=gettext_lazy("How you meet"), max_length=200, help_text=gettext_lazy("Such as: by video, at your place, half an hour by phone."))  # fmt: skip

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """Times that are still to come."""
        super().clean()
        for name in ("first", "second", "third"):
            if (told := self.cleaned_data.get(name)) and (fault := rules.time_fault(told, self.now)):
                self.add_error(name, fault)
        return self.cleaned_data

    def times(self) -> list[datetime]:
        """Those that were written."""
        return [told for name in ("first", "second", "third") if (told := self.cleaned_data.get(name))]


class HeldForm(forms.Form):
    """When it was held."""

    on = DayField(label=gettext_lazy("Which day"))  # fmt: skip

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.today = first, today

    def clean_on(self) -> date:
        """Between the request and today."""
        day: date = self.cleaned_data["on"]
        if not self.first <= day <= self.today:
            raise forms.ValidationError(_("Choose the day it was held: not before it was asked for, and not still to come."))  # fmt: skip
        return day


class LearnedForm(forms.Form):
    """What was learned."""

    text = forms.CharField(label=gettext_lazy("What we learned"), max_length=5_000, widget=_area(8), help_text=gettext_lazy("What was new, what you do differently now, what others should ask about. Both sides read it."))  # fmt: skip
