"""What the sweep over every address needs to know of the desk."""

from nybrott.desk.tests.beds import beds
from nybrott.desk.tests.factories import a_draft, a_file, a_task, an_import
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member
from nybrott.people.tests.sweeping import Case, Kwargs


def _upload(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_file(actor_of(user, place)).pk}


def _picture(place: Organisation, user: User) -> Kwargs:
    from nybrott.sources.tests.test_papers import a_picture

    return {"pk": a_file(actor_of(user, place), a_picture(), "bilde.jpg").pk}


def _kind(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": beds().key}


def _template(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": beds().key, "ending": "csv"}


def _import(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_import(actor_of(a_member(place, "admin"), place)).pk}


def _wrong_rows(place: Organisation, user: User) -> Kwargs:
    return {**_import(place, user), "ending": "xlsx"}


def _task(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_task(actor_of(user, place)).pk}


def _step(place: Organisation, user: User) -> Kwargs:
    return {**_task(place, user), "step": "finish"}


def _draft(place: Organisation, user: User) -> Kwargs:
    return {"key": a_draft(actor_of(user, place)).key}


def _version(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_draft(actor_of(user, place)).pk}


def _form(_place: Organisation, _user: User) -> Kwargs:
    return {"key": "desk.task:new"}


SWEEP: dict[str, Case] = {
    "desk:uploads": Case(),
    "desk:upload": Case(thing=_upload),
    "desk:picture": Case(thing=_picture),
    "desk:remove_upload": Case(thing=_upload),
    "desk:imports": Case(),
    "desk:new_import": Case(
        permission="units.manage", thing=_kind, shared="what can be brought in is the same everywhere"
    ),
    "desk:template": Case(
        permission="units.manage", thing=_template, shared="what can be brought in is the same everywhere"
    ),
    "desk:import": Case(permission="units.manage", thing=_import, denied=404),
    "desk:match": Case(permission="units.manage", thing=_import, denied=404),
    "desk:import_progress": Case(permission="units.manage", thing=_import, denied=404),
    "desk:confirm_import": Case(permission="units.manage", thing=_import, denied=404, post=True),
    "desk:drop_import": Case(permission="units.manage", thing=_import, denied=404, post=True),
    "desk:wrong_rows": Case(permission="units.manage", thing=_wrong_rows, denied=404),
    "desk:tasks": Case(),
    "desk:new_task": Case(),
    "desk:task": Case(thing=_task),
    "desk:change_task": Case(thing=_task),
    "desk:postpone_task": Case(thing=_task, post=True),
    "desk:step_task": Case(thing=_step, post=True),
    "desk:drafts": Case(),
    "desk:draft_token": Case(),
    "desk:draft": Case(thing=_draft),
    "desk:choose_draft": Case(thing=_version, post=True),
    "desk:forget_draft": Case(
        thing=_form, post=True, shared="the name of a form; each reads and forgets their own drafts of it"
    ),
    "desk:subscriptions": Case(),
}
