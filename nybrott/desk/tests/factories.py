"""What lies on a desk, for tests."""

import io
from itertools import count

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.desk import actions
from nybrott.desk.models import Upload

_number = count(1)


def a_file(actor: Actor, data: bytes = b"", name: str = "", **more: str) -> Upload:
    """A file the actor brought."""
    data = data or f"Navn;Nummer\nKari;{next(_number)}\n".encode()
    return actions.keep_upload(actor=actor, file=io.BytesIO(data), name=name or "liste.csv", now=timezone.now(), **more)
