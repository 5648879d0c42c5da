"""Forms of a programme: its name, one thing of a section, a release, a file."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.core.programme import SECTIONS
from nybrott.programmes.models import Reach
from nybrott.programmes.queries.telling import thing_name
from nybrott.programmes.queries.words import ACTIVITY_NAMES, KEY_NAMES, LANGUAGES, LICENCE_NAMES, STEP_NAMES

MOST_FILE = 2_000_000
LONGEST = {"line": 300, "text": 6_000}
_NAMES = {"step": STEP_NAMES, "kind": ACTIVITY_NAMES}
_LABELS: Mapping[str, Any] = KEY_NAMES


class WordsForm(forms.Form):
    """A form with texts in each language: `key_nb`, `key_nn`, `key_en`."""

    words: Mapping[str, tuple[str, bool]] = {}

    def add_words(self, key: str, kind: str, needed: bool, said: Mapping[str, str]) -> None:
        """Fields for one text; `kind` is line or text."""
        self.words = {**self.words, key: (kind, needed)}
        for language, name in LANGUAGES.items():
            field = forms.CharField(
                label=_("%(what)s (%(language)s)") % {"what": KEY_NAMES[key], "language": name}, required=False, max_length=LONGEST[kind],
                initial=said.get(language, ""),
                widget=forms.TextInput() if kind == "line" else forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
            self.fields[f"{key}_{language}"] = field

    def clean(self) -> dict[str, Any]:
        """A text that is needed is there in at least one language."""
        said = super().clean() or {}
        for key, (_kind, needed) in self.words.items():
            if needed and not any(said.get(f"{key}_{language}") for language in LANGUAGES):
                self.add_error(f"{key}_nb", _("Write this in at least one language."))
        return said

    def text(self, key: str) -> dict[str, str]:
        """Language → what was written."""
        found = {language: str(self.cleaned_data.get(f"{key}_{language}") or "").strip() for language in LANGUAGES}
        return {language: text for language, text in found.items() if text}


class AboutForm(WordsForm):
    """What a programme is called, what it is, and its licence."""

    licence = forms.ChoiceField(label=_LABELS["licence"], choices=list(LICENCE_NAMES.items()), widget=forms.RadioSelect)

    def __init__(self, data: Any, content: Mapping[str, Any] | None = None) -> None:
        said = content or {"licence": "CC-BY-4.0"}
        super().__init__(data, initial={"licence": said["licence"]})
        self.add_words("name", "line", True, said.get("name", {}))
        self.add_words("summary", "text", True, said.get("summary", {}))
        self.order_fields(["name_nb", "name_nn", "name_en", "summary_nb", "summary_nn", "summary_en", "licence"])

    def said(self) -> dict[str, Any]:
        """As a programme holds it."""
        return {"name": self.text("name"), "summary": self.text("summary"), "licence": self.cleaned_data["licence"]}


class ThingForm(WordsForm):
    """One thing of a section, with the fields core.programme says it has."""

    def __init__(
        self, data: Any, section: str, content: Mapping[str, Any], thing: Mapping[str, Any] | None, language: str
    ) -> None:
        super().__init__(data)
        self.section, self.thing = section, thing or {}
        self.taken = {one["id"] for one in content[section]}
        for key, field in SECTIONS[section].items():
            said = self.thing.get(key)
            if field.kind in ("line", "text"):
                self.add_words(key, field.kind, field.needed, said or {})
            elif field.kind == "number":
                self.fields[key] = forms.IntegerField(
                    label=_LABELS[key], required=field.needed, min_value=1, max_value=field.most, initial=said
                )
            elif field.kind == "choice":
                choices = [(one, _NAMES[key][one]) for one in field.choices]
                self.fields[key] = forms.ChoiceField(
                    label=_LABELS[key], choices=choices, initial=said, widget=forms.RadioSelect
                )
            else:
                others = [
                    (one["id"], thing_name(one, language))
                    for one in content[field.of]
                    if one["id"] != self.thing.get("id")
                ]
                if others:
                    self.fields[key] = forms.MultipleChoiceField(
                        label=_LABELS[key],
                        required=False,
                        choices=others,
                        initial=said or [],
                        widget=forms.CheckboxSelectMultiple,
                    )

    def said(self) -> dict[str, Any]:
        """The thing as a programme holds it; a new one gets an id from its name."""
        found: dict[str, Any] = {"id": self.thing.get("id") or self._new_id()}
        for key, field in SECTIONS[self.section].items():
            if field.kind in ("line", "text"):
                value: Any = self.text(key)
            else:
                value = self.cleaned_data.get(key)
            if value:
                found[key] = value
        return found

    def _new_id(self) -> str:
        words = self.text("name" if "name" in SECTIONS[self.section] else "text")
        first = next(words[one] for one in LANGUAGES if one in words)
        folded = first.lower().translate(str.maketrans("æøåéèò", "aoaeeo"))
        id = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
        id = id if len(id) > 1 and id[0].isalpha() else f"x-{id or 1}"
        return next(one for one in (id, *(f"{id}-{number}" for number in range(2, 1_000))) if one not in self.taken)


class ReleaseForm(forms.Form):
    """What changed and why."""

    note = forms.CharField(
        label=_("What changed, and why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is shown in the family tree, for those who have taken your programme over."),
    )  # fmt: skip


class ReachForm(forms.Form):
    """Who may read and take over what is released."""

    reach = forms.ChoiceField(
        label=_("Who may read and copy what you release"), choices=Reach.choices, widget=forms.RadioSelect
    )


class FileForm(forms.Form):
    """A package as a file."""

    file = forms.FileField(
        label=_("Package (zip)"), help_text=_("At most 2 MB. It is checked before anything is saved.")
    )

    def data_of(self) -> bytes:
        """The file's bytes, one more than allowed at most."""
        return bytes(self.cleaned_data["file"].read(MOST_FILE + 1))


class CardChoice(forms.Form):
    """Which card of the shelf goes along."""

    card = forms.ChoiceField(label=_("Method card"))

    def __init__(self, data: Any, cards: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["card"].choices = cards  # type: ignore[attr-defined]
