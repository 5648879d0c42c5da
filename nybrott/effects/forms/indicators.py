"""What is measured: level, source, before and target."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.effects.models import Plan, Question
from nybrott.effects.states import Level, Source
from nybrott.runs.actions import Aim
from nybrott.ui.forms import DayField, NumberField, OneLineField

Choices = Sequence[tuple[Any, Any]]
AIM = ("name", "how", "unit", "baseline", "baseline_on", "no_baseline", "target")
KEPT: Mapping[str, Any] = {"decimals": 2, "most": Decimal(10) ** 12 - 1}


class LevelForm(forms.Form):
    """On which level something is measured."""

    level = forms.ChoiceField(choices=Level.choices)


class TakeInForm(LevelForm):
    """A target of the run to take in."""

    target = forms.IntegerField(min_value=1)


class IndicatorForm(forms.Form):
    """An indicator with its target in the run. `sources`: (value "source|ref", label) in groups."""

    level = forms.ChoiceField(label=_("What it covers"), choices=(), widget=forms.RadioSelect)
    name = OneLineField(label=_("What is measured"), max_length=300)
    source = forms.ChoiceField(
        label=_("Where its numbers come from"), help_text=_("What is counted, asked or read from notices is kept up to date automatically."),
    )  # fmt: skip
    how = forms.CharField(
        label=_("How it is measured"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit = OneLineField(label=_("Counted in"), required=False, max_length=60)
    grows = forms.TypedChoiceField(
        label=_("What is better?"), coerce=lambda value: value == "more", choices=(("more", _("More is better")), ("less", _("Less is better"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    baseline = NumberField(label=_("Value before"), required=False, **KEPT)
    baseline_on = DayField(label=_("As of"), required=False)
    no_baseline = OneLineField(label=_("If no one knows it: why"), required=False, max_length=500)
    target = NumberField(label=_("Value to reach"), required=False, **KEPT)
    question = forms.TypedChoiceField(
        label=_("Which question it helps to answer"), required=False, coerce=int, empty_value=None
    )
    theory = forms.ChoiceField(label=_("Which part of the programme theory it concerns"), required=False)

    def __init__(
        self, *args: Any, plan: Plan, today: date, levels: Choices, sources: Choices, theory: Mapping[str, str], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.plan, self.today = plan, today
        self.questions: dict[int, Question] = {one.pk: one for one in plan.questions.all()}
        texts = [(pk, one.text) for pk, one in self.questions.items()]
        offered: dict[str, Choices] = {"level": levels, "source": sources}
        offered |= {
            name: [("", _("None of them")), *rest]
            for name, rest in (("question", texts), ("theory", theory.items()))
            if rest
        }
        for name in ("level", "source", "question", "theory"):
            if name in offered:
                self.fields[name].choices = offered[name]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A value before has its day, from before the run begins; and the target lies on the better side of it."""
        said: dict[str, Any] = super().clean() or {}
        self._before(said.get("baseline"), said.get("baseline_on"), said.get("no_baseline", ""))
        before, target, grows = said.get("baseline"), said.get("target"), said.get("grows")
        if before is not None and target is not None and grows is not None:
            if target == before:
                self.add_error("target", _("That is what it was before. Say what it should be if the run works."))
            elif (target > before) != grows:
                self.add_error(
                    "target",
                    _("This is worse than it was before. Check both values, and which direction is better."),
                )
        return said

    def _before(self, before: object, day: date | None, why: str) -> None:
        if before is not None and day is None and "baseline_on" not in self.errors:
            self.add_error("baseline_on", _("Say which day the value is from."))
        if before is None and day is not None and "baseline" not in self.errors:
            self.add_error("baseline", _("Say what the value was on that day, or remove the day."))
        if before is not None and why:
            self.add_error("no_baseline", _("There is a value. Remove either the reason or the value."))
        if day is not None and day > self.today:
            self.add_error("baseline_on", _("Nothing has been measured on a day to come."))
        elif day is not None and day > self.plan.run.begins_on:
            self.add_error(
                "baseline_on", _("The run had begun by then. The value before must be from before it began.")
            )

    def aim(self) -> Aim:
        """The target of the run."""
        return Aim(**{name: self.cleaned_data[name] for name in AIM})

    def measure(self) -> dict[str, Any]:
        """The rest, as `actions.Measure` takes it."""
        said = self.cleaned_data
        source, _bar, ref = said["source"].partition("|")
        return {
            "level": said["level"], "source": source or Source.TYPED, "ref": ref, "grows": said["grows"], "theory": said.get("theory", ""),
            "question": self.questions.get(said.get("question") or 0),
        }  # fmt: skip
