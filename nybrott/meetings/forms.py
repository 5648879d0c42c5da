"""What those who hold a dialogue and suppliers type about meetings."""

from datetime import datetime
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.dates import DatesError, on_the_clock
from nybrott.meetings.models import Round, Slot
from nybrott.ui.formats import language, moment
from nybrott.ui.forms import OneLineField

WISHES = 5
CAN, CANNOT = "can", "cannot"


class MomentField(forms.Field):
    """A day and a time on the local clock, as a moment in UTC. A time that the clock skips or shows twice is not guessed at."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """Reads "2026-11-27T09:00"; raises what is wrong with it."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):  # what stands there already and is not asked for
            return value
        try:
            wall = datetime.fromisoformat(str(value).strip()).replace(tzinfo=None)
            return on_the_clock(wall.date(), wall.time(), timezone.get_current_timezone())
        except DatesError as trouble:
            raise forms.ValidationError(trouble.said(language())) from None
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("Write a day and a time.")) from None

    def prepare_value(self, value: Any) -> Any:
        """As the clock shows it."""
        return timezone.localtime(value) if isinstance(value, datetime) else value


class ValueField(OneLineField):
    """A text that two people write with the same bytes."""

    def to_python(self, value: Any) -> str:
        """Without doubled spaces, in one form of Unicode."""
        return " ".join(normalize("NFC", super().to_python(value)).split())


class PlanForm(forms.Form):
    """The rules of the meetings. What is published is shown and not asked for again."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes per meeting"),
        min_value=10,
        max_value=240,
        help_text=gettext_lazy("The same for everyone."),
    )
    gap = forms.IntegerField(
        label=gettext_lazy("Minutes between meetings"),
        min_value=0,
        max_value=120,
        help_text=gettext_lazy("Time to write down what was heard before the next one comes."),
    )
    most = forms.IntegerField(
        label=gettext_lazy("Meetings a supplier can get"),
        min_value=1,
        max_value=5,
        help_text=gettext_lazy("Everyone gets one before anyone gets two."),
    )
    apply_from = MomentField(label=gettext_lazy("Suppliers apply from"))
    apply_until = MomentField(label=gettext_lazy("Suppliers apply until"))
    value_is = ValueField(
        label=gettext_lazy("The public value that decides"),
        max_length=300,
        help_text=gettext_lazy(
            "Something that others make public after the list is closed, and how it is written. For example: the numbers of the Lotto draw on 5 December, in ascending order with hyphens."
        ),
    )
    known_at = MomentField(
        label=gettext_lazy("The value is known from"),
        help_text=gettext_lazy("Close the list between the last moment to apply and this one."),
    )
    change_hours = forms.IntegerField(
        label=gettext_lazy("Hours before a meeting it can be changed"), min_value=0, max_value=240
    )
    offer_hours = forms.IntegerField(label=gettext_lazy("Hours an offered time is held"), min_value=1, max_value=240)
    where = OneLineField(
        label=gettext_lazy("Where"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A room, or how to join by video. Only suppliers with a meeting see it."),
    )
    guide = forms.CharField(label=gettext_lazy("What everyone is asked"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}), help_text=gettext_lazy("One question on each line. Everyone reads them before they apply."))  # fmt: skip

    def __init__(self, *given: Any, held: tuple[str, ...] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        for name in held:
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """The moments come one after the other."""
        said = super().clean() or self.cleaned_data
        first, last, known = said.get("apply_from"), said.get("apply_until"), said.get("known_at")
        if first and last and last <= first:
            self.add_error(
                "apply_until", _("Suppliers need time to apply: this must be later than when they can start to apply.")
            )
        if last and known and known <= last:
            self.add_error("known_at", _("The value must be known after the last moment to apply."))
        return said


class SlotsForm(forms.Form):
    """A stretch of time that is filled with meetings."""

    first = MomentField(label=gettext_lazy("The first meeting begins"))
    until = MomentField(label=gettext_lazy("The last one is over by"))

    def clean(self) -> dict[str, Any]:
        """At most a working day at a time, so that nobody fills a night by mistake."""
        said = super().clean() or self.cleaned_data
        first, until = said.get("first"), said.get("until")
        if first and until and not 0 < (until - first).total_seconds() <= 12 * 3600:
            self.add_error("until", _("Fill one day at a time, at most twelve hours."))
        return said


class ValueForm(forms.Form):
    """The public value, typed twice so that a slip is seen."""

    value = ValueField(label=gettext_lazy("The public value"), max_length=300)
    again = ValueField(label=gettext_lazy("The same again"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        said = super().clean() or self.cleaned_data
        if said.get("value") and said.get("again") and said["value"] != said["again"]:
            self.add_error("again", _("The two are not the same. The lottery can be drawn only once."))
        return said


class ApplyForm(forms.Form):
    """What a supplier wants: how many meetings, and for each time whether it wishes for it or cannot."""

    wants = forms.TypedChoiceField(label=gettext_lazy("How many meetings you want"), coerce=int)

    def __init__(self, *given: Any, round_: Round, slots: list[Slot], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["wants"].choices = [(n, str(n)) for n in range(1, round_.most + 1)]  # type: ignore[attr-defined]
        choices = [
            (CAN, _("Suits us")),
            *((str(n), _("Wish no. %(n)s") % {"n": n}) for n in range(1, WISHES + 1)),
            (CANNOT, _("Cannot make it")),
        ]
        self.slots = {f"t{slot.pk}": slot.pk for slot in slots}
        for slot in slots:
            self.fields[f"t{slot.pk}"] = forms.ChoiceField(label=moment(slot.begins), choices=choices, initial=CAN)

    def clean(self) -> dict[str, Any]:
        """Each wish once."""
        said = super().clean() or self.cleaned_data
        ranked = sorted((said[name], pk) for name, pk in self.slots.items() if said.get(name, CAN) not in (CAN, CANNOT))
        if len({rank for rank, _pk in ranked}) < len(ranked):
            self.add_error(None, _("Two times have the same number. Number them from 1, the one you want most first."))
        said["wishes"] = [pk for _rank, pk in ranked]
        said["cannot"] = [pk for name, pk in self.slots.items() if said.get(name) == CANNOT]
        return said


class MinutesForm(forms.Form):
    """What was said in a meeting."""

    lasted = forms.IntegerField(label=gettext_lazy("Length in minutes"), min_value=1, max_value=480)
    open = forms.CharField(
        label=gettext_lazy("Open part"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Published to everyone once the supplier approves. Write everything you told the supplier in the meeting here, so that no supplier knows more than others."
        ),
    )
    secret = forms.CharField(
        label=gettext_lazy("Confidential part"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The supplier’s trade secrets. Read only by those named to read them."),
    )
    reason = forms.CharField(label=gettext_lazy("Why it is confidential"), required=False, max_length=500)  # fmt: skip

    def __init__(self, *given: Any, secrets: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if not secrets:
            del self.fields["secret"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """What is confidential has its reason."""
        said = super().clean() or self.cleaned_data
        if said.get("secret") and not said.get("reason"):
            self.add_error("reason", _("Say why it is confidential. Without a reason it cannot be kept from others."))
        return said


class RemarkForm(forms.Form):
    """What a supplier wants changed in the minutes."""

    remark = forms.CharField(
        label=gettext_lazy("What should be changed"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )
