"""Forms of a case: begun, written, reviewed, published, taken down; and what the public list is narrowed by."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.cases import queries
from nybrott.cases.models import LONGEST, SUMMARY, Case, Named
from nybrott.cases.rules import Said
from nybrott.cases.states import CONSENT, KINDS_EXPLAINED, PARTS, Consent, Kind, Level
from nybrott.classifications.states import Class
from nybrott.core import cpv
from nybrott.core.actor import Actor
from nybrott.networks.queries import called, namesakes
from nybrott.people.models import Membership, Network, User
from nybrott.procurements.models import Procurement
from nybrott.ui.forms import OneLineField

LANGUAGES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
MOST_WORDS = 8


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BeginForm(forms.Form):
    """What it is about."""

    title = OneLineField(
        label=_("What others can learn about"),
        max_length=160,
        help_text=_("Such as: Night calls fell by half when we asked those who woke up."),
    )
    kind = forms.ChoiceField(label=_("What kind of story is it"), widget=forms.RadioSelect)
    procurement = forms.ModelChoiceField(
        Procurement.objects.none(), label=_("Which procurement is it about"), required=False, empty_label=_("None: it is from before Nybrott, or about something else"),
        help_text=_("Dates, notices, tenders, requirements and benefits are filled in from it."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, about: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, f"{kind.label}. {KINDS_EXPLAINED[kind]}") for kind in Kind]  # type: ignore[attr-defined]
        if about is not None:
            del self.fields["procurement"]
        else:
            self.fields["procurement"].queryset = Procurement.objects.visible_to(actor).order_by("-moved_at", "-pk")  # type: ignore[attr-defined]


class StoryForm(forms.Form):
    """The working text. Everything may wait but the title; what is missing is said beside it."""

    title = OneLineField(label=_("What others can learn about"), max_length=160)
    kind = forms.ChoiceField(label=_("What kind of story is it"), choices=Kind.choices)
    summary = forms.CharField(
        label=_("In short"),
        max_length=SUMMARY,
        required=False,
        widget=_area(3),
        help_text=_("Two sentences. They are shown in lists and search results."),
    )
    when = OneLineField(
        label=_("When it was"), max_length=100, required=False, help_text=_("Such as: autumn 2024 to spring 2026.")
    )
    hard = forms.CharField(max_length=LONGEST, required=False, widget=_area(7))
    did = forms.CharField(max_length=LONGEST, required=False, widget=_area(9))
    came = forms.CharField(max_length=LONGEST, required=False, widget=_area(7))
    failed = forms.CharField(max_length=LONGEST, required=False, widget=_area(7))
    otherwise = forms.CharField(max_length=LONGEST, required=False, widget=_area(7))
    advice = forms.CharField(max_length=LONGEST, required=False, widget=_area(6))
    words = OneLineField(
        label=_("Words it is found by"), max_length=300, required=False, help_text=_("Up to eight, with commas between: home care, falls, sensors.")
    )  # fmt: skip
    cpv = OneLineField(
        label=_("CPV codes"),
        max_length=120,
        required=False,
        help_text=_("Eight digits each, with spaces or commas between."),
    )
    methods = forms.MultipleChoiceField(label=_("Method cards you used"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Those used in workshops on the challenge"
                                                                                                                                           " are added automatically. Anyone who "
                                                                                                                                           "takes the case over gets the cards too; "
                                                                                                                                           "a card of your own is shown to those who"
                                                                                                                                           " may read the case."))  # fmt: skip
    language = forms.ChoiceField(label=_("Language it is written in"), choices=LANGUAGES)
    level = forms.ChoiceField(label=_("Who may read it"), choices=Level.choices, widget=forms.RadioSelect)
    networks = forms.ModelMultipleChoiceField(
        Network.objects.none(), label=_("Which networks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, (heading, ask) in PARTS.items():
            self.fields[part].label, self.fields[part].help_text = heading, ask
        self.fields["networks"].queryset = queries.networks_for(actor)  # type: ignore[attr-defined]
        self.fields["methods"].choices = queries.cards_to_name(actor)  # type: ignore[attr-defined]

    def clean_words(self) -> list[str]:
        """Each once, as it is written."""
        words = [" ".join(word.split())[:40] for word in self.cleaned_data["words"].split(",")]
        return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]

    def clean_cpv(self) -> list[str]:
        """Codes that are in the list."""
        codes = list(dict.fromkeys(re.findall(r"\d+", self.cleaned_data["cpv"].replace("-", " -"))))
        codes = [code for code in codes if len(code) > 1]  # the check digit after a hyphen is no code
        for code in codes:
            try:
                cpv.code(code)
            except cpv.UnknownCode as unknown:
                raise forms.ValidationError(_("%(code)s is not a CPV code."), params={"code": code}) from unknown
        return codes[:10]

    def said(self) -> Said:
        """What was typed, as the action takes it."""
        got = dict(self.cleaned_data)
        del got["version"]
        return Said(**got | {"networks": list(got["networks"])})


class ReviewerForm(forms.Form):
    """Who reads it."""

    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who should read it"),
        help_text=_("Someone who did not write it. They get a letter."),
    )

    def __init__(self, *args: Any, case: Case, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = (
            Membership.objects.visible_to(actor)
            .current()
            .filter(user__is_active=True)
            .exclude(roles=[])
            .exclude(roles=["supplier"])
        )
        found = User.objects.filter(memberships__in=members).exclude(pk=case.author_id or 0)
        self.fields["reviewer"].queryset = found.order_by("sort_name", "pk")  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """Yes, or what should be better."""

    approves = forms.ChoiceField(
        label=_("What do you say"), widget=forms.RadioSelect, choices=(("yes", _("Yes, it can be shown")), ("no", _("Something should be better first")))
    )  # fmt: skip
    text = forms.CharField(label=_("What should be better"), max_length=LONGEST, required=False, widget=_area(6))

    def clean(self) -> dict[str, Any]:
        """What is sent back says why."""
        super().clean()
        if self.cleaned_data.get("approves") == "no" and not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Say what should be better."))
        return self.cleaned_data


class PublishForm(forms.Form):
    """Why there is a new version, when there is one already."""

    because = OneLineField(label=_("What is new in this version"), max_length=500)


class DownForm(forms.Form):
    """Why nobody shall read it."""

    reason = OneLineField(
        label=_("Why is it taken down"), max_length=500, help_text=_("Only your own organisation sees this.")
    )


class WordField(forms.ChoiceField):
    """One of the words cases are found by; a word of a link that no case has any more finds none."""

    def valid_value(self, value: Any) -> bool:
        """Any word can be asked for."""
        return len(str(value)) <= 40


class CasesFilter(forms.Form):
    """What the list is narrowed by."""

    text = OneLineField(
        label=_("Search"),
        max_length=300,
        required=False,
        help_text=_("Describe what you struggle with. Other words for the same thing are found too."),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    word = WordField(label=_("About"), required=False)
    organisation = forms.ChoiceField(label=_("Told by"), required=False)
    cpv = OneLineField(label=_("CPV code, or its beginning"), max_length=8, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tellers = queries.tellers(actor)
        shared = namesakes(tellers)
        every = pgettext_lazy("cases", "All")
        self.fields["kind"].choices = [("", every), *Kind.choices]  # type: ignore[attr-defined]
        self.fields["word"].choices = [("", every), *((word, word) for word in queries.themes(actor)[:50])]  # type: ignore[attr-defined]
        told_by = [(one.slug, called(one, shared)) for one in tellers]
        self.fields["organisation"].choices = [("", every), *told_by]  # type: ignore[attr-defined]
        # the word it has in addresses and in the API is none an attribute can have
        self.fields["class"] = forms.ChoiceField(
            label=_("Class"), required=False, choices=[("", every), *Class.choices]
        )

    def clean_cpv(self) -> str:
        """Digits alone."""
        return "".join(sign for sign in self.cleaned_data["cpv"] if sign.isascii() and sign.isdigit())

    def wanted(self) -> dict[str, Any]:
        """What was chosen; a choice that is none is passed over."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}


class NamedForm(forms.Form):
    """Somebody who is named."""

    name = OneLineField(label=_("Name, as it stands in the text"), max_length=120)
    role = OneLineField(
        label=_("Role, as it may be shown"),
        max_length=120,
        help_text=_("Such as: a night nurse. This is shown instead, if the person wants to be mentioned by role only."),
    )
    email = forms.EmailField(label=_("E-mail address"), help_text=_("They are asked by letter, and need no account."))
    word = OneLineField(max_length=120, required=False, widget=forms.HiddenInput)


class ConsentForm(forms.Form):
    """Yes with name, yes by role, or no."""

    answer = forms.ChoiceField(label=_("May we mention you"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, named: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "agree": _("Yes, with my name"), "agree_by_role": _("Yes, but only as “%(role)s”") % {"role": named.role}, "refuse": _("No"),
            "withdraw": _("I withdraw: do not name me any longer"),
        }  # fmt: skip
        open_now = [verb for verb in words if verb in CONSENT.open_steps(named.consent)]
        if named.consent == Consent.WAITING:
            open_now.remove("withdraw")
        self.fields["answer"].choices = [(verb, words[verb]) for verb in open_now]  # type: ignore[attr-defined]
