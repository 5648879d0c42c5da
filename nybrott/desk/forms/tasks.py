"""Giving and changing a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.actor import Actor
from nybrott.desk.models import Task
from nybrott.people.models import Membership
from nybrott.people.roles import ROLES
from nybrott.ui.forms import DayField

ME, ROLE, PERSON = "me", "role", "person"


class TaskForm(forms.Form):
    """What to do, why, for whom, by when. Who may not give others tasks is not asked for whom."""

    title = forms.CharField(
        label=gettext_lazy("What to do"),
        max_length=200,
        help_text=gettext_lazy("A verb and an object: “Call the day centre”."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What it is for, and what is needed to do it."),
    )  # fmt: skip
    due_on = DayField(label=gettext_lazy("Due"), required=False)
    receiver = forms.ChoiceField(
        label=gettext_lazy("For whom"), widget=forms.RadioSelect, initial=ME,
        choices=[(ME, gettext_lazy("Myself")), (PERSON, gettext_lazy("One person")), (ROLE, gettext_lazy("Everyone with a role; the first to take "
                                                                                                         "it does it"))],
    )  # fmt: skip
    person = forms.EmailField(label=gettext_lazy("The person’s e-mail address"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("The role"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        self.actor = actor
        if actor.may("tasks.assign"):
            roles = [(word, str(role.name)) for word, role in ROLES.items()]
            self.fields["role"] = forms.ChoiceField(
                label=_("The role"), required=False, choices=[("", _("Choose a role")), *roles]
            )
        else:
            for name in ("receiver", "person", "role"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Find the person, who must belong to the organisation; see that a role is chosen where one is needed."""
        cleaned = super().clean() or {}
        kind = cleaned.get("receiver", ME)
        cleaned["to_user"], cleaned["to_role"] = (self.actor.user_id if kind == ME else None), ""
        if kind == PERSON and "person" in cleaned:
            members = Membership.objects.current().filter(organisation_id=self.actor.organisation_id or 0)
            member = members.filter(user__email__iexact=cleaned["person"]).first() if cleaned["person"] else None
            if member is None:
                self.add_error("person", _("No one in your organisation has this address."))
            else:
                cleaned["to_user"] = member.user_id
        elif kind == ROLE and not cleaned.get("role"):
            self.add_error("role", _("Choose a role."))
        elif kind == ROLE:
            cleaned["to_role"] = cleaned["role"]
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What `give_task` and `change_task` are told."""
        return {name: self.cleaned_data[name] for name in ("title", "why", "due_on", "to_user", "to_role")}


def as_it_is(task: Task, actor: Actor) -> dict[str, Any]:
    """What the form begins with to change a task."""
    mine = task.for_user_id is not None and task.for_user_id == actor.user_id
    return {
        "title": task.title,
        "why": task.why,
        "due_on": task.due_on,
        "receiver": ME if mine else PERSON if task.for_user_id else ROLE,
        "person": task.for_user.email if task.for_user and not mine else "",
        "role": "" if task.for_user_id else task.for_role,
        "version": task.version,
    }


class PostponeForm(forms.Form):
    """Another day."""

    due_on = DayField(label=gettext_lazy("New day"))
