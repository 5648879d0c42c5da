"""Pages of talks and contact points."""

from nybrott.contacts.views.asking import ask, for_challenge, organisations
from nybrott.contacts.views.points import agree, end_point, name_point, ours
from nybrott.contacts.views.talks import choose, step, talk, talks, talks_file

__all__ = ["agree", "ask", "choose", "end_point", "for_challenge", "name_point", "organisations", "ours", "step", "talk", "talks", "talks_file"]  # fmt: skip
