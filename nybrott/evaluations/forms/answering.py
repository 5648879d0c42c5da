"""What those who answer fill in: one page of questions, and at the end the code words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from nybrott.core.anonymity import long_enough
from nybrott.core.programme import in_language
from nybrott.core.surveys import UNKNOWN
from nybrott.evaluations.queries.instruments import options_of

LONGEST = 2_000


class PageForm(forms.Form):
    """The questions of one page, in one language. A question is the field `q_<id>`, a row of a matrix `q_<id>_<row>`."""

    def __init__(
        self, data: Any, questions: Sequence[Mapping[str, Any]], saved: Mapping[str, Any], language: str
    ) -> None:
        super().__init__(data)
        self.questions = questions
        self.names = {one["id"]: self._add(one, saved.get(one["id"]), language) for one in questions}
        self.language = language

    def asked(self) -> Iterator[dict[str, Any]]:
        """Each question with its fields, as a template places them."""
        for one in self.questions:
            words = {
                key: in_language(one.get(key, {}), self.language) for key in ("text", "help", "low_text", "high_text")
            }
            fields = [self[name] for name in self.names[one["id"]]]
            yield {"one": one, "text": words["text"], "help": words["help"], "low": words["low_text"], "high": words["high_text"], "fields": fields}  # fmt: skip

    def _add(self, one: Mapping[str, Any], saved: Any, language: str) -> list[str]:
        name, kind, required = f"q_{one['id']}", one["kind"], bool(one.get("required"))
        label, help_text = in_language(one["text"], language), escape(in_language(one.get("help", {}), language))
        if kind == "matrix":
            rows = saved if isinstance(saved, Mapping) else {}
            for row in one["rows"]:
                text = in_language(row["text"], language)
                self.fields[f"{name}_{row['id']}"] = self._choice(one, text, rows.get(row["id"]), language)
            return [f"{name}_{row['id']}" for row in one["rows"]]
        if kind in ("single", "scale"):
            self.fields[name] = self._choice(one, label, saved, language)
            self.fields[name].help_text = help_text
        elif kind == "multiple":
            self.fields[name] = forms.MultipleChoiceField(
                label=label, help_text=help_text, required=required, choices=options_of(one, language), widget=forms.CheckboxSelectMultiple, initial=saved or [],
            )  # fmt: skip
        elif kind == "number":
            self.fields[name] = forms.IntegerField(
                label=label, help_text=help_text, required=required, min_value=one["least"], max_value=one["most"], initial=saved,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        else:
            self.fields[name] = forms.CharField(
                label=label, help_text=help_text, required=required, max_length=LONGEST, initial=saved or "",
                widget=forms.Textarea(attrs={"rows": 5 if one.get("long") else 2}),
            )  # fmt: skip
        return [name]

    def _choice(self, one: Mapping[str, Any], label: str, saved: Any, language: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=label, required=bool(one.get("required")), choices=options_of(one, language), widget=forms.RadioSelect,
            initial="" if saved is None else str(saved), error_messages={"required": _("Choose an answer.")},
        )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Question → what was answered, None for one left empty."""
        return {one["id"]: self._said(one) for one in self.questions}

    def _said(self, one: Mapping[str, Any]) -> Any:
        name, kind, said = f"q_{one['id']}", one["kind"], self.cleaned_data
        if kind == "matrix":
            rows = {row["id"]: _point(said.get(f"{name}_{row['id']}")) for row in one["rows"]}
            return {row: point for row, point in rows.items() if point is not None} or None
        given = said.get(name)
        if kind == "scale":
            return _point(given)
        return None if given in ("", None, []) else given


def _point(given: Any) -> int | str | None:
    if not given:
        return None
    return UNKNOWN if given == UNKNOWN else int(given)


class WordsForm(forms.Form):
    """The code words that tie this answer to an earlier or a later one."""

    words = forms.CharField(
        label=_("Your code words"), required=False, max_length=200, strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Leave it empty if you have none, or would rather not. Your answer counts all the same."),
    )  # fmt: skip

    def clean_words(self) -> str:
        """Long enough not to be guessed."""
        said = str(self.cleaned_data["words"])
        if said and not long_enough(said):
            raise forms.ValidationError(_("Write at least twelve letters, or the four words we gave you."))
        return said
