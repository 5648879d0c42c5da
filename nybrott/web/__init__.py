"""Where all comes together: settings, addresses, menu, front page and what every response carries.

Promises: a page that nobody has declared public is closed (`public.py` is the written list); every response leaves
with a strict content security policy and the other security headers; the language is the reader's own choice;
an unknown `Host` gets nothing.
Holds: `settings` (from the environment, with defaults that work on a laptop), `urls`, `menu`, `frame` (what the page
frame shows) and `middleware`.
Does not: know what a notice means, compute a figure, or word a page of another room.
Sees every room; is seen by none. Its sibling front door is `cli`, and the two do not know each other.
"""
