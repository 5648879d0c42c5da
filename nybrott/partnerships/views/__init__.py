"""Pages of what networks share."""

from nybrott.partnerships.views.drafting import ask, begin, count_again, draft, publish, reports, texts
from nybrott.partnerships.views.pages import (
    calendar,
    dates,
    effects,
    figures,
    joint,
    network,
    networks,
    portfolio,
    programmes,
    themes,
)
from nybrott.partnerships.views.rows import rows, take_answer_back
from nybrott.partnerships.views.sharing import preview, sharing
from nybrott.partnerships.views.versions import document, version

__all__ = [
    "ask", "begin", "calendar", "count_again", "dates", "document", "draft", "effects", "figures", "joint", "network", "networks", "portfolio", "preview", "programmes", "publish",
    "reports", "rows", "sharing", "take_answer_back", "texts", "themes", "version",
]  # fmt: skip
