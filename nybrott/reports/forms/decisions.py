"""What one types about a decision, a lesson, and the programme theory."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.effects.states import Course, Held
from nybrott.reports.queries.decisions import Place
from nybrott.reports.queries.theory import Noted
from nybrott.ui.forms import DayField, OneLineField


def _text(label: object, rows: int, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)  # type: ignore[arg-type]


class DecisionForm(forms.Form):
    """What was decided. `today`: the last day it can have been decided; `first`: the day of the report."""

    course = forms.ChoiceField(label=_("What is decided"), choices=Course.choices, widget=forms.RadioSelect)
    reasons = _text(_("Why"), 6, 4_000, help_text=_("It is in the letter, and is sent with the next version of the programme. Do not name anyone."))  # fmt: skip
    decided_by = OneLineField(
        label=_("Who decided"),
        max_length=200,
        help_text=_("For instance the management group. It stays in the organisation."),
    )
    decided_on = DayField(label=_("Day it was decided"))

    def __init__(self, data: Any, *, first: date, today: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.first, self.today = first, today

    def clean_decided_on(self) -> date:
        """No day before the report, and none that is still to come."""
        said: date = self.cleaned_data["decided_on"]
        if said < self.first:
            raise forms.ValidationError(
                _("The report was made after that day. A decision on the basis of it cannot be older than it is.")
            )
        if said > self.today:
            raise forms.ValidationError(_("That day is still to come. Record the decision once it is made."))
        return said


class CorrectionForm(DecisionForm):
    """A decision that is corrected."""

    why = OneLineField(label=_("Why it is corrected"), max_length=500)


class LessonForm(forms.Form):
    """What was learnt, and of which part."""

    place = forms.ChoiceField(label=_("What it is about"), required=False)
    text = _text(
        _("What was learnt"),
        4,
        2_000,
        help_text=_("It is sent with the programme to those who took it over. Do not name anyone."),
    )

    def __init__(self, data: Any, *, places: Sequence[Place], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        grouped: dict[str, list[tuple[str, str]]] = {}
        for one in places:
            grouped.setdefault(one.section, []).append((one.key, one.name))
        choices: list[Any] = [
            each for section, some in grouped.items() for each in ([(section, some)] if section else some)
        ]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]


CHANGED, KEPT = "changed", "kept"


class SettleForm(forms.Form):
    """What was done with a lesson."""

    how = forms.ChoiceField(
        label=_("What was done with it"), choices=[(CHANGED, _("Something was changed")), (KEPT, _("Nothing was changed"))], widget=forms.RadioSelect
    )  # fmt: skip
    words = OneLineField(label=_("What was changed, or why nothing was"), max_length=450)

    def done(self) -> str:
        """The two as one text."""
        start = _("Changed: %(words)s") if self.cleaned_data["how"] == CHANGED else _("Not changed: %(words)s")
        return str(start) % {"words": self.cleaned_data["words"]}


class CarryOutForm(forms.Form):
    """What goes along with the reasons in the note of the version."""

    note = _text(_("What changed"), 4, 900, required=False, help_text=_("The reasons for the decision are already in the note. Briefly add what is new."))  # fmt: skip


class TheoryForm(forms.Form):
    """How each part of the programme theory held: `held_<number>` and `why_<number>`, in the order of the parts."""

    def __init__(self, data: Any, parts: Sequence[Noted]) -> None:
        super().__init__(data)
        self.parts = parts
        for number, one in enumerate(parts):
            self.fields[f"held_{number}"] = forms.ChoiceField(
                label=one.text, choices=Held.choices, initial=str(one.held), widget=forms.RadioSelect
            )
            self.fields[f"why_{number}"] = _text(_("Why"), 2, 2_000, required=False, initial=one.why)

    @property
    def rows(self) -> list[tuple[Noted, Any, Any]]:
        """Each part with its two fields."""
        return [(one, self[f"held_{number}"], self[f"why_{number}"]) for number, one in enumerate(self.parts)]

    def clean(self) -> dict[str, Any]:
        """What is said of a part is said with why."""
        said = super().clean() or {}
        for number, _one in enumerate(self.parts):
            if (
                said.get(f"held_{number}") not in (None, Held.UNKNOWN)
                and not str(said.get(f"why_{number}", "")).strip()
            ):
                self.add_error(f"why_{number}", _("Say why."))
        return said

    def notes(self) -> dict[str, tuple[str, str]]:
        """Part → how it held, and why."""
        said = self.cleaned_data
        return {one.id: (said[f"held_{number}"], said[f"why_{number}"]) for number, one in enumerate(self.parts)}
