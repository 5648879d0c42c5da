"""The people who use Nybrott.

Promises: one account per person, found by e-mail address whatever its case; a password is never stored, only its hash.
Holds: the user model, our own from the first migration, so that organisations, units, roles and invitations can be
added to it without moving anybody.
Does not: know what people work with. Needs, programmes and dialogues lie above this room and point down to it.
Never reads: the notices.
"""
