"""Pages of cases."""

from nybrott.cases.views.naming import ask_named, meant, name, named, unname
from nybrott.cases.views.own import begin, case, drop, exchange, ours, write
from nybrott.cases.views.panels import block, of_challenge
from nybrott.cases.views.reading import cases, feed, told
from nybrott.cases.views.steps import ask, narrow, publish, review, take_back, take_down
from nybrott.cases.views.versions import changes, document, version, versions

__all__ = [
    "ask", "ask_named", "begin", "block", "case", "cases", "changes", "document", "drop", "exchange", "feed", "meant", "name", "named", "narrow", "of_challenge", "ours", "publish", "review", "take_back", "take_down", "told", "unname", "version", "versions", "write",
]  # fmt: skip
