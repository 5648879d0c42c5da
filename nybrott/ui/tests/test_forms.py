"""Forms: a summary on top, the fault at its field, and what is optional said."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from nybrott.ui.forms import DayField, NumberField
from nybrott.ui.tests.factories import Elements, draw, text_of


class Example(forms.Form):
    title = forms.CharField(label="What is hard?", help_text="One sentence.")
    told = forms.CharField(label="More", widget=forms.Textarea, max_length=400, required=False)
    seen = forms.ChoiceField(label="How do you know?", choices=[("a", "Seen"), ("b", "Told")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="You may contact me", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("agree"):
            raise forms.ValidationError("Leave a number too.")
        return self.cleaned_data


def sent(**values: str) -> Example:
    form = Example(values)
    form.is_valid()
    return form


def test_inputs_have_designsystemets_class_and_labels_point_at_them() -> None:
    found = Elements(str(Example()))
    labels = {label["for"] for label in found.named("label")}
    fields = [attrs for name in ("input", "textarea") for attrs in found.named(name) if attrs.get("type") != "hidden"]
    assert {field["id"] for field in fields} == labels
    assert all("ds-input" in (field["class"] or "") for field in fields)
    (hidden,) = [attrs for attrs in found.named("input") if attrs.get("type") == "hidden"]
    assert "class" not in hidden


def test_only_optional_fields_say_so() -> None:
    words = text_of(str(Example()))
    assert "What is hard? One sentence." in words
    assert "More (optional)" in words
    assert "How do you know? (optional)" not in words


def test_long_texts_count_their_characters() -> None:
    (counter,) = [attrs for attrs in Elements(str(Example())).named("p") if attrs.get("data-field") == "counter"]
    assert (counter["data-limit"], counter["data-under"]) == ("400", "%d characters left")


def test_a_form_without_faults_has_no_summary() -> None:
    assert "ds-error-summary" not in str(Example())
    assert "ds-error-summary" not in str(sent(title="x", seen="a"))


def test_summary_takes_the_focus_and_leads_to_each_field() -> None:
    markup = str(sent(told="x"))
    found = Elements(markup)
    (summary,) = found.named("ds-error-summary")
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    targets = [link["href"] for link in found.named("a")]
    ids = {attrs.get("id") for _, attrs in found.found}
    assert targets == ["#id_title", "#id_seen"]
    assert {target[1:] for target in targets if target} <= ids


def test_faults_stand_at_their_field_and_are_tied_to_it() -> None:
    found = Elements(str(sent(told="x")))
    (title,) = [attrs for attrs in found.named("input") if attrs["name"] == "title"]
    assert title["aria-invalid"] == "true"
    assert title["aria-describedby"] == "id_title_helptext id_title_error"
    ids = {attrs.get("id") for _, attrs in found.found}
    assert {"id_title_helptext", "id_title_error", "id_seen_error"} <= ids
    (group,) = found.named("fieldset")
    assert group["aria-describedby"] == "id_seen_error"


def test_faults_of_the_whole_form_are_in_the_summary() -> None:
    assert "Leave a number too." in text_of(draw("{% errorsummary form %}", form=sent(title="x", seen="a", agree="on")))


def test_filters_work_without_javascript_and_swap_with_it() -> None:
    markup = draw("{% filters form 'buyers' clear_url='/all/' %}", form=Example())
    (form,) = Elements(markup).named("form")
    assert (form["method"], form["id"]) == ("get", "buyers-filters")
    assert (form["hx-target"], form["hx-select"]) == ("#buyers", "#buyers")
    assert Elements(markup).named("button")[0]["type"] == "submit"
    assert '<a class="ds-link" href="/all/">' in markup


def test_what_people_wrote_is_escaped() -> None:
    assert "<script>" not in str(sent(title="<script>alert(1)</script>"))


@pytest.mark.parametrize(("typed", "fault"), [
    ("2027-03-15", ""), ("1990-01-01", ""), ("2100-12-31", ""), ("", "required"), ("0226-03-15", "1990"), ("1989-12-31", "1990"),
    ("2101-01-01", "1990"), ("20270-03-15", "valid date"), ("2027-02-30", "valid date"), ("x", "valid date"),
])  # fmt: skip
def test_a_day_is_one_that_exists_in_years_people_plan_and_remember_in(typed: str, fault: str) -> None:
    class Planned(forms.Form):
        day = DayField(label="Day")

    form = Planned({"day": typed})
    assert form.is_valid() == (not fault)
    if fault:
        (told,) = form.errors["day"]
        assert fault in told
    (shown,) = Elements(str(form)).named("input")
    assert (shown["type"], shown.get("value", "")) == ("date", typed), "what was typed stays, as the browser reads it"
    for code in ("nb", "nn", "en"):
        with override(code):
            (shown,) = Elements(str(Planned(initial={"day": date(2027, 3, 15)}))).named("input")
            assert shown["value"] == "2027-03-15"


@pytest.mark.parametrize(("typed", "said"), [
    ("1 250,5", "1250.5"), ("\u2212 3", "-3"), ("12.5", "12.5"), ("1.000.000", "1000000"), ("+0,25", "0.25"), ("1000000", "1000000"), ("-1000000", "-1000000"),
    ("", None), ("   ", None), ("\u200b", None), ("0,255", "At most 2 decimals"), ("1000000,01", "large number"), ("-1000001", "large number"),
    ("many", "Write a number"), ("1e5", "Write a number"), ("NaN", "Write a number"), ("Infinity", "Write a number"), ("1,2,3", "Write a number"),
    ("٣", "Write a number"), ("9" * 31, "at most 30"),
])  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, said: str | None) -> None:
    class Counted(forms.Form):
        number = NumberField(label="Number", decimals=2, most=Decimal(10) ** 6, required=False)

    form = Counted({"number": typed})
    if form.is_valid():
        assert form.cleaned_data["number"] == (None if said is None else Decimal(said))
    else:
        assert said
        assert said in form.errors["number"][0]
    (shown,) = Elements(str(form)).named("input")
    assert (shown["inputmode"], shown.get("value", "")) == ("decimal", typed), "what was typed stays"
    (shown,) = Elements(str(Counted(initial={"number": Decimal("1250.500")}))).named("input")
    assert shown["value"] == "1250.5"
