"""Forms of a goal: what it is, its decision, a reading, a correction, a review, its end; and what the list is narrowed by."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.amounts import plain_number
from nybrott.goals import queries, rules
from nybrott.goals.models import Goal
from nybrott.goals.rules import Decision, Said
from nybrott.goals.states import ENDINGS, GOAL, Better, GoalState, Kind
from nybrott.people.models import Unit, User
from nybrott.ui.formats import number
from nybrott.ui.forms import DayField, OneLineField

NOT_A_NUMBER = _("Write a number, such as 8,4 or 1 250 000.")


def read_value(text: str, kind: str) -> Decimal | None:
    """A value as people write it, as it is kept (money in øre); None when it is no number. A comma or one full stop marks the decimals."""
    plain = "".join(sign for sign in text.lower() if not sign.isspace())
    for before, after in (("kr", ""), ("", "%"), ("", ",-"), ("", "kr"), ("", "nok"), ("", ".-")):
        plain = plain.removeprefix(before).removesuffix(after)
    found = plain_number(plain)
    return found * 100 if found is not None and kind == Kind.MONEY else found


def written(goal: Goal, value: Decimal | None) -> str:
    """A value as somebody would type it; "" when it is not known."""
    return "" if value is None else number(value / 100 if goal.kind == Kind.MONEY else value, 2)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ValueField(OneLineField):
    """A number as people write it; the form reads it once it knows what is counted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)


class _Valued(forms.Form):
    """A form in which values are typed."""

    def read(self, kind: str, *names: str) -> dict[str, Decimal | None]:
        """Field → its value; None, with an error at the field, when it is none."""
        found: dict[str, Decimal | None] = {}
        for name in names:
            text = self.cleaned_data.get(name, "")
            found[name] = read_value(text, kind) if text else None
            if text and found[name] is None:
                self.add_error(name, str(NOT_A_NUMBER))
        return found

    def blame(self, faults: dict[str, str]) -> None:
        """Put each fault at its field, where nothing stands yet."""
        for name, reason in faults.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, reason)


class GoalForm(_Valued):
    """A goal. Once it is decided, only what is not part of the decision."""

    # fmt: off
    title = OneLineField(label=_("What should be achieved"), max_length=200, help_text=_("In plain words, such as: Fewer people fall at home."))
    why = forms.CharField(label=_("Why"), max_length=5_000, required=False, widget=_area(4), help_text=_("What it leads to for those it concerns."))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("For which unit"), required=False, empty_label=_("The whole organisation"))
    kind = forms.ChoiceField(label=_("Measured in"), choices=Kind.choices, widget=forms.RadioSelect)
    counted_in = OneLineField(label=_("Number of what"), max_length=40, required=False, help_text=_("When it is a number: people, days, tonnes of CO2e."))
    how = forms.CharField(label=_("How it is measured"), max_length=2_000, required=False, widget=_area(3), help_text=_("So that someone else would get the same "
                                                                                                                        "number: what is counted, where it is "
                                                                                                                        "found, how often."))
    better = forms.ChoiceField(label=_("Which way is better"), choices=Better.choices, widget=forms.RadioSelect)
    baseline = ValueField(label=_("What it was before"), required=False, help_text=_("The last value before anything was done about it."))
    baseline_on = DayField(label=_("Which day that was"), required=False)
    no_baseline = OneLineField(label=_("Or why no one knows what it was before"), max_length=500, required=False, help_text=_("Without a baseline, no one can say how "
                                                                                                                              "much progress has been made. Say so "
                                                                                                                              "openly rather than guess."))
    target = ValueField(label=_("What it is to become"), required=False)
    target_on = DayField(label=_("By which day"), required=False)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who is responsible for it"), required=False, empty_label=_("No one yet"))
    review_on = DayField(label=_("To be looked at again"), required=False, help_text=_("The person who answers for it gets a task that day."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    # fmt: on

    FIXED = (
        "title",
        "kind",
        "counted_in",
        "how",
        "better",
        "baseline",
        "baseline_on",
        "no_baseline",
        "target",
        "target_on",
    )

    def __init__(self, *args: Any, actor: Actor, today: date, goal: Goal | None = None, **kwargs: Any) -> None:
        first = {"version": 0} if goal is None else self._first(goal)
        super().__init__(*args, **({"initial": first} | kwargs))
        self.today, self.goal = today, goal
        self.fields["unit"].queryset = queries.open_units(actor)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = queries.people_of(actor)  # type: ignore[attr-defined]
        if goal is not None and goal.state == GoalState.DECIDED:
            for name in self.FIXED:
                del self.fields[name]

    @staticmethod
    def _first(goal: Goal) -> dict[str, Any]:
        first = {name: getattr(goal, name) for name in ("version", *Said.__dataclass_fields__)}
        return first | {name: written(goal, first[name]) for name in ("baseline", "target")}

    def clean(self) -> dict[str, Any]:
        """What is said of the goal, held together."""
        super().clean()
        self.blame(rules.faults(self.said(), self.today))
        return self.cleaned_data

    def said(self) -> Said:
        """What was typed, as the actions take it; what the form does not ask for is as it is."""
        got = dict(self.cleaned_data)
        got.pop("version", None)
        if self.goal is not None and self.goal.state == GoalState.DECIDED:
            return Said(**{name: got.get(name, getattr(self.goal, name)) for name in Said.__dataclass_fields__})
        values = self.read(got.get("kind", ""), "baseline", "target")
        return Said(**({"title": "", "kind": "", "better": ""} | got | values))


class DecisionForm(forms.Form):
    """Who decided it."""

    by = OneLineField(
        label=_("Who decided"), max_length=200, help_text=_("The municipal council, a committee, the director.")
    )
    on = DayField(label=_("On which day"))
    case = OneLineField(label=_("Case number"), max_length=100, required=False, help_text=_("Such as PS 45/26."))
    case_url = forms.URLField(
        label=_("Address of the case"), max_length=500, required=False, assume_scheme="https", validators=[URLValidator(schemes=["http", "https"])]
    )  # fmt: skip

    def __init__(self, *args: Any, goal: Goal, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goal, self.today = goal, today

    def clean(self) -> dict[str, Any]:
        """Held against the goal."""
        super().clean()
        if {"by", "on"} <= set(self.cleaned_data):
            for name, reason in rules.decision_faults(self.goal, self.decision(), self.today).items():
                self.add_error(name, reason)
        return self.cleaned_data

    def decision(self) -> Decision:
        """As the action takes it."""
        return Decision(**self.cleaned_data)


class ReadingForm(_Valued):
    """What it was on a day."""

    value = ValueField(label=_("Value"))
    measured_on = DayField(label=_("Measured on"))
    how = OneLineField(
        label=_("How it is known"), max_length=500, required=False, help_text=_("Where the number comes from.")
    )

    def __init__(self, *args: Any, goal: Goal, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goal, self.today = goal, today
        self.found: Decimal | None = None

    def clean(self) -> dict[str, Any]:
        """Read as this goal counts."""
        super().clean()
        self.found = self.read(self.goal.kind, "value")["value"]
        on = self.cleaned_data.get("measured_on", self.today)
        self.blame(rules.reading_faults(self.goal, self.found, on, self.today))
        return self.cleaned_data


class CorrectionForm(ReadingForm):
    """The same put right, or taken out, with the reason."""

    value = ValueField(label=_("Right value"), required=False, help_text=_("Leave it empty to remove the reading."))
    reason = OneLineField(label=_("Why it is corrected"), max_length=500)


class ReviewForm(forms.Form):
    """What was found, and when next."""

    said = forms.CharField(
        label=_("What you found"),
        max_length=2_000,
        widget=_area(4),
        help_text=_("Is it still the right goal? Is what you do enough? What changes?"),
    )
    next_on = DayField(label=_("When it is to be looked at again"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_next_on(self) -> date | None:
        """A day that is still to come."""
        day: date | None = self.cleaned_data["next_on"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day


class EndForm(forms.Form):
    """How it ended."""

    verb = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    replaced_by = forms.ModelChoiceField(
        Goal.objects.none(), label=_("Which goal takes its place"), required=False, empty_label=_("None")
    )
    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=_area(4))

    def __init__(self, *args: Any, actor: Actor, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [(verb, ENDINGS[verb]) for verb in GOAL.open_steps(goal.state) if verb in ENDINGS]  # type: ignore[attr-defined]
        if goal.state == GoalState.PROPOSED:
            del self.fields["replaced_by"]
        else:
            self.fields["replaced_by"].queryset = queries.may_take_its_place(actor, goal)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A goal takes its place when, and only when, it is said so."""
        super().clean()
        replaces, other = self.cleaned_data.get("verb") == "replace", self.cleaned_data.get("replaced_by")
        if replaces != (other is not None) and "verb" in self.cleaned_data and not self.errors:
            self.add_error("replaced_by", _("Say which goal takes its place, if one does."))
        return self.cleaned_data


class GoalFilter(forms.Form):
    """What the list of goals is narrowed by."""

    text = forms.CharField(label=_("Words in the text"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Progress"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), ("open", _("All under way")), *GoalState.choices]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = queries.open_units(actor)  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen; a choice that is none is passed over."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}
