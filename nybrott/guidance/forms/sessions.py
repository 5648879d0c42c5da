"""What the two say of a session, cleaned."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.guidance.queries import zone
from nybrott.guidance.states import NoteKind
from nybrott.ui.forms import DayField


class _WhereForm(forms.Form):
    topic = forms.CharField(
        label=_("What you want to talk about"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the two of you see it."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, help_text=_("Empty: where the mentor usually meets.")
    )
    link = forms.URLField(label=_("Video link"), required=False, max_length=500, assume_scheme="https")


class BookForm(_WhereForm):
    """A driver's booking: one of the mentor's free times, told as a moment in UTC."""

    at = forms.CharField(label=_("Time"), error_messages={"required": _("Choose a time.")}, max_length=40)
    field_order = ("at", "topic", "place", "link")

    def clean_at(self) -> datetime:
        """The moment."""
        try:
            moment = datetime.fromisoformat(self.cleaned_data["at"])
        except ValueError:
            raise forms.ValidationError(_("Choose one of the times.")) from None
        if moment.tzinfo is None:
            raise forms.ValidationError(_("Choose one of the times."))
        return moment.astimezone(UTC)


class ProposeForm(_WhereForm):
    """A mentor's booking: any day and time on the clock."""

    day = DayField(label=_("Day"))
    time = forms.TimeField(label=_("Time of day"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=240)
    field_order = ("day", "time", "minutes", "topic", "place", "link")

    def clean(self) -> dict[str, Any]:
        """The moment, as `at`; an hour that does not exist that day is said so, of one that exists twice the first is meant."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("day") and said.get("time"):
            wall = datetime.combine(said["day"], said["time"])
            said["at"] = timezone.make_aware(wall, zone()).astimezone(UTC)
            if said["at"].astimezone(zone()).replace(tzinfo=None) != wall:
                self.add_error("time", _("That hour does not exist: the clocks go forward that night."))
        return said


class ReasonForm(forms.Form):
    """Why it is called off; the other one gets to read it."""

    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The other person reads it in a letter; "
                                                                                              "so can those who look after letters."),
    )  # fmt: skip


class HowForm(forms.Form):
    """How it went."""

    how = forms.ChoiceField(
        label=_("How did it go?"), widget=forms.RadioSelect,
        choices=(
            ("held", _("We met")), ("driver", _("The driver did not come")), ("mentor", _("The mentor did not come")), ("both", _("Neither of us came")),
        ),
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=15, max_value=240)


class MinutesForm(forms.Form):
    """How long it took."""

    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=15, max_value=240)


class AgendaForm(forms.Form):
    """The agenda both write on."""

    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A note and who reads it."""

    text = forms.CharField(
        label=pgettext_lazy("guidance", "Note"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}), error_messages={"required": _("Write something first.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Who can read it"), choices=NoteKind.choices, widget=forms.RadioSelect, initial=NoteKind.PAIR
    )


class StepForm(forms.Form):
    """What one of the two does next."""

    what = forms.CharField(
        label=_("What is done next"), max_length=200, help_text=_("Shown on the challenge's page and as a task. One thing someone can do."),
    )  # fmt: skip
    side = forms.ChoiceField(label=_("Who does it"))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, sides: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
