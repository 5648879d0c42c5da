"""The people who use Nybrott, and what they belong to.

Promises: one account per person, found by e-mail address whatever its case; a password is never stored, only its hash;
what a role may do stands in one table (`roles.py`); an organisation is never left without an administrator.
Holds: organisations (the tenant), their units as a tree, networks of organisations, users, memberships, invitations;
builds the `Actor` that every rule, query and action is handed (`queries.actor_of`, once per request by the middleware).
Does not: know what people work with. Needs, programmes and dialogues lie above this room and point down to it.
Never reads: the notices.
"""
