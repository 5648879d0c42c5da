"""Who acts: one frozen value, built once per request or job and passed on by hand. No hidden "current user"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or something, that asks and acts, for one organisation at a time.

    `user_id` is None for a visitor and for the system itself. `organisation_id` is None for whoever acts for none.
    `unit_ids` are the units the person belongs to and every unit below them; `network_ids` the networks the
    organisation is in. `roles` and `permissions` are words of `people/roles.py`. `system` marks Nybrott's own
    jobs, which act by decision of the one who set them up.
    """

    user_id: int | None
    organisation_id: int | None
    name: str
    unit_ids: frozenset[int] = frozenset()
    network_ids: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    system: bool = False

    def may(self, permission: str) -> bool:
        """Whether one of the actor's roles gives this permission; the system may everything."""
        return self.system or permission in self.permissions

    @property
    def is_visitor(self) -> bool:
        """Whether nobody has signed in."""
        return self.user_id is None and not self.system

    @property
    def works_here(self) -> bool:
        """Whether somebody is of the organisation's own people, as observers are too: not only its supplier or guest. Nybrott
        itself is at home everywhere. Who belongs there is seen by just these, so the permission says it."""
        if self.system:
            return True
        return self.user_id is not None and self.organisation_id is not None and "members.read" in self.permissions

    @property
    def is_supplier(self) -> bool:
        """Whether somebody is let in for a supplier and has no part of the organisation's own work: what is not open to every
        supplier is not for one of them."""
        return "supplier" in self.roles and not self.works_here


VISITOR = Actor(None, None, "")


def system(name: str, organisation_id: int | None = None) -> Actor:
    """Nybrott itself, doing what `name` says ("Retention", "Outbox"), for one organisation or for the host."""
    return Actor(None, organisation_id, name, system=True)
