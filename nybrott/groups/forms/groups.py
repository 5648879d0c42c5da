"""What is typed about a buyers' group."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.dialogues.models import Dialogue
from nybrott.groups.models import BuyersGroup, CommonText, GroupDecision
from nybrott.groups.rules import Decided, GroupSaid, TextSaid
from nybrott.groups.states import AdditionKind, PartRole, Signs
from nybrott.people.models import Organisation
from nybrott.ui.forms import DayField, OneLineField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _GroupFields(forms.Form):
    """What every form of a group asks for."""

    # fmt: off
    name = OneLineField(label=_("What the group is called"), max_length=200)
    purpose = forms.CharField(label=_("What it is for"), max_length=2_000, widget=_area(4), help_text=_("What you want to buy together, and why together. Those you ask read it before they answer."))
    most = forms.IntegerField(label=_("Room for so many members"), required=False, min_value=2, max_value=500, help_text=_("Leave it empty when there is no ceiling. Observers do not count."))
    join_until = DayField(label=_("Observers may become members until"), required=False)
    # fmt: on

    def said(self) -> GroupSaid:
        """As the actions take it."""
        got = self.cleaned_data
        return GroupSaid(got["name"], got["purpose"], got["most"], got["join_until"])


class ProposeForm(_GroupFields):
    """A new group, with whom it asks. The network was chosen before."""

    members = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("Ask these to be members"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Members are bound and take part in the procurement."))  # fmt: skip
    observers = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("Ask these to be observers"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Observers follow along and are bound to nothing."))  # fmt: skip

    def __init__(self, *args: Any, others: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "observers"):
            self.fields[name].queryset = Organisation.objects.filter(pk__in=[one.pk for one in others]).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one member, and nobody both."""
        super().clean()
        members, observers = set(self.cleaned_data.get("members") or ()), set(self.cleaned_data.get("observers") or ())
        if not members and "members" not in self.errors:
            self.add_error("members", _("Ask at least one other organisation to be a member."))
        if members & observers:
            self.add_error("observers", _("An organisation is a member or an observer."))
        most = self.cleaned_data.get("most")
        if most is not None and len(members) + 1 > most:
            self.add_error("most", _("You are asking more than there is room for."))
        return self.cleaned_data


class ChangeForm(_GroupFields):
    """What is said of a group."""

    @staticmethod
    def first(group: BuyersGroup) -> dict[str, Any]:
        """What stands there."""
        return {name: getattr(group, name) for name in ("name", "purpose", "most", "join_until")}


class AskForm(forms.Form):
    """One more organisation."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=_("Choose an organisation"))  # fmt: skip
    role = forms.ChoiceField(label=_("As"), choices=PartRole.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organisation.objects.filter(pk__in=[one.pk for one in others])
        self.fields["organisation"].queryset = found.order_by("name")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=_area(3))


class LooseReasonForm(forms.Form):
    """Why, if one wants to say it."""

    reason = forms.CharField(label=_("Why, if you want to say it"), max_length=500, required=False, widget=_area(2))


class TextForm(forms.Form):
    """The common text; one need, goal or criterion on each line."""

    # fmt: off
    purpose = forms.CharField(label=_("Purpose"), max_length=2_000, widget=_area(4), help_text=_("What is to be achieved, and for whom. It"
                                                                                                 " is quoted everywhere after this."))
    background = forms.CharField(label=_("What it is like today"), max_length=10_000, required=False, widget=_area(6))
    needs = forms.CharField(label=_("Needs"), max_length=20_000, required=False, widget=_area(6), help_text=_("One on each line: who, in which situation, needs what."))
    goals = forms.CharField(label=_("Outcome goals"), max_length=20_000, required=False, widget=_area(5), help_text=_("One on each line: what is to be "
                                                                                                                      "different, how it is measured, from "
                                                                                                                      "which value to which."))
    criteria = forms.CharField(label=_("We have succeeded when"), max_length=20_000, required=False, widget=_area(5), help_text=_("One on each line."))
    changed = OneLineField(label=_("What is new in this version"), max_length=500, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # fmt: on

    LISTS = ("needs", "goals", "criteria")

    @classmethod
    def first(cls, group: BuyersGroup, text: CommonText | None) -> dict[str, Any]:
        """What stands there."""
        there: dict[str, Any] = {"revision": group.revision}
        if text is not None:
            there |= {"purpose": text.purpose, "background": text.background}
            there |= {name: "\n".join(getattr(text, name)) for name in cls.LISTS}
        return there

    def clean(self) -> dict[str, Any]:
        """Lines that are not too long."""
        super().clean()
        for name in self.LISTS:
            if any(len(line.strip()) > 500 for line in self.cleaned_data.get(name, "").splitlines()):
                self.add_error(name, _("A line has at most 500 characters."))
        return self.cleaned_data

    def said(self) -> TextSaid:
        """As the action takes it."""
        got = self.cleaned_data
        needs, goals, criteria = (got[name].splitlines() for name in self.LISTS)
        return TextSaid(got["purpose"], got["background"], needs, goals, criteria, got["changed"])


class AdditionForm(forms.Form):
    """What one's own organisation adds."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=AdditionKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What is special to you"), max_length=2_000, widget=_area(4))


class TermsForm(forms.Form):
    """What one's own organisation has agreed to."""

    # fmt: off
    share = forms.DecimalField(label=_("Share of the common costs, in per cent"), min_value=0, max_value=100, max_digits=5, decimal_places=2, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    volumes = forms.CharField(label=_("Volumes"), max_length=1_000, required=False, widget=_area(3), help_text=_("How much you will buy, of what, and when."))
    signs = forms.ChoiceField(label=_("Who signs"), choices=Signs.choices, widget=forms.RadioSelect)
    leave_until = DayField(label=_("You may leave until"), required=False)
    note = OneLineField(label=_("Note"), max_length=500, required=False)
    # fmt: on


class DecisionForm(forms.Form):
    """An entry of the decision log."""

    # fmt: off
    text = forms.CharField(label=_("What was decided"), max_length=2_000, widget=_area(3))
    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=_area(3))
    on = DayField(label=_("On which day"))
    by = OneLineField(label=_("Who decided"), max_length=200, help_text=_("The group’s meeting, the steering committee, each on its own."))
    in_favour = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("For"), required=False, widget=forms.CheckboxSelectMultiple)
    against = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("Against"), required=False, widget=forms.CheckboxSelectMultiple)
    corrects = forms.ModelChoiceField(GroupDecision.objects.none(), label=_("Corrects"), required=False, empty_label=_("Nothing: it is a new decision"))
    # fmt: on

    def __init__(self, *args: Any, group: BuyersGroup, members: Sequence[int], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("in_favour", "against"):
            self.fields[name].queryset = Organisation.objects.filter(pk__in=members).order_by("name")  # type: ignore[attr-defined]
        self.fields["corrects"].queryset = group.decisions.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody both for and against; a day that has come."""
        super().clean()
        got = self.cleaned_data
        if set(got.get("in_favour") or ()) & set(got.get("against") or ()):
            self.add_error("against", _("An organisation votes for or against."))
        if (on := got.get("on")) and on > self.today:
            self.add_error("on", _("A decision is entered when it has been made."))
        return got

    def said(self) -> Decided:
        """As the action takes it."""
        return Decided(**self.cleaned_data)


class DayForm(forms.Form):
    """A day of the plan."""

    on = DayField(label=_("Day"))
    what = OneLineField(label=_("What happens"), max_length=200)


class DialogueForm(forms.Form):
    """Which dialogue is held for the group."""

    dialogue = forms.ModelChoiceField(Dialogue.objects.none(), label=_("Market dialogue"), required=False, empty_label=_("None"), help_text=_("Only announced ones. Members and "
                                                                                                                                              "observers read what everyone reads: the "
                                                                                                                                              "public page, the plan, what was given to"
                                                                                                                                              " everyone."))  # fmt: skip

    def __init__(self, *args: Any, dialogues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dialogue"].queryset = dialogues  # type: ignore[attr-defined]
