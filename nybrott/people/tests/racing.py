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


def meet_in(rule: str, monkeypatch: pytest.MonkeyPatch, *, of: object = rules, people: int = 2, patience: float) -> None:  # fmt: skip
    """Let whoever has asked `rule` (a function of `of`) wait until all `people` have asked it too, or so many seconds have passed. What is read after it
    is read by luck: where something is, let them meet before they write."""
    ask = getattr(of, rule)
    wait = _waiting(people, patience)

    def asked(*args: Any, **kwargs: Any) -> Any:
        verdict = ask(*args, **kwargs)
        wait()
        return verdict

    monkeypatch.setattr(of, rule, asked)


def meet_before(deed: str, monkeypatch: pytest.MonkeyPatch, *, of: object, people: int = 2, patience: float) -> None:
    """Let whoever is about to do `deed` (a function of `of`) wait until all `people` are, or so many seconds have passed."""
    meet_before_each(monkeypatch, (of, deed), people=people, patience=patience)


def meet_before_each(monkeypatch: pytest.MonkeyPatch, *deeds: tuple[object, str], people: int = 2, patience: float) -> None:  # fmt: skip
    """As `meet_before`, where they are about to do different things: `deeds` are whose and which."""
    wait = _waiting(people, patience)

    def waited(do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **kwargs: Any) -> Any:
            wait()
            return do(*args, **kwargs)

        return done

    for of, deed in deeds:
        monkeypatch.setattr(of, deed, waited(getattr(of, deed)))


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
