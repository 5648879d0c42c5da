"""Forms of an instrument: what it is called, one question, a file."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.core.programme import in_language
from nybrott.core.surveys import UNKNOWN, Instrument
from nybrott.evaluations.queries import AUDIENCE_NAMES, LANGUAGE_NAMES
from nybrott.evaluations.queries.instruments import options_of

MOST_FILE = 500_000
LINE, TEXT = 300, 3_000


class _WordsForm(forms.Form):
    """A form with texts in several languages: `key_nb`, `key_nn`, `key_en`."""

    languages: Sequence[str] = ()

    def add_words(
        self,
        key: str,
        label: Any,
        said: Mapping[str, str],
        *,
        needed: bool = True,
        rows: int = 0,
        most: int = LINE,
        help_text: Any = "",
    ) -> None:
        """Fields for one text in each language."""
        for language in self.languages:
            self.fields[f"{key}_{language}"] = forms.CharField(
                label=_("%(what)s (%(language)s)") % {"what": label, "language": LANGUAGE_NAMES[language]}, required=needed, max_length=most,
                initial=said.get(language, ""), help_text=help_text,
                widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
            )  # fmt: skip

    def words(self, key: str) -> dict[str, str]:
        """Language → what was written."""
        found = {one: str(self.cleaned_data.get(f"{key}_{one}") or "").strip() for one in self.languages}
        return {one: text for one, text in found.items() if text}


class AboutForm(_WordsForm):
    """What an instrument is called, what people read first, and whom it is for."""

    audience = forms.ChoiceField(
        label=_("Who is asked"), choices=list(AUDIENCE_NAMES.items()), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, content: Mapping[str, Any] | None = None) -> None:
        said = content or {"audience": "drivers"}
        super().__init__(data, initial={"audience": said["audience"]})
        self.languages = tuple(said.get("name", LANGUAGE_NAMES))
        new = content is None
        self.add_words("name", _("Name"), said.get("name", {}), needed=not new)
        self.add_words("intro", _("What people read first"), said.get("intro", {}), needed=not new, rows=3, most=TEXT)

    def clean(self) -> dict[str, Any]:
        """A language that is begun is written whole, and there is at least one."""
        said = super().clean() or {}
        for language in self.languages:
            if bool(said.get(f"name_{language}")) != bool(said.get(f"intro_{language}")):
                missing = "intro" if said.get(f"name_{language}") else "name"
                self.add_error(f"{missing}_{language}", _("Write this in the same languages as the rest."))
        if not any(said.get(f"name_{language}") for language in self.languages):
            self.add_error(f"name_{self.languages[0]}", _("Write this in at least one language."))
        return said

    def said(self) -> dict[str, Any]:
        """As an instrument holds it."""
        return {"name": self.words("name"), "intro": self.words("intro"), "audience": self.cleaned_data["audience"]}


class QuestionForm(_WordsForm):
    """One question of a kind. Options and statements are written one on each line, the same number in each language."""

    def __init__(
        self, data: Any, instrument: Instrument, kind: str, question: Mapping[str, Any] | None, language: str
    ) -> None:
        super().__init__(data)
        self.languages, self.kind, self.question = instrument.languages, kind, question or {}
        self.ids = {one["id"] for one in instrument.questions}
        said = self.question
        self.add_words("text", _("Question"), said.get("text", {}))
        self.add_words("help", _("Help"), said.get("help", {}), needed=False, rows=2, most=TEXT)
        self._add_kind(said)
        if kind not in ("text", "multiple"):
            self.fields["required"] = forms.BooleanField(
                label=_("Must be answered"), required=False, initial=said.get("required", False)
            )
        self.fields["new_page"] = forms.BooleanField(
            label=_("Begins a new page"), required=False, initial=said.get("new_page", False)
        )
        self._add_condition(instrument, said, language)

    def _add_kind(self, said: Mapping[str, Any]) -> None:
        kind = self.kind
        parts = {"single": "options", "multiple": "options", "matrix": "rows"}.get(kind)
        if parts:
            label = _("Statements") if parts == "rows" else _("Answers")
            lines = {one: "\n".join(each["text"][one] for each in said.get(parts, [])) for one in self.languages}
            self.add_words("parts", label, lines, rows=6, most=20 * LINE, help_text=_("One on each line."))
        if kind in ("scale", "matrix"):
            self.fields["low"] = forms.IntegerField(
                label=_("The scale begins with"), min_value=0, max_value=1, initial=said.get("low", 1)
            )
            self.fields["high"] = forms.IntegerField(
                label=_("The scale ends with"), min_value=1, max_value=10, initial=said.get("high", 5)
            )
            self.add_words("low_text", _("The lowest means"), said.get("low_text", {}), most=80)
            self.add_words("high_text", _("The highest means"), said.get("high_text", {}), most=80)
            self.fields["unknown"] = forms.BooleanField(
                label=_("“I do not know” is an answer"), required=False, initial=said.get("unknown", False)
            )
        if kind == "number":
            self.fields["least"] = forms.IntegerField(label=_("At least"), min_value=0, initial=said.get("least", 0))
            self.fields["most"] = forms.IntegerField(
                label=_("At most"), min_value=1, max_value=1_000_000, initial=said.get("most", 100)
            )
            bands = " ".join(str(one) for one in said.get("bands", [0, 1, 3, 6]))
            self.fields["bands"] = forms.CharField(
                label=_("Shown in bands that begin with"), initial=bands, help_text=_("Numbers with spaces between. Single "
                                                                                     "numbers are never shown."),
            )  # fmt: skip
        if kind == "text":
            self.fields["long"] = forms.BooleanField(
                label=_("Room for several sentences"), required=False, initial=said.get("long", False)
            )

    def _add_condition(self, instrument: Instrument, said: Mapping[str, Any], language: str) -> None:
        choices = []
        for one in instrument.questions:
            if one["id"] == said.get("id"):
                break
            if one["kind"] in ("single", "multiple", "scale"):
                text = in_language(one["text"], language)
                choices += [(f"{one['id']} {value}", f"{text}: {label}") for value, label in options_of(one, language)]
        if choices:
            rule = said.get("show_if", {})
            self.fields["show_if"] = forms.MultipleChoiceField(
                label=_("Only asked after one of these answers"), required=False, choices=choices, widget=forms.CheckboxSelectMultiple,
                initial=[f"{rule['question']} {one}" for one in rule.get("is", [])], help_text=_("Choose none to ask everyone. All must be"
                                                                                                 " answers to the same question."),
            )  # fmt: skip

    def clean_show_if(self) -> dict[str, Any] | None:
        """The condition as an instrument holds it."""
        chosen = [one.split(" ", 1) for one in self.cleaned_data["show_if"]]
        if len({question for question, _value in chosen}) > 1:
            raise forms.ValidationError(_("Choose answers to one question only."))
        if not chosen:
            return None
        return {
            "question": chosen[0][0],
            "is": [int(value) if value.isdecimal() else value for _question, value in chosen],
        }

    def clean_bands(self) -> list[int]:
        """The numbers."""
        parts = re.split(r"[\s,;]+", self.cleaned_data["bands"].strip())
        if not all(part.isdecimal() and len(part) < 8 for part in parts):
            raise forms.ValidationError(_("Write whole numbers with spaces between."))
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """Scales that can be answered, and as many lines in each language."""
        said = super().clean() or {}
        if said.get("low") is not None and said.get("high") is not None and said["high"] <= said["low"]:
            self.add_error("high", _("A scale must end above where it begins."))
        lines = {one: self._lines(said, one) for one in self.languages}
        if "parts_" + self.languages[0] in self.fields and len({len(each) for each in lines.values()}) > 1:
            self.add_error(f"parts_{self.languages[-1]}", _("Write as many lines in each language."))
        least, most, bands = said.get("least"), said.get("most"), said.get("bands")
        if least is not None and most is not None and bands:
            if least >= most:
                self.add_error("most", _("Must be more than “at least”."))
            elif bands[0] != least or sorted(set(bands)) != bands or bands[-1] > most or not 2 <= len(bands) <= 8:
                self.add_error(
                    "bands", _("Write two to eight rising numbers. The first is the lowest number people can answer.")
                )
        return said

    def _lines(self, said: Mapping[str, Any], language: str) -> list[str]:
        return [line.strip() for line in str(said.get(f"parts_{language}") or "").splitlines() if line.strip()]

    def said(self) -> dict[str, Any]:
        """The question as an instrument holds it; a new one gets an id from its text, as do new answers and statements."""
        found: dict[str, Any] = {"id": self.question.get("id") or _new_id(self.words("text"), self.ids), "kind": self.kind, "text": self.words("text")}  # fmt: skip
        if help_text := self.words("help"):
            found["help"] = help_text
        for key in ("low", "high", "least", "most", "bands", "required", "new_page", "unknown", "long", "show_if"):
            if self.cleaned_data.get(key) not in (None, False):
                found[key] = self.cleaned_data[key]
        for key in ("low_text", "high_text"):
            if f"{key}_{self.languages[0]}" in self.fields:
                found[key] = self.words(key)
        if f"parts_{self.languages[0]}" in self.fields:
            found["rows" if self.kind == "matrix" else "options"] = self._parts()
        return found

    def _parts(self) -> list[dict[str, Any]]:
        before = self.question.get("rows" if self.kind == "matrix" else "options", [])
        lines = {one: self._lines(self.cleaned_data, one) for one in self.languages}
        count = len(lines[self.languages[0]])
        texts = [{one: lines[one][place] for one in self.languages} for place in range(count)]
        # the same text keeps its id wherever it stands; as many lines as before are the same ones in other words
        known = {json.dumps(each["text"], sort_keys=True): each["id"] for each in before}
        ids: list[str] = []
        for place, text in enumerate(texts):
            id = known.get(json.dumps(text, sort_keys=True))
            if id is None and len(before) == count and before[place]["text"] not in texts:
                id = before[place]["id"]
            ids.append(id if id and id not in ids else _new_id(text, {*ids, *known.values()}))
        return [{"id": id, "text": text} for id, text in zip(ids, texts, strict=True)]


def _new_id(words: Mapping[str, str], taken: set[str]) -> str:
    folded = next(iter(words.values())).lower().translate(str.maketrans("æøåéèò", "aoaeeo"))
    id = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:30].strip("-")
    id = id if len(id) > 1 and id[0].isalpha() and id != UNKNOWN else f"q-{id or 1}"
    return next(one for one in (id, *(f"{id}-{number}" for number in range(2, 1_000))) if one not in taken)


class FileForm(forms.Form):
    """An instrument as a file."""

    file = forms.FileField(
        label=_("File (JSON or TOML)"), help_text=_("As exported from Nybrott. It is checked before anything is saved.")
    )

    def content(self) -> dict[str, Any] | None:
        """What stands in it; None when it is no such file, which is said at the field."""
        given = self.cleaned_data["file"]
        data = given.read(MOST_FILE + 1)
        try:
            if len(data) > MOST_FILE:
                raise ValueError("too large")
            text = data.decode("utf-8-sig")
            found = tomllib.loads(text) if given.name.endswith(".toml") else json.loads(text)
        except (ValueError, RecursionError):
            self.add_error("file", _("This file cannot be read. It must be JSON or TOML, and at most half a megabyte."))
            return None
        if not isinstance(found, dict):
            self.add_error("file", _("There is no survey in this file."))
            return None
        found.pop("about", None)
        return found
