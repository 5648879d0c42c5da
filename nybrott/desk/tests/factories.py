"""What lies on a desk, for tests."""

import io
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.desk import actions
from nybrott.desk.models import Draft, Import, Task, Upload
from nybrott.desk.tests.beds import beds

_number = count(1)


def a_file(actor: Actor, data: bytes = b"", name: str = "", **more: str) -> Upload:
    """A file the actor brought."""
    data = data or f"Navn;Nummer\nKari;{next(_number)}\n".encode()
    return actions.keep_upload(actor=actor, file=io.BytesIO(data), name=name or "liste.csv", now=timezone.now(), **more)


def an_import(actor: Actor, *names: str, text: str = "", **more: str) -> Import:
    """Beds the actor brings in: judged, and ready to be confirmed."""
    text = text or "Seng;Etasje\n" + "".join(f"{name};1\n" for name in names or ("Seng 1", "Seng 2"))
    what = actions.bring_in(
        actor=actor,
        importer=beds(),
        file=io.BytesIO(text.encode()),
        name=more.get("name", "senger.csv"),
        language="en",
        now=timezone.now(),
    )
    work(what)
    return what


def work(what: Import) -> Import:
    """Do what the worker would do."""
    actions.work_on_import(import_id=what.pk, clock=timezone.now)
    what.refresh_from_db()
    return what


def a_task(actor: Actor, title: str = "Ring dagsenteret", **more: Any) -> Task:
    """A task the actor gives; to themselves unless somebody else is named."""
    if "to_user" not in more and "to_role" not in more:
        more["to_user"] = actor.user_id
    return actions.give_task(actor=actor, title=title, now=timezone.now(), **more)


def a_draft(actor: Actor, title: str = "Ring", **more: Any) -> Draft:
    """What the actor has typed in the form for a new task, unless another `key` is named."""
    said = {
        "key": "desk.task:new",
        "page": "a",
        "sequence": 1,
        "version": 0,
        "url": "/tasks/new/",
        "label": "En ny oppgave",
        "names": {"title": "What to do"},
    } | more
    return actions.save_draft(actor=actor, fields={"title": [title]}, now=timezone.now(), **said)


def queries_of(client: Client, address: str) -> int:
    """How many questions the database is asked for a page."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
