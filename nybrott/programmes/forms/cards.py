"""The form of a method card: what it is sorted by, its steps, and its texts in each language it is written in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.core.methods import GAPS, OUTPUTS, Card
from nybrott.programmes.queries.words import GAP_REASONS, LANGUAGES, OUTPUT_NAMES, PHASE_NAMES, STAGE_NAMES
from nybrott.ui.forms import OneLineField

MINUTES = (("60", _("At most an hour")), ("240", _("At most half a day")), ("more", _("More than half a day")))


class ShelfFilter(forms.Form):
    """What the shelf is narrowed by."""

    text = forms.CharField(label=_("Words on the card"), required=False, max_length=100)
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=[("", _("All")), *PHASE_NAMES.items()])
    minutes = forms.ChoiceField(label=_("Time you have"), required=False, choices=[("", _("All")), *MINUTES])
    people = forms.IntegerField(
        label=_("How many people you are"), required=False, min_value=1, max_value=Card.MOST_PEOPLE
    )
    own = forms.BooleanField(label=_("Only our own and adapted"), required=False)

    def wanted(self) -> dict[str, Any]:
        """What was chosen; a choice that is none is passed over."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}


def _lines(label: Any, help_text: Any = "", *, rows: int = 4, most: int | None = None) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=area, max_length=most)


class FactsForm(forms.Form):
    """What a card is sorted by."""

    phase = forms.ChoiceField(label=_("Phase"), choices=list(PHASE_NAMES.items()), widget=forms.RadioSelect)
    fewest = forms.IntegerField(label=_("People, at least"), min_value=1, max_value=Card.MOST_PEOPLE)
    most = forms.IntegerField(label=_("People, at most"), min_value=1, max_value=Card.MOST_PEOPLE)
    outputs = forms.MultipleChoiceField(
        label=_("Makes"), required=False, choices=list(OUTPUT_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    stages = forms.MultipleChoiceField(
        label=_("Fits when a challenge is"), required=False, choices=list(STAGE_NAMES.items()), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    gaps = forms.MultipleChoiceField(
        label=_("Helps when this is lacking"), required=False, choices=list(GAP_REASONS.items()), widget=forms.CheckboxSelectMultiple,
        help_text=_("The card is suggested for challenges that lack this."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """At least may not be more than at most."""
        said = super().clean() or {}
        if said.get("fewest") and said.get("most") and said["fewest"] > said["most"]:
            self.add_error("most", _("Must be at least as many as “at least”."))
        return said


class TextForm(forms.Form):
    """What a card says in one language; a language without a name is not written."""

    name = OneLineField(label=_("Name"), required=False, max_length=120)
    what = _lines(_("What you do"), _("One sentence."))
    why = _lines(_("Why"))
    material = _lines(_("Material"), _("One thing on each line."))
    result = _lines(_("What comes out"))
    pitfalls = _lines(_("What can go wrong"), _("One on each line, with what to do about it."))
    digital = _lines(_("On a screen"), _("How it is done when you do not meet."))

    def clean(self) -> dict[str, Any]:
        """A language that is begun is written whole."""
        said = super().clean() or {}
        if not said.get("name"):
            if any(said.get(key) for key in said):
                self.add_error("name", _("Give the card a name in this language, or leave all of it empty."))
            return said
        for key in (*Card.TEXTS, *Card.LISTS):
            if key in self.fields and not said.get(key) and key not in self.errors:
                self.add_error(key, _("Write this as well, so that the card is complete in this language."))
        for key in ("material", "pitfalls"):
            said[key] = [line.strip() for line in str(said.get(key, "")).splitlines() if line.strip()]
            if len(said[key]) > Card.MOST_LINES or any(len(line) > Card.LONGEST for line in said[key]):
                self.add_error(key, _("At most twelve lines of a thousand characters."))
        for key in Card.TEXTS:
            if len(str(said.get(key, ""))) > Card.LONGEST:
                self.add_error(key, _("At most a thousand characters."))
        return said


class StepForm(forms.Form):
    """One step: its minutes, and what one does in each language. Left empty it is none."""

    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=Card.MOST_MINUTES)
    nb = _lines(LANGUAGES["nb"], rows=2, most=Card.LONGEST)
    nn = _lines(LANGUAGES["nn"], rows=2, most=Card.LONGEST)
    en = _lines(LANGUAGES["en"], rows=2, most=Card.LONGEST)

    def clean(self) -> dict[str, Any]:
        """A step without minutes, or minutes without a step, is half a step."""
        said = super().clean() or {}
        if (
            any(said.get(language) for language in LANGUAGES)
            and not said.get("minutes")
            and "minutes" not in self.errors
        ):
            self.add_error("minutes", _("How many minutes?"))
        if said.get("minutes") and not any(said.get(language) for language in LANGUAGES):
            raise forms.ValidationError(_("Say what you do in these minutes, or leave the row empty."))
        return said


StepForms = forms.formset_factory(StepForm, extra=2, max_num=Card.MOST_LINES, absolute_max=Card.MOST_LINES)


class CardForms:
    """All the forms of one card together."""

    def __init__(self, data: Any, content: Mapping[str, Any] | None = None) -> None:
        said = content or {}
        facts = {key: said.get(key) for key in ("phase", "outputs", "stages", "gaps")}
        if said:
            facts |= {"fewest": said["people"][0], "most": said["people"][1]}
        self.facts = FactsForm(data, initial=facts)
        self.texts = {
            language: TextForm(data, prefix=language, initial=_as_lines(said.get(language, {})))
            for language in LANGUAGES
        }
        steps = [
            {"minutes": minutes} | {language: said[language]["steps"][place] for language in LANGUAGES if language in said}
            for place, minutes in enumerate(said.get("step_minutes", []))
        ]  # fmt: skip
        self.steps = StepForms(data, prefix="steps", initial=steps)
        self.faults: list[str] = []

    def parts(self) -> list[tuple[Any, TextForm]]:
        """The texts with the name of their language."""
        return [(LANGUAGES[language], form) for language, form in self.texts.items()]

    def content(self) -> dict[str, Any] | None:
        """The card as plain data without its id; None when something is wrong, which stands at its place and in `faults`."""
        if not all([self.facts.is_valid(), self.steps.is_valid(), *(form.is_valid() for form in self.texts.values())]):
            return None
        rows = [form.cleaned_data for form in self.steps if form.cleaned_data.get("minutes")]
        written = [language for language, form in self.texts.items() if form.cleaned_data.get("name")]
        if not written:
            self.faults.append(str(_("Write the card in at least one language.")))
        if not rows:
            self.faults.append(str(_("A card must have at least one step.")))
        missing = [str(LANGUAGES[one]) for one in written if not all(row.get(one) for row in rows)]
        if missing:
            self.faults.append(str(_("These languages lack steps: %(languages)s.") % {"languages": ", ".join(missing)}))
        if self.faults:
            return None
        said = self.facts.cleaned_data
        minutes = [row["minutes"] for row in rows]
        found: dict[str, Any] = {
            "phase": said["phase"], "people": [said["fewest"], said["most"]], "minutes": sum(minutes), "step_minutes": minutes,
            "outputs": [one for one in OUTPUTS if one in said["outputs"]], "stages": [one for one in Card.STAGES if one in said["stages"]],
            "gaps": [one for one in GAPS if one in said["gaps"]],
        }  # fmt: skip
        for language in written:
            texts = self.texts[language].cleaned_data
            found[language] = {key: texts[key] for key in (*Card.TEXTS, "material", "pitfalls")}
            found[language]["steps"] = [row[language] for row in rows]
        return found


def _as_lines(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: "\n".join(value) if isinstance(value, list) else value for key, value in said.items()}
