"""Forms for what a dialogue says, asks, when, and who does what in it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nybrott.core.cpv import UnknownCode, code
from nybrott.core.suppliers import SupplierError, display_name, email_address, organisation_number
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import PostKind
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Membership, User
from nybrott.ui.formats import language
from nybrott.ui.forms import DayField, OneLineField

LANGUAGES = (("nb", _("Bokmål")), ("nn", _("Nynorsk")))
MOST_CODES = 20


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(forms.Form):
    """What the dialogue is: on which need descriptions or why on none, in Norwegian and in English."""

    title = OneLineField(
        label=_("What the dialogue is called"),
        max_length=200,
        help_text=_("Name the need, not a solution. The notice adds that it is a dialogue."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    descriptions = forms.ModelMultipleChoiceField(
        NeedDescription.objects.none(), label=_("Approved need descriptions it rests on"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Their purpose is quoted on the page everyone sees."),
    )  # fmt: skip
    no_description = forms.CharField(
        label=_("If there is none: why you ask the market all the same"), required=False, max_length=1_000, widget=_area(2),
        help_text=_("Everyone reads it."),
    )  # fmt: skip
    why = forms.CharField(label=_("Why you ask the market"), required=False, max_length=5_000, widget=_area(6))
    wanted = forms.CharField(
        label=_("What you want from the suppliers"), required=False, max_length=5_000, widget=_area(4),
        help_text=_("What they should tell, and what you will use it for."),
    )  # fmt: skip
    title_en = OneLineField(label=_("What it is called, in English"), required=False, max_length=200)
    why_en = forms.CharField(
        label=_("Why you ask the market, in English"), required=False, max_length=5_000, widget=_area(4)
    )
    wanted_en = forms.CharField(
        label=_("What you want from the suppliers, in English"), required=False, max_length=5_000, widget=_area(4)
    )
    cpv = OneLineField(
        label=_("CPV codes"), required=False, max_length=300,
        help_text=_("With commas between, for example 33100000, 48180000. Suppliers who follow them are told."),
    )  # fmt: skip
    contact = OneLineField(label=_("Who can be asked"), required=False, max_length=200)
    contact_email = forms.EmailField(label=_("E-mail address for questions about the dialogue"), required=False)

    def __init__(self, *args: Any, descriptions: Iterable[NeedDescription], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["descriptions"].queryset = descriptions  # type: ignore[attr-defined]

    def clean_cpv(self) -> tuple[str, ...]:
        """Codes of eight digits, once each, the check digit left out."""
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["cpv"].strip()) if part]
        if len(parts) > MOST_CODES:
            raise forms.ValidationError(_("At most %(n)s codes."), params={"n": MOST_CODES})
        try:
            return tuple(dict.fromkeys(code(part).number for part in parts))
        except UnknownCode as trouble:
            raise forms.ValidationError(_unknown(trouble)) from trouble

    def clean(self) -> dict[str, Any]:
        """A dialogue without an approved need description says why."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said["descriptions"] and not said["no_description"].strip():
            self.add_error("no_description", _("Choose an approved need description, or write why there is none."))
        return said


def _when() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DatesForm(forms.Form):
    """The days of the dialogue. Once suppliers know them, what moved is told to all."""

    register_until = forms.DateTimeField(label=_("Suppliers register until"), required=False, widget=_when())
    answers_until = forms.DateTimeField(label=_("Questions are answered until"), required=False, widget=_when())
    input_until = forms.DateTimeField(label=_("Written input until"), required=False, widget=_when())
    competition_on = DayField(
        label=_("A competition is planned for"), required=False,
        help_text=_("Leave it empty if none is planned."),
    )  # fmt: skip
    plan_reason = OneLineField(
        label=_("Why the plan is as it is"),
        required=False,
        max_length=1_000,
        help_text=_("Needed when something in it is unusual. Everyone can read it."),
    )
    told = OneLineField(
        label=_("What you tell the suppliers about the change"), max_length=500, help_text=_("Everyone who takes part gets it in a letter."),
    )  # fmt: skip

    def __init__(self, *args: Any, tells: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not tells:
            del self.fields["told"]


class QuestionForm(forms.Form):
    """A question to the market."""

    text = OneLineField(
        label=_("Question"), max_length=1_000,
        help_text=_("Ask what you need to know to decide. For example: what do others pay for, and what goes wrong?"),
    )  # fmt: skip
    text_en = OneLineField(label=_("The question in English"), required=False, max_length=1_000)


class PartForm(forms.Form):
    """Who does what."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Who"), empty_label=_("Choose someone"))
    kind = forms.ChoiceField(label=_("Does what"), choices=PostKind.choices)
    secrets = forms.BooleanField(
        label=_("May read trade secrets"),
        required=False,
        help_text=_("Only those who need to. Every reading is recorded."),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, **more: Any) -> None:
        super().__init__(*args, **more)
        there = Membership.objects.filter(organisation=dialogue.organisation_id, user__is_active=True).current()
        self.fields["user"].queryset = User.objects.filter(pk__in=there.values("user")).order_by("sort_name", "pk")  # type: ignore[attr-defined]


class DeclareForm(forms.Form):
    """Whether one may have a conflict of interest, and which."""

    conflict = forms.TypedChoiceField(
        label=_("May you have a conflict of interest?"), widget=forms.RadioSelect, choices=(("no", _("No")), ("yes", _("Yes, or I am not sure"))),
        coerce=lambda said: said == "yes",
    )  # fmt: skip
    text = forms.CharField(
        label=_("Which"),
        required=False,
        max_length=2_000,
        widget=_area(3),
        help_text=_("Which supplier, and how you know them."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever has one says which."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("conflict") and not said.get("text", "").strip():
            self.add_error("text", _("Write which, so that something can be done about it."))
        return said


class MeasureForm(forms.Form):
    """What is done about a conflict of interest."""

    measure = OneLineField(
        label=_("What is done about it"),
        max_length=500,
        help_text=_("For example: takes no part in meetings with this supplier."),
    )


class WhyForm(forms.Form):
    """A reason everyone reads."""

    reason = OneLineField(label=_("Why"), max_length=500, help_text=_("Everyone reads it."))


class WhyTheyForm(forms.Form):
    """A reason the person it is about reads."""

    reason = OneLineField(label=_("Why"), max_length=500, help_text=_("The person reads it."))


COUNTRIES = (
    ("NO", _("Norway")), ("SE", _("Sweden")), ("DK", _("Denmark")), ("FI", _("Finland")), ("IS", _("Iceland")), ("DE", _("Germany")), ("NL", _("Netherlands")),
    ("GB", _("United Kingdom")), ("XX", _("Another country")),
)  # fmt: skip


class ColleagueForm(forms.Form):
    """Somebody who speaks for a supplier. `website` is for programs that fill in everything; people do not see it."""

    name = OneLineField(label=_("Name"), max_length=200)
    email = forms.CharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput)
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)
    needs = OneLineField(
        label=_("What you need to take part"), required=False, max_length=500, help_text=_("For example step-free access, sign language interpreting, or another language."),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """The name on one line, with nothing that is not seen."""
        return _checked(display_name, self.cleaned_data["name"])

    def clean_email(self) -> str:
        """The address in the form we compare with."""
        return _checked(email_address, self.cleaned_data["email"])


class RegisterForm(ColleagueForm):
    """A supplier, and the first who speaks for it."""

    firm = OneLineField(label=_("Name of the company"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES)
    number = OneLineField(
        label=_("Organisation number"),
        max_length=60,
        help_text=_("Nine digits in Norway; the register number elsewhere."),
    )
    new = forms.BooleanField(label=_("We have not sold to the public sector before"), required=False)
    small = forms.BooleanField(label=_("We are fewer than ten people"), required=False)
    field_order = [
        "firm",
        "country",
        "number",
        "new",
        "small",
        "name",
        "email",
        "language",
        "needs",
    ]

    def clean_firm(self) -> str:
        """The name on one line."""
        return _checked(display_name, self.cleaned_data["firm"])

    def clean(self) -> dict[str, Any]:
        """A Norwegian number has nine digits and a right check digit."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("number") and said.get("country"):
            try:
                said["number"] = organisation_number(said["number"], said["country"])
            except SupplierError as trouble:
                self.add_error("number", trouble.said(language()))
        return said


class LinkForm(forms.Form):
    """Where a new link goes."""

    email = forms.CharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput)

    def clean_email(self) -> str:
        """The address in the form we compare with."""
        return _checked(email_address, self.cleaned_data["email"])


def _unknown(trouble: UnknownCode) -> str:
    """What is wrong with a CPV code, and which it may have been."""
    if not trouble.nearest:
        return _("“%(code)s” is not a CPV code. A code has eight digits.") % {"code": trouble.written}
    near = ", ".join(f"{one.number} {one.name(language())}" for one in trouble.nearest)
    return _("There is no CPV code “%(code)s”. Nearest: %(near)s.") % {"code": trouble.written, "near": near}


def _checked(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except SupplierError as trouble:
        raise forms.ValidationError(trouble.said(language())) from trouble
