"""What the sweep over every address needs to know of one that is not public. Each room says it in `tests/sweep.py`.

`SWEEP: dict[str, Case]`, address name → case. `web/tests/test_sweep.py` gathers them and asks every address as every role, for the
own organisation's thing and for another's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nybrott.people.models import Organisation, User

Kwargs = Mapping[str, object]


def nothing(_place: Organisation, _user: User) -> Kwargs:
    """For an address without a thing in it."""
    return {}


@dataclass(frozen=True, slots=True)
class Case:
    """One address.

    `permission`: the word it asks for (empty: anyone who belongs to the organisation). `also`: roles that may come in
    for another reason. `thing` makes what the address names, in an organisation, for a person who asks, and gives
    the address's values. `post`: it is only ever sent to; the sweep sends an empty form. `denied`: what somebody of the
    organisation without the permission meets, 403 (may see, not change) or 404 (may not even see). `shared`: the
    thing is open to other organisations too, for the reason given.
    """

    permission: str = ""
    thing: Callable[[Organisation, User], Kwargs] = nothing
    post: bool = False
    denied: int = 403
    also: frozenset[str] = frozenset()
    shared: str = ""
    anyone: str = ""
    """Why even somebody who belongs to no organisation may come in (their own account, the host's pages)."""
    of: str = ""
    """Where `thing` makes one of each kind at once, by a word: that of the one this address names."""

    def values(self, made: Kwargs) -> Kwargs:
        """The address's values, of what `thing` has made."""
        values = made[self.of] if self.of else made
        assert isinstance(values, Mapping)
        return values
