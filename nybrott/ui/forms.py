"""How forms look: Designsystemet's fields, errors at the field and in a summary on top, required or optional said.

Settings name `FieldRenderer` as FORM_RENDERER. `{{ form }}` then gives summary and fields; a template that places its
fields itself writes {% errorsummary form %} and {{ form.name.as_field_group }}.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext, ngettext

from nybrott.core.amounts import plain_number

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2028\u2029\ufeff]")
PLAIN_INPUTS = (forms.HiddenInput, forms.MultipleHiddenInput)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)


class Field(BoundField):
    """A field of a form that knows which of Designsystemet's shapes it takes."""

    @property
    def shape(self) -> str:
        """ "group" (several inputs under one legend), "tick" (one box before its label) or "line"."""
        if isinstance(self.field.widget, GROUPS):
            return "group"
        return "tick" if isinstance(self.field.widget, forms.CheckboxInput) else "line"

    @property
    def options(self) -> Sequence[BoundWidget]:
        """The single choices of a group of radio buttons or boxes; none for other fields."""
        return (
            self.subwidgets if isinstance(self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)) else []
        )

    @property
    def limit(self) -> int | None:
        """How many characters a long text may have; a counter is shown for it."""
        limit = getattr(self.field, "max_length", None)
        return limit if isinstance(self.field.widget, forms.Textarea) else None

    @property
    def element(self) -> str:
        """The element around the field: Designsystemet's own only where it has something to do, counting characters."""
        return "ds-field" if self.limit else "div"

    @property
    def limit_words(self) -> dict[str, str]:
        """What the counter says below and above the limit; %d is the number of characters."""
        return {"under": gettext("%d characters left"), "over": gettext("%d characters too many")}

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the class of Designsystemet's inputs."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not isinstance(widget, PLAIN_INPUTS):
            attrs.setdefault("class", f"{widget.attrs.get('class', '')} ds-input".strip())
        return attrs


class FieldRenderer(TemplatesSetting):
    """Renders forms with the templates of this room."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field


class OneLineField(forms.CharField):
    """A name: one line, no control signs, single spaces."""

    def to_python(self, value: Any) -> str:
        """The text without signs that break a line or turn the writing, and without spaces too many."""
        return " ".join(_UNSEEN.sub(" ", super().to_python(value) or "").split())


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar: from 1990 to 2100, for "0226" is typed in haste."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: date | None) -> None:
        """A day in the years that people plan and remember in."""
        super().validate(value)
        if value and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(gettext("Choose a day between 1990 and 2100."))


class NumberField(OneLineField):
    """A number as people write it ("1 250,5", "−3", "12.5"), exactly as a Decimal; None when it is empty. `decimals`: how many it may
    have; `most`: how far from nothing it may be."""

    def __init__(self, *, decimals: int, most: Decimal, **more: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)
        self.decimals, self.most = decimals, most

    def prepare_value(self, value: Any) -> Any:
        """Without noughts that say nothing."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The number itself."""
        text = str(super().clean(value))
        if not text.strip():
            return None
        found = plain_number(text)
        if found is None:
            raise forms.ValidationError(gettext("Write a number, such as 12 or 1 250,5."))
        if found.as_tuple().exponent < -self.decimals:  # type: ignore[operator]  # it is no infinity
            wrong = ngettext("At most %(n)s decimal.", "At most %(n)s decimals.", self.decimals)
            raise forms.ValidationError(wrong % {"n": self.decimals})
        if abs(found) > self.most:
            raise forms.ValidationError(gettext("Such a large number cannot be right."))
        return found
