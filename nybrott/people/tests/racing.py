"""Two at the same moment: both judge before either writes, unless a lock makes one of them wait."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection

from nybrott.core.verdict import Refused
from nybrott.people import rules
from nybrott.people.models import Organisation, OrganisationQuerySet


def meet_in(rule: str, monkeypatch: pytest.MonkeyPatch, *, of: object = rules, people: int = 2, patience: float = 0.7) -> None:  # fmt: skip
    """Let whoever has asked `rule` (a function of `of`) wait until all `people` have asked it too, or so many seconds have passed."""
    ask = getattr(of, rule)
    wait = _waiting(people, patience)

    def asked(*args: Any, **kwargs: Any) -> Any:
        verdict = ask(*args, **kwargs)
        wait()
        return verdict

    monkeypatch.setattr(of, rule, asked)


def meet_before(deed: str, monkeypatch: pytest.MonkeyPatch, *, of: object, people: int = 2, patience: float = 0.7) -> None:  # fmt: skip
    """Let whoever is about to do `deed` (a function of `of`) wait until all `people` are, or so many seconds have passed."""
    do = getattr(of, deed)
    wait = _waiting(people, patience)

    def done(*args: Any, **kwargs: Any) -> Any:
        wait()
        return do(*args, **kwargs)

    monkeypatch.setattr(of, deed, done)


def _waiting(people: int, patience: float) -> Callable[[], None]:
    barrier = Barrier(people)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(patience)

    return wait


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lock away, to see that it is the lock that helps."""

    def unheld(self: OrganisationQuerySet, organisation_id: int) -> Organisation:
        return self.get(pk=organisation_id)

    monkeypatch.setattr(OrganisationQuerySet, "held", unheld)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all at the same moment; what each came to: "done", the reason it was refused, or an error without one."""
    came: list[str] = ["?"] * len(deeds)

    def run(place: int) -> None:
        try:
            deeds[place]()
            came[place] = "done"
        except Refused as refused:
            came[place] = refused.reason
        except IntegrityError:
            came[place] = "the database broke it off"
        except BaseException as trouble:  # told where it is compared, not lost in a thread
            came[place] = repr(trouble)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    return sorted(came)
