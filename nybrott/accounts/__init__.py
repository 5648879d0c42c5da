"""Accounts: how people sign in and out, and look after their own way in.

Promises: nobody makes an account for themselves; a visitor is never led away from the site; tries in vain are counted so
that nobody can lock another out; whatever changes in an account is told to its person by a letter and to the journal.
Holds: passwords, passkeys, codes from an app, sign-in services (OpenID Connect), where one is signed in, which
organisation one is in; the forms, adapters and templates of django-allauth, which does the work underneath.
Does not: hold the people (they lie in `people`), decide what a role may do, send a letter (the outbox does).
Never reads: what people work with.
"""
