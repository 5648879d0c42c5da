"""Forms of a challenge, its team and its anchoring."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.models.challenges import Sharing
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.people.models import Membership, Unit, User
from nybrott.ui.forms import DayField

LANGUAGES = (("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English")))


def colleagues(actor: Actor) -> "QuerySet[User]":
    """Everyone who belongs to the actor's organisation now, by name."""
    members = Membership.objects.visible_to(actor).filter(ended_at__isnull=True)
    return User.objects.filter(memberships__in=members).order_by("name")


def open_units(actor: Actor) -> "QuerySet[Unit]":
    """The organisation's units that are not closed, by name."""
    return Unit.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("name")


class ChallengeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a unit struggles with, said so that others understand it."""

    class Meta:
        model = Challenge
        fields = ("title", "story", "whom", "why_now", "unit", "owner", "sharing")
        widgets = {
            "story": forms.Textarea(attrs={"rows": 6}),
            "whom": forms.Textarea(attrs={"rows": 3}),
            "why_now": forms.Textarea(attrs={"rows": 3}),
            "sharing": forms.RadioSelect,
        }
        help_texts = {
            "title": _("Say what is hard and for whom. Not what to buy."),
            "story": _("What happens today, what it leads to, and how you know. A few sentences are enough to begin."),
            "whom": _("Users, relatives, employees, others. Who feels it most?"),
            "why_now": _("What has changed, or what happens if no one takes it up?"),
            "owner": _("The person who answers for the service and decides what the need is."),
            "sharing": _("Others see what you write here and your progress, but never what people told you."),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = open_units(actor)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = colleagues(actor)  # type: ignore[attr-defined]
        self.fields["unit"].label, self.fields["owner"].label = _("Unit"), _("Need owner")
        self.fields["sharing"].label = _("Who may see that you work on this")
        self.fields["sharing"].choices = Sharing.choices  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = self.fields["owner"].empty_label = _("Not decided yet")  # type: ignore[attr-defined]


class ChallengeFilter(forms.Form):
    """What the list of challenges is narrowed by."""

    text = forms.CharField(label=_("Words in the text"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Progress"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    mine = forms.BooleanField(label=_("Only those I work on"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")), ("under_way", _("All under way")), *ChallengeState.choices,
        ]  # fmt: skip
        self.fields["unit"].queryset = open_units(actor)  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen; a choice that is none is passed over."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}


class AnchoringForm(forms.Form):
    """What a leader is asked to say yes to."""

    purpose = forms.CharField(
        label=_("Purpose in a few words"),
        max_length=300,
        help_text=_("It follows the challenge all the way to the contract."),
    )
    goal = forms.CharField(label=_("What we want to achieve"), max_length=500)
    hours = forms.IntegerField(label=_("Hours for the team"), required=False, min_value=1, max_value=10_000)
    until = DayField(label=_("Until"), required=False)
    leader = forms.ModelChoiceField(User.objects.none(), label=_("Leader to ask"), empty_label=_("Choose a leader"))

    def __init__(self, *args: Any, actor: Actor, self_too: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Membership.objects.visible_to(actor).filter(
            ended_at__isnull=True, roles__overlap=["leader", "admin", "lead"]
        )
        found = User.objects.filter(memberships__in=leaders).order_by("name")
        self.fields["leader"].queryset = found if self_too else found.exclude(pk=actor.user_id or 0)  # type: ignore[attr-defined]


class AnchoringAnswerForm(forms.Form):
    """A leader's yes or no."""

    answer = forms.CharField(
        label=_("A few words about it"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TeamForm(forms.Form):
    """Whom to ask into the team, and what they bring."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"), empty_label=_("Choose a colleague"))
    craft = forms.CharField(
        label=_("Brings"),
        required=False,
        max_length=100,
        help_text=_("Nurse, buyer, IT, relative: what the team lacks."),
    )

    def __init__(self, *args: Any, actor: Actor, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues(actor).exclude(  # type: ignore[attr-defined]
            pk__in=challenge.team.exclude(joins=False).values("user")
        )


class HearingForm(forms.Form):
    """What contributors read, and whether everyone may find it."""

    in_public = forms.BooleanField(
        label=_("Show it on the list of open challenges"),
        required=False,
        help_text=_("Otherwise only those who get the link or the poster find it."),
    )
    text_nb = forms.CharField(
        label=_("What contributors read, in bokmål"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_nn = forms.CharField(
        label=_("What contributors read, in nynorsk"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text_en = forms.CharField(
        label=_("What contributors read, in English"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def public_text(self) -> dict[str, str]:
        """Language → text, those that were written."""
        return {
            code: self.cleaned_data[f"text_{code}"] for code, _name in LANGUAGES if self.cleaned_data[f"text_{code}"]
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
